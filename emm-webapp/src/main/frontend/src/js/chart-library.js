// ECharts with the parts that are used: coloured by the tokens of the style sheet, numbers and dates as the user reads
// them, redrawn when the theme changes, without motion for those who want none.
import * as echarts from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

// The browser works out what a colour is in the theme of the moment.
const value = (name) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
};

const axis = () => ({
    axisLine: { lineStyle: { color: value('--line') } },
    axisTick: { show: false },
    axisLabel: { color: value('--text-soft'), fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: value('--line') } },
});

const theme = () => ({
    color: [1, 2, 3, 4, 5].map((n) => value(`--chart-${n}`)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    categoryAxis: { ...axis(), splitLine: { show: false } },
    valueAxis: { ...axis(), axisLine: { show: false } },
    timeAxis: axis(),
    legend: { textStyle: { color: value('--text-soft'), fontSize: 13 }, icon: 'roundRect', itemWidth: 12, itemHeight: 4, itemGap: 20, left: 0, top: 0 },
    bar: { itemStyle: { borderRadius: 2 } },
    line: { symbol: 'circle', symbolSize: 7, showSymbol: false, lineStyle: { width: 2 }, emphasis: { disabled: true } },
});

const DATES = {
    hour: [{ weekday: 'short', hour: '2-digit', minute: '2-digit' }, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }],
    day: [{ day: 'numeric', month: 'short' }, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }],
    month: [{ month: 'short', year: '2-digit' }, { month: 'long', year: 'numeric' }],
};

/** How numbers and moments of this chart are written, short at the axis and in full in the tooltip. */
function formats({ language, unit, steps }) {
    const percent = unit === 'percent';
    const plain = new Intl.NumberFormat(language, percent ? { style: 'percent', maximumFractionDigits: 1 } : {});
    const compact = new Intl.NumberFormat(language, percent ? { style: 'percent' } : { notation: 'compact' });
    // Amounts below the line are amounts, too.
    const number = (short) => (n) => (short && Math.abs(n) >= 10000 ? compact : plain).format(unit === 'amount' ? Math.abs(n) : n);
    // Moments come as the user's local time without zone: read and written as UTC they stay what they are.
    const moment = (short) => {
        const options = DATES[steps]?.[short ? 0 : 1];
        if (!options) {
            return (text) => text;
        }
        const { hour12 } = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions();
        const hours = hour12 && options.hour ? { hour: 'numeric' } : {};
        const format = new Intl.DateTimeFormat(language, { ...options, ...hours, timeZone: 'UTC' });
        return (text) => {
            const at = Date.parse(text.length <= 7 ? `${text}-01` : text.length > 10 ? `${text}Z` : text);
            return Number.isNaN(at) ? text : format.format(at);
        };
    };
    return { number, moment };
}

function bubble(points, { number, moment }) {
    const list = [points].flat();
    const box = document.createElement('div');
    box.className = 'chart-bubble';
    const title = document.createElement('strong');
    title.textContent = moment(false)(list[0].axisValue ?? list[0].name);
    box.append(title);
    for (const point of list) {
        const line = document.createElement('div');
        const dot = document.createElement('i');
        dot.style.background = point.color;
        const name = document.createElement('span');
        name.textContent = point.seriesName;
        const figure = document.createElement('b');
        const raw = Array.isArray(point.value) ? point.value.at(-1) : point.value;
        figure.textContent = raw === null || raw === undefined || raw === '-' ? '–' : number(false)(raw);
        line.append(dot, name, figure);
        box.append(line);
    }
    return box;
}

const each = (part, change) => (Array.isArray(part) ? part.map(change) : part && change(part));

function complete(option, format) {
    const label = (formatter) => (part) =>
        part.axisLabel?.formatter ? part : { ...part, axisLabel: { formatter, ...part.axisLabel } };
    const axisOf = (part) => label(part.type === 'value' ? format.number(true) : format.moment(true))(part);
    return {
        grid: { left: 4, right: 12, top: option.legend ? 40 : 12, bottom: 4, containLabel: true },
        animation: !still.matches,
        animationDuration: 150,
        animationDurationUpdate: 150,
        ...option,
        xAxis: each(option.xAxis, axisOf),
        yAxis: each(option.yAxis, axisOf),
        // colour: 1 to 5, when the next one in turn does not do.
        series: each(option.series, (part) => (part.colour ? { ...part, color: value(`--chart-${part.colour}`) } : part)),
        tooltip: {
            trigger: 'axis',
            confine: true,
            transitionDuration: 0,
            padding: 0,
            borderWidth: 0,
            backgroundColor: 'transparent',
            extraCssText: 'box-shadow: none',
            axisPointer: { lineStyle: { color: value('--line-strong') }, shadowStyle: { opacity: 0.06 } },
            formatter: (points) => bubble(points, format),
            ...option.tooltip,
        },
    };
}

const drawn = new Set();

export function chart(box) {
    box.dataset.drawn = 'true';
    const entry = { box, drawing: undefined };
    entry.draw = () => {
        entry.drawing?.dispose();
        entry.drawing = echarts.init(box, theme());
        entry.drawing.setOption(complete(JSON.parse(box.dataset.chart), formats(box.dataset)));
    };
    entry.draw();
    entry.sizes = new ResizeObserver(() => entry.drawing.resize({ animation: { duration: 0 } }));
    entry.sizes.observe(box);
    drawn.add(entry);
}

/** All charts in the colours of the moment; those that have left the page are let go. */
function redraw() {
    for (const entry of drawn) {
        if (entry.box.isConnected) {
            entry.draw();
        } else {
            entry.sizes.disconnect();
            entry.drawing.dispose();
            drawn.delete(entry);
        }
    }
}

new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['data-theme', 'style'] });
dark.addEventListener('change', redraw);
still.addEventListener('change', redraw);
document.addEventListener('htmx:afterSwap', () => {
    for (const entry of drawn) {
        if (!entry.box.isConnected) {
            entry.sizes.disconnect();
            entry.drawing.dispose();
            drawn.delete(entry);
        }
    }
});
