// What a rule can ask for, and the words for it: fields with their type and values, operators, texts of the user's language.
const ORDERED = ['equal', 'not_equal', 'less', 'less_or_equal', 'greater', 'greater_or_equal'];
const OPERATORS = {
    string: ['equal', 'not_equal', 'contains', 'not_contains', 'begins_with', 'not_begins_with', 'like', 'not_like', 'between', 'not_between', 'less', 'less_or_equal', 'greater', 'greater_or_equal', 'is_empty', 'is_not_empty'],
    revenue: ORDERED,
    double: [...ORDERED, 'between', 'not_between', 'mod', 'is_empty', 'is_not_empty'],
    date: ['equal', 'not_equal', 'before', 'less_or_equal', 'after', 'greater_or_equal', 'between', 'not_between', 'is_empty', 'is_not_empty'],
};
const CHOSEN = ['equal', 'not_equal', 'is_empty', 'is_not_empty'];
/** Calculations are shown where a rule has them; remainders are offered. */
export const CALCULATIONS = ['mod', 'add', 'sub', 'mul', 'div'];
const VALUELESS = new Set(['is_empty', 'is_not_empty']);

export const needsValue = (operator) => !VALUELESS.has(operator);

export const isBetween = (operator) => /^(not_)?between$/.test(operator);

/** Operators that leave out people without a value although one would expect them. */
export const isNegative = (operator) => operator?.startsWith('not_') ?? false;

export class Words {
    /** @param data what the server says: fields, texts, names of mailings and links, where pickers search, formats of dates */
    constructor(data) {
        Object.assign(this, data);
        this.byId = new Map(data.fields.map((field) => [field.id, field]));
        this.names = {};
    }

    t(name, ...values) {
        return values.reduce((result, value, index) => result.replaceAll(`{${index}}`, value), this.texts[name] ?? name);
    }

    /** One or many. */
    plural(name, count) {
        return this.t(`${name}.${count === 1 ? 'one' : 'many'}`, count);
    }

    /** The field of that id; one that is not known keeps its name and is marked. */
    field(id) {
        return this.byId.get(id) ?? this.byId.get(id?.toLowerCase()) ?? { id, label: id, type: 'unknown', unknown: true };
    }

    /** Operators of a field; one that a rule has already is among them. */
    operators(field, current) {
        const usual = field.values?.length > 0 && field.closed ? CHOSEN : (OPERATORS[field.type] ?? []);
        const all = usual.includes(current) || !current ? usual : [...usual, current];
        return all.map((id) => ({ id, label: this.texts[`op.${field.type}.${id}`] ?? this.t(`op.${id}`) }));
    }

    /** Names of mailings and links that rules mention by number. */
    learn(names) {
        for (const [kind, known] of Object.entries(names ?? {})) {
            this.names[kind] = { ...this.names[kind], ...known };
        }
    }

    name(kind, id) {
        return this.names[kind]?.[id];
    }
}
