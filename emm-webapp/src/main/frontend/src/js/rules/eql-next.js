// What may come next in a rule: a condition, an operator that fits the field, a value, a mailing, AND and OR.
const COMPARE = new Set(['=', '<>', '!=', '<', '>', '<=', '>=']);
const JOIN = new Set(['AND', 'OR', 'NOT']);

/** Words that follow others, whatever stands before. */
const FOLLOW = {
    OPENED: ['MAILING', 'ANY MAILING'],
    RECEIVED: ['MAILING', 'ANY MAILING'],
    CLICKED: ['IN MAILING', 'IN ANY MAILING', 'LINK'],
    ANY: ['MAILING', 'MAILINGLIST'],
    IS: ['EMPTY', 'NOT EMPTY'],
    STARTS: ['WITH'],
    HAS: ['BINDING ON MAILINGLIST', 'STATUS ACTIVE BINDING ON MAILINGLIST', 'BINDING ON ANY MAILINGLIST'],
    STATUS: ['ACTIVE', 'OPTOUT', 'BOUNCED', 'BLACKLISTED', 'WAIT_FOR_DOI_CONFIRM', 'SUSPENDED'],
    BINDING: ['ON MAILINGLIST', 'ON ANY MAILINGLIST'],
    REVENUE: ['BY MAILING', 'BY ANY MAILING'],
    BY: ['MAILING', 'ANY MAILING'],
    TARGET: ['GROUP'],
    CLASS: ['DESKTOP', 'MOBILE', 'TABLET', 'SMARTTV'],
    AT: ['LEAST 2 TIMES'],
    LINK: [],
};

export const OPERATORS = {
    string: ['=', '<>', 'CONTAINS', 'STARTS WITH', 'LIKE', 'IN', 'IS EMPTY', 'IS NOT EMPTY', 'NOT CONTAINS', 'NOT STARTS WITH', 'NOT LIKE', 'BETWEEN', '<', '>', '<=', '>='],
    double: ['=', '<>', '<', '<=', '>', '>=', 'IN', 'BETWEEN', 'IS EMPTY', 'IS NOT EMPTY', '%'],
    date: ['>=', '<=', '=', '<', '>', '<>', 'BETWEEN', 'IS EMPTY', 'IS NOT EMPTY'],
};

const field = (token, byName) => (token && (token.kind === 'name' || token.kind === 'word') ? byName(token.text.replace(/^`|`$/g, '')) : undefined);

/** The field that a value is compared with: the last one before it in this condition. */
function subject(done, byName) {
    for (let at = done.length - 1; at >= 0 && !['AND', 'OR'].includes(done[at].word); at -= 1) {
        const found = field(done[at], byName);
        if (found) {
            return found;
        }
    }
    return undefined;
}

/** Where the words of the behaviour at the end of the text begin; -1 when there is none. */
function behaviour(done) {
    for (let at = done.length - 1; at >= 0 && !JOIN.has(done[at].word); at -= 1) {
        if (['OPENED', 'RECEIVED', 'CLICKED'].includes(done[at].word)) {
            return at;
        }
    }
    return -1;
}

/** @return {kind, field, words}: kind is condition, operator, value, format, mailing, link, list, group, words or join */
export function next(done, byName) {
    const last = done.at(-1);
    const before = done.at(-2);
    if (!last || JOIN.has(last.word) || (last.word === '(' && before?.word !== 'IN')) {
        return { kind: 'condition' };
    }
    if (last.kind !== 'word') {
        return afterSign(done, last, before, byName);
    }
    const names = { MAILING: 'mailing', MAILINGLIST: 'list', LINK: 'link' };
    if (names[last.word] && before?.word !== 'ANY') {
        return { kind: names[last.word] };
    }
    if (last.word === 'GROUP' && before?.word === 'TARGET') {
        return { kind: 'group' };
    }
    if (last.word === 'DATEFORMAT') {
        return { kind: 'format' };
    }
    if (['LIKE', 'CONTAINS', 'WITH', 'BETWEEN'].includes(last.word)) {
        return { kind: 'value', field: subject(done, byName) };
    }
    if (last.word === 'ON' && behaviour(done) >= 0) {
        return { kind: 'words', words: ['CLASS MOBILE', 'CLASS DESKTOP', 'CLASS TABLET', 'CLASS SMARTTV', "OS 'Android'", "CLIENT 'Thunderbird'", "DEVICE 'iPhone'"] };
    }
    if (last.word === 'IN' && before?.word === 'CLICKED') {
        return { kind: 'words', words: ['MAILING', 'ANY MAILING'] };
    }
    if (last.word === 'IN') {
        return { kind: 'words', words: ['TARGET GROUP'] };
    }
    if (last.word === 'TODAY') {
        return { kind: 'words', words: ["DATEFORMAT 'YYYYMMDD'", "DATEFORMAT 'MMDD'", '- 30', '+ 7'] };
    }
    if (FOLLOW[last.word]) {
        return { kind: 'words', words: FOLLOW[last.word] };
    }
    const known = field(last, byName);
    return known ? { kind: 'operator', field: known } : join(done);
}

function afterSign(done, last, before, byName) {
    if (last.kind === 'name') {
        const known = field(last, byName);
        return known ? { kind: 'operator', field: known } : { kind: 'none' };
    }
    if (COMPARE.has(last.text) || last.text === '(' || last.text === ',') {
        return { kind: 'value', field: subject(done, byName) };
    }
    if (/^[+\-*/%]$/.test(last.text)) {
        return { kind: 'none' };
    }
    if (last.kind === 'number' && before?.word === 'LINK') {
        return { kind: 'words', words: ['IN MAILING'] };
    }
    if (last.kind === 'number' && ['WITHIN', 'LEAST'].includes(before?.word)) {
        return { kind: 'words', words: before.word === 'WITHIN' ? ['DAYS'] : ['TIMES'] };
    }
    const about = subject(done, byName);
    const dated = done.slice(done.findLastIndex((token) => ['AND', 'OR'].includes(token.word)) + 1).some((token) => token.word === 'DATEFORMAT');
    if (about?.type === 'date' && !dated && before?.word !== 'MAILING' && last.text !== ')') {
        return { kind: 'words', words: ["DATEFORMAT 'YYYYMMDD'", "DATEFORMAT 'MMDD'"] };
    }
    return join(done);
}

/** A condition may be complete here: what narrows it down, then what joins the next one. */
function join(done) {
    const narrowing = behaviour(done) >= 0 ? ['WITHIN 30 DAYS', 'AT LEAST 2 TIMES', 'ON CLASS MOBILE', "ON OS 'Android'", "ON CLIENT 'Thunderbird'", "ON DEVICE 'iPhone'"] : [];
    return { kind: 'words', words: ['AND', 'OR', ...narrowing] };
}
