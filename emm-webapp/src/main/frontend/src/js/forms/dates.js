// Date and time fields. The field of the form keeps its name and holds the ISO form, as without scripts; in front of it
// people see and type their own format, or choose from a calendar.
import { each, element, freshId, icon, text } from './bind.js';
import { openCalendar } from './calendar.js';
import { formatDate, formatTime, parseDate, parseTime, shift, shiftMonths, today } from './date-text.js';
import { complain } from './errors.js';

const judge = (input, message) => {
    input.setCustomValidity(message);
    complain(input, message);
};

class DateField {
    constructor(field) {
        // What was chosen before this ran counts; what the browser's own field could not read is in the attribute.
        const raw = field.value || (field.getAttribute('value') ?? '');
        const focused = document.activeElement === field;
        this.field = field;
        this.kind = field.dataset.date;
        this.pattern = field.dataset.pattern;
        this.timePattern = field.dataset.timePattern;
        this.locale = field.dataset.locale;
        this.zone = field.dataset.zone;
        this.required = field.required;
        const id = field.id;
        const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
        field.id = `${id}-value`;
        field.required = false;
        field.type = 'hidden';
        field.value = raw;
        this.box = element('div', { class: 'date-field' });
        if (this.kind === 'datetime') {
            this.box.setAttribute('role', 'group');
            this.box.setAttribute('aria-label', label?.querySelector('span')?.textContent ?? '');
        }
        const common = { class: 'input', type: 'text', autocomplete: 'off', spellcheck: 'false', maxlength: '40', 'aria-invalid': field.getAttribute('aria-invalid'), 'aria-describedby': field.getAttribute('aria-describedby') };
        if (this.kind !== 'time') {
            this.date = element('input', { ...common, id, 'aria-label': label ? null : field.getAttribute('aria-label'), placeholder: this.letters() });
            this.button = element('button', { class: 'btn btn-quiet btn-icon', type: 'button', 'aria-label': text('openCalendar'), 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, icon('calendar'));
            this.box.append(element('span', { class: 'date-box' }, this.date, this.button));
        }
        if (this.kind !== 'date') {
            const timeId = this.kind === 'time' ? id : freshId(`${id}-time`);
            this.time = element('input', { ...common, class: 'input input-time', id: timeId, 'aria-label': this.kind === 'time' ? null : text('time'), placeholder: 'hh:mm' });
            this.box.append(this.time);
        }
        for (const input of this.inputs()) {
            input.disabled = field.matches(':disabled');
            input.readOnly = field.readOnly;
            input.required = this.required;
        }
        if (this.button) {
            this.button.disabled = field.matches(':disabled') || field.readOnly;
        }
        field.after(this.box);
        this.listen();
        this.fill(raw);
        if (focused) {
            this.inputs()[0].focus();
        }
    }

    inputs() {
        return [this.date, this.time].filter(Boolean);
    }

    /** The format in letters of the language: an example would look like a date that is chosen. */
    letters() {
        const [day, month, year] = text('dateLetters');
        return this.pattern.replaceAll('d', day).replaceAll('M', month).replaceAll('y', year);
    }

    example() {
        return formatDate(`${today(this.zone).slice(0, 4)}-12-24`, this.pattern);
    }

    listen() {
        for (const input of this.inputs()) {
            input.addEventListener('input', (event) => {
                // A list is asked for whole days only.
                if (this.field.dataset.dateFilter !== undefined) {
                    event.stopPropagation();
                } else {
                    this.typed();
                }
            });
            input.addEventListener('change', (event) => {
                event.stopPropagation();
                this.settled();
            });
        }
        this.date?.addEventListener('keydown', (event) => {
            if (event.key === 'ArrowDown' && !this.date.readOnly) {
                event.preventDefault();
                this.openCalendar();
            }
        });
        this.time?.addEventListener('keydown', (event) => {
            const step = { ArrowUp: 15, ArrowDown: -15 }[event.key];
            const time = parseTime(this.time.value);
            if (step && time && !this.time.readOnly) {
                event.preventDefault();
                const [hour, minute] = time.split(':').map(Number);
                const minutes = (hour * 60 + minute + step + 1440) % 1440;
                this.time.value = formatTime(`${Math.floor(minutes / 60)}:${minutes % 60}`, this.timePattern);
                this.typed();
            }
        });
        this.button?.addEventListener('click', () => (this.close ? this.close() : this.openCalendar()));
        this.field.addEventListener('date:set', (event) => {
            this.fill(event.detail);
            this.field.value = event.detail;
            this.inputs().forEach((input) => judge(input, ''));
        });
    }

    fill(value) {
        const [day, time] = this.kind === 'time' ? [null, value] : value.split('T');
        if (this.date) {
            this.date.value = /^\d{4}-\d\d-\d\d$/.test(day) ? formatDate(day, this.pattern) : day;
        }
        if (this.time) {
            this.time.value = /^\d\d:\d\d/.test(time ?? '') ? formatTime(time.slice(0, 5), this.timePattern) : (time ?? '');
        }
    }

    /** What is typed, as the form sends it: ISO when it can be read, else as it is, for the server to explain. */
    value() {
        const day = this.date && this.date.value.trim();
        const time = this.time && this.time.value.trim();
        if (this.kind === 'time') {
            return time === '' ? '' : (parseTime(time) ?? time);
        }
        const date = day === '' ? '' : (parseDate(day, this.pattern, this.locale, this.zone) ?? day);
        if (this.kind === 'date') {
            return date;
        }
        return day === '' && time === '' ? '' : `${date}T${time === '' ? '' : (parseTime(time) ?? time)}`;
    }

    typed() {
        this.field.value = this.value();
        this.field.dispatchEvent(new Event('input', { bubbles: true }));
        this.inputs().filter((input) => input.validity.customError).forEach((input) => this.check(input));
    }

    settled() {
        if (this.date?.value && this.time && this.time.value === '') {
            this.time.value = formatTime(this.field.dataset.defaultTime ?? '09:00', this.timePattern);
        }
        this.inputs().forEach((input) => this.check(input));
        this.field.value = this.value();
        this.fill(this.field.value);
        if (this.field.dataset.dateFilter !== undefined && this.inputs().some((input) => input.validity.customError)) {
            return;
        }
        this.field.dispatchEvent(new Event('input', { bubbles: true }));
        this.field.dispatchEvent(new Event('change', { bubbles: true }));
    }

    check(input) {
        const typed = input.value.trim();
        if (typed === '') {
            judge(input, '');
        } else if (input === this.time) {
            judge(input, parseTime(typed) ? '' : text('badTime', typed, formatTime('14:30', this.timePattern)));
        } else {
            const day = parseDate(typed, this.pattern, this.locale, this.zone);
            const { min, max } = this.field;
            const early = day && min && day < min.slice(0, 10);
            const late = day && max && day > max.slice(0, 10);
            const limit = early ? text('dateEarly', formatDate(min.slice(0, 10), this.pattern)) : late ? text('dateLate', formatDate(max.slice(0, 10), this.pattern)) : '';
            judge(input, day ? limit : text('badDate', typed, this.example()));
        }
    }

    openCalendar() {
        const { min, max } = this.field;
        this.button.setAttribute('aria-expanded', 'true');
        this.close = openCalendar(
            this.date.parentElement,
            {
                day: parseDate(this.date.value, this.pattern, this.locale, this.zone),
                min: min?.slice(0, 10),
                max: max?.slice(0, 10),
                locale: this.locale,
                zone: this.zone,
                weekStart: Number(this.field.dataset.weekStart ?? 1),
            },
            (day) => {
                this.date.value = formatDate(day, this.pattern);
                this.settled();
            },
            () => {
                this.close = null;
                this.button.setAttribute('aria-expanded', 'false');
                this.date.focus();
            },
        );
    }
}

each('input[data-date]', (field) => new DateField(field));

// <div data-range>: a select of periods that fills the two date fields in it.
each('[data-range]', (range) => {
    const [from, to] = range.querySelectorAll('input[data-date]');
    const preset = range.querySelector('[data-range-preset]');
    const period = (name) => {
        const now = today(from.dataset.zone);
        const month = `${now.slice(0, 8)}01`;
        return {
            today: [now, now],
            yesterday: [shift(now, -1), shift(now, -1)],
            week: [shift(now, -6), now],
            month: [shift(now, -29), now],
            thisMonth: [month, now],
            lastMonth: [shiftMonths(month, -1), shift(month, -1)],
            thisYear: [`${now.slice(0, 4)}-01-01`, now],
            all: ['', ''],
        }[name];
    };
    const match = () => {
        const found = [...preset.options].find((option) => option.value && period(option.value).join() === [from.value, to.value].join());
        preset.value = found?.value ?? '';
    };
    preset.addEventListener('change', (event) => {
        event.stopPropagation();
        const dates = period(preset.value);
        if (dates) {
            from.dispatchEvent(new CustomEvent('date:set', { detail: dates[0] }));
            to.dispatchEvent(new CustomEvent('date:set', { detail: dates[1] }));
            to.dispatchEvent(new Event('input', { bubbles: true }));
            to.dispatchEvent(new Event('change', { bubbles: true }));
        } else {
            document.getElementById(from.id.replace(/-value$/, ''))?.focus();
        }
    });
    from.addEventListener('change', match);
    to.addEventListener('change', match);
    match();
});
