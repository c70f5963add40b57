// What scrolls is scrolled by keyboard, too: reached by Tab as long as something of it is out of sight.
const SCROLLERS = '.table-scroll, .tick-list, .preview-text, .preview-box, pre';

const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => adjust(target)));

function adjust(box) {
    const style = getComputedStyle(box);
    const scrolls =
        (box.scrollWidth > box.clientWidth && style.overflowX !== 'visible') ||
        (box.scrollHeight > box.clientHeight && style.overflowY !== 'visible');
    if (scrolls) {
        box.tabIndex = 0;
    } else if (box.dataset.scroller) {
        box.removeAttribute('tabindex');
    }
}

function find(root) {
    for (const box of root.querySelectorAll(SCROLLERS)) {
        if (!box.dataset.scroller && !box.hasAttribute('tabindex')) {
            box.dataset.scroller = 'true';
            watch.observe(box);
        }
    }
}

find(document);
document.addEventListener('htmx:afterSettle', () => find(document));
