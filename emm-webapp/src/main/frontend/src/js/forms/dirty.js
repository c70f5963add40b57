// Unsaved changes. Every <form data-save> is watched: it has changes when it would send something else than when it
// came. Leaving asks; the save bar says so; Ctrl+S saves.
import { each } from './bind.js';
import { isValid } from './validate.js';

const baselines = new Map();
let leaving = false;

const counts = (field) =>
    field.name && field.name !== 'csrf' && !field.matches(':disabled, button, fieldset, output, object, [type=submit], [data-dirty-ignore], [data-dirty-ignore] *');

/** What the field sends: as it came (initial) or as it is now. */
function sent(field, initial) {
    if (field.type === 'checkbox' || field.type === 'radio') {
        return (initial ? field.defaultChecked : field.checked) ? [field.value] : [];
    }
    if (field.type === 'file') {
        return initial ? [] : [...field.files].map((file) => `${file.name}:${file.size}`);
    }
    if (field instanceof HTMLSelectElement) {
        const options = [...field.options];
        const chosen = options.filter((option) => (initial ? option.defaultSelected : option.selected));
        const first = !field.multiple && chosen.length === 0 ? options.filter((option) => !option.disabled).slice(0, 1) : [];
        return [...chosen, ...first].map((option) => option.value);
    }
    return [initial ? field.defaultValue : field.value];
}

const picture = (form, initial) =>
    JSON.stringify([...form.elements].filter(counts).flatMap((field) => sent(field, initial).map((value) => [field.name, value])));

/** Whether the form holds something that is not saved. */
export function isDirty(form) {
    return form.isConnected && (form.dataset.unsaved !== undefined || picture(form, false) !== baselines.get(form));
}

const dirtyForms = () => [...baselines.keys()].filter(isDirty);

/** Whether leaving the page would lose something. */
export function hasChanges() {
    return !leaving && dirtyForms().length > 0;
}

function show(form) {
    const dirty = isDirty(form);
    if (dirty === (form.dataset.dirty !== undefined)) {
        return;
    }
    form.toggleAttribute('data-dirty', dirty);
    const note = form.querySelector('[data-unsaved-note]');
    if (note) {
        note.textContent = dirty ? note.dataset.unsavedNote : '';
    }
    form.dispatchEvent(new CustomEvent('form:dirty', { bubbles: true, detail: dirty }));
}

/** The form as it is now counts as saved. */
export function markSaved(form) {
    delete form.dataset.unsaved;
    baselines.set(form, picture(form, false));
    show(form);
}

const waiting = new Set();
function later(form) {
    if (form && baselines.has(form) && !waiting.has(form)) {
        waiting.add(form);
        requestAnimationFrame(() => {
            waiting.delete(form);
            show(form);
        });
    }
}

each('form[data-save]', (form) => {
    baselines.set(form, picture(form, true));
    // Shown again with errors: what was typed is in the fields, but nowhere else.
    if (document.querySelector('[data-error-summary]') && !form.closest('dialog')) {
        form.dataset.unsaved = '';
    }
    new MutationObserver(() => later(form)).observe(form, { childList: true, subtree: true });
    later(form);
});

for (const kind of ['input', 'change']) {
    document.addEventListener(kind, (event) => later(event.target.form));
}
document.addEventListener('reset', (event) => setTimeout(() => later(event.target)));
window.addEventListener('pageshow', () => {
    leaving = false;
    baselines.forEach((_, form) => later(form));
});
window.addEventListener('beforeunload', (event) => {
    if (hasChanges()) {
        event.preventDefault();
    }
});

/** Asks when there is something to lose, then goes on. */
export function beforeLeaving(goOn, forms = dirtyForms()) {
    if (leaving || forms.length === 0) {
        goOn();
        return;
    }
    const question = document.getElementById('ui-leave');
    const answer = (event) => {
        const choice = event.target.closest('[data-leave]')?.dataset.leave;
        if (!choice) {
            return;
        }
        question.close();
        if (choice === 'discard') {
            leaving = true;
            forms.forEach((form) => form.dispatchEvent(new CustomEvent('form:discarded', { bubbles: true })));
            goOn();
        } else if (choice === 'save') {
            saveAll(forms, goOn);
        }
    };
    question.addEventListener('click', answer);
    question.addEventListener('close', () => question.removeEventListener('click', answer), { once: true });
    question.showModal();
}

/** For scripts that open another page. */
export function leave(address) {
    beforeLeaving(() => {
        leaving = true;
        location.assign(address);
    });
}

async function saveAll(forms, goOn) {
    for (const form of forms) {
        if (!isValid(form)) {
            return;
        }
        if (!(await save(form))) {
            // What is wrong is said by the page that answers the form itself.
            form.requestSubmit();
            return;
        }
    }
    leaving = true;
    goOn();
}

async function save(form) {
    const data = new FormData(form);
    try {
        const answer = await fetch(form.getAttribute('action') || location.href, {
            method: 'POST',
            body: form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data),
            headers: { 'HX-Request': 'true' },
        });
        if (answer.status === 204) {
            markSaved(form);
            form.dispatchEvent(new CustomEvent('form:saved', { bubbles: true }));
            return true;
        }
    } catch {
        // The connection is away: the browser says so when it sends the form.
    }
    return false;
}

// Links inside and to other places; parts that htmx loads and new windows leave nothing.
document.addEventListener(
    'click',
    (event) => {
        const link = event.target.closest?.('a[href]');
        const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
        if (!link || elsewhere || link.target === '_blank' || link.hasAttribute('download') || link.matches('[hx-get], [data-drawer], [data-stay]')) {
            return;
        }
        const to = new URL(link.href, location.href);
        const samePage = to.origin === location.origin && to.pathname === location.pathname && to.search === location.search && to.hash !== '';
        if (samePage || !/^https?:$/.test(to.protocol) || !hasChanges()) {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
        leave(link.href);
    },
    true,
);

// Another form of the page (lock, log out) would lose what this one holds.
document.addEventListener(
    'submit',
    (event) => {
        const form = event.target;
        if (form.matches('[hx-get], [hx-post], [method=dialog], [data-drawer-form]')) {
            return;
        }
        const others = leaving ? [] : dirtyForms().filter((other) => other !== form);
        if (others.length > 0) {
            event.preventDefault();
            event.stopImmediatePropagation();
            const button = event.submitter;
            beforeLeaving(() => {
                leaving = true;
                form.requestSubmit(button);
            }, others);
        }
    },
    true,
);

document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented && event.target.method === 'post') {
        leaving = true;
        setTimeout(() => (leaving = false), 10_000);
    }
});

document.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.successful && baselines.has(event.detail.elt)) {
        markSaved(event.detail.elt);
    }
});

document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) {
        return;
    }
    const scope = document.querySelector('dialog[open]') ?? document;
    const forms = [...scope.querySelectorAll('form[data-save]')].filter((form) => form.querySelector('[type=submit]:enabled'));
    const form = forms.find((candidate) => candidate.contains(event.target)) ?? forms.find(isDirty) ?? forms[0];
    if (form) {
        event.preventDefault();
        form.requestSubmit();
    }
});

document.addEventListener('form:dirty', (event) => {
    document.title = document.title.replace(/^● /, '');
    if (event.detail) {
        document.title = `● ${document.title}`;
    }
});
