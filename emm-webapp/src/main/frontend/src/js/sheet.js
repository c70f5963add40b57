// A table of inputs that is used like a sheet: arrow keys go up and down, Enter goes down; a row that was changed is looked at
// by the server as soon as somebody leaves it.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { each } from './forms/bind.js';

function inputs(row) {
    return [...row.querySelectorAll('input')];
}

function move(from, row, step) {
    const place = inputs(row).indexOf(from);
    let next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    while (next && inputs(next).length === 0) {
        next = step > 0 ? next.nextElementSibling : next.previousElementSibling;
    }
    const target = next && inputs(next)[place];
    if (target) {
        target.focus();
        target.select();
    }
    return Boolean(target);
}

each('[data-sheet]', (sheet) => {
    sheet.addEventListener('keydown', (event) => {
        const row = event.target.closest('[data-sheet-row]');
        if (!row || event.altKey || event.ctrlKey || event.metaKey || event.target.tagName !== 'INPUT') {
            return;
        }
        const step = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
        if (step && (move(event.target, row, step) || event.key === 'Enter')) {
            event.preventDefault();
            if (event.key === 'Enter' && document.activeElement === event.target) {
                event.target.blur();
            }
        }
    });
    sheet.addEventListener('input', (event) => {
        const row = event.target.closest('[data-sheet-row]');
        if (row) {
            row.dataset.sheetChanged = '';
        }
    });
    sheet.addEventListener('focusout', (event) => {
        const row = event.target.closest('[data-sheet-row]');
        if (row && 'sheetChanged' in row.dataset && !row.contains(event.relatedTarget)) {
            delete row.dataset.sheetChanged;
            htmx.trigger(row, 'look');
        }
    });
});
