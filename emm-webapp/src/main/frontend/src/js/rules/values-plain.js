// Values of texts and numbers: typed, or chosen where only some are allowed.
import { element } from '../forms/bind.js';
import { CALCULATIONS, isBetween, needsValue } from './words.js';

const NUMBER = /^[+-]?\d{1,30}(?:[.,]\d{1,12})?$/;

/** A number as JSON has it; what is too long for that stays a text with all its digits. */
const asNumber = (typed) => {
    const digits = typed.trim().replace(',', '.').replace(/^\+/, '');
    return String(Number(digits)) === digits ? Number(digits) : digits;
};

export const isNumber = (value) => NUMBER.test(String(value ?? '').trim());

export function input(row, { value, label, change, type = 'text', mode = null, css = '' }) {
    const field = element('input', { class: `input ${css}`, type, inputmode: mode, autocomplete: 'off', spellcheck: 'false', maxlength: '500', 'aria-label': label });
    field.value = value ?? '';
    field.readOnly = row.fixed;
    field.addEventListener('input', () => change(field.value));
    return field;
}

export function choose(row, { value, options, label, change, css = '' }) {
    const select = element('select', { class: `select ${css}`, 'aria-label': label });
    for (const option of options) {
        select.append(new Option(option.label, option.value, false, String(option.value) === String(value)));
    }
    if (!options.some((option) => String(option.value) === String(value))) {
        const blank = value === undefined || value === null || value === '';
        select.prepend(new Option(blank ? row.words.t('value.choose') : value, blank ? '' : value, true, true));
    }
    select.disabled = row.fixed;
    select.addEventListener('change', () => change(select.value));
    return select;
}

/** "from … to …". */
function between(row, mode) {
    const { rule, words } = row;
    const value = Array.isArray(rule.value) ? [...rule.value] : ['', ''];
    const limit = (place, label) =>
        input(row, {
            value: value[place],
            label: words.t(label),
            mode,
            css: mode ? 'rule-number' : '',
            change: (typed) => {
                value[place] = mode && isNumber(typed) ? asNumber(typed) : typed;
                row.change({ value: [...value] });
            },
        });
    return [limit(0, 'between.low'), element('span', { class: 'rule-word' }, words.t('between.and')), limit(1, 'between.high')];
}

const bothAre = (value, fits) => Array.isArray(value) && value.length === 2 && value.every(fits);

export const text = {
    isFinished: ({ operator, value }) => !needsValue(operator) || (isBetween(operator) ? bothAre(value, Boolean) : typeof value === 'string' && value !== ''),
    inputs(row) {
        const { rule, field, words } = row;
        if (!needsValue(rule.operator)) {
            return [];
        }
        const change = (value) => row.change({ value });
        if (isBetween(rule.operator)) {
            return between(row, null);
        }
        const exact = /^(not_)?equal$/.test(rule.operator);
        if (exact && field.values?.length > 0) {
            return [choose(row, { value: rule.value, options: field.values, label: words.t('value'), change })];
        }
        const typed = input(row, { value: rule.value, label: words.t('value'), change });
        if (/like$/.test(rule.operator)) {
            typed.placeholder = words.t('value.pattern');
            typed.title = words.t('value.pattern.help');
        }
        return [typed];
    },
};

export const number = {
    isFinished: ({ operator, value }) =>
        !needsValue(operator) || (isBetween(operator) ? bothAre(value, isNumber) : CALCULATIONS.includes(operator) ? Array.isArray(value) && isNumber(value[0]) && isNumber(value[2]) : isNumber(value)),
    inputs(row) {
        const { rule, field, words } = row;
        if (!needsValue(rule.operator)) {
            return [];
        }
        if (CALCULATIONS.includes(rule.operator)) {
            return calculation(row);
        }
        if (isBetween(rule.operator)) {
            return between(row, 'decimal');
        }
        const change = (value) => row.change({ value: isNumber(value) ? asNumber(value) : value });
        if (field.values?.length > 0 && /^(not_)?equal$/.test(rule.operator)) {
            return [choose(row, { value: rule.value, options: field.values, label: words.t('value'), change })];
        }
        return [input(row, { value: Array.isArray(rule.value) ? '' : rule.value, label: words.t('value'), change, mode: 'decimal', css: 'rule-number' })];
    },
};

/** "divided by 10 leaves less than 3". */
function calculation(row) {
    const { rule, words } = row;
    const [divisor = '', operator = 'equal', rest = ''] = Array.isArray(rule.value) ? rule.value : [];
    const value = [divisor, operator, rest];
    const change = (place) => (typed) => {
        value[place] = place !== 1 && isNumber(typed) ? asNumber(typed) : typed;
        row.change({ value: [...value] });
    };
    const operators = ['equal', 'not_equal', 'less', 'less_or_equal', 'greater', 'greater_or_equal'].map((id) => ({ value: id, label: words.t(`op.${id}`) }));
    return [
        input(row, { value: divisor, label: words.t('calculated.with'), change: change(0), mode: 'numeric', css: 'rule-number' }),
        element('span', { class: 'rule-word' }, words.t(rule.operator === 'mod' ? 'mod.leaves' : 'calculated')),
        choose(row, { value: operator, options: operators, label: words.t('mod.operator'), change: change(1) }),
        input(row, { value: rest, label: words.t('mod.rest'), change: change(2), mode: 'numeric', css: 'rule-number' }),
    ];
}
