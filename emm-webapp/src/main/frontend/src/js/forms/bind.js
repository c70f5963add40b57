// Binding behaviour to what is in the page now and to what comes into it later.
const bindings = [];

/** Calls the function once for each element that fits, now and when htmx or a drawer brings more. */
export function each(selector, bind) {
    const done = new WeakSet();
    const run = (root) => {
        const found = [...root.querySelectorAll(selector)];
        if (root.matches?.(selector)) {
            found.unshift(root);
        }
        for (const element of found) {
            if (!done.has(element)) {
                done.add(element);
                bind(element);
            }
        }
    };
    bindings.push(run);
    run(document);
}

/** Tells that something new has come into the page. */
export function announce(root) {
    bindings.forEach((run) => run(root));
}

document.addEventListener('htmx:load', (event) => announce(event.target));

/** A text of the page in the user's language; scripts hold no words of their own. */
export function text(name, ...values) {
    const found = document.getElementById('ui-texts')?.dataset[name] ?? '';
    return values.reduce((result, value, index) => result.replace(`{${index}}`, value), found);
}

let number = 0;

/** An id that nothing else in the page has. */
export function freshId(prefix) {
    number += 1;
    return `${prefix}-${number}`;
}

export function element(tag, attributes = {}, ...children) {
    const created = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined && value !== false) {
            created.setAttribute(name, value === true ? '' : value);
        }
    }
    created.append(...children);
    return created;
}

export function icon(name) {
    const sprite = document.querySelector('meta[name="icons"]')?.content ?? '';
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `${sprite}#${name}`);
    svg.append(use);
    return svg;
}
