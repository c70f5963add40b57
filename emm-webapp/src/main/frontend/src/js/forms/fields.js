// Small things at fields: counters, help, passwords.
import { each, text } from './bind.js';
import { float } from './float.js';

// data-count="input-id": number of characters typed; data-most: how many fit.
each('[data-count]', (counter) => {
    const input = document.getElementById(counter.dataset.count);
    const most = Number(counter.dataset.most ?? 0);
    const show = () => {
        const length = [...input.value].length;
        counter.textContent = most > 0 ? `${length} / ${most}` : String(length);
        counter.classList.toggle('bad', most > 0 && length > most);
        counter.classList.toggle('near', most > 0 && length > most * 0.9);
    };
    if (input) {
        input.addEventListener('input', show);
        show();
    }
});

const placed = new Map();

// Help behind the "?": the browser opens and closes it, here it gets its place.
document.addEventListener(
    'toggle',
    (event) => {
        const box = event.target;
        if (box.matches?.('.help-pop[popover]') && event.newState === 'open') {
            const button = document.querySelector(`[popovertarget="${CSS.escape(box.id)}"]`);
            placed.set(box, float(box, button));
        } else {
            placed.get(box)?.();
            placed.delete(box);
        }
    },
    true,
);

const hasUpper = /\p{Lu}/u;
const hasLower = /\p{Ll}/u;
const hasDigit = /\d/;
const hasOther = /[^\p{L}\d]/u;

/** 0 nothing to 4 very strong: length counts most, variety helps, repetition does not. */
export function strength(password) {
    const different = new Set(password).size;
    const kinds = [hasUpper, hasLower, hasDigit, hasOther].filter((kind) => kind.test(password)).length;
    const worth = Math.min(password.length, different * 2) + kinds * 2;
    return password === '' ? 0 : worth < 12 ? 1 : worth < 17 ? 2 : worth < 22 ? 3 : 4;
}

each('[data-strength]', (box) => {
    const input = document.getElementById(box.dataset.strength);
    const words = box.querySelector('[data-strength-word]');
    input?.addEventListener('input', () => {
        const grade = strength(input.value);
        box.dataset.grade = String(grade);
        words.textContent = grade === 0 ? '' : text(`strength${grade}`);
    });
});

each('input[type=password]', (input) => {
    const hint = input.closest('.field')?.querySelector('[data-caps]');
    if (hint) {
        const look = (event) => (hint.hidden = !event.getModifierState?.('CapsLock'));
        input.addEventListener('keydown', look);
        input.addEventListener('keyup', look);
        input.addEventListener('blur', () => (hint.hidden = true));
    }
});

// data-find="id": of the fields in there only those whose names have what was typed.
each('[data-find]', (input) => {
    const box = document.getElementById(input.dataset.find);
    const name = (field) => field.querySelector('.field-label')?.textContent.toLocaleLowerCase() ?? '';
    input.addEventListener('input', () => {
        const typed = input.value.trim().toLocaleLowerCase();
        let found = 0;
        box.querySelectorAll('.field').forEach((field) => {
            field.hidden = !name(field).includes(typed);
            found += field.hidden ? 0 : 1;
        });
        box.querySelectorAll('.form-line').forEach((line) => (line.hidden = typed !== ''));
        box.querySelectorAll('details').forEach((part) => (part.open = part.open || typed !== ''));
        box.querySelectorAll('[data-find-none]').forEach((words) => (words.hidden = found > 0));
    });
    // Enter would save the form.
    input.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
});
