// What code consists of: HTML with the product's tags in it, and rules of target groups.
import { htmlLanguage, html } from '@codemirror/lang-html';
import { StreamLanguage } from '@codemirror/language';
import { Decoration, MatchDecorator, ViewPlugin } from '@codemirror/view';

const agnTags = new MatchDecorator({
    regexp: /\[\/?(?:agn|grid)[^\]\n]{0,500}\]/gi,
    decoration: Decoration.mark({ class: 'cm-agn' }),
});

/** Marks the product's tags wherever they stand: in text, in attributes, in style sheets. */
const agn = ViewPlugin.fromClass(
    class {
        constructor(view) {
            this.marks = agnTags.createDeco(view);
        }

        update(update) {
            this.marks = agnTags.updateDeco(update, this.marks);
        }
    },
    { decorations: (plugin) => plugin.marks },
);

const OPERATORS =
    /^(?:AND|OR|NOT|IS|EMPTY|IN|LIKE|CONTAINS|STARTS|WITH|BETWEEN|DATEFORMAT|TODAY|OPENED|CLICKED|RECEIVED|ANY|MAILING|MAILINGLIST|LINK|HAS|STATUS|BINDING|ON|CLASS|DEVICE|FOR|MEDIATYPE|OF|TYPE|REVENUE|BY|TARGET|GROUP|WITHIN|DAYS?|AT|LEAST|TIMES?|ACTIVE|OPTOUT|BOUNCED|BLACKLISTED|WAIT_FOR_DOI_CONFIRM|SUSPENDED|EMAIL|SMS|POST|ADMIN|TEST|REGULAR|DESKTOP|MOBILE|TABLET|SMARTTV)\b/i;

const eql = StreamLanguage.define({
    name: 'eql',
    token(stream) {
        if (stream.eatSpace()) {
            return null;
        }
        if (stream.match(/^`[^`]*`?/)) {
            return 'propertyName';
        }
        if (stream.match(/^'(?:[^'\\]|\\.)*'?/) || stream.match(/^"(?:[^"\\]|\\.)*"?/)) {
            return 'string';
        }
        if (stream.match(/^\d+(?:\.\d+)?/)) {
            return 'number';
        }
        if (stream.match(OPERATORS)) {
            return 'keyword';
        }
        if (stream.match(/^(?:<>|<=|>=|!=|[=<>+\-*/%])/)) {
            return 'operator';
        }
        if (stream.match(/^[()[\],]/)) {
            return 'paren';
        }
        if (stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u)) {
            return 'propertyName';
        }
        stream.next();
        return null;
    },
    languageData: { closeBrackets: { brackets: ['(', '[', "'", '"', '`'] } },
});

/** Extensions of a language and where its completions go. */
export function language(name, completions) {
    if (name === 'html') {
        // The parser goes on over unclosed tags; closing them by itself would be in the way of tables made of parts.
        return [html({ autoCloseTags: true, matchClosingTags: false }), agn, htmlLanguage.data.of({ autocomplete: completions })];
    }
    if (name === 'eql') {
        return [eql, eql.data.of({ autocomplete: completions })];
    }
    return [agn];
}
