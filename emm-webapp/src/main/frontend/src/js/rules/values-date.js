// Values of dates: a day from the calendar, today, some days ago or ahead; and what of it is compared, in words.
import { element } from '../forms/bind.js';
import { choose, input } from './values-plain.js';
import { isBetween, needsValue } from './words.js';

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
    if (list.length < 4) {
        return { kind: 'today', day: '', days: '', format };
    }
    return { kind: list[2] === 'sub' ? 'ago' : 'ahead', day: '', days: String(list[1]).replace(/^[+-]/, ''), format };
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

/** One day becomes the limits of a span, or the first limit a day. */
export function reshape(value, between) {
    if (between) {
        const { format, ...day } = parse(value);
        return [build({ ...day, format }).slice(0, -1), ['today'], format];
    }
    return Array.isArray(value?.[0]) ? [...value[0], value[2]] : value;
}

const isDayFinished = ({ kind, day, days }) => (kind === 'day' ? day !== '' : kind === 'today' || /^\d{1,5}$/.test(days));

/** Both limits of a span as single values. */
const limits = (value) => [0, 1].map((place) => parse([...(Array.isArray(value?.[place]) ? value[place] : ['today']), value?.[2] ?? DAY]));

export const date = {
    isFinished({ operator, value }) {
        return !needsValue(operator) || (isBetween(operator) ? limits(value).every(isDayFinished) : isDayFinished(parse(value)));
    },
    inputs(row) {
        const { rule, words } = row;
        if (!needsValue(rule.operator)) {
            return [];
        }
        if (isBetween(rule.operator)) {
            const both = limits(rule.value);
            const value = () => [...both.map((limit) => build(limit).slice(0, -1)), both[0].format];
            const patch = () => ({ value: value(), type: 'date' });
            const parts = both.map((limit, place) => dayInputs(row, limit, () => row.change(patch()), () => row.redraw(patch()), words.t(place === 0 ? 'between.low' : 'between.high')));
            const other = both[0].format === DAY ? [] : [format(row, both[0], (changes) => {
                both.forEach((limit) => Object.assign(limit, { format: changes.format, day: '' }));
                row.redraw(patch());
            })];
            return [...parts[0], element('span', { class: 'rule-word' }, words.t('between.and')), ...parts[1], ...other];
        }
        const value = parse(rule.value);
        const patch = () => ({ value: build(value), type: 'date' });
        const parts = dayInputs(row, value, () => row.change(patch()), () => row.redraw(patch()), '');
        // Earlier and later are asked of whole days, unless somebody wrote it differently.
        const whole = value.format === DAY && !/^(not_)?equal$/.test(rule.operator);
        return whole ? parts : [...parts, format(row, value, (changes) => {
            Object.assign(value, changes);
            row.redraw(patch());
        })];
    },
};

/** Which day, and what it needs: a number of days or a day of the calendar. */
function dayInputs(row, value, changed, redraw, name) {
    const { words } = row;
    const label = (key) => [name, words.t(key)].filter(Boolean).join(': ');
    const set = (patch) => {
        Object.assign(value, patch);
        changed();
    };
    const kinds = ['today', 'ago', 'ahead', 'day'].map((kind) => ({ value: kind, label: words.t(`date.${kind}`) }));
    const kind = choose(row, {
        value: value.kind,
        options: kinds,
        label: label('date.kind'),
        change: (chosen) => {
            value.kind = chosen;
            redraw();
        },
    });
    if (value.kind === 'day') {
        return [kind, constant(row, value, set, label)];
    }
    if (value.kind === 'today') {
        return [kind];
    }
    return [input(row, { value: value.days, label: label('date.days'), change: (days) => set({ days: days.trim() }), mode: 'numeric', css: 'rule-number' }), kind];
}

/** A whole day comes from the calendar; of a birthday there are day and month only. */
function constant(row, value, set, label) {
    const { words } = row;
    const parts = readParts(value.day, value.format);
    if (isDay(value.format)) {
        const iso = parts.YYYY ? `${parts.YYYY}-${parts.MM}-${parts.DD}` : value.day;
        const { pattern, locale, zone, weekStart } = words.dates;
        const field = element('input', { class: 'input', type: 'date', value: iso, 'aria-label': label('date.day'), 'data-date': 'date', 'data-pattern': pattern, 'data-locale': locale, 'data-zone': zone, 'data-week-start': weekStart });
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
                ? choose(row, { value: parts.MM, options: months(words.dates.locale), label: label('date.month'), change: change('MM') })
                : input(row, { value: parts[part], label: label(part === 'DD' ? 'date.dayOfMonth' : 'date.year'), change: change(part), mode: 'numeric', css: 'rule-number' }),
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
