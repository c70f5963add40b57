// A rule as words, up to a place: enough to know what may come next.
const TOKEN = /\s+|`[^`]*`?|'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|\d+(?:\.\d+)?|<>|<=|>=|!=|[=<>+\-*/%(),]|[\p{L}_][\p{L}\p{N}_]*|./gu;

const kindOf = (text) => {
    if (text.startsWith('`')) {
        return 'name';
    }
    if (/^['"]/.test(text)) {
        return 'string';
    }
    if (/^\d/.test(text)) {
        return 'number';
    }
    return /^[\p{L}_]/u.test(text) ? 'word' : 'sign';
};

/** Words before a place with their kind, and the piece that is just being written there. */
export function tokens(before) {
    const all = [...before.matchAll(TOKEN)].filter(([text]) => text.trim() !== '').map((found) => ({ text: found[0], word: found[0].toUpperCase(), kind: kindOf(found[0]), from: found.index }));
    const last = all.at(-1);
    const open = last && last.from + last.text.length === before.length && (last.kind === 'word' || last.kind === 'number' || isOpen(last)) ? last : null;
    return { done: open ? all.slice(0, -1) : all, open };
}

/** A quote that is not closed yet. */
const isOpen = ({ kind, text }) => (kind === 'name' || kind === 'string') && (text.length === 1 || text.at(-1) !== text[0]);
