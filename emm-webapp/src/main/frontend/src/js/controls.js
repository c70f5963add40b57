// Behaviour bound to data attributes, found by delegation so that parts swapped in later work too.
import './toasts.js';
import { requestClose } from './forms/dialogs.js';

function write(id, text) {
    const field = document.getElementById(id);
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    (field.codeField ?? field).focus();
}

/** Pages without HTTPS have no clipboard of their own. */
async function copyText(text) {
    if (navigator.clipboard) {
        await navigator.clipboard.writeText(text);
        return;
    }
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
}

const actions = {
    /** data-open="dialog-id" */
    open: (element) => {
        // A button with commandfor opens it by itself where the browser knows that.
        if (!element.commandForElement) {
            document.getElementById(element.dataset.open)?.showModal();
        }
    },
    /** data-close: closes the dialog, toast or menu around it */
    close: (element) => {
        const dialog = element.closest('dialog');
        if (dialog) {
            requestClose(dialog);
        }
        element.closest('.toast')?.remove();
    },
    /** data-copy="text" */
    copy: async (element) => {
        await copyText(element.dataset.copy);
        element.classList.add('copied');
        const words = element.querySelector('[data-copied]');
        if (words && !words.dataset.before) {
            words.dataset.before = words.textContent;
            words.textContent = words.dataset.copied;
            setTimeout(() => {
                words.textContent = words.dataset.before;
                delete words.dataset.before;
            }, 2500);
        }
    },
    /** data-reveal="input-id": shows or hides a password */
    reveal: (element) => {
        const input = document.getElementById(element.dataset.reveal);
        input.type = input.type === 'password' ? 'text' : 'password';
        element.setAttribute('aria-pressed', String(input.type === 'text'));
    },
    /** data-check-all="name": ticks every check box of that name in the same form or table */
    checkAll: (element) => {
        const scope = element.closest('form, .table-box') ?? document;
        for (const box of scope.querySelectorAll(`input[name="${CSS.escape(element.dataset.checkAll)}"]`)) {
            box.checked = element.checked;
        }
    },
    /** data-insert="text" data-into="input-id": puts text at the caret */
    insert: (element) => {
        const field = document.getElementById(element.dataset.into);
        if (field.codeField) {
            field.codeField.insert(element.dataset.insert);
            return;
        }
        field.setRangeText(element.dataset.insert, field.selectionStart, field.selectionEnd, 'end');
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.focus();
    },
    /** data-rewrite="whole text" data-into="input-id": another text in place of the old one */
    rewrite: (element) => write(element.dataset.into, element.dataset.rewrite),
    /** data-join="condition" data-into="input-id": a further condition of a rule */
    join: (element) => {
        const before = document.getElementById(element.dataset.into).value.trim();
        // AND binds stronger than OR: what was there stays together.
        const whole = (rule) => (/\bOR\b/i.test(rule) ? `(${rule})` : rule);
        write(element.dataset.into, before === '' ? element.dataset.join : `${whole(before)}\nAND ${whole(element.dataset.join)}`);
    },
    /** data-print: prints the page */
    print: () => window.print(),
    /** data-mark="textarea-id" data-from="3" data-to="7": selects that part of the text */
    mark: (element) => {
        const field = document.getElementById(element.dataset.mark);
        if (field.codeField) {
            field.codeField.select(element.dataset.from, element.dataset.to);
            return;
        }
        field.focus();
        field.setSelectionRange(Number(element.dataset.from), Number(element.dataset.to));
    },
};

document.addEventListener('click', (event) => {
    const element = event.target.closest('[data-open],[data-close],[data-copy],[data-reveal],[data-check-all],[data-insert],[data-rewrite],[data-join],[data-print],[data-mark]');
    if (element) {
        const name = Object.keys(actions).find((action) => action in element.dataset);
        actions[name](element);
    }
    for (const menu of document.querySelectorAll('details.dropdown[open]')) {
        if (!menu.contains(event.target)) {
            menu.open = false;
        }
    }
});

document.addEventListener('change', (event) => {
    // data-autosubmit: a filter that applies at once
    if (event.target.matches('[data-autosubmit]')) {
        event.target.form.requestSubmit();
    }
});

document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
        document.querySelectorAll('details.dropdown[open]').forEach((menu) => (menu.open = false));
    }
});

// A second click must not send a form twice; the button is freed when the page comes back from the cache.
document.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (button && !event.defaultPrevented && event.target.matches('form[method="post"]')) {
        setTimeout(() => (button.disabled = true), 0);
        setTimeout(() => (button.disabled = false), 8000);
    }
});

// data-colour="input-id": a colour picker beside the field that holds the code of the colour, in step with it
document.addEventListener('input', (event) => {
    const picker = event.target;
    if (picker.matches?.('[data-colour]')) {
        const field = document.getElementById(picker.dataset.colour);
        field.value = picker.value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
    } else if (picker.id && /^#[0-9a-f]{6}$/i.test(picker.value)) {
        const beside = document.querySelector(`[data-colour="${CSS.escape(picker.id)}"]`);
        if (beside) {
            beside.value = picker.value;
        }
    }
});
