// Global search and commands. The list comes from the server; the arrow keys move through it while the caret stays in
// the field (combobox pattern). Answers that were overtaken by a newer question are dropped.
import { sessionEnded } from './session.js';
import { leave } from './forms/dirty.js';
import { toast } from './toasts.js';

const dialog = document.getElementById('palette');
const QUIET = 80; // milliseconds without a key before the server is asked

if (dialog) {
    const input = dialog.querySelector('.palette-input');
    const body = dialog.querySelector('.palette-body');
    const status = dialog.querySelector('[role="status"]');
    const post = dialog.querySelector('form[method="post"]');
    const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';
    const known = new Map();
    let asked = 0;
    let wait;
    let current = null;
    let shownFor = null; // what was typed when the list on the screen was asked for
    let eager = null; // Enter was pressed before the list for what is typed has come

    const options = () => [...body.querySelectorAll('[role="option"]')];

    const select = (option) => {
        current?.setAttribute('aria-selected', 'false');
        current = option ?? null;
        if (current) {
            current.setAttribute('aria-selected', 'true');
            input.setAttribute('aria-activedescendant', current.id);
            current.scrollIntoView({ block: 'nearest' });
            if (current === options()[0]) {
                body.scrollTop = 0;
            }
        } else {
            input.removeAttribute('aria-activedescendant');
        }
    };

    const show = (html, typed) => {
        shownFor = typed;
        body.innerHTML = html;
        options().forEach((option, place) => (option.id = `palette-option-${place}`));
        select(options()[0]);
        const list = body.querySelector('[role="listbox"]');
        status.textContent = list?.dataset.status ?? '';
        input.setAttribute('aria-expanded', String(options().length > 0));
        if (eager && current) {
            choose(current, eager.inNewTab);
        }
        eager = null;
    };

    const ask = async () => {
        const number = ++asked;
        const typed = input.value.trim();
        if (known.has(typed)) {
            show(known.get(typed), typed);
            return;
        }
        try {
            const answer = await fetch(`${dialog.dataset.address}?q=${encodeURIComponent(typed)}`, { headers: { 'HX-Request': 'true' } });
            if (answer.status === 401) {
                dialog.close();
                sessionEnded(open);
                return;
            }
            const html = await answer.text();
            if (number !== asked || !dialog.open) {
                return;
            }
            if (!answer.ok) {
                throw new Error(String(answer.status));
            }
            known.set(typed, html);
            show(html, typed);
        } catch (error) {
            if (number === asked && dialog.open) {
                toast(document.querySelector('meta[name="text-unreachable"]')?.content ?? error.message, 'bad');
            }
        }
    };

    const open = () => {
        if (!dialog.open) {
            known.clear();
            shownFor = null;
            input.value = '';
            dialog.showModal();
        }
        input.focus();
        input.select();
        ask();
    };

    /** Told before the page is left, so that the next search knows. */
    const note = (option) => {
        if (option.dataset.key) {
            fetch('/search/chosen.action', {
                method: 'POST',
                keepalive: true,
                headers: { 'X-CSRF-Token': token(), 'HX-Request': 'true' },
                body: new URLSearchParams({ key: option.dataset.key }),
            }).catch(() => {});
        }
    };

    const choose = (option, inNewTab) => {
        note(option);
        if (option.dataset.field !== undefined) {
            post.action = option.getAttribute('href');
            post.elements.back.value = location.pathname + location.search;
            const field = post.querySelector('[data-field]');
            field.name = option.dataset.field;
            field.value = option.dataset.value;
            post.submit();
        } else if (inNewTab) {
            window.open(option.href, '_blank', 'noopener');
        } else {
            dialog.close();
            leave(option.href);
        }
    };

    const enter = (inNewTab) => {
        if (shownFor !== input.value.trim()) {
            eager = { inNewTab };
        } else if (current) {
            choose(current, inNewTab);
        }
    };

    const step = (by) => {
        const all = options();
        if (all.length > 0) {
            select(all[(all.indexOf(current) + by + all.length) % all.length]);
        }
    };

    input.addEventListener('input', () => {
        eager = null;
        clearTimeout(wait);
        wait = setTimeout(ask, QUIET);
    });

    input.addEventListener('keydown', (event) => {
        const keys = {
            ArrowDown: () => step(1),
            ArrowUp: () => step(-1),
            PageDown: () => select(options()[Math.min(options().length - 1, options().indexOf(current) + 6)]),
            PageUp: () => select(options()[Math.max(0, options().indexOf(current) - 6)]),
            Enter: () => enter(event.ctrlKey || event.metaKey),
        };
        if (keys[event.key] && !event.isComposing) {
            event.preventDefault();
            keys[event.key]();
        }
    });

    body.addEventListener('pointermove', (event) => {
        const option = event.target.closest('[role="option"]');
        if (option && option !== current) {
            current?.setAttribute('aria-selected', 'false');
            current = option;
            current.setAttribute('aria-selected', 'true');
            input.setAttribute('aria-activedescendant', current.id);
        }
    });

    body.addEventListener('click', (event) => {
        const option = event.target.closest('[role="option"]');
        if (!option) {
            return;
        }
        if (option.dataset.field === undefined && (event.ctrlKey || event.metaKey || event.shiftKey)) {
            note(option); // the browser opens the tab or window
            return;
        }
        event.preventDefault();
        choose(option, false);
    });

    dialog.querySelector('form[role="search"]').addEventListener('submit', (event) => event.preventDefault());

    document.addEventListener('click', (event) => {
        if (event.target.closest('[data-palette]') && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            open();
        }
    });

    document.addEventListener('keydown', (event) => {
        if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
            event.preventDefault();
            if (dialog.open) {
                dialog.close();
            } else {
                open();
            }
        }
    });

    if (/Mac|iPhone|iPad/.test(navigator.platform)) {
        for (const keys of document.querySelectorAll('[data-keys-mac]')) {
            keys.textContent = keys.dataset.keysMac;
        }
    }
}
