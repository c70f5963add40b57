// Keyboard shortcuts, in one place. Three ways to have one:
//  - data-shortcut="n" on a link, button or field: it is opened, pressed or focused; its label is in the overview
//    (data-shortcut-label, else its text),
//  - register('x', run, { label }) from a script,
//  - "g m": two keys one after the other, for pages of the menu.
// Single keys do nothing while somebody types, while a dialog is open, or when the user has turned them off
// (WCAG 2.2, 2.1.4). Keys with Ctrl or Command ("mod+s") work everywhere.
import { remember } from './preference.js';

const WAIT = 1500; // milliseconds between the two keys of a pair
const registered = new Map();
const overview = document.getElementById('shortcuts');
let before = '';
let timer;

/** keys: "x", "g x" or "mod+x"; label: for the overview, in the user's language; run returns false when it does not apply. */
export function register(keys, run, { label = '' } = {}) {
    registered.set(keys, { run, label });
}

export const singleKeys = () => document.documentElement.dataset.shortcuts !== 'off';

const typing = (element) =>
    element instanceof Element && element.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]:not([contenteditable=false]), .cm-editor, [role=listbox], [role=menu]');

const visible = (element) => element.getClientRects().length > 0;

/** Elements of the menu count although the group may be closed. */
const marked = (keys) =>
    [...document.querySelectorAll(`[data-shortcut="${CSS.escape(keys)}"]`)].find((element) => visible(element) || element.closest('.menu'));

function use(element) {
    if (element.matches('input, textarea, select')) {
        element.focus();
        element.select?.();
    } else {
        element.click();
    }
    return true;
}

function perform(keys) {
    const known = registered.get(keys);
    if (known && known.run() !== false) {
        return true;
    }
    const element = marked(keys);
    return element ? use(element) : false;
}

document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.key === 'Shift') {
        return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
        if (key.length === 1 && !event.shiftKey && perform(`mod+${key}`)) {
            event.preventDefault();
        }
        return;
    }
    if (!singleKeys() || typing(event.target) || document.querySelector('dialog[open], :popover-open')) {
        before = '';
        return;
    }
    clearTimeout(timer);
    const keys = before ? `${before} ${key}` : key;
    before = '';
    if (perform(keys)) {
        event.preventDefault();
    } else if (key === 'g' && keys === 'g') {
        before = 'g';
        timer = setTimeout(() => (before = ''), WAIT);
    }
});

register('/', () => {
    const field = [...document.querySelectorAll('main .search .input')].find(visible);
    const target = field ?? document.querySelector('[data-palette]');
    return target ? use(target) : false;
});
register('n', () => {
    const button = marked('n') ?? [...document.querySelectorAll('.page-actions .btn-primary:has(use[href$="#plus"])')].find(visible);
    return button ? use(button) : false;
});
register('m', () => {
    document.querySelector('[data-menu-collapse]')?.click();
});
register('?', openOverview);

/** What this page offers besides, put together when somebody looks. */
function pageShortcuts() {
    const rows = [...document.querySelectorAll('main [data-shortcut]')]
        .filter(visible)
        .map((element) => [element.dataset.shortcut, element.dataset.shortcutLabel ?? element.getAttribute('aria-label') ?? element.textContent.trim()]);
    const scripts = [...registered].filter(([, known]) => known.label).map(([keys, known]) => [keys, known.label]);
    return new Map([...rows, ...scripts].filter(([keys]) => keys !== 'n'));
}

function row(keys, label) {
    const line = document.createElement('div');
    line.className = 'shortcut';
    const words = document.createElement('dt');
    words.textContent = label;
    const shown = document.createElement('dd');
    for (const part of keys.replace('mod+', `${overview.dataset.mod} `).split(' ')) {
        const cap = document.createElement('kbd');
        cap.textContent = part.length === 1 ? part.toUpperCase() : part;
        shown.append(cap, ' ');
    }
    line.append(words, shown);
    return line;
}

function openOverview() {
    if (!overview) {
        return false;
    }
    const own = overview.querySelector('[data-shortcuts-page]');
    const found = pageShortcuts();
    own.hidden = found.size === 0;
    own.querySelector('dl').replaceChildren(...[...found].map(([keys, label]) => row(keys, label)));
    document.querySelectorAll('details.dropdown[open]').forEach((menu) => (menu.open = false));
    overview.showModal();
    return true;
}

if (overview && /Mac|iPhone|iPad/.test(navigator.platform)) {
    overview.dataset.mod = '⌘';
    overview.querySelectorAll('[data-mod-key]').forEach((cap) => (cap.textContent = '⌘'));
}

document.addEventListener('click', (event) => {
    if (event.target.closest('[data-shortcuts]:not(html)')) {
        openOverview();
    }
});

overview?.querySelector('[data-shortcuts-switch]').addEventListener('change', (event) => {
    const on = event.target.checked;
    document.documentElement.dataset.shortcuts = on ? '' : 'off';
    remember('shortcuts', on ? '' : 'off');
});
