// The builder by keyboard. Enter in a field does not send the form: a rule is seldom finished with one value.
// On the grip of a condition or group: arrows move it, Delete takes it away. Anywhere: Ctrl+Z, Ctrl+Y.
const STEPS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };

export function watchKeys(builder) {
    builder.box.addEventListener('keydown', (event) => {
        const key = builder.node(event.target);
        if (event.target.closest('[data-rule-grip]') && key && !event.ctrlKey && !event.metaKey) {
            if (STEPS[event.key]) {
                event.preventDefault();
                builder.step(key, STEPS[event.key]);
            } else if (event.key === 'Delete') {
                event.preventDefault();
                builder.delete(key);
            }
            return;
        }
        if (event.key === 'Enter' && event.target.matches('input')) {
            event.preventDefault();
        }
        const letter = event.key.toLowerCase();
        const typing = event.target.matches('input, textarea');
        if ((event.ctrlKey || event.metaKey) && !event.altKey && !typing && (letter === 'z' || letter === 'y')) {
            event.preventDefault();
            builder.undo(letter === 'z' && !event.shiftKey);
        }
    });
}
