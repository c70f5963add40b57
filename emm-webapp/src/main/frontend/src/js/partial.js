// htmx: parts of pages come from the server. Every request carries the CSRF token of the page.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { sessionEnded } from './session.js';
import { toast } from './toasts.js';

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;
// What comes into the page works at once: nobody clicks too early.
htmx.config.defaultSettleDelay = 0;
// A form with errors answers 422 and is shown; other errors leave the page as it is and are reported.
htmx.config.responseHandling = [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    { code: '[45]..', swap: false, error: true },
];

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';
const text = (name) => document.querySelector(`meta[name="text-${name}"]`)?.content ?? '';

document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['X-CSRF-Token'] = token();
});

document.addEventListener('htmx:responseError', (event) => {
    if (event.detail.xhr.status === 401) {
        const { elt, target, requestConfig } = event.detail;
        sessionEnded(() =>
            htmx.ajax(requestConfig.verb, requestConfig.path, { source: elt, target, values: requestConfig.formData }),
        );
        return;
    }
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
    const reason = answer.querySelector('[data-error-text]')?.textContent.trim();
    toast(reason || text('failed'), 'bad');
});

document.addEventListener('htmx:sendError', () => toast(text('unreachable'), 'bad'));
