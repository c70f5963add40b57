// The bell and the chip of running work. The server is asked while somebody looks: every half minute, more often while
// something runs. Not after ten minutes without a sign of life, so that a session still ends by itself.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { toast } from './toasts.js';

const CALM = 30000;
const BUSY = 4000;
const FIRST = 2000;
const AWAY = 600000;

const bell = document.querySelector('[data-bell]');

if (bell) {
    const count = () => document.getElementById('bell-count');
    let timer;
    let alive = Date.now();
    let known = Number(count().dataset.newest);

    const isBusy = () => document.getElementById('running')?.childElementCount > 0;

    const later = (pause) => {
        clearTimeout(timer);
        timer = setTimeout(ask, pause ?? (isBusy() ? BUSY : CALM));
    };

    const tell = (line) => {
        const { toast: mood, href, id } = line.dataset;
        // Whoever looks at the thing sees it anyway.
        if (href && location.pathname + location.search === href) {
            return;
        }
        const box = toast(line.textContent, mood, href ? { href, text: bell.dataset.open } : undefined);
        box?.querySelector('a')?.addEventListener('click', () => read(id));
    };

    const show = (html) => {
        const answer = document.createElement('template');
        answer.innerHTML = html;
        for (const id of ['bell-count', 'running']) {
            const now = answer.content.getElementById(id);
            const then = document.getElementById(id);
            if (now && then) {
                then.replaceWith(now);
            }
        }
        known = Math.max(known, Number(count().dataset.newest));
        answer.content.querySelectorAll('[data-toast]').forEach(tell);
    };

    async function ask() {
        if (document.hidden || Date.now() - alive > AWAY) {
            return; // goes on with the next sign of life
        }
        try {
            const state = encodeURIComponent(count().dataset.state);
            const answer = await fetch(`/notifications/news.action?state=${state}&after=${known}`, { headers: { 'HX-Request': 'true', 'X-Background': '1' } });
            if (answer.status === 200) {
                show(await answer.text());
            } else if (answer.status !== 204) {
                return; // logged out: the next click says so
            }
        } catch {
            // The server is away for a moment; nothing is lost.
        }
        later();
    }

    const read = (id) =>
        fetch(`/notifications/${id}/read.action`, {
            method: 'POST',
            keepalive: true,
            headers: { 'HX-Request': 'true', 'X-CSRF-Token': document.querySelector('meta[name="csrf-token"]').content },
        }).catch(() => {});

    const wake = () => {
        const slept = Date.now() - alive > AWAY;
        alive = Date.now();
        if (slept) {
            ask();
        }
    };
    for (const sign of ['pointerdown', 'keydown', 'scroll']) {
        document.addEventListener(sign, wake, { passive: true, capture: true });
    }
    document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : ask()));

    bell.addEventListener('toggle', () => {
        if (bell.open) {
            htmx.trigger('#bell-panel', 'bell-open');
        } else {
            ask();
        }
    });
    // What was read in the panel is no longer counted.
    document.getElementById('bell-panel').addEventListener('htmx:afterRequest', (event) => {
        if (event.detail.requestConfig.verb === 'post') {
            ask();
        }
    });

    document.addEventListener('click', (event) => {
        const link = event.target.closest('a[data-read]');
        if (link) {
            read(link.dataset.read);
        }
    });

    later(FIRST);
}
