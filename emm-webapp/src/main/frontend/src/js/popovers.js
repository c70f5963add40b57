// <div popover data-anchored>: opens beside its button. data-menu: arrow keys, letters, Home and End as in every menu.
const GAP = 4;
const EDGE = 8;

const buttonOf = (box) => document.querySelector(`[popovertarget="${CSS.escape(box.id)}"]`);

function place(box) {
    const button = buttonOf(box)?.getBoundingClientRect();
    if (!button) {
        return;
    }
    box.classList.add('is-anchored');
    const { offsetWidth: width, offsetHeight: height } = box;
    const below = button.bottom + GAP;
    const fits = below + height + EDGE <= innerHeight || button.top < height + EDGE + GAP;
    const top = fits ? Math.min(below, Math.max(EDGE, innerHeight - height - EDGE)) : button.top - height - GAP;
    // Menus at the right edge open to the left, so that they stay beside their button.
    const right = button.left + width + EDGE > innerWidth;
    const left = right ? button.right - width : button.left;
    box.style.top = `${Math.round(top)}px`;
    box.style.left = `${Math.round(Math.max(EDGE, Math.min(left, innerWidth - width - EDGE)))}px`;
}

const items = (menu) => [...menu.querySelectorAll('a[href], button:not([disabled])')];

document.addEventListener(
    'toggle',
    (event) => {
        const box = event.target;
        if (!(box instanceof HTMLElement) || !('anchored' in box.dataset)) {
            return;
        }
        const open = event.newState === 'open';
        buttonOf(box)?.setAttribute('aria-expanded', String(open));
        if (!open) {
            return;
        }
        place(box);
        if ('menu' in box.dataset) {
            box.setAttribute('role', 'menu');
            for (const item of items(box)) {
                item.setAttribute('role', 'menuitem');
                item.tabIndex = -1;
            }
            items(box).at(box.dataset.last ? -1 : 0)?.focus({ preventScroll: true });
            delete box.dataset.last;
        } else if (matchMedia('(hover: none)').matches) {
            // A field in focus would bring up the keyboard of a phone over what was opened.
            box.tabIndex = -1;
            box.focus({ preventScroll: true });
        } else {
            box.querySelector('input:not([type="hidden"], :disabled), select, button')?.focus({ preventScroll: true });
        }
    },
    true,
);

document.addEventListener('keydown', (event) => {
    const button = event.target.closest?.('[aria-haspopup="menu"][popovertarget]');
    if (button && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault();
        const menu = document.getElementById(button.getAttribute('popovertarget'));
        if (event.key === 'ArrowUp') {
            menu.dataset.last = 'true';
        }
        menu.showPopover();
        return;
    }
    const menu = event.target.closest?.('[data-menu]');
    if (menu?.matches(':popover-open')) {
        walk(event, menu);
    }
});

function walk(event, menu) {
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 };
    if (event.key in steps) {
        event.preventDefault();
        event.stopPropagation();
        all[steps[event.key] % all.length]?.focus();
    } else if (event.key === 'Tab') {
        // Tab leaves the menu for what comes after its button.
        buttonOf(menu)?.focus();
        menu.hidePopover();
    } else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.stopPropagation();
        const letter = event.key.toLocaleLowerCase();
        const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter));
        next?.focus();
    }
}

// Choosing an entry closes its menu.
document.addEventListener('click', (event) => {
    const menu = event.target.closest?.('[data-menu]');
    if (menu && event.target.closest('a, button')) {
        menu.hidePopover();
    }
});

// A menu stays beside its button or goes.
document.addEventListener(
    'scroll',
    (event) => {
        for (const box of document.querySelectorAll('[data-anchored]:popover-open')) {
            if (!box.contains(event.target)) {
                box.hidePopover();
            }
        }
    },
    { capture: true, passive: true },
);
window.addEventListener('resize', () => document.querySelectorAll('[data-anchored]:popover-open').forEach(place));
