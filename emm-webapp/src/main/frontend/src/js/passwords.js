// What a new password needs is ticked off while one types; the server has the last word.
const tests = {
    length: (text, item) => [...text].length >= Number(item.dataset.least),
    lower: (text) => /\p{Ll}/u.test(text),
    upper: (text) => /\p{Lu}/u.test(text),
    digit: (text) => /\p{Nd}/u.test(text),
    special: (text) => /[^\p{L}\p{Nd}]/u.test(text),
};

document.addEventListener('input', (event) => {
    const form = event.target.form;
    const rules = form?.querySelector('[data-rules]');
    if (!rules) {
        return;
    }
    const password = form.elements[rules.dataset.rules].value;
    for (const item of rules.children) {
        item.classList.toggle('met', tests[item.dataset.rule](password, item));
    }
    const repeat = form.elements[rules.dataset.repeat].value;
    form.querySelector('[data-same]').hidden = repeat === '' || repeat !== password;
});
