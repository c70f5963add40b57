// What narrows behaviour down: how lately, how often, with what; of a list: the medium and the kind of recipient. It
// is shown where it is set, else offered by one button.
import { element, icon } from '../forms/bind.js';
import { choose, input } from './values-plain.js';

const opened = new WeakSet();
const WITH = ['device', 'deviceName', 'os', 'client'];
const OF = { 'opened mailing': ['days', 'times', ...WITH], 'clicked in mailing': ['days', 'times', ...WITH], 'received mailing': ['days', 'times'], 'binding on mailinglist': ['userType', 'medium'] };
const CHOICES = { device: ['desktop', 'mobile', 'tablet', 'smarttv'], userType: ['regular', 'test', 'admin'], medium: ['email', 'sms', 'post'] };

const positive = (typed, least) => (/^\d{1,5}$/.test(typed.trim()) && Number(typed) >= least ? Number(typed) : undefined);

function count(row, name, least) {
    const { words, rule } = row;
    const field = input(row, { value: rule[name], label: words.t(`narrow.${name}`), change: (typed) => row.change({ [name]: positive(typed, least) }), mode: 'numeric', css: 'rule-number' });
    return element('span', { class: 'rule-narrow' }, words.t(`narrow.${name}.before`), field, words.t(`narrow.${name}.after`));
}

function chosen(row, name) {
    const { words, rule } = row;
    const options = ['', ...CHOICES[name]].map((value) => ({ value, label: words.t(`${name}.${value || 'any'}`) }));
    return choose(row, { value: rule[name] ?? '', options, label: words.t(`narrow.${name}`), change: (value) => row.change({ [name]: value || undefined }) });
}

/** A device, system or program by its name. */
function named(row, name) {
    const { words, rule } = row;
    const field = input(row, { value: rule[name], label: words.t(`narrow.${name}`), change: (typed) => row.change({ [name]: typed.trim() || undefined }), css: 'rule-name' });
    field.placeholder = words.t(`narrow.${name}.example`);
    return element('span', { class: 'rule-narrow' }, words.t(`narrow.${name}.before`), field);
}

const INPUTS = { days: (row) => count(row, 'days', 1), times: (row) => count(row, 'times', 2), device: (row) => chosen(row, 'device'), deviceName: (row) => named(row, 'deviceName'), os: (row) => named(row, 'os'), client: (row) => named(row, 'client'), userType: (row) => chosen(row, 'userType'), medium: (row) => chosen(row, 'medium') };

export function narrowing(row) {
    const { rule, words } = row;
    const all = OF[rule.id] ?? [];
    const shown = opened.has(rule) ? all : all.filter((name) => rule[name] !== undefined);
    const found = shown.map((name) => INPUTS[name](row));
    if (shown.length < all.length && !row.fixed) {
        const more = element('button', { class: 'btn btn-quiet btn-small rule-more', type: 'button' }, icon('plus'), words.t(rule.id === 'binding on mailinglist' ? 'narrow.list' : 'narrow'));
        more.addEventListener('click', () => {
            opened.add(rule);
            row.redraw({});
        });
        found.push(more);
    }
    return found;
}
