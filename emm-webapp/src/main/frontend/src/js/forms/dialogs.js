// Dialogs and drawers. The browser keeps the focus inside a modal dialog and gives it back afterwards; here is the rest.
//
// <a data-drawer href="/mailinglist/create.action">: shows that page's content in a drawer at the right. A form in it is
// sent from there; when it is saved, the drawer closes and a "drawer:saved" event with {id, name} reaches the opener. With
// data-drawer-follow the page goes where the answer leads instead.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { sessionEnded } from '../session.js';
import { toast } from '../toasts.js';
import { announce, element, freshId, icon, text } from './bind.js';
import { beforeLeaving, isDirty } from './dirty.js';

// A click beside a dialog closes it, but only one that began there: selecting text may end outside.
let pressed = null;
document.addEventListener('pointerdown', (event) => (pressed = event.target));
document.addEventListener('click', (event) => {
    const dialog = event.target;
    if (dialog instanceof HTMLDialogElement && pressed === dialog && isBeside(dialog, event)) {
        requestClose(dialog);
    }
});

function isBeside(dialog, event) {
    const box = dialog.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

// Esc: asks first when a form inside has changes.
document.addEventListener(
    'cancel',
    (event) => {
        if (event.target instanceof HTMLDialogElement && changedForms(event.target).length > 0) {
            event.preventDefault();
            requestClose(event.target);
        }
    },
    true,
);

const changedForms = (dialog) => [...dialog.querySelectorAll('form[data-save]')].filter(isDirty);

/** Closes the dialog; asks first when that would lose something. */
export function requestClose(dialog) {
    const forms = dialog.id === 'ui-leave' ? [] : changedForms(dialog);
    if (forms.length === 0) {
        dialog.close();
        return;
    }
    const question = document.getElementById('ui-leave');
    question.dataset.only = 'discard';
    question.addEventListener('close', () => delete question.dataset.only, { once: true });
    beforeLeaving(() => dialog.close(), forms);
}

const drawers = [];

document.addEventListener('click', (event) => {
    const opener = event.target.closest?.('[data-drawer]');
    if (opener && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        openDrawer(opener.getAttribute('href') ?? opener.dataset.drawer, opener);
    }
});

/** Opens a drawer with the content of the page at the address; true when it could be loaded. */
export async function openDrawer(address, opener) {
    let page;
    try {
        page = await load(address, {}, () => openDrawer(address, opener));
    } catch {
        toast(document.querySelector('meta[name="text-unreachable"]')?.content ?? '', 'bad');
        return false;
    }
    if (!page) {
        return false;
    }
    const title = element('h2', { id: freshId('drawer-title') });
    const close = element('button', { class: 'btn btn-quiet btn-icon', type: 'button', 'data-drawer-close': '', 'aria-label': text('close') }, icon('x'));
    const body = element('div', { class: 'drawer-body' });
    const drawer = element('dialog', { class: 'drawer', 'aria-labelledby': title.id }, element('div', { class: 'drawer-head' }, title, close), body);
    document.body.append(drawer);
    close.addEventListener('click', () => requestClose(drawer));
    drawer.addEventListener('submit', (event) => send(event, drawer, opener));
    drawer.addEventListener('click', (event) => follow(event, drawer, address));
    fill(drawer, page);
    remember(drawer);
    drawer.showModal();
    focusFirst(drawer);
    return true;
}

/** again: what is to be done when somebody has logged in whose session had ended. */
async function load(address, options, again) {
    const answer = await fetch(address, { ...options, headers: { 'HX-Request': 'true', ...options.headers } });
    const elsewhere = answer.headers.get('HX-Redirect');
    if (answer.status === 204) {
        return { saved: true, to: elsewhere, id: decodeURIComponent(answer.headers.get('X-Saved-Id') ?? ''), name: decodeURIComponent(answer.headers.get('X-Saved-Name') ?? '') };
    }
    if (answer.status === 401 && elsewhere) {
        toast(text('expired'), 'bad');
        return null;
    }
    if (answer.status === 401) {
        sessionEnded(again);
        return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok && answer.status !== 422) {
        toast(page.querySelector('[data-error-text]')?.textContent.trim() || document.querySelector('meta[name="text-failed"]')?.content, 'bad');
        return null;
    }
    return { page };
}

/** The content of another page, with ids that do not clash with those of this one. */
function fill(drawer, { page }) {
    const main = page.querySelector('main');
    drawer.querySelector('h2').textContent = main?.querySelector('h1')?.textContent ?? page.title;
    const prefix = `${freshId('in')}-`;
    const content = element('div', { class: 'drawer-content' });
    content.append(...[...(main?.children ?? page.body.children)].filter((part) => !part.matches('nav, .page-head')));
    for (const name of ['id', 'for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'data-open', 'data-reveal', 'data-count', 'popovertarget']) {
        for (const part of content.querySelectorAll(`[${name}]`)) {
            part.setAttribute(name, part.getAttribute(name).split(/\s+/).map((id) => prefix + id).join(' '));
        }
    }
    for (const link of content.querySelectorAll('a[href^="#"]')) {
        link.setAttribute('href', `#${prefix}${link.getAttribute('href').slice(1)}`);
    }
    content.querySelectorAll('form').forEach((form) => form.setAttribute('data-drawer-form', ''));
    drawer.querySelector('.drawer-body').replaceChildren(content);
    htmx.process(content);
    announce(content);
}

function focusFirst(drawer) {
    const summary = drawer.querySelector('[data-error-summary]');
    const first = drawer.querySelector('.drawer-body :is(input:not([type=hidden]), select, textarea, button):not(:disabled)');
    (summary ?? first ?? drawer.querySelector('[data-drawer-close]')).focus();
}

async function send(event, drawer, opener) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') {
        return;
    }
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const multipart = form.enctype === 'multipart/form-data';
    try {
        const answer = await load(form.getAttribute('action'), { method: 'POST', body: multipart ? data : new URLSearchParams(data) }, () => form.requestSubmit(event.submitter));
        if (answer?.saved) {
            form.dispatchEvent(new CustomEvent('form:saved', { bubbles: true }));
            follows = opener?.dataset.drawerFollow === undefined ? null : answer.to;
            drawer.close();
            opener?.dispatchEvent(new CustomEvent('drawer:saved', { bubbles: true, detail: { id: answer.id, name: answer.name } }));
        } else if (answer) {
            fill(drawer, answer);
            drawer.querySelectorAll('form[data-save]').forEach((again) => (again.dataset.unsaved = ''));
            focusFirst(drawer);
        }
    } catch {
        toast(document.querySelector('meta[name="text-unreachable"]')?.content ?? '', 'bad');
    }
}

/** "Cancel" in the content leads back to where one is already: it closes the drawer. */
function follow(event, drawer, address) {
    const link = event.target.closest('a[href]');
    if (link && link.closest('.form-actions') && link.getAttribute('href') !== address) {
        event.preventDefault();
        event.stopPropagation();
        requestClose(drawer);
    }
}

// A drawer is a step of the history: "back" closes it and stays on the page.
function remember(drawer) {
    drawers.push(drawer);
    history.pushState({ drawer: drawers.length }, '');
    drawer.addEventListener('close', () => {
        const place = drawers.indexOf(drawer);
        if (place >= 0) {
            drawers.splice(place, 1);
            ignored += 1;
            history.back();
        }
        drawer.remove();
    });
}

let ignored = 0;
let follows = null;
addEventListener(
    'popstate',
    (event) => {
        if (ignored > 0) {
            ignored -= 1;
            event.stopImmediatePropagation();
            if (follows) {
                location.assign(follows);
                follows = null;
            }
            return;
        }
        const drawer = drawers.at(-1);
        if (drawer) {
            event.stopImmediatePropagation();
            if (changedForms(drawer).length > 0) {
                history.pushState({ drawer: drawers.length }, '');
                requestClose(drawer);
            } else {
                drawers.pop();
                drawer.close();
            }
        }
    },
    true,
);
