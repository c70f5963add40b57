import { announce } from './forms/bind.js';

// The words of a piece of HTML as plain fields: headings, texts, links, pictures. What stands around them stays as it is.
// The HTML in the text area remains the truth; a field changes one piece of it.
const TOKEN = /<!--[\s\S]*?-->|<\/?[a-z](?:[^>"']|"[^"]*"|'[^']*')*>|\[\/?agn[^\]]*\]|[^<[]+|[<[]/gi;
const BLOCK = /^(p|h[1-6]|td|th|li|div|center|blockquote|figcaption)$/;
const decoder = document.createElement('textarea');

const decode = (text) => {
    decoder.innerHTML = text;
    return decoder.value;
};
const encode = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\u00a0/g, '&nbsp;');
const encodeAttribute = (text) => encode(text).replace(/"/g, '&quot;');
const isTag = (token) => token.startsWith('<') && !token.startsWith('<!--') && token.length > 1;
const tagName = (token) => token.match(/^<\/?([a-z][a-z0-9]*)/i)?.[1].toLowerCase() ?? '';
const isBreak = (token) => tagName(token) === 'br';
const isWords = (token) => !token.startsWith('<') || token === '<';

// An agn tag inside quotes has quotes of its own: src="[agnIMAGE name="hero.jpg"]".
const ATTRIBUTE = (name) => new RegExp(`(\\s${name}\\s*=\\s*")((?:\\[agn[^\\]]*\\]|[^"])*)(")`, 'i');
const attribute = (token, name) => token.match(ATTRIBUTE(name))?.[2];
const withAttribute = (token, name, value) => token.replace(ATTRIBUTE(name), (_, before, old, after) => before + value + after);

/**
 * The pieces of a piece of HTML.
 * Each has a kind (heading, text, link, address, image, alt), a value, and change(value), which gives the HTML anew.
 */
export function pieces(html) {
    const tokens = html.match(TOKEN) ?? [];
    const found = [];
    const open = [];
    let hidden = 0;
    const write = () => tokens.join('');
    // What Outlook is told in comments says the same a second time.
    const comments = (from, to) => {
        tokens.forEach((token, i) => {
            if (token.startsWith('<!--[if') && from.trim() !== '') {
                tokens[i] = token.split(`>${from}<`).join(`>${to}<`).split(`"${from}"`).join(`"${to}"`);
            }
        });
    };
    let run = [];
    const finishRun = () => {
        const indexes = run;
        run = [];
        const source = () => indexes.map((i) => tokens[i]).join('');
        const words = source().replace(/<br[^>]*>/gi, '').replace(/&nbsp;|&zwnj;|&#\d+;/gi, '').trim();
        if (words === '' || hidden > 0) {
            return;
        }
        const link = open.includes('a');
        const heading = open.some((name) => /^h[1-6]$/.test(name));
        const lead = source().match(/^\s*/)[0];
        const trail = source().match(/\s*$/)[0];
        found.push({
            kind: link ? 'link' : heading ? 'heading' : 'text',
            value: decode(source().trim().replace(/\s*\n\s*/g, ' ').replace(/<br[^>]*>\s*/gi, '\n')),
            change: (value) => {
                const before = source().trim();
                const after = encode(value).replace(/\r?\n/g, '<br>');
                tokens[indexes[0]] = lead + after + trail;
                indexes.slice(1).forEach((i) => (tokens[i] = ''));
                comments(before, after);
                return write();
            },
        });
    };
    tokens.forEach((token, i) => {
        if (isWords(token) || (isTag(token) && isBreak(token) && run.length > 0)) {
            run.push(i);
            return;
        }
        if (token.startsWith('<!--') && run.length === 0) {
            return;
        }
        finishRun();
        const name = tagName(token);
        if (/^(style|script|title|head)$/.test(name)) {
            hidden += token.startsWith('</') ? -1 : 1;
        } else if (name === 'a' && !token.startsWith('</')) {
            addAddress(i);
        } else if (name === 'img') {
            addImage(i);
        }
        if (name === 'a' || BLOCK.test(name)) {
            if (token.startsWith('</')) {
                const last = open.lastIndexOf(name);
                if (last >= 0) {
                    open.length = last;
                }
            } else {
                open.push(name);
            }
        }
    });
    finishRun();
    return found;

    function addAddress(i) {
        const address = attribute(tokens[i], 'href');
        if (address === undefined || address.includes('[agn')) {
            return;
        }
        found.push({
            kind: 'address',
            value: decode(address),
            change: (value) => {
                const before = attribute(tokens[i], 'href');
                tokens[i] = withAttribute(tokens[i], 'href', encodeAttribute(value.trim()));
                comments(before, encodeAttribute(value.trim()));
                return write();
            },
        });
    }

    function addImage(i) {
        const source = attribute(tokens[i], 'src') ?? '';
        const name = source.match(/^\[agnIMAGE\s+name\s*=\s*"([^"]*)"\s*\/?\]$/i)?.[1];
        found.push({
            kind: 'image',
            value: name ?? source,
            hosted: name !== undefined,
            change: (value) => {
                tokens[i] = withAttribute(tokens[i], 'src', `[agnIMAGE name="${value}"]`);
                return write();
            },
        });
        const words = attribute(tokens[i], 'alt');
        if (words !== undefined && words !== '') {
            found.push({
                kind: 'alt',
                value: decode(words),
                change: (value) => {
                    tokens[i] = withAttribute(tokens[i], 'alt', encodeAttribute(value));
                    return write();
                },
            });
        }
    }
}

let number = 0;

function labelled(text, field) {
    const box = document.createElement('div');
    box.className = 'field';
    const label = document.createElement('label');
    label.className = 'field-label';
    label.textContent = text;
    field.id = `words-${(number += 1)}`;
    label.htmlFor = field.id;
    box.append(label, field);
    return box;
}

function wordsField(piece) {
    const long = piece.kind === 'text' || piece.value.includes('\n') || piece.value.length > 70;
    const field = document.createElement(long ? 'textarea' : 'input');
    field.className = long ? 'textarea textarea-fit' : 'input';
    if (long) {
        field.rows = 1;
    } else {
        field.type = piece.kind === 'address' ? 'url' : 'text';
    }
    field.value = piece.value;
    return field;
}

/** A picker of the mailing's images; one that is missing is added from there. */
function imageField(piece, { pickImage, newImage, newImageLabel }) {
    const field = document.createElement('select');
    field.className = 'select';
    field.append(new Option(piece.value, piece.value, true, true));
    if (pickImage) {
        field.dataset.pick = pickImage;
    }
    if (newImage) {
        field.dataset.new = newImage;
        field.dataset.newLabel = newImageLabel;
    }
    return field;
}

/** A small picture of the chosen image before the field. */
function besideItsPicture(field, piece, box) {
    const thumb = document.createElement('img');
    thumb.className = 'words-thumb';
    thumb.alt = '';
    const show = (name) => (thumb.src = box.dataset.imageSource + encodeURIComponent(name));
    field.addEventListener('change', () => show(field.value));
    show(piece.value);
    const pair = document.createElement('div');
    pair.className = 'words-image';
    field.replaceWith(pair);
    pair.append(thumb, field);
}

/** Fills box with fields for the words in the text area. False when there are none to be had. */
export function edit(box, area, images) {
    const found = pieces(area.value);
    box.replaceChildren();
    for (const piece of found) {
        const picture = piece.kind === 'image';
        const field = picture ? imageField(piece, box.dataset) : wordsField(piece);
        field.dataset.words = piece.kind;
        field.addEventListener(picture ? 'change' : 'input', () => {
            area.value = piece.change(field.value);
            area.dispatchEvent(new Event('input', { bubbles: true }));
        });
        const line = labelled(box.dataset[`text${piece.kind[0].toUpperCase()}${piece.kind.slice(1)}`], field);
        if (picture && images[piece.value]) {
            besideItsPicture(field, piece, box);
        }
        box.append(line);
    }
    announce(box);
    return found.length > 0;
}
