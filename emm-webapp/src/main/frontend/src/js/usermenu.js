// The menu behind the initials: appearance and time zone change in place.
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

document.addEventListener('click', (event) => {
    const chosen = event.target.closest('[data-theme-value]');
    if (!chosen) {
        return;
    }
    event.preventDefault();
    document.documentElement.dataset.theme = chosen.dataset.themeValue;
    for (const button of chosen.form.querySelectorAll('[data-theme-value]')) {
        button.setAttribute('aria-pressed', String(button === chosen));
    }
    document.dispatchEvent(new CustomEvent('themechange'));
    fetch(chosen.form.action, {
        method: 'POST',
        headers: { 'X-CSRF-Token': token(), 'X-Silent': '1' },
        body: new URLSearchParams({ theme: chosen.value }),
    }).catch(() => undefined);
});

const dialog = document.getElementById('zones');
const search = document.getElementById('zones-search');
const list = document.getElementById('zones-list');
let active = null;

const shown = () => [...list.children].filter((zone) => !zone.hidden);

function activate(zone) {
    active?.classList.remove('active');
    active = zone ?? null;
    active?.classList.add('active');
    active?.scrollIntoView({ block: 'nearest' });
    if (active) {
        search.setAttribute('aria-activedescendant', active.id);
    } else {
        search.removeAttribute('aria-activedescendant');
    }
}

function plain(text) {
    return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function filter() {
    const words = plain(search.value).split(/[\s,/]+/).filter(Boolean);
    for (const zone of list.children) {
        zone.plain ??= plain(`${zone.textContent} ${zone.dataset.zone}`);
        zone.hidden = !words.every((word) => zone.plain.includes(word));
    }
    const first = shown()[0];
    dialog.querySelector('.zones-none').hidden = Boolean(first);
    activate(words.length > 0 ? first : list.querySelector('[aria-selected="true"]'));
}

async function openZones() {
    document.querySelector('.usermenu').open = false;
    if (list.children.length === 0) {
        const answer = await fetch('/user/quick/zones.action', { headers: { 'HX-Request': 'true' } });
        if (!answer.ok) {
            location.assign('/user/self/view.action');
            return;
        }
        list.innerHTML = await answer.text();
    }
    search.value = '';
    dialog.showModal();
    filter();
    search.focus();
    active?.scrollIntoView({ block: 'center' });
}

function choose(zone) {
    if (zone) {
        const form = dialog.querySelector('form');
        form.elements.zone.value = zone.dataset.zone;
        form.requestSubmit();
    }
}

document.addEventListener('click', (event) => {
    if (event.target.closest('[data-zone-open]')) {
        event.preventDefault();
        openZones();
    }
});
list?.addEventListener('click', (event) => choose(event.target.closest('.zone')));
search?.addEventListener('input', filter);
search?.addEventListener('keydown', (event) => {
    const zones = shown();
    const at = zones.indexOf(active);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) {
        event.preventDefault();
        activate(zones[Math.max(0, Math.min(zones.length - 1, at + steps[event.key]))]);
    } else if (event.key === 'Enter') {
        event.preventDefault();
        choose(active);
    }
});
