// The content of a mailing beside what it looks like: words or HTML at will, tags to put in, a preview made by the server
// with the same code that makes the mails, for any recipient, while one types.
import { start as codeField } from './forms/code.js';
import { edit } from './words.js';

const WAIT = 350;
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

function versions(box) {
    const images = JSON.parse(box.dataset.images || '{}');
    for (const version of box.querySelectorAll('[data-version]')) {
        const area = version.querySelector('textarea[name]');
        const words = version.querySelector('[data-words]');
        const code = version.querySelector('[data-code]');
        const modes = version.querySelector('[data-modes]');
        const inWords = () => {
            const any = !version.dataset.plain && edit(words, area, images);
            words.hidden = !any;
            code.hidden = any;
            return any;
        };
        if (!modes || area.getAttribute('aria-invalid')) {
            continue;
        }
        modes.hidden = !inWords();
        box.addEventListener('form:restored', () => words.hidden || inWords());
        modes.addEventListener('change', (event) => {
            if (event.target.value === 'words') {
                if (!inWords()) {
                    modes.querySelector('[value="code"]').checked = true;
                }
            } else {
                words.hidden = true;
                code.hidden = false;
                area.dataset.code = 'html';
                codeField(area);
            }
        });
    }
}

// Two frames: the new page is loaded behind the one that is seen, so that nothing flickers.
function preview(box) {
    const first = box.querySelector('.preview-frame');
    const form = box.querySelector('#content-form, #frame');
    const email = box.querySelector('[data-preview-email]');
    if (!first || !form) {
        return;
    }
    let shown = first;
    let latest = 0;
    const draw = () => {
        const number = (latest += 1);
        const next = shown.cloneNode(false);
        next.removeAttribute('src');
        next.name = `preview-${number}`;
        next.classList.add('preview-next');
        shown.after(next);
        const post = document.createElement('form');
        post.method = 'post';
        post.action = box.dataset.compose;
        post.target = next.name;
        post.hidden = true;
        const add = (name, value) => {
            const field = document.createElement('textarea');
            field.name = name;
            field.value = value;
            post.append(field);
        };
        for (const [name, value] of new FormData(form)) {
            add(name, value);
        }
        // Fields of a mailing that can no longer be changed are not in the form: it is shown as it is stored.
        add('csrf', token());
        add('email', email?.value.trim() ?? '');
        if (box.querySelector('[data-plain]')) {
            add('asText', 'true');
        }
        next.addEventListener('load', () => {
            if (number !== latest) {
                next.remove();
                return;
            }
            next.contentDocument?.defaultView.scrollTo(0, shown.contentDocument?.defaultView.scrollY ?? 0);
            next.classList.remove('preview-next');
            box.querySelectorAll('.preview-frame').forEach((frame) => frame !== next && frame.remove());
            shown = next;
            next.contentDocument?.addEventListener('click', (event) => {
                event.preventDefault();
                find(box, event.target);
            });
        }, { once: true });
        document.body.append(post);
        post.submit();
        post.remove();
    };
    let waiting;
    const soon = () => {
        clearTimeout(waiting);
        waiting = setTimeout(draw, WAIT);
    };
    form.addEventListener('input', soon);
    form.addEventListener('change', soon);
    email?.addEventListener('change', draw);
    draw();
}

// A click on words in the preview leads to their field.
function find(box, clicked) {
    const words = clicked.textContent.trim();
    const fields = [...box.querySelectorAll('[data-words] input, [data-words] textarea')];
    const field = fields.find((one) => words !== '' && (one.value.trim() === words || (one.value.length > 10 && words.includes(one.value.trim()))));
    if (field && field.offsetParent) {
        field.scrollIntoView({ block: 'center', behavior: 'auto' });
        field.focus({ preventScroll: true });
    }
}

// Tags go to the caret of the field that was typed into last.
function tags(box) {
    const dialog = document.getElementById('tags');
    let last;
    box.addEventListener('focusin', (event) => {
        if (event.target.matches('textarea, input[type="text"], input[type="url"]')) {
            last = event.target;
        }
    });
    dialog?.addEventListener('click', (event) => {
        const entry = event.target.closest('[data-tag]');
        if (entry) {
            const coded = [...box.querySelectorAll('textarea')].find((one) => one.codeField && one.parentElement.offsetParent);
            if (coded && !(last?.isConnected && last.offsetParent)) {
                dialog.close();
                coded.codeField.insert(entry.dataset.tag);
                return;
            }
            const field = last?.isConnected && last.offsetParent ? last : [...box.querySelectorAll('textarea, [data-words] input')].find((one) => one.offsetParent);
            dialog.close();
            field.focus();
            field.setRangeText(entry.dataset.tag, field.selectionStart, field.selectionEnd, 'end');
            field.dispatchEvent(new Event('input', { bubbles: true }));
        }
    });
    dialog?.querySelector('[data-tag-search]').addEventListener('input', (event) => {
        const wanted = event.target.value.trim().toLowerCase();
        let any = false;
        for (const entry of dialog.querySelectorAll('[data-tag]')) {
            entry.hidden = !entry.dataset.searched.includes(wanted);
            any ||= !entry.hidden;
        }
        dialog.querySelector('[data-tag-none]').hidden = any;
    });
}

for (const box of document.querySelectorAll('[data-compose]')) {
    versions(box);
    preview(box);
    tags(box);
}
