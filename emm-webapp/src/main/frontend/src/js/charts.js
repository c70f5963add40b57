// <div class="chart" data-chart='{ECharts option}'>: the chart library is loaded only when a chart comes into the page.
const draw = async (boxes) => {
    const { chart } = await import('./chart-library.js');
    boxes.forEach(chart);
};

const find = (root) => {
    const boxes = [...root.querySelectorAll('[data-chart]:not([data-drawn])')];
    if (boxes.length > 0) {
        draw(boxes);
    }
};

find(document);
document.addEventListener('htmx:load', (event) => find(event.detail.elt));
