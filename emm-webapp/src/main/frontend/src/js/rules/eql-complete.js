// Completion in the text of a rule: what fits the place of the caret, with its meaning beside it. Mailings, links, lists
// and groups are searched by name on the server and put in as numbers.
import { pickedCompletion, startCompletion } from '@codemirror/autocomplete';
import { next, OPERATORS } from './eql-next.js';
import { tokens } from './eql-tokens.js';

const CONDITIONS = ['OPENED MAILING', 'OPENED ANY MAILING', 'CLICKED IN MAILING', 'CLICKED LINK', 'RECEIVED MAILING', 'HAS BINDING ON MAILINGLIST', 'REVENUE BY MAILING', 'IN TARGET GROUP', 'NOT'];
const FORMATS = { YYYYMMDD: 'format.day', MMDD: 'format.birthday', YYYYMM: 'format.yearMonth', MM: 'format.month', YYYY: 'format.year', DD: 'format.dayOfMonth' };

/** Puts the word in, with a blank, and goes on to what comes after it. */
const put = (text) => (view, completion, from, to) => {
    const after = view.state.sliceDoc(to, to + 1);
    const quote = /^[`']/.test(text) && after === text[0] ? 1 : 0;
    const blank = view.state.sliceDoc(to + quote, to + quote + 1) === ' ' ? '' : ' ';
    view.dispatch({
        changes: { from, to: to + quote, insert: text + blank },
        selection: { anchor: from + text.length + 1 },
        annotations: pickedCompletion.of(completion),
    });
    startCompletion(view);
};

const quoted = (value) => `'${value.replace(/[\\']/g, '\\$&')}'`;
const option = (label, detail = '', text = label, boost = 0) => ({ label, detail, apply: put(text), boost });

export function completer(words) {
    const named = words.fields.filter((field) => field.name);
    const byName = (name) => named.find((field) => field.name.toLowerCase() === name.toLowerCase());
    const type = (field) => words.t(`type.${field.type}`);

    async function search(source, query) {
        const answer = await fetch(`${source}${source.includes('?') ? '&' : '?'}q=${encodeURIComponent(query)}`, { headers: { 'HX-Request': 'true' } });
        const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : '', 'text/html');
        return [...page.querySelectorAll('[role=option]')].map(({ dataset }) => option(dataset.label, dataset.value, dataset.value));
    }

    function source(kind, after) {
        const { sources } = words;
        if (kind === 'link') {
            const mailing = after.match(/^[\s\d]*IN\s+MAILING\s+(\d+)/i)?.[1];
            return mailing && sources.link && `${sources.link}?mailing=${mailing}`;
        }
        return sources[kind];
    }

    function values(field) {
        if (!field) {
            return [];
        }
        if (field.type === 'date') {
            const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
            return [option('TODAY', words.t('date.today')), option('TODAY - 30', words.t('date.example.ago')), option('TODAY + 7', words.t('date.example.ahead')), option(quoted(today), words.t('date.day'))];
        }
        return (field.values ?? []).map(({ value, label }) => (field.type === 'string' ? option(quoted(value), label === value ? '' : label) : option(value, label)));
    }

    function options(place) {
        switch (place.kind) {
            case 'condition':
                return [...named.map((field) => option(`\`${field.name}\``, field.label.toLowerCase() === field.name.toLowerCase() ? type(field) : `${field.label} · ${type(field)}`, undefined, 1)), ...CONDITIONS.map((text) => option(text))];
            case 'operator':
                return (OPERATORS[place.field.type] ?? []).map((text, index) => option(text, '', text === 'IN' ? 'IN (' : text, -index));
            case 'value':
                return values(place.field);
            case 'format':
                return Object.entries(FORMATS).map(([format, key], index) => option(quoted(format), words.t(key), undefined, -index));
            case 'words':
                return place.words.map((text, index) => option(text, '', text, -index));
            default:
                return [];
        }
    }

    return async (context) => {
        const text = context.state.doc.toString();
        const { done, open } = tokens(text.slice(0, context.pos));
        const place = next(done, byName);
        const from = open ? open.from : context.pos;
        const start = place.kind === 'condition' || place.kind === 'none';
        if (!open && !context.explicit && (start || text[context.pos - 1] !== ' ')) {
            return null;
        }
        if (open?.kind === 'number' && !['mailing', 'link', 'list', 'group'].includes(place.kind)) {
            return null;
        }
        const found = source(place.kind, text.slice(context.pos));
        if (['mailing', 'link', 'list', 'group'].includes(place.kind)) {
            const all = found ? await search(found, open ? open.text : '') : [];
            return all.length === 0 ? null : { from, options: all, filter: false };
        }
        const all = options(place);
        return all.length === 0 ? null : { from, options: all, validFor: /^[`']?[\p{L}\p{N}_. ]*$/u };
    };
}
