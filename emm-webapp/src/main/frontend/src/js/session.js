// The end of the session. Ten minutes before, the page warns; when it has ended, a dialog asks for the password over the
// page and repeats what was under way, so that nothing typed is lost. Pages in other tabs hear about it.
import { toast } from './toasts.js';

const WARNING = 600; // seconds
const box = document.querySelector('.session-warning');
const dialog = document.getElementById('session-login');
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('session') : null;
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

let end = Date.now() + Number(box?.dataset.session ?? 0) * 1000;
let timer;
let waiting = [];

const left = () => Math.round((end - Date.now()) / 1000);

/** Takes over a new token everywhere on this page. */
function renew(fresh) {
    if (!fresh || fresh === token()) {
        return;
    }
    document.querySelector('meta[name="csrf-token"]').content = fresh;
    document.querySelectorAll('input[name="csrf"]').forEach((field) => (field.value = fresh));
    for (const form of document.querySelectorAll('form[action*="csrf="]')) {
        form.setAttribute('action', form.getAttribute('action').replace(/csrf=[^&]*/, `csrf=${fresh}`));
    }
}

/** What an answer says about the session. */
function learn(answer) {
    const seconds = answer.headers.get('X-Session-Seconds');
    if (seconds !== null) {
        end = Date.now() + Number(seconds) * 1000;
        renew(answer.headers.get('X-CSRF-Token'));
        tabs?.postMessage({ end, token: token() });
    }
}

const ask = async () => {
    const answer = await fetch('/session/info.action', { headers: { 'X-Background': '1' } });
    learn(answer);
    return left() > 0;
};

function plan() {
    clearTimeout(timer);
    const next = left() > WARNING ? left() - WARNING : left() > 0 ? 1 : null;
    if (next !== null) {
        timer = setTimeout(look, next * 1000);
    }
}

/** Warns, counts down, or asks to log in; the server is asked before anything is said. */
async function look() {
    const shown = !box.hidden;
    if ((left() <= WARNING && !shown) || left() <= 0) {
        const alive = await ask().catch(() => true);
        if (!alive) {
            box.hidden = true;
            sessionEnded();
            return;
        }
    }
    box.hidden = left() > WARNING;
    if (!box.hidden) {
        const words = box.querySelector('p');
        const clock = `${Math.floor(left() / 60)}:${String(left() % 60).padStart(2, '0')}`;
        words.textContent = words.dataset.text.replace('§', clock);
        // Heard once at the beginning and once at the last minute, not every second.
        box.setAttribute('aria-live', !shown || left() === 60 ? 'polite' : 'off');
    }
    plan();
}

/** Asks for the password over the page, then does again what did not go through. */
export function sessionEnded(again) {
    if (again) {
        waiting.push(again);
    }
    if (!dialog) {
        location.assign('/logon.action');
        return;
    }
    if (!dialog.open) {
        clearTimeout(timer);
        box.hidden = true;
        dialog.showModal();
        dialog.querySelector('[name="password"]').focus();
    }
}

async function logIn(form) {
    const problem = form.querySelector('[data-session-problem]');
    const password = form.elements.password;
    problem.textContent = '';
    try {
        await ask();
        if (left() <= 0) {
            const answer = await fetch(form.action, {
                method: 'POST',
                headers: { 'X-CSRF-Token': token() },
                body: new URLSearchParams({ username: form.elements.username.value, password: password.value }),
            });
            if (!answer.ok) {
                problem.textContent = await answer.text();
                password.select();
                return;
            }
            learn(answer);
            if (answer.headers.get('Location')) {
                location.assign(answer.headers.get('Location'));
                return;
            }
        }
    } catch {
        problem.textContent = document.querySelector('meta[name="text-unreachable"]').content;
        return;
    }
    password.value = '';
    goOn();
}

function goOn() {
    dialog.close();
    plan();
    const done = waiting;
    waiting = [];
    done.forEach((again) => again());
    toast(dialog.querySelector('[data-done]').dataset.done, 'good');
}

if (box && dialog) {
    plan();
    tabs?.postMessage({ end, token: token() });
    tabs?.addEventListener('message', ({ data }) => {
        if (data.end > end) {
            end = data.end;
            renew(data.token);
            box.hidden = left() > WARNING;
            dialog.open ? goOn() : plan();
        }
    });
    // Whatever htmx has got from the server was a sign of life.
    document.addEventListener('htmx:afterRequest', (event) => {
        if (event.detail.successful && !event.detail.requestConfig?.headers?.['X-Background']) {
            end = Date.now() + Number(box.dataset.session) * 1000;
            box.hidden = true;
            plan();
        }
    });
    // After a night with a closed lid.
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden && left() <= WARNING && !dialog.open) {
            look();
        }
    });
    document.addEventListener('click', async (event) => {
        if (event.target.closest('[data-session-stay]')) {
            const answer = await fetch('/session/stay.action', { method: 'POST', headers: { 'X-CSRF-Token': token() } }).catch(() => null);
            if (answer?.ok) {
                learn(answer);
                box.hidden = true;
                plan();
            } else {
                look();
            }
        }
    });
    document.addEventListener(
        'submit',
        (event) => {
            const form = event.target;
            if (form.matches('[data-session-login]')) {
                event.preventDefault();
                event.stopImmediatePropagation();
                logIn(form);
            } else if (form.method === 'post' && left() <= 0 && !form.closest('dialog#session-login')) {
                // The server would send this to the login page and forget it.
                event.preventDefault();
                event.stopImmediatePropagation();
                const submitter = event.submitter;
                const again = () => form.requestSubmit(submitter);
                ask()
                    .then((alive) => (alive ? again() : sessionEnded(again)))
                    .catch(() => toast(document.querySelector('meta[name="text-unreachable"]').content, 'bad'));
            }
        },
        true,
    );
}
