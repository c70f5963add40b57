// Pickers: <select data-pick> (single or multiple) becomes a combobox with a list (ARIA Authoring Practices). The select
// stays the value of the form. data-pick="/pick/target.action": the server searches; empty: the options of the select, or
// what its property choices() gives: [{ value, label, note }].
// data-new="/mailinglist/create.action" data-new-label="New mailing list": adds one in a drawer and picks it.
import { each, element, freshId, icon, text } from './bind.js';
import { sessionEnded } from '../session.js';
import { openDrawer } from './dialogs.js';
import { float } from './float.js';

const WAIT = 120;
const MOST_HEIGHT = 380;

/** Without scripts the number is typed; with them it is found by its name. */
function asSelect(input) {
    const select = element('select', { name: input.name, id: input.id, required: input.required, 'data-pick': input.dataset.pick });
    Object.assign(select.dataset, input.dataset);
    for (const name of ['aria-describedby', 'aria-invalid', 'disabled']) {
        if (input.hasAttribute(name)) {
            select.setAttribute(name, input.getAttribute(name));
        }
    }
    select.append(new Option('', ''));
    if (input.value) {
        select.append(new Option(input.dataset.label || input.value, input.value, true, true));
    }
    input.replaceWith(select);
    return select;
}

class Picker {
    constructor(select) {
        this.select = select;
        this.many = select.multiple;
        this.source = select.dataset.pick;
        delete select.dataset.pick;
        this.active = -1;
        this.build();
        this.listen();
        this.show();
    }

    build() {
        const { select } = this;
        const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
        const listId = freshId('list');
        this.input = element('input', {
            class: 'combobox-input',
            type: 'text',
            role: 'combobox',
            id: select.id,
            'aria-autocomplete': 'list',
            'aria-expanded': 'false',
            'aria-controls': listId,
            'aria-haspopup': 'listbox',
            'aria-describedby': select.getAttribute('aria-describedby'),
            'aria-invalid': select.getAttribute('aria-invalid'),
            'aria-required': select.required ? 'true' : null,
            'aria-label': label ? null : select.getAttribute('aria-label'),
            autocomplete: 'off',
            spellcheck: 'false',
            maxlength: '200',
            placeholder: select.dataset.placeholder ?? (this.many ? text('pickMany') : text('pickOne')),
        });
        select.id = `${select.id}-value`;
        select.hidden = true;
        select.required = false;
        this.input.disabled = select.matches(':disabled');
        this.clear = element('button', { class: 'combobox-clear', type: 'button', tabindex: '-1', 'aria-label': text('clear'), hidden: true }, icon('x'));
        this.tokens = element('ul', { class: 'tokens', 'aria-label': label?.querySelector('span')?.textContent ?? null, hidden: true });
        this.box = element('div', { class: 'combobox' }, this.tokens, this.input, this.clear, icon('chevrons-up-down'));
        this.list = element('ul', { class: 'listbox', role: 'listbox', id: listId, 'aria-label': label?.querySelector('span')?.textContent ?? text('pickOne'), 'aria-multiselectable': this.many ? 'true' : null });
        this.state = element('p', { class: 'sr-only', role: 'status' });
        this.empty = element('p', { class: 'listbox-note', hidden: true });
        this.pop = element('div', { class: 'listbox-pop', popover: 'manual' }, this.list, this.empty);
        select.after(this.box, this.pop, this.state);
    }

    listen() {
        const { input, list, box } = this;
        input.addEventListener('input', () => {
            this.typed = true;
            this.entered = false;
            this.open();
        });
        input.addEventListener('click', () => this.open());
        input.addEventListener('focus', () => !this.many && input.select());
        input.addEventListener('keydown', (event) => this.key(event));
        input.addEventListener('blur', () => this.left());
        list.addEventListener('pointerdown', (event) => event.preventDefault());
        list.addEventListener('click', (event) => {
            const option = event.target.closest('[role=option]');
            if (option) {
                this.pick(option);
            }
        });
        box.addEventListener('pointerdown', (event) => {
            if (!event.target.closest('input, button')) {
                event.preventDefault();
                input.focus();
                this.open();
            }
        });
        this.clear.addEventListener('click', () => {
            this.set(null);
            input.focus();
        });
        this.tokens.addEventListener('click', (event) => {
            const button = event.target.closest('button');
            if (button) {
                this.remove(button.dataset.value);
                input.focus();
            }
        });
        box.addEventListener('drawer:saved', (event) => {
            if (event.detail.id) {
                this.choose(event.detail.id, event.detail.name);
            }
            input.focus();
        });
        this.select.addEventListener('change', () => this.show());
    }

    chosen() {
        return [...this.select.options].filter((option) => option.selected && option.value !== '');
    }

    /** What is chosen, as tokens or as text. */
    show() {
        const chosen = this.chosen();
        if (this.many) {
            this.tokens.hidden = chosen.length === 0;
            this.tokens.replaceChildren(
                ...chosen.map((option) => {
                    const remove = element('button', { type: 'button', 'data-value': option.value, 'aria-label': text('remove', option.label) }, icon('x'));
                    remove.disabled = this.input.disabled;
                    return element('li', {}, element('span', {}, option.label), remove);
                }),
            );
            return;
        }
        const blank = [...this.select.options].find((option) => option.value === '');
        const one = [...this.select.options].find((option) => option.selected);
        this.input.value = one && one.value !== '' ? one.label : '';
        if (blank?.label) {
            this.input.placeholder = blank.label;
        }
        this.clear.hidden = !blank || chosen.length === 0 || this.input.disabled;
    }

    async open() {
        if (!this.hide) {
            this.input.setAttribute('aria-expanded', 'true');
            this.hide = float(this.pop, this.box, { wide: true, most: MOST_HEIGHT });
        }
        const query = this.typed || this.many ? this.input.value.trim() : '';
        if (this.source) {
            this.searching = true;
            clearTimeout(this.waiting);
            this.waiting = setTimeout(() => this.ask(query), query ? WAIT : 0);
        } else {
            this.fill(this.local(query));
        }
    }

    local(query) {
        const words = query.toLocaleLowerCase().split(/\s+/);
        const choices = this.select.choices?.() ?? [...this.select.options].map(({ value, label, dataset }) => ({ value, label, note: dataset.note }));
        return choices
            .filter(({ value, label, note }) => value !== '' && words.every((word) => `${label} ${note ?? ''}`.toLocaleLowerCase().includes(word)))
            .map(({ value, label, note }) => {
                const item = element('li', { role: 'option', 'data-value': value, 'data-label': label }, element('span', { class: 'pick-label' }, label));
                if (note) {
                    item.append(element('span', { class: 'pick-note' }, note));
                }
                return item;
            });
    }

    async ask(query) {
        this.asking?.abort();
        this.asking = new AbortController();
        const address = new URL(this.source, location.href);
        address.searchParams.set('q', query);
        try {
            const answer = await fetch(address, { signal: this.asking.signal, headers: { 'HX-Request': 'true' } });
            const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : '', 'text/html');
            if (answer.status === 401) {
                sessionEnded(() => this.open());
            }
            this.fill([...page.querySelectorAll('[role=option]')], answer.ok ? null : text(answer.status === 401 ? 'expired' : 'failed'));
        } catch (error) {
            if (error.name !== 'AbortError') {
                this.fill([], text('failed'));
            }
        }
    }

    fill(items, problem = null) {
        if (!this.hide) {
            return;
        }
        this.searching = false;
        const values = new Set(this.chosen().map((option) => option.value));
        for (const item of items) {
            item.id = freshId('option');
            item.setAttribute('aria-selected', String(values.has(item.dataset.value)));
        }
        const found = items.length;
        if (this.select.dataset.new) {
            const add = element('li', { role: 'option', class: 'pick-new', id: freshId('option'), 'data-new': '' }, icon('plus'), this.select.dataset.newLabel);
            items = [...items, add];
        }
        this.list.replaceChildren(...items);
        this.list.hidden = items.length === 0;
        this.empty.hidden = found > 0 && !problem;
        this.empty.textContent = problem ?? text('nothing');
        this.state.textContent = problem ?? (found === 0 ? text('nothing') : text('found', found));
        // What was typed most likely means the first of what was found.
        this.activate(this.typed && this.input.value.trim() && found > 0 ? 0 : items.findIndex((item) => item.getAttribute('aria-selected') === 'true' && !this.many));
        if (this.entered) {
            this.entered = false;
            if (this.typed && found > 0) {
                this.pick(items[0]);
            }
        }
    }

    options() {
        return [...this.list.children];
    }

    activate(index) {
        const options = this.options();
        options[this.active]?.classList.remove('active');
        this.active = index;
        const option = options[index];
        if (option) {
            option.classList.add('active');
            option.scrollIntoView({ block: 'nearest' });
            this.input.setAttribute('aria-activedescendant', option.id);
        } else {
            this.input.removeAttribute('aria-activedescendant');
        }
    }

    close() {
        clearTimeout(this.waiting);
        this.asking?.abort();
        this.hide?.();
        this.hide = null;
        this.typed = false;
        this.entered = false;
        this.searching = false;
        this.activate(-1);
        this.input.setAttribute('aria-expanded', 'false');
    }

    left() {
        const emptied = !this.many && this.typed && this.input.value.trim() === '';
        this.close();
        if (emptied && [...this.select.options].some((option) => option.value === '')) {
            this.set(null);
        } else if (this.many) {
            this.input.value = '';
        } else {
            this.show();
        }
    }

    key(event) {
        const last = this.options().length - 1;
        const moves = {
            ArrowDown: () => (event.altKey ? this.active : this.active >= last ? 0 : this.active + 1),
            ArrowUp: () => (this.active <= 0 ? last : this.active - 1),
            PageDown: () => Math.min(last, this.active + 8),
            PageUp: () => Math.max(0, this.active - 8),
        };
        if (moves[event.key]) {
            event.preventDefault();
            if (!this.hide) {
                this.open();
            } else if (event.altKey && event.key === 'ArrowUp') {
                this.close();
            } else {
                this.activate(moves[event.key]());
            }
        } else if (event.key === 'Enter' && this.hide) {
            event.preventDefault();
            const option = this.options()[this.active];
            if (this.typed && this.searching) {
                // Who types quickly means what is about to be found, not what was found before.
                this.entered = true;
            } else if (option) {
                this.pick(option);
            }
        } else if (event.key === 'Escape' && this.hide) {
            event.preventDefault();
            event.stopPropagation();
            this.close();
            this.show();
        } else if (event.key === 'Backspace' && this.many && this.input.value === '') {
            this.remove(this.chosen().at(-1)?.value);
        }
    }

    pick(option) {
        if ('new' in option.dataset) {
            this.close();
            openDrawer(this.select.dataset.new, this.box);
            return;
        }
        const { value, label } = option.dataset;
        if (this.many && this.chosen().some((chosen) => chosen.value === value)) {
            this.remove(value);
            option.setAttribute('aria-selected', 'false');
            return;
        }
        this.choose(value, label);
        if (this.many) {
            option.setAttribute('aria-selected', 'true');
            this.input.select();
        } else {
            this.close();
        }
    }

    choose(value, label) {
        let option = [...this.select.options].find((known) => known.value === value);
        if (!option) {
            option = new Option(label, value);
            this.select.append(option);
        }
        option.selected = true;
        this.changed();
    }

    remove(value) {
        const option = [...this.select.options].find((known) => known.value === value);
        if (option) {
            option.selected = false;
            this.changed();
        }
    }

    set(value) {
        this.select.value = value ?? '';
        this.changed();
    }

    changed() {
        this.typed = false;
        if (this.many) {
            this.input.value = '';
        }
        this.show();
        this.select.dispatchEvent(new Event('input', { bubbles: true }));
        this.select.dispatchEvent(new Event('change', { bubbles: true }));
    }
}

each('select[data-pick], input[data-pick]', (field) => new Picker(field instanceof HTMLSelectElement ? field : asSelect(field)));
