// Content beside what it looks like: blocks and images are filled in while one types. What depends on a recipient stays
// as its tag; the preview page shows it filled in.
const BLOCK = (name) => `\\[agnDYN\\s+name\\s*=\\s*["']?${name}["']?\\s*`;
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const DEPTH = 6;

function fill(html, blocks, depth) {
    // Most blocks hold no other block: looking only where there is one keeps long mailings fast.
    if (depth === 0 || !/\[agnDYN/i.test(html)) {
        return html;
    }
    let filled = html;
    for (const [name, content] of Object.entries(blocks)) {
        const quoted = escape(name);
        if (!new RegExp(`${BLOCK(quoted)}/?\\]`, 'i').test(filled)) {
            continue;
        }
        const inner = content.trim() === '' ? '' : fill(content, blocks, depth - 1);
        const long = new RegExp(`${BLOCK(quoted)}\\]([\\s\\S]*?)\\[/agnDYN\\s+name\\s*=\\s*["']?${quoted}["']?\\s*\\]`, 'gi');
        const value = new RegExp(`\\[agnDVALUE\\s+name\\s*=\\s*["']?${quoted}["']?\\s*/?\\]`, 'gi');
        filled = filled.replace(long, (_, around) => (inner === '' ? '' : around.replace(value, () => inner)));
        filled = filled.replace(new RegExp(`${BLOCK(quoted)}/?\\]`, 'gi'), () => inner);
    }
    return filled;
}

function page(html, draft) {
    return fill(html, draft.blocks, DEPTH)
        .replace(/\[agnIMAGE\s+name\s*=\s*["']?([^"'\]]+?)["']?\s*\/?\]/gi, (_, name) => draft.images[name] ?? '')
        .replace(/\[agn(FORM|PROFILE|UNSUBSCRIBE|FULLVIEW|WEBVIEW)[^\]]*\]/gi, '#');
}

function follow(box) {
    const draft = JSON.parse(box.dataset.livePreview);
    const frame = box.querySelector('iframe');
    const sources = [...box.querySelectorAll('[data-preview-source]')];
    let current = sources[0];
    const draw = () => {
        const html = current?.dataset.previewSource === 'html' ? current.value : draft.html;
        const blocks = { ...draft.blocks };
        if (current?.dataset.previewSource === 'block') {
            blocks[box.dataset.block] = current.value;
        }
        // A part that is not in the frame is shown alone.
        const whole = page(html, { ...draft, blocks });
        const top = frame.contentWindow?.scrollY ?? 0;
        frame.addEventListener('load', () => frame.contentWindow?.scrollTo(0, top), { once: true });
        frame.srcdoc = whole;
    };
    let waiting;
    for (const source of sources) {
        source.addEventListener('input', () => {
            current = source;
            clearTimeout(waiting);
            waiting = setTimeout(draw, 250);
        });
        source.addEventListener('focus', () => {
            if (current !== source) {
                current = source;
                draw();
            }
        });
    }
    draw();
}

document.querySelectorAll('[data-live-preview]').forEach(follow);

// data-preview-width="375": the preview as wide as a phone; empty: as wide as there is room.
document.addEventListener('change', (event) => {
    const width = event.target.dataset.previewWidth;
    if (width !== undefined) {
        const frame = event.target.closest('section').querySelector('iframe');
        frame.style.width = width === '' ? '' : `${width}px`;
    }
});

// <dialog data-show> swapped in opens at once.
document.addEventListener('htmx:afterSwap', (event) => {
    const dialog = event.detail.target.querySelector?.('dialog[data-show]');
    dialog?.showModal();
});

// <form data-ask="question">: asks before it is sent.
document.addEventListener('submit', (event) => {
    const question = event.target.dataset.ask;
    if (question && !window.confirm(question)) {
        event.preventDefault();
        event.stopImmediatePropagation();
    }
}, true);

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
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end < 0 ? field.value.length : start + end + 1);
    const height = parseFloat(getComputedStyle(field).lineHeight) || 20;
    field.scrollTop = Math.max(0, (line - 4) * height);
}

window.addEventListener('hashchange', goToPlace);
goToPlace();
