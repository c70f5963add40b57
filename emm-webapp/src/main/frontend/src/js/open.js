// <details data-keep-open="name"> stays open when a new one of that name takes its place.
import { each } from './forms/bind.js';

const open = new Set();

each('details[data-keep-open]', (details) => {
    const name = details.dataset.keepOpen;
    details.open = details.open || open.has(name);
    details.addEventListener('toggle', () => {
        if (!details.isConnected) {
            return;
        }
        if (details.open) {
            open.add(name);
        } else {
            open.delete(name);
        }
    });
});
