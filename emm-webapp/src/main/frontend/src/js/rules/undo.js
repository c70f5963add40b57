// A message that offers to take back what was done just now.
import { element, icon } from '../forms/bind.js';
import { toast } from '../toasts.js';

let shown = null;

/** One at a time: an older message would take back something else than it says. */
export function undoToast(message, undo, close, act) {
    shown?.remove();
    const box = toast(message, 'good');
    box.classList.add('toast-undo');
    const back = element('button', { class: 'btn btn-small', type: 'button' }, icon('undo-2'), undo);
    back.addEventListener('click', () => {
        box.remove();
        act();
    });
    box.append(back, element('button', { class: 'btn btn-quiet btn-icon btn-small', type: 'button', 'data-close': '', 'aria-label': close }, icon('x')));
    shown = box;
}

/** After another step the offer does not hold any more. */
export const withdraw = () => {
    shown?.remove();
    shown = null;
};
