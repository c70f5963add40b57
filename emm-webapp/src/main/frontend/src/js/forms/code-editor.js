// The editor of code fields, coloured by the tokens of the style sheet. See code.js.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, pickedCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { element, freshId, text } from './bind.js';
import { language } from './code-languages.js';

const colours = HighlightStyle.define([
    { tag: [tags.tagName, tags.keyword, tags.operatorKeyword], color: 'var(--code-tag)' },
    { tag: [tags.attributeName, tags.propertyName], color: 'var(--code-name)' },
    { tag: [tags.string, tags.attributeValue, tags.number, tags.color], color: 'var(--code-value)' },
    { tag: [tags.comment, tags.meta, tags.processingInstruction], color: 'var(--code-faint)', fontStyle: 'italic' },
    { tag: [tags.angleBracket, tags.bracket, tags.operator, tags.punctuation], color: 'var(--code-faint)' },
]);

const PHRASES = { 'Control character': '', Find: 'find', Replace: 'replaceWord', next: 'next', previous: 'previous', all: 'all', 'match case': 'matchCase', regexp: 'regexp', 'by word': 'byWord', replace: 'replace', 'replace all': 'replaceAll', close: 'close', 'No diagnostics': '', Diagnostics: '', Completions: 'completions' };

const phrases = () => Object.fromEntries(Object.entries(PHRASES).filter(([, key]) => key && text(key)).map(([english, key]) => [english, text(key)]));

/** Words of the page that fit what stands before the caret. */
function completions(area) {
    const words = JSON.parse(area.dataset.words || '[]');
    const eql = area.dataset.code === 'eql';
    const before = eql ? /`[^`]*$|[\p{L}_][\p{L}\p{N}_ ]*$/u : /\[[\w ="']*$/;
    return (context) => {
        const found = context.matchBefore(before);
        if (!found && !context.explicit) {
            return null;
        }
        const from = found ? (eql && !found.text.startsWith('`') ? context.pos - found.text.match(/\S*$/)[0].length : found.from) : context.pos;
        return {
            from,
            options: words.map((word) => ({ label: word.label, detail: word.detail, apply: put(word.apply ?? word.label) })),
            validFor: eql ? /^`?[\p{L}\p{N}_.]*$/u : /^\[[\w ="']*$/,
        };
    };
}

/** Puts the word in; a closing sign that the editor has set already is not set twice. */
const put = (word) => (view, completion, from, to) => {
    const twice = /[`\]]$/.test(word) && view.state.sliceDoc(to, to + 1) === word.at(-1);
    view.dispatch({
        changes: { from, to: twice ? to + 1 : to, insert: word },
        selection: { anchor: from + word.length },
        annotations: pickedCompletion.of(completion),
    });
};

/** Puts an editor in front of the textarea. */
export function edit(area) {
    if (area.codeField || !area.isConnected) {
        return;
    }
    const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
    if (label) {
        label.id ||= freshId('label');
    }
    const readonly = area.readOnly || area.matches(':disabled');
    const rows = Number(area.getAttribute('rows') ?? 8);
    const access = new Compartment();
    const reachable = (fixed) => [EditorState.readOnly.of(fixed), EditorView.editable.of(!fixed)];
    const box = element('div', { class: 'code-field' });
    const hint = element('p', { class: 'code-hint', id: freshId('hint') }, text(area.dataset.words || area.completions ? 'codeHintWords' : 'codeHint'));
    box.style.setProperty('--rows', String(rows));
    const attributes = {
        'aria-labelledby': label?.id ?? '',
        'aria-label': label ? '' : (area.getAttribute('aria-label') ?? ''),
        'aria-describedby': [area.getAttribute('aria-describedby'), readonly ? null : hint.id].filter(Boolean).join(' '),
        'aria-invalid': area.getAttribute('aria-invalid') ?? '',
        spellcheck: area.dataset.code === 'text' ? 'true' : 'false',
    };
    const view = new EditorView({
        parent: box,
        state: EditorState.create({
            doc: area.value,
            extensions: [
                area.dataset.code === 'html' ? lineNumbers() : [],
                area.dataset.code === 'html' ? lintGutter() : [],
                highlightSpecialChars(),
                history(),
                drawSelection(),
                indentOnInput(),
                indentUnit.of('  '),
                syntaxHighlighting(colours),
                bracketMatching(),
                closeBrackets(),
                autocompletion({ icons: false, addToOptions: [], interactionDelay: 0 }),
                highlightSelectionMatches(),
                EditorView.lineWrapping,
                placeholder(area.placeholder),
                keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
                language(area.dataset.code, area.completions ?? completions(area)),
                access.of(reachable(readonly)),
                EditorState.phrases.of(phrases()),
                EditorView.contentAttributes.of(Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''))),
                EditorView.updateListener.of((update) => {
                    if (update.docChanged && !taking) {
                        area.value = update.state.doc.toString();
                        area.dispatchEvent(new Event('input', { bubbles: true }));
                    }
                    if (update.focusChanged) {
                        focusChanged(update.view.hasFocus, update.state.selection.main);
                    }
                }),
            ],
        }),
    });
    // What cannot be changed can still be read to its end by keyboard.
    if (readonly) {
        view.scrollDOM.tabIndex = 0;
    }
    let taking = false;
    // Whoever works with the textarea finds the caret where it is in the editor.
    function focusChanged(focused, { from, to }) {
        area.setSelectionRange(from, to);
        area.dispatchEvent(new FocusEvent(focused ? 'focus' : 'blur'));
        area.dispatchEvent(new FocusEvent(focused ? 'focusin' : 'focusout', { bubbles: true }));
        if (!focused) {
            area.dispatchEvent(new Event('change', { bubbles: true }));
        }
    }
    const length = () => view.state.doc.length;
    const inside = (index) => Math.max(0, Math.min(length(), Number(index)));

    area.required = false;
    area.classList.add('sr-only');
    area.tabIndex = -1;
    area.setAttribute('aria-hidden', 'true');
    if (!readonly) {
        box.append(hint);
    }
    const had = document.activeElement === area ? { anchor: area.selectionStart, head: area.selectionEnd } : null;
    area.after(box);
    area.addEventListener('focus', (event) => {
        if (event.isTrusted) {
            view.dispatch({ selection: { anchor: inside(area.selectionStart), head: inside(area.selectionEnd) } });
            view.focus();
        }
    });
    if (had) {
        view.dispatch({ selection: had, effects: EditorView.scrollIntoView(had.anchor, { y: 'center' }) });
        view.focus();
    }
    label?.addEventListener('click', (event) => {
        event.preventDefault();
        view.focus();
    });
    area.addEventListener('input', () => {
        const change = difference(view.state.doc.toString(), area.value);
        if (change) {
            taking = true;
            view.dispatch({ changes: change, selection: { anchor: Math.min(area.selectionEnd, area.value.length) } });
            taking = false;
        }
    });

    area.codeField = {
        view,
        focus: () => view.focus(),
        /** Selects a part of the text and shows it. */
        select: (from, to) => {
            view.dispatch({ selection: { anchor: inside(from), head: inside(to) }, effects: EditorView.scrollIntoView(inside(from), { y: 'center' }) });
            view.focus();
        },
        /** Puts text in place of the selection. */
        insert: (inserted) => {
            view.dispatch(view.state.replaceSelection(inserted));
            view.focus();
        },
        /** Marks errors; an empty list takes all marks away. */
        mark: (places) => {
            const marks = places.map((place) => {
                const start = place.from === undefined ? position(view.state.doc, Number(place.line), Number(place.column ?? 1)) : inside(place.from);
                const end = place.to === undefined ? wordEnd(view.state.doc, start, Number(place.length ?? 0)) : inside(place.to);
                // At the end of the text there is nothing to underline but what stands before it.
                const from = start === end && start > 0 && start === length() ? start - 1 : start;
                return { from, to: Math.max(end, Math.min(from + 1, length())), severity: place.kind === 'warning' ? 'warning' : 'error', message: [place.text, place.hint].filter(Boolean).join(' '), actions: fixes(view, place) };
            });
            view.dispatch(setDiagnostics(view.state, marks));
            view.contentDOM.setAttribute('aria-invalid', String(marks.some((mark) => mark.severity === 'error')));
        },
    };
    area.form?.addEventListener('reset', () => setTimeout(() => area.dispatchEvent(new Event('input'))));
}

/** One click puts right what is probably meant. */
const fixes = (view, { correction, fixLabel }) =>
    correction === undefined || correction === null
        ? []
        : [{ name: fixLabel, apply: () => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: correction } }) }];

/** The part that differs, so that the rest keeps its place and its history; null when nothing does. */
function difference(old, text) {
    if (old === text) {
        return null;
    }
    const most = Math.min(old.length, text.length);
    let from = 0;
    while (from < most && old[from] === text[from]) {
        from += 1;
    }
    let same = 0;
    while (same < most - from && old[old.length - 1 - same] === text[text.length - 1 - same]) {
        same += 1;
    }
    return { from, to: old.length - same, insert: text.slice(from, text.length - same) };
}

/** Columns count characters as people see them. */
function position(doc, line, column) {
    if (!(line >= 1)) {
        return 0;
    }
    const found = doc.line(Math.min(line, doc.lines));
    return found.from + [...found.text].slice(0, Math.max(0, column - 1)).join('').length;
}

function wordEnd(doc, start, length) {
    if (length > 0) {
        return Math.min(doc.length, start + length);
    }
    const rest = doc.lineAt(start).text.slice(start - doc.lineAt(start).from);
    return start + (rest.match(/^(?:\[[^\]]*\]|<[^>]*>|[\p{L}\p{N}_]+|\S)/u)?.[0].length ?? 0);
}
