// Code fields: <textarea data-code="html|eql|text"> gets an editor, which is loaded with the first one. The textarea stays
// the value of the form: what is typed goes into it with an "input" event, what scripts put into it goes to the editor.
//
// data-words: JSON list of {label, detail, apply, type} to complete; or a property completions of the area, as CodeMirror
// knows sources of completions. Errors: elements with data-code-mark="field-id",
// data-from and data-to (indexes) or data-line and data-column (from 1) with data-length, and data-text with the reason.
import { each } from './bind.js';

const waiting = [];
let loading = null;

/** Makes a code field of a text area that was not one from the beginning; done when it is one. */
export const start = (area) => {
    if (area.codeField) {
        return Promise.resolve();
    }
    waiting.push(area);
    loading ??= import('./code-editor.js');
    return loading.then(({ edit }) => {
        for (const next of waiting.splice(0)) {
            edit(next);
            marks(next);
        }
    });
};

each('textarea[data-code]', start);

/** Gives the marks of the page to the editor of the field. */
function marks(area) {
    const found = [...document.querySelectorAll(`[data-code-mark="${CSS.escape(area.id)}"]`)];
    area.codeField?.mark(found.map((place) => ({ ...place.dataset })));
}

each('[data-code-mark]', (place) => document.getElementById(place.dataset.codeMark)?.codeField && marks(document.getElementById(place.dataset.codeMark)));

// A part that is swapped without a mark says that there is none any more.
document.addEventListener('htmx:afterSwap', (event) => {
    const field = event.detail.target.dataset.codeMarksOf;
    const area = field && document.getElementById(field);
    if (area) {
        marks(area);
    }
});
