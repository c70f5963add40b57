// ECharts with the parts that are used, coloured by the tokens of the style sheet.
import * as echarts from 'echarts/core';
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { DatasetComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([BarChart, LineChart, PieChart, GridComponent, TooltipComponent, LegendComponent, DatasetComponent, CanvasRenderer]);

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
    axisLabel: { color: value('--text-soft') },
    splitLine: { lineStyle: { color: value('--line') } },
});

const theme = () => ({
    color: [1, 2, 3, 4, 5].map((n) => value(`--chart-${n}`)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    categoryAxis: { ...axis(), splitLine: { show: false } },
    valueAxis: axis(),
    timeAxis: axis(),
    legend: { textStyle: { color: value('--text-soft') }, icon: 'roundRect' },
    tooltip: {
        backgroundColor: value('--surface'),
        borderColor: value('--line'),
        textStyle: { color: value('--text') },
    },
    bar: { itemStyle: { borderRadius: [3, 3, 0, 0] } },
    line: { symbol: 'none', lineStyle: { width: 2 } },
});

export function chart(box) {
    box.dataset.drawn = 'true';
    let drawing;
    const draw = () => {
        drawing?.dispose();
        drawing = echarts.init(box, theme());
        drawing.setOption({
            grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
            animationDuration: 300,
            ...JSON.parse(box.dataset.chart),
        });
    };
    draw();
    new ResizeObserver(() => drawing.resize()).observe(box);
    new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ['data-theme'] });
}
