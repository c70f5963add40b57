// The visual editor of a rule: groups and conditions that one clicks together. What it holds is told by onChange(json);
// what it is given by show(json). Knows nothing of forms and servers.
import { announce, element, freshId, text } from '../forms/bind.js';
import { watchDrag } from './drag.js';
import { watchKeys } from './keys.js';
import { watchMenu } from './menu.js';
import { condition, conditions, duplicate, find, group, History, isGroup, move, readRoot, remove, step, unwrap, walk, wrap, write } from './model.js';
import { sayCondition } from './row.js';
import { sayGroup, Tree } from './tree.js';
import { undoToast } from './undo.js';
import { isFinished } from './values.js';

const MANY = 30;

export class Builder {
    /** @param box where it stands; @param words what can be asked for; @param fixed for looking only */
    constructor(box, words, { fixed = false, onChange = () => {} } = {}) {
        Object.assign(this, { box, words, fixed, onChange });
        this.history = new History();
        this.isFinished = isFinished(words);
        this.hintId = freshId('rule-hint');
        this.state = element('p', { class: 'sr-only', role: 'status' });
        this.place = element('div', { class: 'rule-root' });
        box.replaceChildren(this.place, element('p', { class: 'sr-only', id: this.hintId }, words.t('move.hint')), this.state);
        this.root = group();
        this.tree = new Tree(this);
        box.addEventListener('click', (event) => this.click(event));
        if (!fixed) {
            watchDrag(this);
            watchKeys(this);
            this.menu = watchMenu(this);
        }
    }

    /** Another rule; steps before it cannot be taken back. */
    show(json) {
        this.history = new History();
        this.root = readRoot(json);
        if (conditions(this.root).length > MANY) {
            this.root.nodes.filter((node) => isGroup(node)).forEach((node) => (node.folded = true));
        }
        if (this.root.nodes.length === 0 && !this.fixed) {
            this.root.nodes.push(condition());
        }
        this.draw();
    }

    /** The rule as JSON; afterwards keys has the node of each of its parts. */
    json() {
        this.keys = new Map();
        return write(this.root, this.isFinished, this.keys);
    }

    /** Says at a part of the JSON what the server has against it; null takes it away. */
    refuse(path, message) {
        this.box.querySelectorAll('.rule-refused').forEach((item) => {
            item.classList.remove('rule-refused');
            item.querySelector('.rule-parts > .field-error, .rule-head > .field-error')?.remove();
        });
        const item = path && this.tree.items.get(this.keys?.get(path.join('.')));
        if (item) {
            item.classList.add('rule-refused');
            item.querySelector('.rule-parts, .rule-head').append(element('span', { class: 'field-error' }, message));
        }
        return Boolean(item);
    }

    /** Conditions that say nothing yet or not enough; one that is quite untouched does not count. */
    unfinished() {
        return conditions(this.root).filter((node) => !this.isFinished(node.rule) && (node.rule.id || conditions(this.root).length > 1));
    }

    draw() {
        const item = this.tree.show(this.root);
        if (item.parentElement !== this.place) {
            this.place.replaceChildren(item);
        }
        announce(this.place);
    }

    /** A change of the tree: kept for undo, drawn, told. */
    edit(change, message = '') {
        this.history.keep(this.root);
        const result = change();
        this.draw();
        this.changed(message);
        return result;
    }

    changed(message = '') {
        this.state.textContent = message;
        this.onChange(this.json());
    }

    /** A value of one condition: nothing is drawn anew, and letters typed in a row are one step. */
    change(node, patch) {
        const now = Date.now();
        if (this.typing?.key !== node.key || now - this.typing.time > 1500) {
            this.history.keep(this.root);
        }
        this.typing = { key: node.key, time: now };
        Object.assign(node.rule, patch);
        this.mark(node, false);
        this.onChange(this.json());
    }

    replace(node, rule) {
        this.history.keep(this.root);
        node.rule = rule;
        this.mark(node, false);
        this.changed();
    }

    setJoin(node, { join, not }) {
        this.edit(() => Object.assign(node, { join, not }), sayGroup(this.words, { ...node, join, not }));
    }

    add(into, node = condition()) {
        this.edit(() => into.nodes.push(node), this.words.t(isGroup(node) ? 'added.group' : 'added'));
        this.focus(isGroup(node) ? node.nodes[0] : node, 'field');
    }

    delete(key) {
        const { node, parent, index } = find(this.root, key);
        const name = this.name(node);
        this.edit(() => remove(this.root, key), this.words.t('deleted', name));
        const next = parent.nodes[index] ?? parent.nodes[index - 1];
        if (next) {
            this.focus(next);
        } else {
            this.tree.items.get(parent.key)?.querySelector(':scope [data-rule-add]')?.focus();
        }
        undoToast(this.words.t('deleted', name), this.words.t('undo'), text('close'), () => this.undo());
    }

    duplicate(key) {
        const twin = this.edit(() => duplicate(this.root, key), this.words.t('duplicated'));
        this.focus(twin);
    }

    /** Moves and says where it is now. */
    moveTo(key, into, index) {
        const before = structuredClone(this.root);
        const held = document.activeElement;
        if (!move(this.root, key, into, index)) {
            return;
        }
        this.history.past.push(before);
        this.history.future = [];
        this.draw();
        if (held !== document.activeElement && this.box.contains(held)) {
            held.focus();
        }
        const { node, parent, index: place } = find(this.root, key);
        this.changed(this.words.t('moved', this.name(node), place + 1, parent.nodes.length, sayGroup(this.words, parent)));
    }

    /** A step by keyboard or menu: up, down, in, out. */
    step(key, direction) {
        const to = step(this.root, key, direction);
        if (!to) {
            this.state.textContent = this.words.t('move.end');
            return;
        }
        this.moveTo(key, to.into, to.index);
        this.focusPart(key, '[data-rule-grip]');
    }

    wrap(key) {
        const { node } = find(this.root, key);
        this.edit(() => wrap(this.root, key), this.words.t('wrapped'));
        this.focus(node);
    }

    unwrap(key) {
        this.edit(() => unwrap(this.root, key), this.words.t('unwrapped'));
        this.place.querySelector('[data-rule-grip]')?.focus();
    }

    fold(key) {
        const { node } = find(this.root, key);
        node.folded = !node.folded;
        this.draw();
        this.focusPart(key, '[data-rule-fold]');
    }

    undo(back = true) {
        const state = back ? this.history.undo(this.root) : this.history.redo(this.root);
        if (!state) {
            return;
        }
        this.typing = null;
        // Elements hold the nodes they were made for: those of another state are made anew.
        this.tree.items.clear();
        this.root = state;
        this.draw();
        this.changed(this.words.t(back ? 'undone' : 'redone'));
    }

    /** Whether undo or redo would do something. */
    can(back) {
        return (back ? this.history.past : this.history.future).length > 0;
    }

    name(node) {
        return isGroup(node) ? sayGroup(this.words, node) : sayCondition(this.words, node.rule);
    }

    node(element) {
        return element?.closest('[data-node]')?.dataset.node;
    }

    focus(node, part = 'grip') {
        this.focusPart(node.key, part === 'grip' ? '[data-rule-grip]' : `[data-part="${part}"] input`);
    }

    focusPart(key, selector) {
        const item = this.tree.items.get(key);
        item?.querySelector(selector)?.focus({ preventScroll: true });
        item?.scrollIntoView({ block: 'nearest' });
    }

    /** Says at a condition that it is not finished, or no more. */
    mark(node, wrong) {
        const item = this.tree.items.get(node.key);
        if (!item || item.classList.contains('rule-wrong') === wrong) {
            return;
        }
        item.classList.toggle('rule-wrong', wrong);
        item.querySelector('.rule-parts > .field-error')?.remove();
        if (wrong) {
            item.querySelector('.rule-parts').append(element('span', { class: 'field-error' }, this.words.t(node.rule.id ? 'unfinished.value' : 'unfinished.field')));
        }
    }

    /** Marks what is not finished, opens it and goes to the first; true when there is any. */
    complain() {
        const wrong = this.unfinished();
        const keys = new Set(wrong.map((node) => node.key));
        for (const { node } of walk(this.root)) {
            if (node.folded && conditions(node).some((inner) => keys.has(inner.key))) {
                node.folded = false;
            }
        }
        if (wrong.length > 0) {
            this.draw();
            wrong.forEach((node) => this.mark(node, true));
            const parts = this.tree.items.get(wrong[0].key).querySelectorAll('.rule-parts input:not([type=hidden]), .rule-parts select:not([hidden])');
            parts[wrong[0].rule.id ? parts.length - 1 : 0]?.focus();
            this.state.textContent = this.words.plural('unfinished', wrong.length);
        }
        return wrong.length > 0;
    }

    click(event) {
        const pressed = event.target.closest('[data-rule-add], [data-rule-addgroup], [data-rule-delete], [data-rule-fold]');
        const key = this.node(pressed);
        if (!key) {
            return;
        }
        const { node } = find(this.root, key);
        if ('ruleDelete' in pressed.dataset) {
            this.delete(key);
        } else if ('ruleFold' in pressed.dataset) {
            this.fold(key);
        } else if ('ruleAdd' in pressed.dataset) {
            this.add(node);
        } else {
            this.add(node, group(node.join === 'AND' ? 'OR' : 'AND', [condition()]));
        }
    }
}
