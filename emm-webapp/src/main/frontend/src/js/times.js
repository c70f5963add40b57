// <time data-relative="en-GB">: "2 hours ago" stays true while the page is open. Same steps as on the server.
const STEPS = [
    { below: 3600, unit: 'minute', size: 60 },
    { below: 86400, unit: 'hour', size: 3600 },
    { below: 604800, unit: 'day', size: 86400 },
];

function say(time) {
    const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
    const step = STEPS.find(({ below }) => Math.abs(seconds) < below);
    if (Math.abs(seconds) < 45) {
        time.textContent = time.dataset.now;
    } else if (step) {
        const number = Math.sign(seconds) * Math.max(1, Math.floor(Math.abs(seconds) / step.size));
        time.textContent = new Intl.RelativeTimeFormat(time.dataset.relative).format(number, step.unit);
    }
}

setInterval(() => document.querySelectorAll('time[data-relative]').forEach(say), 30000);
