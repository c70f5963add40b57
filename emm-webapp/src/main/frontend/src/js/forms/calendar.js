// A month to choose a day from (ARIA Authoring Practices: date picker dialog).
import { element, freshId, icon, text } from './bind.js';
import { shift, shiftMonths, toDate, today } from './date-text.js';
import { float } from './float.js';

/**
 * Opens a calendar at the anchor.
 *
 * @param options day: chosen or null; min, max: limits or empty; locale; zone; weekStart: 1 for Monday to 7
 * @param chosen called with the day
 * @param closed called when it is gone
 */
export function openCalendar(anchor, options, chosen, closed) {
    const { locale, zone, weekStart, min, max } = options;
    const now = today(zone);
    let focus = clamp(options.day ?? now);
    const titleId = freshId('month');
    const title = element('h2', { id: titleId, 'aria-live': 'polite' });
    const button = (name, label) => element('button', { class: 'btn btn-quiet btn-icon btn-small', type: 'button', 'aria-label': label }, icon(name));
    const before = button('chevron-left', text('monthBefore'));
    const after = button('chevron-right', text('monthAfter'));
    const head = element('thead', {}, element('tr', {}, ...weekdays()));
    const body = element('tbody');
    const grid = element('table', { role: 'grid', 'aria-labelledby': titleId }, head, body);
    const todayButton = element('button', { class: 'btn btn-quiet btn-small', type: 'button' }, text('today'));
    todayButton.disabled = clamp(now) !== now;
    const box = element(
        'div',
        { class: 'calendar', popover: 'manual', role: 'dialog', 'aria-modal': 'true', 'aria-label': text('chooseDate') },
        element('div', { class: 'calendar-head' }, before, title, after),
        grid,
        element('div', { class: 'calendar-foot' }, todayButton),
    );
    anchor.closest('dialog, body').append(box);

    function clamp(day) {
        return min && day < min ? min : max && day > max ? max : day;
    }

    function weekdays() {
        return Array.from({ length: 7 }, (_, index) => {
            const date = toDate(shift('2024-01-01', weekStart - 1 + index));
            const name = (style) => new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(date);
            return element('th', { scope: 'col', abbr: name('long') }, name('short').slice(0, 2));
        });
    }

    function draw() {
        title.textContent = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(toDate(focus));
        const first = `${focus.slice(0, 8)}01`;
        const weekday = toDate(first).getUTCDay() || 7;
        const start = shift(first, -((weekday - weekStart + 7) % 7));
        body.replaceChildren(
            ...Array.from({ length: 6 }, (_, week) => element('tr', {}, ...Array.from({ length: 7 }, (__, index) => cell(shift(start, week * 7 + index))))),
        );
    }

    function cell(day) {
        const selected = day === options.day;
        const outside = (min && day < min) || (max && day > max);
        const long = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(toDate(day));
        const choice = element(
            'button',
            {
                type: 'button',
                'data-day': day,
                tabindex: day === focus ? '0' : '-1',
                'aria-label': long,
                'aria-current': day === now ? 'date' : null,
                class: day.slice(0, 7) === focus.slice(0, 7) ? null : 'other',
            },
            String(Number(day.slice(8))),
        );
        choice.disabled = Boolean(outside);
        return element('td', { role: 'gridcell', 'aria-selected': String(selected) }, choice);
    }

    function move(day) {
        focus = clamp(day);
        draw();
        body.querySelector(`[data-day="${focus}"]`).focus({ preventScroll: true });
    }

    function choose(day) {
        close();
        chosen(day);
    }

    let hide = null;
    function close() {
        if (hide) {
            document.removeEventListener('pointerdown', beside, true);
            hide();
            hide = null;
            box.remove();
            closed();
        }
    }

    function beside(event) {
        if (!box.contains(event.target) && !anchor.contains(event.target)) {
            close();
        }
    }

    const column = () => (toDate(focus).getUTCDay() - weekStart + 7) % 7;
    const moves = {
        ArrowLeft: () => shift(focus, -1),
        ArrowRight: () => shift(focus, 1),
        ArrowUp: () => shift(focus, -7),
        ArrowDown: () => shift(focus, 7),
        Home: () => shift(focus, -column()),
        End: () => shift(focus, 6 - column()),
        PageUp: (event) => shiftMonths(focus, event.shiftKey ? -12 : -1),
        PageDown: (event) => shiftMonths(focus, event.shiftKey ? 12 : 1),
    };
    box.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            close();
        } else if (moves[event.key] && event.target.closest('tbody')) {
            event.preventDefault();
            move(moves[event.key](event));
        } else if (event.key === 'Tab') {
            const stops = [...box.querySelectorAll('button:not([tabindex="-1"]):not(:disabled)')];
            const next = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
            event.preventDefault();
            stops.at(next % stops.length).focus();
        }
    });
    body.addEventListener('click', (event) => {
        const day = event.target.closest('[data-day]')?.dataset.day;
        if (day) {
            choose(day);
        }
    });
    before.addEventListener('click', () => turn(-1));
    after.addEventListener('click', () => turn(1));
    todayButton.addEventListener('click', () => choose(now));
    function turn(months) {
        focus = clamp(shiftMonths(focus, months));
        draw();
    }

    draw();
    hide = float(box, anchor);
    document.addEventListener('pointerdown', beside, true);
    body.querySelector(`[data-day="${focus}"]`).focus({ preventScroll: true });
    return close;
}

