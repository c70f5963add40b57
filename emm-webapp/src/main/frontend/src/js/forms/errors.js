// What is wrong with a field, shown at the field and in the summary above the form.
import { each, element, freshId, icon, text } from './bind.js';

/** Shows the message at the field; an empty message takes it away. */
export function complain(input, message) {
    const holder = input.closest('.field, .check') ?? input.parentElement;
    let note = holder.querySelector(`[data-complaint="${CSS.escape(input.id)}"]`);
    if (!message) {
        if (note) {
            describe(input, note.id, false);
            note.remove();
            input.removeAttribute('aria-invalid');
        }
        return;
    }
    if (!note) {
        note = element('span', { class: 'field-error', id: freshId('complaint'), 'data-complaint': input.id });
        holder.append(note);
        describe(input, note.id, true);
    }
    note.replaceChildren(icon('circle-alert'), message);
    input.setAttribute('aria-invalid', 'true');
}

function describe(input, id, add) {
    const ids = (input.getAttribute('aria-describedby') ?? '').split(/\s+/).filter((one) => one && one !== id);
    if (add) {
        ids.push(id);
    }
    if (ids.length > 0) {
        input.setAttribute('aria-describedby', ids.join(' '));
    } else {
        input.removeAttribute('aria-describedby');
    }
}

/** The label of a field without its marks. */
export function labelOf(input) {
    const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`) ?? input.closest('fieldset')?.querySelector('legend');
    return (label?.querySelector('span') ?? label)?.textContent.trim() ?? input.getAttribute('aria-label') ?? '';
}

/** Brings the caret into the field. */
export function focusField(field) {
    const target = field.codeField ?? (field.matches('input, select, textarea, button') ? field : field.querySelector('input, select, textarea'));
    field.scrollIntoView({ block: 'center' });
    target?.focus();
}

const summaryOf = (root) => root.querySelector('[data-error-summary]');

/** Says above the form what is wrong and brings the focus there. */
export function summarise(form, problems) {
    const scope = form.closest('dialog') ?? document;
    summaryOf(scope)?.remove();
    const list = problems.map(({ input, message }) => element('li', {}, element('a', { href: `#${input.id}` }, message)));
    const summary = element(
        'div',
        { class: 'notice notice-bad error-summary', 'data-error-summary': '', tabindex: '-1', role: 'alert', 'aria-label': text('check') },
        icon('circle-alert'),
        element('div', {}, element('strong', {}, text('check')), element('ul', {}, ...list)),
    );
    form.prepend(summary);
    name(summary);
    summary.focus();
    summary.scrollIntoView({ block: 'nearest' });
}

/** A message alone does not tell which field it means: its label goes before it. */
function name(summary) {
    for (const link of summary.querySelectorAll('a[href^="#"]')) {
        const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        const label = field && labelOf(field);
        if (!field) {
            link.replaceWith(...link.childNodes);
        } else if (label && !link.dataset.named) {
            link.dataset.named = 'true';
            link.prepend(element('span', { class: 'strong' }, `${label}: `));
        }
    }
}

each('[data-error-summary]', (summary) => {
    // Pickers and dates take the place of their fields first.
    setTimeout(() => {
        name(summary);
        summary.focus();
    });
});

document.addEventListener('click', (event) => {
    const link = event.target.closest?.('[data-error-summary] a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (field) {
        event.preventDefault();
        focusField(field);
    }
});
