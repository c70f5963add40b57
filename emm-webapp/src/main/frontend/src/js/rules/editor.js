// A rule with two editors. The text in the area is the truth and what the form sends; the builder is a view of it that
// writes it anew. Both stay in step; what one of them cannot show stays in the other, and is said.
import { element, icon, text } from '../forms/bind.js';
import { start } from '../forms/code.js';
import { remember } from '../preference.js';
import { Builder } from './builder.js';
import { Server } from './server.js';
import { withdraw } from './undo.js';
import { Words } from './words.js';

/** The text editor, with completion that knows the language; both are loaded when somebody wants to write. */
async function startText(area, words) {
    const { completer } = await import('./eql-complete.js');
    area.completions = completer(words);
    area.dataset.code = 'eql';
    await start(area);
}

/** A sentence with its names set off, and what it lists below. */
function told({ parts, items }) {
    const words = parts.map(({ text: piece, name }) => (name ? element('strong', {}, piece) : piece));
    return items.length === 0 ? words : [...words, element('ul', {}, ...items.map((item) => element('li', {}, ...told(item))))];
}

const WAIT = { builder: 120, text: 350 };

class Editor {
    constructor(box) {
        this.box = box;
        this.area = box.querySelector('textarea');
        this.words = new Words(JSON.parse(box.dataset.ruleEditor));
        this.server = new Server(box.dataset.rulesAt, box.dataset.rulesOf ?? 0);
        this.fixed = this.area.readOnly;
        this.sentence = box.querySelector('[data-sentence]');
        this.note = box.querySelector('[data-rule-note]');
        this.switches = [...box.querySelectorAll('[data-rule-mode]')];
        this.builder = new Builder(box.querySelector('[data-rule-builder]'), this.words, { fixed: this.fixed, onChange: (json) => this.built(json) });
        this.mode = box.dataset.mode;
        this.shown = null;
        box.addEventListener('click', (event) => {
            const pressed = event.target.closest('[data-rule-mode]');
            if (pressed) {
                this.choose(pressed.dataset.ruleMode);
            }
        });
        this.area.addEventListener('input', () => this.writing || this.typed());
        addEventListener('submit', (event) => this.submit(event), true);
        box.rules = this;
        this.begun = this.begin();
    }

    async begin() {
        const answer = await this.read();
        if (this.mode === 'builder' && !answer?.rules) {
            this.explain(answer);
            await this.show('text');
        } else {
            await this.show(this.mode);
        }
        this.box.classList.add('ready');
    }

    /** What the user wants to see; kept for the next time. */
    async choose(mode) {
        await this.begun;
        if (mode === this.mode) {
            this.area.codeField?.focus();
            return;
        }
        this.explain(null);
        if (mode === 'builder') {
            const answer = await this.read();
            if (!answer?.rules) {
                this.explain(answer, true);
                return;
            }
        } else {
            await this.settled();
        }
        remember('target.editor', mode);
        await this.show(mode);
        if (mode === 'text') {
            this.area.codeField.focus();
        }
    }

    /** Done when the editor can be used. */
    async show(mode) {
        this.mode = mode;
        this.box.dataset.mode = mode;
        this.switches.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.ruleMode === mode)));
        if (mode === 'text') {
            withdraw();
            this.judge();
            await startText(this.area, this.words);
            this.underline();
            return;
        }
        this.judge();
    }

    /** Asks what the text means and takes it over; the builder keeps what it has when the text is still the one it wrote. */
    async read() {
        const eql = this.area.value;
        const answer = await this.server.ask({ eql });
        if (answer && !answer.failed) {
            this.take(answer);
            if (answer.rules && this.shown !== eql) {
                this.shown = eql;
                this.builder.show(answer.rules);
            }
        }
        return answer;
    }

    /** Typed into the text, or put there by an example, a correction or a draft. */
    typed() {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(async () => {
            this.waiting = null;
            const answer = await this.read();
            if (this.mode === 'builder' && answer && !answer.rules) {
                this.explain(answer);
                this.show('text');
            } else if (answer?.rules) {
                this.explain(null);
            }
        }, WAIT[this.mode]);
    }

    /** The builder has changed: its text comes from the server. */
    built(json) {
        this.judge();
        clearTimeout(this.waiting);
        this.pending = JSON.stringify(json);
        this.waiting = setTimeout(() => this.send(), WAIT.builder);
    }

    async send() {
        this.waiting = null;
        const sent = this.pending;
        this.sending = this.server.ask({ rules: sent });
        const answer = await this.sending;
        this.sending = null;
        if (!answer) {
            return;
        }
        if (answer.failed) {
            this.say(text('failed'), 'bad');
            return;
        }
        if (this.pending === sent) {
            this.pending = null;
        }
        if (answer.eql !== undefined) {
            this.shown = answer.eql;
            this.write(answer.eql);
        }
        this.take(answer);
    }

    write(eql) {
        if (this.area.value !== eql) {
            this.writing = true;
            this.area.value = eql;
            this.area.dispatchEvent(new Event('input', { bubbles: true }));
            this.writing = false;
        }
    }

    /** Sentence, names, and what is wrong, at its place. */
    take(answer) {
        this.words.learn(answer.names);
        this.sentence.hidden = !answer.sentence;
        this.sentence.replaceChildren(...(answer.sentence ? told(answer.sentence) : []));
        const { problem } = answer;
        if (this.mode === 'builder' && this.note.dataset.kind === 'bad') {
            this.say('');
        }
        this.builder.refuse(null);
        if (problem && !this.builder.refuse(problem.path, problem.text) && this.mode === 'builder') {
            this.say(problem.text, 'bad');
        }
        this.problem = problem;
        this.underline();
    }

    /** The error in the text, with its reason and one click that corrects it. */
    underline() {
        const { problem } = this;
        this.area.codeField?.mark(problem && problem.from !== undefined ? [{ ...problem, fixLabel: this.words.t('correct') }] : []);
    }

    /** Everything that the builder holds is in the text. */
    async settled() {
        if (this.waiting && this.pending) {
            clearTimeout(this.waiting);
            this.waiting = null;
            await this.send();
        } else if (this.sending) {
            await this.sending;
            await null;
        }
    }

    /** Why the builder is not shown. */
    explain(answer, asked = false) {
        if (!answer) {
            this.say('');
        } else if (answer.failed) {
            this.say(text('failed'), 'bad');
        } else if (answer.notShown) {
            const { from, to, text: reason } = answer.notShown;
            this.say(reason, 'info', { from, to });
            if (asked) {
                this.area.codeField?.select(from, to);
            }
        } else if (answer.problem) {
            this.say(this.words.t('wrong'), 'bad', answer.problem);
        }
    }

    say(message, kind = 'info', place = null) {
        this.note.hidden = message === '';
        this.note.dataset.kind = kind;
        this.note.className = `notice notice-${kind}`;
        const parts = [icon(kind === 'bad' ? 'circle-alert' : 'info'), element('span', { class: 'grow' }, message)];
        if (place?.from !== undefined) {
            parts.push(element('button', { class: 'btn btn-quiet btn-small', type: 'button', 'data-mark': this.area.id, 'data-from': place.from, 'data-to': place.to }, this.words.t('goto')));
        }
        this.note.replaceChildren(...(message ? parts : []));
    }

    /** A form is not sent while a condition says nothing; who leaves by "save" is told, too. */
    judge() {
        const open = this.mode === 'builder' ? this.builder.unfinished().length : 0;
        this.area.setCustomValidity(open > 0 ? this.words.plural('unfinished', open) : '');
    }

    submit(event) {
        if (event.target !== this.area.form || this.mode !== 'builder') {
            return;
        }
        if (this.builder.complain()) {
            event.preventDefault();
            event.stopImmediatePropagation();
        } else if (this.waiting || this.sending) {
            event.preventDefault();
            event.stopImmediatePropagation();
            const { submitter } = event;
            this.settled().then(() => this.area.form.requestSubmit(submitter));
        }
    }
}

export const edit = (box) => box.rules ?? new Editor(box);
