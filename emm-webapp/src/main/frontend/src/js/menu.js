// The side menu: groups that open, the rail of icons, the drawer of small screens, tabs beyond the edge.
import { remember } from './preference.js';

const frame = document.querySelector('.frame');
const side = document.getElementById('menu');

/** Opens or closes a group; the page's own group is open on every page anyway and is not remembered. */
function toggleGroup(button) {
    const group = button.closest('.menu-group');
    const open = group.classList.toggle('open');
    button.setAttribute('aria-expanded', String(open));
    const opened = [...side.querySelectorAll('.menu-group.open:not(.current)')].map((each) => each.dataset.group);
    remember('side.open', opened.join(' '));
}

function toggleRail() {
    const rail = frame.classList.toggle('rail');
    side.querySelector('[data-menu-collapse]').setAttribute('aria-pressed', String(rail));
    remember('side.collapsed', rail ? '1' : '');
}

let opener = null;
function openDrawer(button) {
    opener = button;
    side.classList.add('open');
    side.querySelector('a[aria-current], .menu-item')?.focus();
}

function closeDrawer() {
    if (location.hash === '#menu') {
        history.replaceState(null, '', location.pathname + location.search);
    }
    if (side.classList.contains('open')) {
        side.classList.remove('open');
        opener?.focus();
    }
}

document.addEventListener('click', (event) => {
    const part = event.target.closest('[data-menu-toggle], [data-menu-collapse], [data-menu-open], [data-menu-close], .side-veil');
    if (!part) {
        return;
    }
    if ('menuToggle' in part.dataset) {
        toggleGroup(part);
    } else if ('menuCollapse' in part.dataset) {
        toggleRail();
    } else {
        event.preventDefault();
        'menuOpen' in part.dataset ? openDrawer(part) : closeDrawer();
    }
});

document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !side) {
        return;
    }
    closeDrawer();
    // What opens by pointing can be put away without moving the pointer.
    const shown = side.querySelector('.menu-group:is(:hover, :focus-within)');
    shown?.classList.add('dismissed');
});

for (const group of document.querySelectorAll('.menu-group')) {
    const again = () => group.classList.remove('dismissed');
    group.addEventListener('mouseleave', again);
    group.addEventListener('focusout', (event) => group.contains(event.relatedTarget) || again());
}

// Focus stays in the drawer while it lies over the page.
side?.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || !side.classList.contains('open')) {
        return;
    }
    const stops = [...side.querySelectorAll('a[href], button')].filter((stop) => stop.offsetParent !== null);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement === edge) {
        event.preventDefault();
        (event.shiftKey ? stops.at(-1) : stops[0]).focus();
    }
});

/** The current tab is in view, and edges fade where tabs go on. */
function edges(tabs) {
    const rest = tabs.scrollWidth - tabs.clientWidth;
    tabs.classList.toggle('more-left', tabs.scrollLeft > 4);
    tabs.classList.toggle('more-right', tabs.scrollLeft < rest - 4);
}
for (const tabs of document.querySelectorAll('.tabs')) {
    const current = tabs.querySelector('[aria-current]');
    if (current && tabs.scrollWidth > tabs.clientWidth) {
        tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
    }
    edges(tabs);
    tabs.addEventListener('scroll', () => edges(tabs), { passive: true });
    new ResizeObserver(() => edges(tabs)).observe(tabs);
}

export { toggleRail };
