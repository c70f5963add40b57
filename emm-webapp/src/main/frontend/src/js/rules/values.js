// Which form a condition has, by the type of what it asks for.
import { binding, click, mailing, revenue, target } from './values-behaviour.js';
import { date } from './values-date.js';
import { number, text } from './values-plain.js';

const FORMS = { string: text, double: number, date, mailing, click, binding, revenue, target };

/** What cannot be asked any more, or not here, is shown as it is. */
const unknown = { isFinished: () => true, inputs: () => [] };

export const formOf = (field) => FORMS[field.type] ?? unknown;

/** Whether a condition says all it has to. */
export const isFinished = (words) => (rule) => Boolean(rule.id) && formOf(words.field(rule.id)).isFinished(rule);

/** A rule begins with the first operator and no value; what fits is taken over from the one before. */
export function fresh(words, id, before = {}) {
    const field = words.field(id);
    const { begin } = formOf(field);
    if (begin) {
        const alike = ['mailing', 'click', 'revenue'].includes(words.field(before.id).type);
        return { id, operator: field.type === 'revenue' ? 'greater_or_equal' : 'equal', negated: before.negated ?? false, value: begin(alike ? before.value : undefined) };
    }
    const operators = words.operators(field).map((operator) => operator.id);
    const same = words.field(before.id).type === field.type && operators.includes(before.operator);
    const operator = same ? before.operator : operators[0];
    const value = field.type === 'date' ? (same ? before.value : ['TODAY', 'YYYYMMDD']) : same && !field.values ? before.value : '';
    return { id, operator, value, type: field.type };
}
