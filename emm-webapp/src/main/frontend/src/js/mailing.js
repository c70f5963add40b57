// The editor of content is loaded where there is content to edit.
if (document.querySelector('[data-compose]')) {
    import('./compose.js');
}

// data-preview-width="375": the preview as wide as a phone; empty: as wide as there is room.
document.addEventListener('change', (event) => {
    const width = event.target.dataset.previewWidth;
    if (width !== undefined) {
        const frame = event.target.closest('section').querySelector('iframe');
        frame.style.width = width === '' ? '' : `${width}px`;
    }
});

// data-preview-dark: the preview as in a dark mail program.
document.addEventListener('change', (event) => {
    if (event.target.matches('[data-preview-dark]')) {
        const frame = event.target.closest('section').querySelector('iframe');
        const address = new URL(frame.src);
        address.searchParams.set('dark', String(event.target.checked));
        frame.src = address.href;
    }
});

// <dialog data-show> swapped in opens as soon as its fields are ready, so that the focus stays where it is set; one that is
// open already leaves with its part of the page.
document.addEventListener('htmx:afterSettle', (event) => {
    const dialog = event.detail.target?.querySelector?.('dialog[data-show]:not([open])');
    if (dialog?.isConnected) {
        dialog.showModal();
    }
});

// <form data-ask="question">: asks before it is sent.
document.addEventListener('submit', (event) => {
    const question = event.target.dataset.ask;
    if (question && !window.confirm(question)) {
        event.preventDefault();
        event.stopImmediatePropagation();
    }
}, true);

// The editor of a code field is loaded after the page.
function whenReady(field, work, left = 50) {
    if (field.codeField) {
        work();
    } else if (left > 0) {
        setTimeout(() => whenReady(field, work, left - 1), 100);
    }
}

// data-mirror="name other": says what is typed into the field, else into the other one.
document.addEventListener('input', (event) => {
    const form = event.target.form;
    for (const mirror of form?.querySelectorAll('[data-mirror], [data-mirror-first]') ?? []) {
        const names = (mirror.dataset.mirror ?? mirror.dataset.mirrorFirst).split(' ');
        const words = names.map((name) => form.elements[name]?.value.trim() ?? '').find((value) => value !== '') ?? mirror.dataset.mirrorNone ?? '';
        mirror.textContent = mirror.dataset.mirrorFirst ? [...words].slice(0, 1).join('') || '?' : words;
    }
});

// #html:2:13 in the address: the caret goes to line 2, column 13 of the field html.
function goToPlace() {
    const [, id, line, column] = location.hash.match(/^#(\w+):(\d+):(\d+)$/) ?? [];
    const field = id && document.getElementById(id);
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) {
        return;
    }
    const lines = field.value.split('\n');
    const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const start = before + [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length;
    const end = field.value.slice(start).search(/[\]\s>]/);
    if (field.dataset.code !== undefined) {
        whenReady(field, () => field.codeField.select(start, end < 0 ? field.value.length : start + end + 1));
        return;
    }
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end < 0 ? field.value.length : start + end + 1);
    const height = parseFloat(getComputedStyle(field).lineHeight) || 20;
    field.scrollTop = Math.max(0, (line - 4) * height);
}

window.addEventListener('hashchange', goToPlace);
goToPlace();
