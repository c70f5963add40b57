// The menu of a condition or group. There is one for all; it is filled for the button that is pressed.
import { element, freshId, icon } from '../forms/bind.js';
import { find, isGroup, step } from './model.js';

export function watchMenu(builder) {
    const { words, box } = builder;
    const id = freshId('rule-menu');
    const menu = element('div', { class: 'popover popover-menu', id, popover: 'auto', 'data-menu': '', 'data-anchored': '', 'aria-label': words.t('menu') });
    box.append(menu);
    let opener = null;

    const entry = (name, key, act, danger = false) => {
        const button = element('button', { type: 'button', class: danger ? 'danger' : null }, icon(name), element('span', {}, words.t(key)));
        button.addEventListener('click', () => {
            menu.hidePopover();
            act();
        });
        return button;
    };

    function fill(key) {
        const { node } = find(builder.root, key);
        const can = (direction) => step(builder.root, key, direction);
        const go = (direction) => () => builder.step(key, direction);
        const groups = isGroup(node);
        menu.replaceChildren(
            entry('copy', groups ? 'duplicate.group' : 'duplicate', () => builder.duplicate(key)),
            ...[['arrow-up', 'up'], ['arrow-down', 'down'], ['arrow-left', 'out'], ['arrow-right', 'in']].filter(([, direction]) => can(direction)).map(([name, direction]) => entry(name, `move.${direction}`, go(direction))),
            entry('list-plus', 'wrap', () => builder.wrap(key)),
            ...(groups ? [entry('list-minus', 'unwrap', () => builder.unwrap(key))] : []),
            entry('trash-2', groups ? 'delete.group' : 'delete', () => builder.delete(key), true),
        );
    }

    box.addEventListener('click', (event) => {
        const button = event.target.closest('[data-rule-menu]');
        if (!button) {
            return;
        }
        event.preventDefault();
        if (opener === button && menu.matches(':popover-open')) {
            menu.hidePopover();
            return;
        }
        opener?.removeAttribute('popovertarget');
        opener = button;
        fill(builder.node(button));
        // The place of a menu is beside the button that names it.
        button.setAttribute('popovertarget', id);
        menu.showPopover();
    });
    menu.addEventListener('toggle', (event) => {
        if (event.newState === 'closed') {
            opener?.setAttribute('aria-expanded', 'false');
            opener?.removeAttribute('popovertarget');
        }
    });
    return menu;
}
