// Unsaved text kept in the browser, per user and object: <form data-draft="key" data-draft-stamp="state on the server">.
// On return it is offered, never put in by itself; when the object has changed in the meantime, that is said. What is in
// the draft is the text of the fields; passwords, files and hidden fields are not kept.
import { each, element, freshId, icon, text } from './bind.js';
import { isDirty } from './dirty.js';

const PREFIX = 'openemm-draft:';
const SENT = 'openemm-drafts-sent';
const WAIT = 600;
const MOST_DAYS = 30;
const user = () => document.querySelector('meta[name="user"]')?.content ?? '';
const keyOf = (form) => `${PREFIX}${user()}:${form.dataset.draft}`;

const fields = (form) => [...form.elements].filter((field) => field.name && field.matches('textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit])') && !field.matches(':disabled, [data-dirty-ignore]'));

function content(form) {
    return fields(form).map((field) => {
        if (field.type === 'checkbox' || field.type === 'radio') {
            return [field.name, field.value, field.checked];
        }
        return field.multiple ? [field.name, [...field.selectedOptions].map((option) => option.value)] : [field.name, field.value];
    });
}

function read(key) {
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
}

function write(key, value) {
    try {
        localStorage.setItem(key, JSON.stringify(value));
    } catch {
        // The browser keeps nothing (full, or forbidden): then there is no draft.
    }
}

// A form that was sent is saved when the next page is not the form with errors, the login or an error page.
function forgetSaved() {
    const sent = JSON.parse(sessionStorage.getItem(SENT) ?? '[]');
    const failed = document.querySelector('[data-error-summary], [data-error-text], form[action^="/logon"]');
    if (sent.length > 0 && !failed) {
        sent.forEach((key) => localStorage.removeItem(key));
    }
    sessionStorage.removeItem(SENT);
}

function forgetOld() {
    const limit = Date.now() - MOST_DAYS * 86_400_000;
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
        if (!(read(key)?.time > limit)) {
            localStorage.removeItem(key);
        }
    }
}

try {
    forgetSaved();
    forgetOld();
} catch {
    // No storage: no drafts.
}

each('form[data-draft]', (form) => {
    const key = keyOf(form);
    const stamp = form.dataset.draftStamp ?? '';
    const stored = read(key);
    let offered = false;
    if (stored && JSON.stringify(stored.fields) !== JSON.stringify(content(form))) {
        offered = true;
        offer(form, stored, stamp, () => (offered = false), key);
    }

    let waiting;
    const keep = () => {
        clearTimeout(waiting);
        if (offered) {
            return;
        }
        if (isDirty(form)) {
            write(key, { time: Date.now(), stamp, fields: content(form) });
        } else {
            localStorage.removeItem(key);
        }
    };
    form.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(keep, WAIT);
    });
    addEventListener('pagehide', () => waiting && keep());
    form.addEventListener('form:saved', () => localStorage.removeItem(key));
    form.addEventListener('form:discarded', () => {
        clearTimeout(waiting);
        waiting = null;
        localStorage.removeItem(key);
    });
    document.addEventListener('submit', (event) => {
        if (event.target === form && !event.defaultPrevented) {
            keep();
            waiting = null;
            const sent = JSON.parse(sessionStorage.getItem(SENT) ?? '[]');
            sessionStorage.setItem(SENT, JSON.stringify([...sent, key]));
        }
    });
});

function offer(form, stored, stamp, done, key) {
    const time = new Date(stored.time);
    const sameDay = time.toDateString() === new Date().toDateString();
    const language = document.documentElement.lang;
    const zone = document.querySelector('meta[name="zone"]')?.content;
    const options = sameDay ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
    const when = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, zone ? { ...options, timeZone: zone } : options).format(time);
    const changed = stored.stamp !== stamp;
    const restore = element('button', { class: 'btn btn-small', type: 'button' }, text('draftRestore'));
    const discard = element('button', { class: 'btn btn-small btn-quiet', type: 'button' }, text('draftDiscard'));
    const note = element(
        'div',
        { class: `notice notice-${changed ? 'warn' : 'info'} draft-note`, role: 'status', id: freshId('draft') },
        icon(changed ? 'triangle-alert' : 'history'),
        element('div', { class: 'spread grow' }, element('span', {}, text(changed ? 'draftChanged' : 'draftFound', when)), element('div', { class: 'btn-group' }, restore, discard)),
    );
    form.prepend(note);
    restore.addEventListener('click', () => {
        done();
        note.remove();
        fill(form, stored.fields);
    });
    discard.addEventListener('click', () => {
        done();
        localStorage.removeItem(key);
        note.remove();
    });
}

/** Puts the texts back in the order in which they were taken; fields that are gone are left out. */
function fill(form, entries) {
    const left = fields(form);
    let first = null;
    for (const [name, value, checked] of entries) {
        const index = left.findIndex((field) => field.name === name && (checked === undefined || field.value === value));
        if (index < 0) {
            continue;
        }
        const [field] = left.splice(index, 1);
        if (checked !== undefined) {
            field.checked = checked;
        } else if (Array.isArray(value)) {
            [...field.options].forEach((option) => (option.selected = value.includes(option.value)));
        } else if (field.value !== value) {
            field.value = value;
            first ??= field;
        }
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    form.dispatchEvent(new CustomEvent('form:restored', { bubbles: true }));
    (first?.codeField ?? first)?.focus();
}
