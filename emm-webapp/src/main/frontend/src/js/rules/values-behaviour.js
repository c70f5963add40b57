// What people did and where they belong: mailings, links, lists, groups, found by name. No mailing chosen means any of them.
import { element, freshId } from '../forms/bind.js';
import { choose, input, isNumber } from './values-plain.js';
import { narrowing } from './narrow.js';

const ANY = -1;
const isId = (value) => /^\d{1,9}$/.test(String(value ?? '')) && Number(value) > 0;
const orAny = (value) => (isId(value) ? Number(value) : ANY);
const listOf = (value) => (Array.isArray(value) ? value : []);

/** A picker that searches on the server; without the right to see what it finds, the number is typed. */
function picker(row, { kind, value, source, label, none, change }) {
    if (!source) {
        return input(row, { value: isId(value) ? value : '', label, change, mode: 'numeric', css: 'rule-number' });
    }
    const select = element('select', { class: 'select', id: freshId('rule'), 'data-pick': source, 'aria-label': label, 'data-placeholder': none ?? label });
    select.append(new Option(none ?? '', ''));
    if (isId(value)) {
        select.append(new Option(row.words.name(kind, value) ?? row.words.t('named.number', value), value, true, true));
    }
    select.disabled = row.fixed;
    select.addEventListener('change', () => {
        if (select.value) {
            row.words.learn({ [kind]: { [select.value]: select.selectedOptions[0].label } });
        }
        change(select.value);
    });
    return element('span', { class: 'rule-pick' }, select);
}

/** Did, or did not: the negation of what has no operators. */
function answer(row) {
    const { rule, words } = row;
    const id = rule.id.replaceAll(' ', '_');
    const options = [
        { value: 'yes', label: words.t(`did.${id}`) },
        { value: 'no', label: words.t(`didNot.${id}`) },
    ];
    return choose(row, { value: rule.negated ? 'no' : 'yes', options, label: words.t('did'), change: (chosen) => row.change({ negated: chosen === 'no' }) });
}

const mailingOf = (row, value, change) =>
    picker(row, { kind: 'mailing', value, source: row.words.sources.mailing, label: row.words.t('mailing'), none: row.words.t('mailing.any'), change: (id) => change(orAny(id)) });

export const mailing = {
    isFinished: () => true,
    operator: answer,
    begin: (before) => orAny(listOf(before)[0] ?? before),
    inputs: (row) => [mailingOf(row, row.rule.value, (value) => row.change({ value })), ...narrowing(row)],
};

export const click = {
    isFinished: () => true,
    operator: answer,
    begin: (before) => [orAny(listOf(before)[0] ?? before), ANY],
    inputs(row) {
        const { words, rule } = row;
        const [id = ANY, link = ANY] = listOf(rule.value);
        const found = [mailingOf(row, id, (value) => row.redraw({ value: [value, ANY] }))];
        if (isId(id)) {
            found.push(
                picker(row, {
                    kind: 'link',
                    value: link,
                    source: words.sources.link && `${words.sources.link}?mailing=${id}`,
                    label: words.t('link'),
                    none: words.t('link.any'),
                    change: (value) => row.change({ value: [id, orAny(value)] }),
                }),
            );
        }
        return [...found, ...narrowing(row)];
    },
};

export const binding = {
    isFinished: () => true,
    operator: answer,
    begin: () => ANY,
    inputs(row) {
        const { words, rule } = row;
        const list = picker(row, { kind: 'list', value: rule.value, source: words.sources.list, label: words.t('list'), none: words.t('list.any'), change: (value) => row.change({ value: orAny(value) }) });
        const states = ['', 'active', 'waiting', 'optout', 'bounced', 'blacklisted', 'suspended'].map((state) => ({ value: state === 'waiting' ? 'wait_for_doi_confirm' : state, label: words.t(`status.${state || 'any'}`) }));
        const state = choose(row, { value: rule.status ?? '', options: states, label: words.t('status'), change: (chosen) => row.change({ status: chosen || undefined }) });
        return [list, state, ...narrowing(row)];
    },
};

export const revenue = {
    isFinished: ({ value }) => isNumber(listOf(value)[1]),
    begin: (before) => [orAny(listOf(before)[0] ?? before), ''],
    inputs(row) {
        const { words, rule } = row;
        const value = [ANY, ''].map((none, index) => listOf(rule.value)[index] ?? none);
        const set = (place) => (typed) => {
            value[place] = typed;
            row.change({ value: [...value] });
        };
        return [input(row, { value: value[1], label: words.t('revenue.amount'), change: (typed) => set(1)(typed.trim().replace(',', '.')), mode: 'decimal', css: 'rule-number' }), mailingOf(row, value[0], set(0))];
    },
};

export const target = {
    isFinished: (rule) => isId(rule.value),
    operator: answer,
    begin: () => '',
    inputs(row) {
        const { words, rule } = row;
        return [picker(row, { kind: 'group', value: rule.value, source: words.sources.group, label: words.t('target'), change: (value) => row.change({ value: isId(value) ? Number(value) : '' }) })];
    },
};
