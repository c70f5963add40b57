// A condition as a line: what it asks for, how, and with what value.
import { announce, element, freshId, icon } from '../forms/bind.js';
import { choose } from './values-plain.js';
import { formOf, fresh } from './values.js';
import { reshape } from './values-date.js';
import { CALCULATIONS, isBetween, isNegative, needsValue } from './words.js';

/** In words, for those who hear it and for messages. */
export function sayCondition(words, rule) {
    if (!rule.id) {
        return words.t('condition.new');
    }
    const field = words.field(rule.id);
    const operator = words.operators(field, rule.operator).find((known) => known.id === rule.operator)?.label ?? '';
    const value = typeof rule.value === 'object' || !needsValue(rule.operator) ? '' : (field.values?.find((known) => String(known.value) === String(rule.value))?.label ?? rule.value ?? '');
    return [field.label, field.type === 'unknown' ? '' : operator, String(value).slice(0, 60)].filter(Boolean).join(' ');
}

const button = (name, label, attributes = {}) => element('button', { class: 'btn btn-quiet btn-icon btn-small', type: 'button', 'aria-label': label, ...attributes }, icon(name));

/** Grip, menu and cross, the same for conditions and groups. */
export function tools(builder, node, name) {
    const { words } = builder;
    if (builder.fixed) {
        return { grip: element('span', { class: 'rule-grip' }), end: element('span') };
    }
    const grip = button('grip-vertical', words.t('move.of', name), { class: 'btn btn-quiet btn-icon btn-small rule-grip', 'data-rule-grip': '', 'aria-describedby': builder.hintId });
    const menu = button('ellipsis', words.t('menu.of', name), { 'data-rule-menu': '', 'aria-haspopup': 'menu', 'aria-expanded': 'false' });
    const cross = button('x', words.t('delete.of', name), { 'data-rule-delete': '' });
    return { grip, end: element('span', { class: 'rule-tools' }, menu, cross) };
}

/** Fills the line of a condition anew; the caret stays in the part it was in. */
export function fillRow(builder, node, item) {
    const { words } = builder;
    const { rule } = node;
    const field = words.field(rule.id);
    const held = item.contains(document.activeElement) && document.activeElement.closest('[data-part]')?.dataset.part;
    const row = {
        rule,
        field,
        words,
        fixed: builder.fixed,
        change: (patch) => builder.change(node, patch),
        redraw: (patch) => {
            builder.change(node, patch);
            fillRow(builder, node, item);
            announce(item);
        },
    };
    const name = sayCondition(words, rule);
    const { grip, end } = tools(builder, node, name);
    const parts = element('div', { class: 'rule-parts' }, part('field', fieldPicker(builder, node, item)));
    if (rule.id && !field.unknown) {
        const form = formOf(field);
        parts.append(part('operator', form.operator?.(row) ?? operators(row)));
        form.inputs(row).forEach((input, index) => parts.append(part(`value${index}`, input)));
        if (includesEmpty(rule, field)) {
            parts.append(part('empty', emptyToo(row)));
        }
    } else if (rule.id) {
        parts.append(element('span', { class: 'rule-lost' }, icon('triangle-alert'), words.t('lost.field')));
    }
    item.classList.toggle('rule-unknown', Boolean(rule.id && field.unknown));
    item.setAttribute('aria-label', name);
    item.replaceChildren(item.querySelector(':scope > .rule-join') ?? element('span', { class: 'rule-join' }), grip, parts, end);
    if (held) {
        (item.querySelector(`[data-part="${held}"]`) ?? item).querySelector('input:not([type=hidden]), select:not([hidden]), button')?.focus();
    }
}

function part(name, input) {
    input.dataset.part = name;
    return input;
}

function fieldPicker(builder, node, item) {
    const { words } = builder;
    const { rule } = node;
    const select = element('select', { class: 'select', id: freshId('rule'), 'aria-label': words.t('field'), 'data-pick': '', 'data-placeholder': words.t('field.choose') });
    if (rule.id) {
        select.append(new Option(words.field(rule.id).label, rule.id, true, true));
    }
    select.choices = () => words.fields.map(({ id, label, note }) => ({ value: id, label, note }));
    select.disabled = builder.fixed;
    select.addEventListener('change', () => {
        if (select.value && select.value !== rule.id) {
            builder.replace(node, fresh(words, select.value, rule));
            fillRow(builder, node, item);
            announce(item);
            item.querySelector('[data-part="operator"]')?.focus();
        }
    });
    return element('div', { class: 'rule-field' }, select);
}

function operators(row) {
    const { rule, field, words } = row;
    const options = words.operators(field, rule.operator).map(({ id, label }) => ({ value: id, label }));
    return choose(row, {
        value: rule.operator,
        options,
        label: words.t('operator'),
        css: 'rule-operator',
        change: (operator) => {
            const shape = (id) => (CALCULATIONS.includes(id) ? 'calculation' : isBetween(id) ? 'between' : 'value');
            const mixes = field.type !== 'date' && shape(operator) !== shape(rule.operator);
            const dates = field.type === 'date' && shape(operator) !== shape(rule.operator);
            const keeps = isNegative(operator) ? {} : { includeEmpty: undefined };
            row.redraw({ operator, ...(mixes ? { value: '' } : {}), ...(dates ? { value: reshape(rule.value, isBetween(operator)) } : {}), ...keeps });
        },
    });
}

const includesEmpty = (rule, field) => needsValue(rule.operator) && (rule.includeEmpty || isNegative(rule.operator)) && ['string', 'double', 'date'].includes(field.type);

/** Nobody without a value is "not Berlin" for the database; people mostly mean them, too. */
function emptyToo(row) {
    const box = element('input', { type: 'checkbox', id: freshId('rule') });
    box.checked = row.rule.includeEmpty === true;
    box.disabled = row.fixed;
    box.addEventListener('change', () => row.change({ includeEmpty: box.checked || undefined }));
    return element('span', { class: 'check rule-empty' }, box, element('label', { for: box.id }, row.words.t('empty.too')));
}
