// What the user has set up about the pages is kept by the server: pages come as they were left.
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

/** Keeps a value for this user; an empty one forgets it. Silent: nothing is lost when it fails. */
export function remember(name, value) {
    return fetch('/user/preference.action', {
        method: 'POST',
        headers: { 'X-CSRF-Token': token() },
        body: new URLSearchParams({ name, value }),
        keepalive: true,
    }).catch(() => undefined);
}
