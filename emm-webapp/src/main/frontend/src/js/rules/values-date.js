// Values of dates: a day from the calendar, today, some days ago or ahead; and what of it is compared, in words.
import { element } from '../forms/bind.js';
import { choose, input } from './values-plain.js';
import { needsValue } from './words.js';

export const DAY = 'YYYYMMDD';
const PARTS = /YYYY|MM|DD/g;
const has = (format, part) => format.includes(part);
const isDay = (format) => has(format, 'YYYY') && has(format, 'MM') && has(format, 'DD');

/** What is compared: kind (day, today, ago, ahead), value or number of days, format. */
export function parse(value) {
    const list = Array.isArray(value) ? value : value ? [value, DAY] : [];
    if (String(list[0]).toUpperCase() !== 'TODAY') {
        return { kind: list.length === 0 ? 'today' : 'day', day: list[0] ?? '', days: '', format: list[1] ?? DAY };
    }
    const format = list.at(-1);
    if (list.length < 4 || Number(list[1]) === 0) {
        return { kind: 'today', day: '', days: '', format };
    }
    return { kind: list[2] === 'sub' ? 'ago' : 'ahead', day: '', days: String(Math.abs(Number(list[1]))), format };
}

export function build({ kind, day, days, format }) {
    if (kind === 'day') {
        return [day, format];
    }
    return kind === 'today' ? ['TODAY', format] : ['TODAY', days, kind === 'ago' ? 'sub' : 'add', format];
}

/** Year, month and day of a constant in its format; missing ones are empty. */
export function readParts(text, format) {
    const names = [];
    const pattern = format.replace(/[.]/g, '\\.').replace(PARTS, (part) => {
        names.push(part);
        return part === 'YYYY' ? '(\\d{1,4})' : '(\\d{1,2})';
    });
    const found = text.match(new RegExp(`^${pattern}$`)) ?? [];
    return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ? found[index + 1].padStart(name.length, '0') : '']));
}

export const writeParts = (parts, format) => ([...format.matchAll(PARTS)].every(([part]) => parts[part]) ? format.replace(PARTS, (part) => parts[part].padStart(part.length, '0')) : '');

export const date = {
    isFinished({ operator, value }) {
        const { kind, day, days } = parse(value);
        return !needsValue(operator) || (kind === 'day' ? day !== '' : kind === 'today' || /^\d{1,5}$/.test(days));
    },
    inputs(row) {
        const { rule, words } = row;
        if (!needsValue(rule.operator)) {
            return [];
        }
        const value = parse(rule.value);
        const set = (patch) => row.change({ value: build(Object.assign(value, patch)), type: 'date' });
        const redraw = (patch) => row.redraw({ value: build(Object.assign(value, patch)), type: 'date' });
        const kinds = ['today', 'ago', 'ahead', 'day'].map((kind) => ({ value: kind, label: words.t(`date.${kind}`) }));
        const kind = choose(row, { value: value.kind, options: kinds, label: words.t('date.kind'), change: (chosen) => redraw({ kind: chosen }) });
        const number = () => input(row, { value: value.days, label: words.t('date.days'), change: (days) => set({ days: days.trim() }), mode: 'numeric', css: 'rule-number' });
        const parts = { today: () => [kind], ago: () => [number(), kind], ahead: () => [number(), kind], day: () => [kind, constant(row, value, set)] }[value.kind]();
        // Earlier and later are asked of whole days, unless somebody wrote it differently.
        const whole = value.format === DAY && !/^(not_)?equal$/.test(rule.operator);
        return whole ? parts : [...parts, format(row, value, redraw)];
    },
};

/** A whole day comes from the calendar; of a birthday there are day and month only. */
function constant(row, value, set) {
    const { words } = row;
    const parts = readParts(value.day, value.format);
    if (isDay(value.format)) {
        const iso = parts.YYYY ? `${parts.YYYY}-${parts.MM}-${parts.DD}` : value.day;
        const { pattern, locale, zone, weekStart } = words.dates;
        const field = element('input', { class: 'input', type: 'date', value: iso, 'aria-label': words.t('date.day'), 'data-date': 'date', 'data-pattern': pattern, 'data-locale': locale, 'data-zone': zone, 'data-week-start': weekStart });
        field.readOnly = row.fixed;
        field.addEventListener('input', () => {
            const [year, month, day] = /^\d{4}-\d\d-\d\d$/.test(field.value) ? field.value.split('-') : [];
            set({ day: year ? writeParts({ YYYY: year, MM: month, DD: day }, value.format) : '' });
        });
        return element('span', { class: 'rule-date' }, field);
    }
    const box = element('span', { class: 'rule-date-parts' });
    const change = (part) => (typed) => {
        parts[part] = typed.trim();
        set({ day: writeParts(parts, value.format) });
    };
    const order = [...value.format.matchAll(PARTS)].map(([part]) => part).sort();
    for (const part of order) {
        box.append(
            part === 'MM'
                ? choose(row, { value: parts.MM, options: months(words.dates.locale), label: words.t('date.month'), change: change('MM') })
                : input(row, { value: parts[part], label: words.t(part === 'DD' ? 'date.dayOfMonth' : 'date.year'), change: change(part), mode: 'numeric', css: 'rule-number' }),
        );
        box.lastChild.placeholder = words.t(part === 'DD' ? 'date.dayOfMonth' : 'date.year');
    }
    return box;
}

const months = (locale) =>
    Array.from({ length: 12 }, (_, index) => ({
        value: String(index + 1).padStart(2, '0'),
        label: new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, index, 1))),
    }));

const FORMATS = { [DAY]: 'format.day', MMDD: 'format.birthday', YYYYMM: 'format.yearMonth', MM: 'format.month', YYYY: 'format.year', DD: 'format.dayOfMonth' };

/** What of the date is compared; a format that somebody wrote by hand stays what it is. */
function format(row, value, redraw) {
    const { words } = row;
    const options = Object.entries(FORMATS).map(([id, key]) => ({ value: id, label: words.t(key) }));
    if (!FORMATS[value.format]) {
        options.push({ value: value.format, label: words.t(isDay(value.format) ? 'format.dayAs' : 'format.as', value.format) });
    }
    return choose(row, {
        value: value.format,
        options,
        label: words.t('format'),
        css: 'rule-format',
        change: (chosen) => redraw({ format: chosen, day: writeParts({ YYYY: String(new Date().getFullYear()), ...readParts(value.day, value.format) }, chosen) }),
    });
}
