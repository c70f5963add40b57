// Dragging with mouse, pen and finger. Everything that can be dragged can be done by buttons, too.
//   <ol data-sort-form="form-id"> <li data-sort="name" data-size="half"> <span data-handle>
//       puts tiles in another order and sends it as field "layout" of the form.
//   <ol data-sort-list> instead: the fields in the entries are the order; told by a change event.
//   <div data-drag="7"> onto <td data-day="2026-11-27">
//       sends the form calendar-move with mailing and date; onto [data-undated]: sends the form of its menu that clears the date.

const FAR_ENOUGH = 6;
let drag;

document.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) {
        return;
    }
    const tile = event.target.closest('[data-handle]')?.closest('[data-sort]');
    const entry = event.pointerType === 'touch' || event.target.closest('button, form, [popover]') ? null : event.target.closest('[data-drag]');
    const element = tile ?? entry;
    if (element) {
        drag = { element, kind: tile ? tileDrag(tile) : entryDrag(entry), x: event.clientX, y: event.clientY, moving: false };
    }
});

document.addEventListener('pointermove', (event) => {
    if (!drag) {
        return;
    }
    if (!drag.moving) {
        if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_ENOUGH) {
            return;
        }
        drag.moving = true;
        document.documentElement.classList.add('dragging');
        drag.element.classList.add('dragged');
        drag.kind.begin?.();
    }
    event.preventDefault();
    drag.kind.move(event.clientX, event.clientY);
});

document.addEventListener('pointerup', () => finish(true));
document.addEventListener('pointercancel', () => finish(false));
document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && drag?.moving) {
        event.stopPropagation();
        finish(false);
    }
}, true);
// The browser's own dragging of links would interfere.
document.addEventListener('dragstart', (event) => {
    if (event.target.closest?.('[data-drag], [data-sort]')) {
        event.preventDefault();
    }
});

function finish(dropped) {
    if (!drag) {
        return;
    }
    const { kind, element, moving } = drag;
    drag = undefined;
    document.documentElement.classList.remove('dragging');
    element.classList.remove('dragged');
    if (!moving) {
        return;
    }
    // The click that ends a drag must not open the link under it.
    addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', swallow, true), 50);
    if (dropped) {
        kind.drop();
    } else {
        kind.cancel();
    }
}

function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
}

function tileDrag(tile) {
    const list = tile.closest('[data-sort-form], [data-sort-list]');
    const before = [...list.children];
    return {
        move(x, y) {
            const over = document.elementFromPoint(x, y)?.closest('[data-sort]');
            if (over && over !== tile && over.parentElement === list) {
                const box = over.getBoundingClientRect();
                const after = tile.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
                // Only when the pointer is past the middle: tiles of different width would dance otherwise.
                const past = after ? y > box.top + box.height / 2 || x > box.left + box.width / 2 : y < box.top + box.height / 2 || x < box.left + box.width / 2;
                if (past) {
                    over[after ? 'after' : 'before'](tile);
                }
            }
        },
        drop() {
            const order = [...list.children];
            if (order.some((child, i) => child !== before[i])) {
                const form = document.getElementById(list.dataset.sortForm);
                if (!form) {
                    list.dispatchEvent(new Event('change', { bubbles: true }));
                    return;
                }
                form.elements.layout.value = JSON.stringify(order.map(({ dataset }) => ({ tile: dataset.sort, size: dataset.size })));
                form.requestSubmit();
            }
        },
        cancel: () => list.append(...before),
    };
}

function entryDrag(entry) {
    let ghost;
    let target;
    const aim = (found) => {
        if (found !== target) {
            target?.classList.remove('drop-here');
            target = found;
            target?.classList.add('drop-here');
        }
    };
    const clear = () => {
        ghost?.remove();
        aim(null);
    };
    const from = entry.closest('[data-day], [data-undated], .day');
    return {
        begin() {
            ghost = entry.cloneNode(true);
            ghost.classList.remove('dragged');
            ghost.classList.add('drag-ghost');
            ghost.setAttribute('aria-hidden', 'true');
            ghost.querySelectorAll('.event-menu').forEach((menu) => menu.remove());
            document.body.append(ghost);
        },
        move(x, y) {
            ghost.style.left = `${x + 8}px`;
            ghost.style.top = `${y + 8}px`;
            const found = document.elementFromPoint(x, y)?.closest('[data-day], [data-undated]');
            aim(found && found !== from ? found : null);
        },
        drop() {
            const place = target;
            clear();
            if (place?.dataset.day) {
                const form = document.getElementById('calendar-move');
                form.elements.mailing.value = entry.dataset.drag;
                form.elements.date.value = place.dataset.day;
                form.requestSubmit();
            } else if (place) {
                entry.querySelector('form[action*="clearPlannedDate"]')?.requestSubmit();
            }
        },
        cancel: clear,
    };
}

// Who arranges by keyboard goes on where he was: the button he pressed comes new with the part, or is gone with it.
let pressed;
document.addEventListener('submit', (event) => {
    pressed = event.target.closest('#arranging') && event.submitter?.id;
});
document.addEventListener('htmx:afterSettle', () => {
    const part = document.getElementById('arranging');
    if (pressed && part && !part.contains(document.activeElement)) {
        const button = document.getElementById(pressed);
        (button?.disabled ? button.closest('.arrange-tools')?.querySelector('button:not(:disabled)') : (button ?? part))?.focus();
        pressed = undefined;
    }
});
