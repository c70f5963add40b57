// Short explanations: data-tip="text" (or the title of a <time>) on hover and on focus. Esc closes; the pointer may move
// onto the tooltip; a touch on a hint opens it. Without scripts the title of the element serves.
const SELECTOR = '[data-tip], time[title], time[data-tip]';
const DELAY = 250;
const GAP = 6;
let bubble;
let owner;
let waiting;

function element() {
    if (!bubble) {
        bubble = document.createElement('div');
        bubble.id = 'tooltip';
        bubble.className = 'tooltip';
        bubble.setAttribute('role', 'tooltip');
        bubble.popover = 'manual';
        bubble.addEventListener('pointerenter', () => clearTimeout(waiting));
        bubble.addEventListener('pointerleave', () => later(hide));
    }
    return bubble;
}

function later(what) {
    clearTimeout(waiting);
    waiting = setTimeout(what, DELAY);
}

/** The browser's own tooltip must not come too: its text moves to data-tip. */
function text(target) {
    if (target.hasAttribute('title')) {
        target.dataset.tip = target.dataset.tip || target.title;
        target.removeAttribute('title');
    }
    return target.dataset.tip;
}

function show(target) {
    if (owner === target || !target.isConnected) {
        return;
    }
    hide();
    const words = text(target);
    if (!words) {
        return;
    }
    owner = target;
    const box = element();
    box.textContent = words;
    // Inside an open dialog, so that it lies above it and belongs to it for screen readers.
    (target.closest('dialog[open]') ?? document.body).append(box);
    box.showPopover?.();
    owner.setAttribute('aria-describedby', [owner.getAttribute('aria-describedby'), box.id].filter(Boolean).join(' '));
    place(box, target.getBoundingClientRect());
}

/** Along the bars of a chart the explanation follows the pointer. */
const beside = (target) => target.matches('.bars-step') && target.parentNode === owner.parentNode;

function place(box, at) {
    const size = box.getBoundingClientRect();
    const left = Math.min(Math.max(GAP, at.left + at.width / 2 - size.width / 2), document.documentElement.clientWidth - size.width - GAP);
    const above = at.top - size.height - GAP;
    box.style.left = `${left}px`;
    box.style.top = `${above >= GAP ? above : at.bottom + GAP}px`;
}

function hide() {
    clearTimeout(waiting);
    if (owner) {
        const others = (owner.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== 'tooltip');
        if (others.length > 0) {
            owner.setAttribute('aria-describedby', others.join(' '));
        } else {
            owner.removeAttribute('aria-describedby');
        }
    }
    owner = undefined;
    bubble?.remove();
}

document.addEventListener('pointerover', (event) => {
    const target = event.pointerType === 'touch' ? null : event.target.closest?.(SELECTOR);
    if (target) {
        text(target);
        if (target === owner) {
            clearTimeout(waiting);
        } else if (owner && beside(target)) {
            show(target);
        } else {
            later(() => show(target));
        }
    } else if (owner && !event.target.closest?.('.tooltip')) {
        later(hide);
    } else if (!owner) {
        clearTimeout(waiting);
    }
});

document.addEventListener('focusin', (event) => {
    const target = event.target.closest?.(SELECTOR);
    if (target && target.matches(':focus-visible')) {
        show(target);
    } else if (owner) {
        hide();
    }
});
document.addEventListener('focusout', () => owner && hide());

document.addEventListener('click', (event) => {
    const hint = event.target.closest('.hint, .bars-step');
    if (hint) {
        event.preventDefault();
        show(hint);
    } else if (owner) {
        hide();
    }
});

document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && owner) {
        event.stopPropagation();
        hide();
    }
}, true);
addEventListener('scroll', () => owner && hide(), { capture: true, passive: true });
