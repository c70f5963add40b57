// Short messages at the lower edge. Good news goes away by itself; errors stay until closed.
const icons = () => document.querySelector('meta[name="icons"]')?.content ?? '';

export function toast(message, kind = 'good') {
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
    document.querySelector('.toasts')?.append(box);
    fade(box, kind);
}

export function fade(box, kind) {
    if (kind !== 'bad') {
        setTimeout(() => box.remove(), kind === 'warn' ? 12000 : 5000);
    }
}

for (const box of document.querySelectorAll('.toast')) {
    fade(box, box.classList.contains('toast-bad') ? 'bad' : box.classList.contains('toast-warn') ? 'warn' : 'good');
}
