// Files: dropped or chosen, checked before they travel, with a bar that shows how far they are.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { sessionEnded } from '../session.js';
import { toast } from '../toasts.js';
import { announce, each, element, text } from './bind.js';
import { complain } from './errors.js';

const size = (bytes) => {
    const language = document.documentElement.lang;
    const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return bytes < 1_048_576 ? `${format.format(Math.ceil(bytes / 102.4) / 10)} kB` : `${format.format(bytes / 1_048_576)} MB`;
};

/** accept="image/png,.csv,image/*" as the browser means it. */
function fits(file, accept) {
    return (
        accept === '' ||
        accept.split(',').some((kind) => {
            const wanted = kind.trim().toLowerCase();
            return wanted.startsWith('.') ? file.name.toLowerCase().endsWith(wanted) : wanted.endsWith('/*') ? file.type.startsWith(wanted.slice(0, -1)) : file.type === wanted;
        })
    );
}

each('[data-drop]', (zone) => {
    const input = zone.querySelector('input[type=file]');
    const list = zone.querySelector('[data-drop-files]');
    let deep = 0;
    const show = () => {
        const files = [...input.files];
        const most = Number(input.dataset.most ?? 0);
        const wrong = files.find((file) => !fits(file, input.accept));
        const large = files.find((file) => most > 0 && file.size > most);
        const message = wrong ? text('fileKind', wrong.name) : large ? text('fileLarge', large.name, size(large.size), size(most)) : '';
        input.setCustomValidity(message);
        complain(input, message);
        zone.toggleAttribute('data-filled', files.length > 0);
        list.replaceChildren(...files.map((file) => element('li', {}, element('span', { class: 'break' }, file.name), element('span', { class: 'num faint' }, size(file.size)))));
    };
    input.addEventListener('change', show);
    zone.addEventListener('dragenter', (event) => {
        event.preventDefault();
        deep += 1;
        zone.toggleAttribute('data-over', true);
    });
    zone.addEventListener('dragleave', () => {
        deep -= 1;
        zone.toggleAttribute('data-over', deep > 0);
    });
    zone.addEventListener('dragover', (event) => event.preventDefault());
    zone.addEventListener('drop', (event) => {
        event.preventDefault();
        deep = 0;
        zone.removeAttribute('data-over');
        const files = new DataTransfer();
        const dropped = [...event.dataTransfer.files];
        (input.multiple ? dropped : dropped.slice(0, 1)).forEach((file) => files.items.add(file));
        if (files.files.length > 0 && !input.disabled) {
            input.files = files.files;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            input.dispatchEvent(new Event('change', { bubbles: true }));
        }
    });
});

// A form with files is sent with a bar; what comes back is shown as if the browser had sent it.
document.addEventListener('submit', (event) => {
    const form = event.target;
    const bar = form.querySelector('[data-upload-bar]');
    if (event.defaultPrevented || !bar || form.enctype !== 'multipart/form-data') {
        return;
    }
    if ([...form.elements].some((field) => field.type === 'file' && !field.validity.valid)) {
        event.preventDefault();
        return;
    }
    event.preventDefault();
    const request = new XMLHttpRequest();
    const meter = bar.querySelector('.meter');
    const buttons = [...form.querySelectorAll('[type=submit]')];
    const busy = (on) => {
        bar.hidden = !on;
        buttons.forEach((button) => (button.disabled = on));
    };
    const data = new FormData(form, event.submitter);
    busy(true);
    request.upload.addEventListener('progress', (progress) => {
        const percent = progress.lengthComputable ? Math.round((100 * progress.loaded) / progress.total) : 0;
        meter.firstElementChild.style.width = `${percent}%`;
        meter.setAttribute('aria-valuenow', String(percent));
        bar.querySelector('[data-upload-percent]').textContent = (percent / 100).toLocaleString(document.documentElement.lang, { style: 'percent' });
    });
    request.addEventListener('load', () => {
        const next = request.getResponseHeader('HX-Redirect');
        if (next) {
            form.dispatchEvent(new CustomEvent('form:saved', { bubbles: true }));
            location.assign(next);
            return;
        }
        busy(false);
        if (request.status === 401) {
            sessionEnded(() => form.requestSubmit(event.submitter));
            return;
        }
        const page = new DOMParser().parseFromString(request.responseText, 'text/html');
        const main = page.querySelector('main');
        if (request.status === 422 && main) {
            document.querySelector('main').replaceWith(main);
            htmx.process(main);
            announce(main);
        } else {
            toast(page.querySelector('[data-error-text]')?.textContent.trim() || text('failed'), 'bad');
        }
    });
    // Part of the file has travelled: nothing of it was kept.
    const broken = () => {
        const percent = bar.querySelector('[data-upload-percent]').textContent;
        const began = meter.getAttribute('aria-valuenow') !== '0';
        busy(false);
        toast(began ? bar.dataset.broken.replace('{0}', percent) : text('unreachable'), 'bad');
    };
    request.addEventListener('error', broken);
    request.addEventListener('abort', broken);
    request.open('POST', form.getAttribute('action'));
    request.setRequestHeader('HX-Request', 'true');
    request.send(data);
});
