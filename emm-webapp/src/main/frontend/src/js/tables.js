// Lists (jte/ui/table.jte): ticked rows, rows that open, moving by keys, columns, a head that stays in view.
import htmx from 'htmx.org/dist/htmx.esm.js';

const BOX = 'input[name="bulkIds"]';
const boxes = (list) => [...list.querySelectorAll(BOX)];
const listOf = (element) => element.closest?.('.list-kit');

// --- Ticked rows ---------------------------------------------------------------------------------------------------
let lastTicked = null;

function count(list) {
    const all = boxes(list);
    const ticked = all.filter((box) => box.checked).length;
    const shown = list.querySelector('[data-ticked]');
    if (shown) {
        shown.textContent = ticked.toLocaleString(document.documentElement.lang);
    }
    const every = list.querySelector('[data-tick-all]');
    if (every) {
        every.checked = ticked > 0 && ticked === all.length;
        every.indeterminate = ticked > 0 && ticked < all.length;
    }
}

document.addEventListener('click', (event) => {
    // The label around a box makes a second click on the box itself; that one counts.
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches(BOX)) {
        return;
    }
    const list = listOf(box);
    const all = list ? boxes(list) : [];
    if (event.shiftKey && all.includes(lastTicked)) {
        const [from, to] = [all.indexOf(lastTicked), all.indexOf(box)].sort((a, b) => a - b);
        all.slice(from, to + 1).forEach((each) => (each.checked = box.checked));
        count(list);
    }
    lastTicked = box;
});

// Shift and click would also mark text.
document.addEventListener('mousedown', (event) => {
    if (event.shiftKey && event.target.closest('.tick-area')) {
        event.preventDefault();
    }
});

document.addEventListener('change', (event) => {
    const list = listOf(event.target);
    if (!list) {
        return;
    }
    if (event.target.matches('[data-tick-all]')) {
        boxes(list).forEach((box) => (box.checked = event.target.checked));
        count(list);
    } else if (event.target.matches(BOX)) {
        count(list);
    }
});

document.addEventListener('reset', (event) => {
    if (event.target.matches('.bulk')) {
        const list = listOf(event.target);
        setTimeout(() => {
            boxes(list).forEach((box) => (box.checked = false));
            count(list);
            list.querySelector('[data-tick-all]')?.focus();
        });
    }
});

// --- Rows that open ------------------------------------------------------------------------------------------------
const CONTROLS = 'a, button, input, select, textarea, label, summary, [popover]';

function rowLink(event) {
    if (event.target.closest(CONTROLS) || String(getSelection()) !== '') {
        return null;
    }
    return event.target.closest('[data-rows] tbody tr')?.querySelector('.row-link[href]');
}

document.addEventListener('click', (event) => {
    const link = event.button === 0 && !event.defaultPrevented ? rowLink(event) : null;
    if (link) {
        const { ctrlKey, metaKey, shiftKey } = event;
        link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    }
});

document.addEventListener('auxclick', (event) => {
    const link = event.button === 1 ? rowLink(event) : null;
    if (link) {
        event.preventDefault();
        window.open(link.href, '_blank', 'noopener');
    }
});

// --- Keys: j and k or the arrows from row to row, x ticks ------------------------------------------------------------
const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector('dialog[open], :popover-open')) {
        return;
    }
    const typing = event.target.closest?.('input:not([type="checkbox"]), textarea, select, [contenteditable]');
    const inside = event.target.closest?.('[data-rows]');
    const table = inside ?? document.querySelector('[data-rows]');
    const arrows = event.key.startsWith('Arrow');
    const off = document.documentElement.dataset.shortcuts === 'off' && event.key.length === 1;
    if (!table || typing || off || (arrows && !inside)) {
        return;
    }
    const links = [...table.querySelectorAll('tbody .row-link')];
    const row = event.target.closest?.('tbody tr');
    const at = links.findIndex((link) => row?.contains(link));
    if (event.key in STEPS) {
        const next = links[at < 0 ? (STEPS[event.key] > 0 ? 0 : -1) : at + STEPS[event.key]];
        if (next) {
            event.preventDefault();
            next.focus();
            next.closest('tr').scrollIntoView({ block: 'nearest' });
        }
    } else if (event.key === 'x' && at >= 0) {
        row.querySelector(BOX)?.click();
    }
});

// --- In place: forms of a list are sent without leaving it -----------------------------------------------------------
const here = () => {
    const address = new URL(location.href);
    address.searchParams.delete('page');
    address.searchParams.delete('at');
    address.searchParams.delete('reset');
    return address.pathname + address.search;
};

document.addEventListener('submit', (event) => {
    const form = event.target;
    const list = listOf(form) ?? document.querySelector('.list-kit');
    // Some buttons lead to a page of their own: data-leaves.
    if (!form.matches('[data-in-place]') || !list || event.defaultPrevented || event.submitter?.dataset.leaves !== undefined) {
        return;
    }
    event.preventDefault();
    if (form.dataset.busy) {
        // A second click does nothing again; a further choice of columns is sent when the first has arrived.
        form.dataset.again = form.matches('.columns-form') ? 'true' : '';
        return;
    }
    const button = event.submitter;
    const values = button?.name ? { [button.name]: button.value } : {};
    const back = form.querySelector('input[name="back"]');
    if (back) {
        back.value = here();
    }
    form.dataset.busy = 'true';
    form.closest('.toast')?.remove();
    const done = () => {
        const again = form.dataset.again;
        delete form.dataset.busy;
        delete form.dataset.again;
        if (again) {
            form.requestSubmit();
        }
        // What had the focus may be gone with its row or message: the list takes it.
        if (document.activeElement === document.body) {
            list.tabIndex = -1;
            list.focus({ preventScroll: true });
        }
    };
    const size = form.matches('.page-size');
    htmx.ajax('POST', button?.getAttribute('formaction') ?? form.getAttribute('action'), {
        source: list,
        values: { ...fields(form), ...values },
    }).then(done, done);
    if (size || form.matches('.columns-form')) {
        history.replaceState(history.state, '', here());
    }
});

/** Repeated fields become lists. */
function fields(form) {
    const all = {};
    for (const [name, value] of new FormData(form)) {
        all[name] = name in all ? [].concat(all[name], value) : value;
    }
    return all;
}

// --- Choice of columns ---------------------------------------------------------------------------------------------
function say(form, item) {
    const shown = [...form.querySelectorAll('li:has(:checked)')];
    form.querySelector('[data-said]').textContent = form.dataset.place
        .replace('{0}', item.querySelector('label').textContent.trim())
        .replace('{1}', shown.indexOf(item) + 1)
        .replace('{2}', shown.length);
}

function limit(form) {
    const free = [...form.querySelectorAll('input[type="checkbox"][name="columns"]')];
    const full = free.filter((box) => box.checked).length >= Number(form.dataset.columns);
    form.classList.toggle('is-full', full);
    for (const box of free) {
        box.disabled = full && !box.checked;
    }
}

document.addEventListener('change', (event) => {
    const form = event.target.closest('.columns-form');
    if (form && event.target.matches('[type="checkbox"]')) {
        limit(form);
        form.requestSubmit();
    }
});

document.addEventListener('click', (event) => {
    const button = event.target.closest('.column-moves button');
    if (!button) {
        return;
    }
    event.preventDefault();
    const item = button.closest('li');
    const earlier = button.name === 'earlier';
    const neighbour = earlier ? item.previousElementSibling : item.nextElementSibling;
    if (neighbour) {
        neighbour[earlier ? 'before' : 'after'](item);
        button.focus();
        const form = button.form;
        say(form, item);
        form.requestSubmit();
    }
});

document.addEventListener('input', (event) => {
    if (event.target.matches('[data-find-column]')) {
        event.stopPropagation();
        const words = event.target.value.toLocaleLowerCase();
        for (const item of event.target.form.querySelectorAll('li')) {
            item.hidden = !item.textContent.toLocaleLowerCase().includes(words);
        }
    }
});

// Columns are also dragged to their place.
let dragged = null;
document.addEventListener('dragstart', (event) => {
    dragged = event.target.closest?.('.column-list li') ?? null;
    dragged?.classList.add('is-dragged');
});
document.addEventListener('dragover', (event) => {
    const over = event.target.closest?.('.column-list li');
    if (dragged && over && over !== dragged && over.parentNode === dragged.parentNode) {
        event.preventDefault();
        const { top, height } = over.getBoundingClientRect();
        over[event.clientY < top + height / 2 ? 'before' : 'after'](dragged);
    }
});
document.addEventListener('dragend', () => {
    if (dragged) {
        dragged.classList.remove('is-dragged');
        dragged.closest('form').requestSubmit();
        dragged = null;
    }
});

// --- What has to be measured ---------------------------------------------------------------------------------------
function fit(list) {
    const scroll = list.querySelector('.table-scroll');
    const table = scroll?.querySelector('.table');
    if (table) {
        scroll.classList.remove('is-wide');
        scroll.classList.toggle('is-wide', table.offsetWidth > scroll.clientWidth + 1);
    }
}

function prepare() {
    for (const list of document.querySelectorAll('.list-kit')) {
        fit(list);
        count(list);
    }
    for (const form of document.querySelectorAll('.columns-form')) {
        limit(form);
        form.querySelectorAll('.column-list li').forEach((item) => (item.draggable = true));
    }
}

document.addEventListener('htmx:afterSettle', prepare);
document.addEventListener('htmx:afterSwap', (event) => {
    // A page turned begins at its first row.
    if (event.detail.requestConfig?.elt?.matches?.('[data-page-turn]')) {
        const top = document.querySelector('.list-kit')?.getBoundingClientRect().top ?? 0;
        if (top < 0) {
            window.scrollBy(0, top - 72);
        }
    }
});
document.addEventListener('click', (event) => {
    const search = document.getElementById(event.target.closest('[data-reset-search]')?.dataset.resetSearch);
    if (search) {
        search.value = '';
    }
});
window.addEventListener('resize', () => document.querySelectorAll('.list-kit').forEach(fit));
window.addEventListener('pageshow', prepare);
prepare();
