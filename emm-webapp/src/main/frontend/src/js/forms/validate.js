// What the browser can find out before anything is sent, said in the words of the page instead of the browser's.
import { each, text } from './bind.js';
import { complain, summarise } from './errors.js';

function problem(input) {
    const { validity } = input;
    if (validity.valid) {
        return '';
    }
    if (validity.customError) {
        return input.validationMessage;
    }
    if (validity.valueMissing) {
        return text(input.type === 'file' ? 'requiredFile' : input.matches('select, [type=radio]') ? 'requiredChoice' : 'required');
    }
    if (validity.typeMismatch) {
        return text(input.type === 'url' ? 'badUrl' : 'badEmail');
    }
    if (validity.badInput || validity.stepMismatch) {
        return text('badNumber');
    }
    if (validity.rangeUnderflow) {
        return text('tooSmall', input.min);
    }
    if (validity.rangeOverflow) {
        return text('tooLarge', input.max);
    }
    return input.title || input.validationMessage;
}

const checked = (form) => [...form.elements].filter((input) => input.willValidate);

/** Checks all fields; says what is wrong and returns false when something is. */
export function isValid(form) {
    const problems = [];
    for (const input of checked(form)) {
        const message = problem(input);
        complain(input, message);
        if (message && input.id) {
            problems.push({ input, message });
        }
    }
    if (problems.length > 0) {
        summarise(form, problems);
        return false;
    }
    return checked(form).every((input) => input.validity.valid);
}

each('form[data-save]', (form) => (form.noValidate = true));

document.addEventListener(
    'submit',
    (event) => {
        const form = event.target;
        if (form.matches('[data-save]') && !event.submitter?.formNoValidate && !isValid(form)) {
            event.preventDefault();
            event.stopImmediatePropagation();
        }
    },
    true,
);

// A field is told off after it has been left, and forgiven as soon as it is right.
document.addEventListener('input', (event) => {
    const input = event.target;
    if (input.willValidate && input.form?.matches('[data-save]') && input.validity.valid) {
        complain(input, '');
    }
});
document.addEventListener('change', (event) => {
    const input = event.target;
    if (input.willValidate && input.form?.matches('[data-save]') && !input.validity.valueMissing) {
        complain(input, problem(input));
    }
});
