// Which form a condition has, by the type of what it asks for.
import { click, mailing } from './values-behaviour.js';
import { date } from './values-date.js';
import { number, text } from './values-plain.js';

const FORMS = { string: text, double: number, date, mailing, click };

/** What cannot be asked any more, or not here, is shown as it is. */
const unknown = { isFinished: () => true, inputs: () => [] };

export const formOf = (field) => FORMS[field.type] ?? unknown;

/** Whether a condition says all it has to. */
export const isFinished = (words) => (rule) => Boolean(rule.id) && formOf(words.field(rule.id)).isFinished(rule);

/** A rule begins with the first operator and no value; what fits is taken over from the one before. */
export function fresh(words, id, before = {}) {
    const field = words.field(id);
    if (['mailing', 'click'].includes(field.type)) {
        const was = words.field(before.id);
        const mailing = was.type === 'mailing' ? before.value : was.type === 'click' ? before.value?.[0] : '';
        return { id, operator: 'equal', negated: before.negated ?? false, value: field.type === 'click' ? [mailing, -1] : mailing };
    }
    const operators = words.operators(field).map((operator) => operator.id);
    const same = words.field(before.id).type === field.type && operators.includes(before.operator);
    const operator = same ? before.operator : operators[0];
    const value = field.type === 'date' ? (same ? before.value : ['TODAY', 'YYYYMMDD']) : same && !field.values ? before.value : '';
    return { id, operator, value, type: field.type };
}
