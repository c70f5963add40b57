// Short messages at the lower edge. Good news goes away by itself, what can be undone stays longer, errors until closed.
// Nothing goes while one points at it or is in it.
const icons = () => document.querySelector('meta[name="icons"]')?.content ?? '';
const SECONDS = { good: 5, undo: 8, warn: 12 };

/** link: { href, text } leads to what the message is about. */
export function toast(message, kind = 'good', link = null) {
    const symbol = kind === 'good' ? 'circle-check' : 'triangle-alert';
    const box = document.createElement('div');
    box.className = `toast toast-${kind}`;
    box.setAttribute('role', kind === 'bad' ? 'alert' : 'status');
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `${icons()}#${symbol}`);
    svg.append(use);
    const words = document.createElement('p');
    words.textContent = message;
    box.append(svg, words);
    if (link) {
        const way = document.createElement('a');
        way.className = 'toast-link';
        way.href = link.href;
        way.textContent = link.text;
        words.append(' ', way);
    }
    document.querySelector('.toasts')?.append(box);
    return box;
}

const kindOf = (box) => ['undo', 'bad', 'warn'].find((kind) => box.classList.contains(`toast-${kind}`)) ?? 'good';

function fade(box) {
    const seconds = SECONDS[kindOf(box)];
    if (!seconds) {
        return;
    }
    let timer;
    const stop = () => clearTimeout(timer);
    const start = () => {
        stop();
        timer = setTimeout(() => box.remove(), seconds * 1000);
    };
    box.addEventListener('pointerenter', stop);
    box.addEventListener('focusin', stop);
    box.addEventListener('pointerleave', () => !box.contains(document.activeElement) && start());
    box.addEventListener('focusout', () => !box.matches(':hover') && start());
    start();
}

const places = document.querySelector('.toasts');
if (places) {
    [...places.children].forEach(fade);
    new MutationObserver((changes) => {
        for (const change of changes) {
            [...change.addedNodes].filter((node) => node instanceof HTMLElement).forEach(fade);
        }
    }).observe(places, { childList: true });
}
