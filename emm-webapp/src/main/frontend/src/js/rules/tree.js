// Groups and their conditions on the page. Elements are kept by the key of their node, so that a change of the order moves
// them as they are: nobody loses the caret.
import { element, freshId, icon } from '../forms/bind.js';
import { conditions, isGroup } from './model.js';
import { fillRow, tools } from './row.js';
import { choose } from './values-plain.js';

const JOINS = [
    { id: 'all', join: 'AND', not: false },
    { id: 'any', join: 'OR', not: false },
    { id: 'none', join: 'OR', not: true },
    { id: 'notAll', join: 'AND', not: true },
];
const joinOf = (node) => JOINS.find(({ join, not }) => join === node.join && not === node.not).id;

export const sayGroup = (words, node) => words.t('group.name', words.t(`join.${joinOf(node)}`), words.plural('count', conditions(node).length));

export class Tree {
    constructor(builder) {
        this.builder = builder;
        this.items = new Map();
    }

    /** The element of a node, made when it is first asked for. */
    item(node) {
        return this.items.get(node.key) ?? (isGroup(node) ? this.makeGroup(node) : this.makeRow(node));
    }

    makeRow(node) {
        const item = element('li', { class: 'rule-item', 'data-node': node.key, role: 'group' });
        this.items.set(node.key, item);
        fillRow(this.builder, node, item);
        return item;
    }

    makeGroup(node) {
        const list = element('ul', { class: 'rule-list', role: 'none', id: freshId('group') });
        const item = element('li', { class: 'rule-item rule-group', 'data-node': node.key, role: 'group' });
        item.list = list;
        this.items.set(node.key, item);
        return item;
    }

    /** Puts what the tree says on the page; what is there already stays. */
    show(root) {
        const used = new Set();
        this.place(root, null, used);
        for (const [key, item] of this.items) {
            if (!used.has(key)) {
                item.remove();
                this.items.delete(key);
            }
        }
        return this.items.get(root.key);
    }

    place(node, parent, used) {
        used.add(node.key);
        const item = this.item(node);
        const first = !parent || parent.nodes[0] === node;
        if (isGroup(node)) {
            this.head(node, item, parent);
            const children = node.folded ? [] : node.nodes.map((child) => this.place(child, node, used));
            node.folded && node.nodes.forEach((child) => this.keep(child, used));
            arrange(item.list, children);
            item.list.hidden = Boolean(node.folded);
        }
        const join = item.querySelector(':scope > .rule-join, :scope > .rule-line-head > .rule-join');
        if (join && parent) {
            join.textContent = this.builder.words.t(first ? 'first' : parent.join === 'AND' ? 'and' : 'or');
            join.classList.toggle('rule-first', first);
        }
        return item;
    }

    /** What is folded away is made when it is opened; what was made is kept. */
    keep(node, used) {
        used.add(node.key);
        node.nodes?.forEach((child) => this.keep(child, used));
    }

    head(node, item, parent) {
        const { builder } = this;
        const { words } = builder;
        const count = conditions(node).length;
        const state = [joinOf(node), node.folded, count, node.nodes.length === 0, !parent].join();
        if (item.dataset.state === state) {
            return;
        }
        const held = document.activeElement?.closest?.('[data-part]');
        const part = held && held.closest('.rule-item') === item ? held.dataset.part : null;
        item.dataset.state = state;
        const name = sayGroup(words, node);
        item.setAttribute('aria-label', name);
        const join = choose({ words, fixed: builder.fixed }, {
            value: joinOf(node),
            options: JOINS.map(({ id }) => ({ value: id, label: words.t(`join.${id}`) })),
            label: words.t('join'),
            css: 'rule-joins',
            change: (chosen) => builder.setJoin(node, JOINS.find(({ id }) => id === chosen)),
        });
        join.dataset.part = 'join';
        const head = element('div', { class: 'rule-head' }, join);
        if (parent && (count > 3 || node.folded)) {
            const fold = element('button', { class: 'btn btn-quiet btn-small', type: 'button', 'data-part': 'fold', 'data-rule-fold': '', 'aria-expanded': String(!node.folded), 'aria-controls': item.list.id }, icon(node.folded ? 'chevron-right' : 'chevron-down'), words.plural('count', count));
            head.append(fold);
        }
        const foot = this.foot(node);
        if (!parent) {
            item.replaceChildren(head, item.list, foot);
            return;
        }
        const { grip, end } = tools(builder, node, name);
        item.replaceChildren(element('div', { class: 'rule-line-head' }, element('span', { class: 'rule-join' }), grip, head, end), item.list, foot);
        part && item.querySelector(`[data-part="${part}"]`)?.focus();
    }

    foot(node) {
        const { words, fixed } = this.builder;
        const foot = element('div', { class: 'rule-foot' });
        foot.hidden = fixed || Boolean(node.folded);
        if (!fixed) {
            const add = (name, key) => element('button', { class: 'btn btn-small', type: 'button', [`data-rule-${key}`]: '', 'data-part': key }, icon(name), words.t(key));
            foot.append(add('plus', 'add'), add('list-plus', 'addGroup'));
        }
        return foot;
    }
}

/** Brings the children into that order without touching those that stand right. */
function arrange(list, children) {
    children.forEach((child, index) => {
        if (list.children[index] !== child) {
            list.insertBefore(child, list.children[index] ?? null);
        }
    });
    while (list.children.length > children.length) {
        list.lastChild.remove();
    }
}
