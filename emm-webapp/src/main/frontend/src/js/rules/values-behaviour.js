// What people did: mailings and links, found by name.
import { element, freshId } from '../forms/bind.js';
import { choose, input } from './values-plain.js';

const isId = (value) => /^\d{1,9}$/.test(String(value ?? '')) && Number(value) > 0;

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

function answer(row) {
    const { rule, words } = row;
    const options = [
        { value: 'yes', label: words.t(`did.${rule.id.replaceAll(' ', '_')}`) },
        { value: 'no', label: words.t(`didNot.${rule.id.replaceAll(' ', '_')}`) },
    ];
    return choose(row, { value: rule.negated ? 'no' : 'yes', options, label: words.t('did'), change: (chosen) => row.change({ negated: chosen === 'no' }) });
}

const mailingOf = (row, value, change) =>
    picker(row, { kind: 'mailing', value, source: row.words.sources.mailing, label: row.words.t('mailing'), change: (id) => change(isId(id) ? Number(id) : '') });

export const mailing = {
    isFinished: (rule) => isId(rule.value),
    operator: answer,
    inputs: (row) => [mailingOf(row, row.rule.value, (value) => row.change({ value }))],
};

export const click = {
    isFinished: (rule) => isId(rule.value?.[0]),
    operator: answer,
    inputs(row) {
        const { words, rule } = row;
        const [id = '', link = -1] = Array.isArray(rule.value) ? rule.value : [];
        const found = [mailingOf(row, id, (value) => row.redraw({ value: [value, -1] }))];
        if (isId(id)) {
            found.push(
                picker(row, {
                    kind: 'link',
                    value: link,
                    source: words.sources.link && `${words.sources.link}?mailing=${id}`,
                    label: words.t('link'),
                    none: words.t('link.any'),
                    change: (value) => row.change({ value: [id, isId(value) ? Number(value) : -1] }),
                }),
            );
        }
        return found;
    },
};
