// The rule as a tree that one can edit. A group has nodes, a join (AND, OR) and may be negated; a condition has the rule
// object of the server as it came, so that what the builder does not know goes back unchanged. Every node has a key.
let last = 0;
const freshKey = () => `n${(last += 1)}`;

export const group = (join = 'AND', nodes = [], not = false) => ({ key: freshKey(), join, not, nodes });
export const condition = (rule = { id: '' }) => ({ key: freshKey(), rule });
export const isGroup = (node) => node.nodes !== undefined;

/** Tree of the server's JSON. */
export function read(json) {
    if (!json || !Array.isArray(json.rules)) {
        return condition(plain({ ...json }));
    }
    return group(json.condition === 'OR' ? 'OR' : 'AND', json.rules.map(read), json.negated === true);
}

const OPPOSITES = [
    ['equal', 'not_equal'],
    ['less', 'greater_or_equal'],
    ['greater', 'less_or_equal'],
    ['before', 'greater_or_equal'],
    ['after', 'less_or_equal'],
    ['contains', 'not_contains'],
    ['begins_with', 'not_begins_with'],
    ['like', 'not_like'],
    ['is_empty', 'is_not_empty'],
    ['between', 'not_between'],
];

const opposite = (operator, date) => {
    const pairs = OPPOSITES.filter((pair) => pair.includes(operator) && (date || !/^(before|after)$/.test(pair[0])) && !(date && /^(less|greater)$/.test(pair[0])));
    return pairs[0]?.find((other) => other !== operator);
};

/** "NOT x = 1" says the same as "x <> 1": the builder has one way to say it. */
function plain(rule) {
    if (!rule.negated || !rule.operator || / (mailing|mailinglist|group)$/.test(rule.id)) {
        return rule;
    }
    const calculated = Array.isArray(rule.value) && rule.type !== 'date' && !/between/.test(rule.operator);
    const turned = calculated ? null : opposite(rule.operator, rule.type === 'date');
    if (turned) {
        return { ...rule, operator: turned, negated: false };
    }
    const [number, operator, result] = Array.isArray(rule.value) ? rule.value : [];
    return opposite(operator) ? { ...rule, value: [number, opposite(operator), result], negated: false } : rule;
}

/** Root of a rule, always a group; one that holds nothing but another group is that group. */
export function readRoot(json) {
    const root = group(json?.condition === 'OR' ? 'OR' : 'AND', (json?.rules ?? []).map(read), json?.negated === true);
    return root.nodes.length === 1 && isGroup(root.nodes[0]) && !root.not ? root.nodes[0] : root;
}

/**
 * JSON for the server, without conditions that are not finished and groups that are empty. keys gets the key of each node
 * by its path in the JSON, e.g. "0.2", by which the server names what is wrong.
 */
export function write(node, isFinished, keys = new Map(), path = []) {
    if (!isGroup(node)) {
        keys.set(path.join('.'), node.key);
        return node.rule;
    }
    const rules = [];
    for (const child of node.nodes.filter((one) => saysSomething(one, isFinished))) {
        rules.push(write(child, isFinished, keys, [...path, rules.length]));
    }
    keys.set(path.join('.'), node.key);
    return { condition: node.join, ...(node.not ? { negated: true } : {}), rules };
}

const saysSomething = (node, isFinished) => (isGroup(node) ? node.nodes.some((child) => saysSomething(child, isFinished)) : isFinished(node.rule));

/** Every node with its parent, in reading order. */
export function* walk(node, parent = null) {
    yield { node, parent };
    for (const child of node.nodes ?? []) {
        yield* walk(child, node);
    }
}

/** Where a node is: itself, its parent and its place there. */
export function find(root, key) {
    for (const { node, parent } of walk(root)) {
        if (node.key === key) {
            return { node, parent, index: parent ? parent.nodes.indexOf(node) : 0 };
        }
    }
    return null;
}

export const conditions = (node) => [...walk(node)].map((found) => found.node).filter((found) => !isGroup(found));

const contains = (node, key) => [...walk(node)].some((found) => found.node.key === key);

const copy = (node) => (isGroup(node) ? { ...group(node.join, node.nodes.map(copy), node.not), folded: node.folded } : condition(structuredClone(node.rule)));

/** A condition or group again, right after itself; gives the new one. */
export function duplicate(root, key) {
    const { node, parent, index } = find(root, key);
    const twin = copy(node);
    parent.nodes.splice(index + 1, 0, twin);
    return twin;
}

export function remove(root, key) {
    const { parent, index } = find(root, key);
    parent.nodes.splice(index, 1);
    return { parent, index };
}

/** Puts a node at a place of a group; false when it cannot go there or is there already. */
export function move(root, key, into, index) {
    const { node, parent, index: before } = find(root, key);
    const target = find(root, into)?.node;
    if (!target || contains(node, into)) {
        return false;
    }
    const place = parent === target && before < index ? index - 1 : index;
    if (parent === target && place === before) {
        return false;
    }
    parent.nodes.splice(before, 1);
    target.nodes.splice(place, 0, node);
    return true;
}

/** Where a step by keyboard leads to: up and down through groups, out of the group, into the one before. */
export function step(root, key, direction) {
    const { node, parent, index } = find(root, key);
    const above = parent && find(root, parent.key);
    const open = (neighbour) => neighbour && isGroup(neighbour) && !neighbour.folded;
    if (direction === 'up') {
        const before = parent.nodes[index - 1];
        if (open(before)) {
            return { into: before.key, index: before.nodes.length };
        }
        return before ? { into: parent.key, index: index - 1 } : above.parent && { into: above.parent.key, index: above.index };
    }
    if (direction === 'down') {
        const after = parent.nodes[index + 1];
        if (open(after)) {
            return { into: after.key, index: 0 };
        }
        return after ? { into: parent.key, index: index + 2 } : above.parent && { into: above.parent.key, index: above.index + 1 };
    }
    if (direction === 'out') {
        return above.parent && { into: above.parent.key, index: above.index + 1 };
    }
    const neighbour = [parent.nodes[index - 1], parent.nodes[index + 1]].find((other) => other && isGroup(other));
    return neighbour && neighbour !== node ? { into: neighbour.key, index: neighbour === parent.nodes[index - 1] ? neighbour.nodes.length : 0 } : null;
}

/** A new group around a node; its join is the other one, since the same would change nothing. */
export function wrap(root, key) {
    const { node, parent, index } = find(root, key);
    const around = group(parent.join === 'AND' ? 'OR' : 'AND', [node]);
    parent.nodes.splice(index, 1, around);
    return around;
}

/** What is in a group takes its place. */
export function unwrap(root, key) {
    const { node, parent, index } = find(root, key);
    parent.nodes.splice(index, 1, ...node.nodes);
    return { parent, index };
}

/** Steps back and forth; a state is the whole tree. */
export class History {
    constructor(most = 100) {
        this.most = most;
        this.past = [];
        this.future = [];
    }

    keep(root) {
        this.past.push(structuredClone(root));
        this.future = [];
        if (this.past.length > this.most) {
            this.past.shift();
        }
    }

    undo(root) {
        return this.step(root, this.past, this.future);
    }

    redo(root) {
        return this.step(root, this.future, this.past);
    }

    step(root, from, to) {
        const state = from.pop();
        if (state) {
            to.push(structuredClone(root));
        }
        return state ?? null;
    }
}
