// What a test looks at in a page of the real browser. Each function answers a list of findings, empty when all is well.
(() => {
    const words = (text) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 40);
    const describe = (element) => {
        const classes = [...element.classList].slice(0, 3).map((name) => `.${name}`).join('');
        const id = element.id ? `#${element.id}` : '';
        return `<${element.localName}${id}${classes}> “${words(element.innerText || element.value || element.ariaLabel)}”`;
    };
    const visible = (element) => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
    };
    const ownText = (element) =>
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim() !== '');

    /** Only for who listens: the way to hide something that is still read out. */
    const clippedAway = (element) => {
        for (let around = element; around; around = around.parentElement) {
            if (getComputedStyle(around).clipPath.startsWith('inset(50%')) {
                return true;
            }
        }
        return false;
    };

    /** Nothing is wider than the window. */
    function overflow() {
        const room = document.documentElement.clientWidth;
        const tooWide = document.documentElement.scrollWidth - room;
        if (tooWide <= 0) {
            return [];
        }
        const clipped = (element) => {
            for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
                const style = getComputedStyle(around);
                if (style.overflowX !== 'visible' || style.position === 'fixed') {
                    return true;
                }
            }
            return false;
        };
        const guilty = [...document.body.querySelectorAll('*')]
            .filter((element) => visible(element) && element.getBoundingClientRect().right > room + 1 && !clipped(element))
            .sort((a, b) => a.getBoundingClientRect().width - b.getBoundingClientRect().width)
            .slice(0, 1);
        return [`page scrolls sideways: ${guilty.map(describe).join(', ') || 'by an invisible element'}`];
    }

    /** No text is cut off unless something tells it in full. */
    function cut() {
        const found = [];
        for (const element of document.body.querySelectorAll('*')) {
            if (!ownText(element) || !visible(element) || element.closest('[title],[data-tip],.visually-hidden,svg,textarea,select,option')) {
                continue;
            }
            const style = getComputedStyle(element);
            const unseen = element.clientWidth === 0 || style.opacity === '0' || clippedAway(element);
            if (unseen || style.overflowX === 'auto' || style.overflowX === 'scroll') {
                continue;
            }
            if (element.scrollWidth > element.clientWidth + 1) {
                found.push(`text is cut: ${describe(element)}`);
            } else if (style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 4) {
                found.push(`text is cut below: ${describe(element)}`);
            }
        }
        return found;
    }

    const colour = (text) => {
        const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        canvas.fillStyle = text;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const lightness = (text) => {
        const [r, g, b, a] = colour(text);
        return a === 0 ? 1 : (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };

    /** On paper: content only, dark on white. Asked while the page is shown as if printed. */
    function print() {
        const found = [];
        for (const element of document.querySelectorAll('.side, .topbar, .toasts, .banner, .page-actions, .save-bar')) {
            if (visible(element)) {
                found.push(`is printed: ${describe(element)}`);
            }
        }
        const body = getComputedStyle(document.body);
        if (lightness(body.backgroundColor) < 0.95) {
            found.push(`paper is dark: ${body.backgroundColor}`);
        }
        for (const element of document.querySelectorAll('main, .tile, .table-box, th, td, .notice, .input')) {
            if (visible(element) && lightness(getComputedStyle(element).backgroundColor) < 0.5) {
                found.push(`dark area is printed: ${describe(element)}`);
                break;
            }
        }
        for (const element of document.querySelectorAll('main h1, main p, main td')) {
            if (visible(element) && lightness(getComputedStyle(element).color) > 0.6) {
                found.push(`pale text is printed: ${describe(element)}`);
                break;
            }
        }
        return found;
    }

    const FOCUSABLE =
        'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex],[contenteditable=true]';
    const looks = (element) =>
        [element, element.parentElement, element.nextElementSibling, element.closest('label')]
            .filter(Boolean)
            .map((one) => {
                const style = getComputedStyle(one);
                const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px' ? '' : style.outline;
                return [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine, style.translate,
                    style.transform, style.top, style.clipPath].join();
            })
            .join('|');

    let waiting = new Map();
    let problems = [];

    /** Menu and top bar in their present state; the same text on another page: the same frame. */
    const FRAME = '.side, .topbar';
    const frame = () => {
        const current = [...document.querySelectorAll('.side [aria-current]')].map((link) => link.textContent.trim());
        return [document.querySelector('.side')?.innerText, ...current].join('|');
    };

    /** Everything that the Tab key has to reach; without the frame, from the content on. */
    function beginKeyboard(withFrame) {
        scrollTo(0, 0);
        problems = [];
        waiting = new Map();
        const modal = document.querySelector('dialog[open]:modal');
        // From the beginning of the page or dialog on.
        const content = withFrame ? null : document.querySelector('main#main');
        const start = modal ?? content ?? document.body;
        const before = start.getAttribute('tabindex');
        start.tabIndex = -1;
        start.focus();
        if (before === null) {
            start.removeAttribute('tabindex');
        }
        for (const element of (modal ?? document.body).querySelectorAll(FOCUSABLE)) {
            const reachable =
                element.tabIndex >= 0 &&
                (start.contains(element) || start.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING) &&
                !element.disabled &&
                !element.closest('[inert],fieldset:disabled') &&
                element.checkVisibility({ visibilityProperty: true }) &&
                element.getClientRects().length > 0;
            if (!reachable) {
                continue;
            }
            if (element.type === 'radio') {
                const group = [...document.getElementsByName(element.name)].filter((radio) => radio.form === element.form);
                const entry = group.find((radio) => radio.checked) ?? group[0];
                if (element !== entry) {
                    continue;
                }
            }
            waiting.set(element, looks(element));
        }
        return waiting.size;
    }

    /** After each Tab: is it seen where the keyboard is? Whether there is more to reach, and whether it is in code now. */
    async function keyboard() {
        const element = document.activeElement;
        if (element && (element.getBoundingClientRect().bottom > innerHeight || element.getBoundingClientRect().top < 0)) {
            // The browser scrolls with the next picture it draws.
            await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        }
        if (element && element !== document.body) {
            const before = waiting.get(element);
            waiting.delete(element);
            if (before !== undefined) {
                if (before === looks(element)) {
                    problems.push(`focus is not visible: ${describe(element)}`);
                }
                if (hidden(element)) {
                    problems.push(`focus is covered: ${describe(element)}`);
                }
            }
        }
        if (waiting.size === 0) {
            return 'done';
        }
        return element?.closest('.cm-editor') ? 'code' : 'more';
    }

    /** Something else lies over all of the element. */
    function hidden(element) {
        const box = element.getBoundingClientRect();
        if (box.width < 2 || box.height < 2 || Number(getComputedStyle(element).opacity) === 0) {
            return false;
        }
        const points = [
            [box.left + box.width / 2, box.top + box.height / 2],
            [box.left + 2, box.top + 2],
            [box.right - 2, box.top + 2],
            [box.left + 2, box.bottom - 2],
            [box.right - 2, box.bottom - 2],
        ];
        return points.every(([x, y]) => {
            const top = document.elementFromPoint(x, y);
            return !top || !(element.contains(top) || top.contains(element) || top.closest('label')?.control === element);
        });
    }

    function endKeyboard() {
        const left = [...waiting.keys()].filter((element) => element.isConnected && element.getClientRects().length > 0);
        return [...problems, ...left.slice(0, 5).map((element) => `Tab does not reach ${describe(element)}`)];
    }

    /** In a disabled fieldset axe takes everything for disabled, but only fields are. */
    const reachedAnyway = (violation, element) =>
        violation.id === 'scrollable-region-focusable' && element.hasAttribute('tabindex') && element.tabIndex >= 0;

    /** Rules of WCAG 2.2 AA, or only the named ones. */
    async function accessible(rules, within, withFrame) {
        const only = rules
            ? { type: 'rule', values: rules }
            : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
        // Reading the style sheets takes long, and they are the same on all pages with this frame.
        const options = { runOnly: only, resultTypes: ['violations'], iframes: false, elementRef: true, preload: withFrame };
        const part = document.querySelector('dialog[open]:modal') ?? (within && document.querySelector(within));
        const all = withFrame ? document : { exclude: FRAME.split(', ') };
        const result = await axe.run(part ?? all, options);
        return result.violations.flatMap((violation) =>
            violation.nodes.filter((node) => !reachedAnyway(violation, node.element)).slice(0, 3).map((node) => {
                const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ').slice(0, 200);
                return `${violation.id} (${violation.impact}): ${describe(node.element)} ${why}`;
            }),
        );
    }

    /** Nothing is still being fetched or drawn. */
    const ON_THE_WAY = '.htmx-request, .htmx-swapping, .htmx-settling, [data-chart]:not([data-drawn])';
    const onTheWay = () =>
        // The design system shows what loading looks like.
        [...document.querySelectorAll(ON_THE_WAY)].filter((element) => !element.closest('.specimen-show .htmx-request'));
    const settled = () => onTheWay().length === 0;
    const unfinished = () => onTheWay().map(describe).join(', ');

    /** What the visible buttons of the page open, one of a kind. */
    function dialogs() {
        const kinds = new Map();
        for (const opener of document.querySelectorAll('main [data-open]')) {
            const kind = opener.dataset.open.replace(/\d+/g, '0');
            if (visible(opener) && !kinds.has(kind)) {
                kinds.set(kind, opener.dataset.open);
            }
        }
        return [...kinds.values()];
    }

    /** Whether no dialog is open; the next ones are to be seen in any case. */
    function closed() {
        const open = document.querySelector('dialog[open]');
        open?.close();
        return !open;
    }

    /** Rows of a list are alike: a few of them are enough for what takes long. */
    const shorten = () => document.querySelectorAll('main tbody > tr:nth-child(n+7)').forEach((row) => row.remove());

    /** What changes with the window or its colours has changed: no colour is on its way to another. */
    async function drawn() {
        const picture = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const onTheirWay = () => document.getAnimations().filter((one) => one instanceof CSSTransition && one.playState !== 'finished');
        await picture();
        // When the colour of a row has changed, those of its cells begin to.
        for (let moving = onTheirWay(), rounds = 0; moving.length > 0 && rounds < 10; moving = onTheirWay(), rounds += 1) {
            moving.forEach((one) => one.finish());
            await picture();
        }
        return true;
    }

    window.walk = { frame, dialogs, closed, drawn, shorten, unfinished, overflow, cut, print, beginKeyboard, keyboard, endKeyboard, accessible, settled };
})();
