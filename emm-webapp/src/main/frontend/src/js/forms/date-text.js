// Dates and times as people write them: in the user's own order, with or without year, by name, or the ISO way.
// A date is "2026-12-24", a time "14:30"; null is what cannot be read.

const two = (number) => String(number).padStart(2, '0');
const iso = (year, month, day) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** Today in the zone. */
export const today = (zone) => new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date());

export const toDate = (day) => new Date(`${day}T00:00:00Z`);

export const shift = (day, days) => new Date(toDate(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** The same day of another month; its last day when it is shorter. */
export function shiftMonths(day, months) {
    const [year, month, date] = day.split('-').map(Number);
    const first = new Date(Date.UTC(year, month - 1 + months, 1));
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    return iso(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(date, last));
}

function valid(year, month, day) {
    const full = year < 100 ? 2000 + year : year;
    const date = new Date(Date.UTC(full, month - 1, day));
    const same = date.getUTCFullYear() === full && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return same && full >= 1000 && full <= 9999 ? iso(full, month, day) : null;
}

/** @param pattern e.g. dd.MM.yyyy */
export function formatDate(day, pattern) {
    const [year, month, date] = day.split('-');
    return pattern
        .replace(/y+/, year)
        .replace(/M+/, (found) => (found.length > 1 ? month : String(Number(month))))
        .replace(/d+/, (found) => (found.length > 1 ? date : String(Number(date))));
}

export function parseDate(typed, pattern, locale, zone) {
    const words = typed.trim().toLocaleLowerCase(locale);
    const isoDate = words.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
    if (isoDate) {
        return valid(...isoDate.slice(1).map(Number));
    }
    const named = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    for (const days of [-1, 0, 1]) {
        if (words === named.format(days, 'day').toLocaleLowerCase(locale)) {
            return shift(today(zone), days);
        }
    }
    const order = [...pattern.matchAll(/d+|M+|y+/g)].map((found) => found[0][0]);
    return byMonthName(words, locale, zone) ?? byNumbers(words, order, zone);
}

function byMonthName(words, locale, zone) {
    const name = words.match(/\p{L}{3,}/u)?.[0];
    if (!name) {
        return null;
    }
    for (let month = 1; month <= 12; month++) {
        const long = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 1)));
        if (long.toLocaleLowerCase(locale).startsWith(name)) {
            const [day, year] = words.match(/\d+/g)?.map(Number) ?? [];
            return day ? valid(year ?? Number(today(zone).slice(0, 4)), month, day) : null;
        }
    }
    return null;
}

function byNumbers(words, order, zone) {
    if (!/^[\d\s./-]+$/.test(words)) {
        return null;
    }
    let numbers = words.match(/\d+/g) ?? [];
    if (numbers.length === 1 && (numbers[0].length === 8 || numbers[0].length === 6)) {
        let rest = numbers[0];
        numbers = order.map((part) => {
            const length = part === 'y' ? numbers[0].length - 4 : 2;
            const taken = rest.slice(0, length);
            rest = rest.slice(length);
            return taken;
        });
    }
    const parts = numbers.length === 2 ? order.filter((part) => part !== 'y') : order;
    if (numbers.length !== parts.length) {
        return null;
    }
    const value = Object.fromEntries(parts.map((part, index) => [part, Number(numbers[index])]));
    return valid(value.y ?? Number(today(zone).slice(0, 4)), value.M, value.d);
}

/** @param pattern e.g. HH:mm or h:mm a */
export function formatTime(time, pattern) {
    const [hour, minute] = time.split(':').map(Number);
    const half = hour % 12 || 12;
    return pattern
        .replace(/H+/, (found) => (found.length > 1 ? two(hour) : String(hour)))
        .replace(/h+/, (found) => (found.length > 1 ? two(half) : String(half)))
        .replace('mm', two(minute))
        .replace('a', hour < 12 ? 'AM' : 'PM');
}

/** 9, 9:30, 0930, 9.30, 9 Uhr, 9:30 pm */
export function parseTime(typed) {
    const found = typed.trim().toLowerCase().match(/^(\d{1,2})(?:[:.h\s]?(\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.|uhr|h)?$/);
    if (!found) {
        return null;
    }
    let hour = Number(found[1]);
    const minute = Number(found[2] ?? 0);
    const half = found[3]?.[0];
    if (half === 'a' || half === 'p') {
        if (hour < 1 || hour > 12) {
            return null;
        }
        hour = (hour % 12) + (half === 'p' ? 12 : 0);
    }
    return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
}
