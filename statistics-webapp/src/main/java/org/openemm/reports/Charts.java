package org.openemm.reports;

import java.awt.Color;
import org.eclipse.birt.chart.model.ChartWithAxes;
import org.eclipse.birt.chart.model.attribute.AxisType;
import org.eclipse.birt.chart.model.attribute.ColorDefinition;
import org.eclipse.birt.chart.model.attribute.FontDefinition;
import org.eclipse.birt.chart.model.attribute.LineStyle;
import org.eclipse.birt.chart.model.attribute.Orientation;
import org.eclipse.birt.chart.model.attribute.Position;
import org.eclipse.birt.chart.model.attribute.TickStyle;
import org.eclipse.birt.chart.model.attribute.impl.BoundsImpl;
import org.eclipse.birt.chart.model.attribute.impl.ColorDefinitionImpl;
import org.eclipse.birt.chart.model.attribute.impl.JavaNumberFormatSpecifierImpl;
import org.eclipse.birt.chart.model.attribute.impl.LineAttributesImpl;
import org.eclipse.birt.chart.model.component.Axis;
import org.eclipse.birt.chart.model.component.Series;
import org.eclipse.birt.chart.model.component.impl.SeriesImpl;
import org.eclipse.birt.chart.model.data.SeriesDefinition;
import org.eclipse.birt.chart.model.data.impl.NumberDataElementImpl;
import org.eclipse.birt.chart.model.data.impl.QueryImpl;
import org.eclipse.birt.chart.model.data.impl.SeriesDefinitionImpl;
import org.eclipse.birt.chart.model.impl.ChartWithAxesImpl;
import org.eclipse.birt.chart.model.type.BarSeries;
import org.eclipse.birt.chart.model.type.LineSeries;
import org.eclipse.birt.chart.model.type.impl.BarSeriesImpl;
import org.eclipse.birt.chart.model.type.impl.LineSeriesImpl;
import org.eclipse.birt.report.model.api.ExtendedItemHandle;
import org.eclipse.birt.report.model.api.activity.SemanticException;
import org.eclipse.birt.report.model.api.extension.ExtendedElementException;

/** Charts in the style of the product: quiet axes, few lines, one accent colour. */
final class Charts {
    private static final float AXIS_FONT = 8;
    private static final String SECOND_COLOUR = "#e08a1e";
    private static final int BARS_UP_TO = 10;
    private final Sheet sheet;

    Charts(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Bars for the second column of the rows, named by the first. */
    void bars(Rows rows, double height) throws SemanticException {
        ChartWithAxes chart = empty(height);
        Axis base = chart.getPrimaryBaseAxes()[0];
        base.getSeriesDefinitions().add(categories(rows));
        BarSeries bars = bar(rows, 1);
        bars.getLabel().setVisible(true);
        font(bars.getLabel().getCaption().getFont(), true);
        bars.setLabelPosition(Position.OUTSIDE_LITERAL);
        bars.getDataPoint()
                .getComponents()
                .get(0)
                .setFormatSpecifier(JavaNumberFormatSpecifierImpl.create("#,##0"));
        Axis values = chart.getPrimaryOrthogonalAxis(base);
        values.getSeriesDefinitions().add(series(bars, sheet.accent()));
        chart.setUnitSpacing(40);
        add(chart, rows, height);
    }

    /**
     * Second and third column over the first, as lines, or as bars when a line would have only few
     * points; the legend names them.
     */
    void course(Rows rows, String firstName, String secondName, double height)
            throws SemanticException {
        ChartWithAxes chart = empty(height);
        chart.getLegend().setVisible(true);
        chart.getLegend().setPosition(Position.ABOVE_LITERAL);
        chart.getLegend().setOrientation(Orientation.HORIZONTAL_LITERAL);
        chart.getLegend().getSeparator().setVisible(false);
        font(chart.getLegend().getText().getFont(), false);
        Axis base = chart.getPrimaryBaseAxes()[0];
        base.getSeriesDefinitions().add(categories(rows));
        base.setInterval(Math.max(1, rows.values().size() / 12));
        Axis values = chart.getPrimaryOrthogonalAxis(base);
        boolean lines = rows.values().size() > BARS_UP_TO;
        for (int column = 1; column <= 2; column++) {
            String colour = column == 1 ? sheet.accent() : SECOND_COLOUR;
            Series drawn = lines ? line(rows, column, colour) : bar(rows, column);
            drawn.setSeriesIdentifier(column == 1 ? firstName : secondName);
            values.getSeriesDefinitions().add(series(drawn, colour));
        }
        add(chart, rows, height);
    }

    private ChartWithAxes empty(double height) {
        ChartWithAxes chart = ChartWithAxesImpl.create();
        chart.getBlock().setBounds(BoundsImpl.create(0, 0, 493, height));
        chart.getTitle().setVisible(false);
        chart.getLegend().setVisible(false);
        Axis base = chart.getPrimaryBaseAxes()[0];
        base.setType(AxisType.TEXT_LITERAL);
        base.getTitle().setVisible(false);
        base.getLineAttributes().setColor(colour(Sheet.LINE));
        base.getMajorGrid().getTickAttributes().setVisible(false);
        font(base.getLabel().getCaption().getFont(), false);
        base.getLabel().getCaption().setColor(colour(Sheet.MUTED));
        Axis values = chart.getPrimaryOrthogonalAxis(base);
        values.getTitle().setVisible(false);
        values.getScale().setMin(NumberDataElementImpl.create(0));
        values.getLineAttributes().setVisible(false);
        values.getMajorGrid().setTickStyle(TickStyle.LEFT_LITERAL);
        values.getMajorGrid().getTickAttributes().setVisible(false);
        values.getMajorGrid()
                .setLineAttributes(
                        LineAttributesImpl.create(colour(Sheet.LINE), LineStyle.SOLID_LITERAL, 1));
        values.setFormatSpecifier(JavaNumberFormatSpecifierImpl.create("#,##0"));
        font(values.getLabel().getCaption().getFont(), false);
        values.getLabel().getCaption().setColor(colour(Sheet.MUTED));
        return chart;
    }

    private static SeriesDefinition categories(Rows rows) {
        SeriesDefinition definition = SeriesDefinitionImpl.create();
        Series categories = SeriesImpl.create();
        categories
                .getDataDefinition()
                .add(QueryImpl.create("row[\"" + rows.columns().get(0).name() + "\"]"));
        definition.getSeries().add(categories);
        return definition;
    }

    private static BarSeries bar(Rows rows, int column) {
        BarSeries bars = (BarSeries) BarSeriesImpl.create();
        bars.getDataDefinition()
                .add(QueryImpl.create("row[\"" + rows.columns().get(column).name() + "\"]"));
        bars.setRiserOutline(null);
        return bars;
    }

    private static LineSeries line(Rows rows, int column, String colour) {
        LineSeries line = (LineSeries) LineSeriesImpl.create();
        line.getDataDefinition()
                .add(QueryImpl.create("row[\"" + rows.columns().get(column).name() + "\"]"));
        line.setCurve(false);
        line.getLineAttributes().setThickness(2);
        line.getLineAttributes().setColor(colour(colour));
        line.getMarkers().forEach(marker -> marker.setVisible(false));
        return line;
    }

    private static SeriesDefinition series(Series series, String colour) {
        SeriesDefinition definition = SeriesDefinitionImpl.create();
        definition.getSeriesPalette().getEntries().clear();
        definition.getSeriesPalette().getEntries().add(colour(colour));
        definition.getSeries().add(series);
        return definition;
    }

    private void add(ChartWithAxes chart, Rows rows, double height) throws SemanticException {
        ExtendedItemHandle item = sheet.elements().newExtendedItem("chart-" + rows.name(), "Chart");
        try {
            item.getReportItem().setProperty("chart.instance", chart);
        } catch (ExtendedElementException e) {
            throw new IllegalStateException(e);
        }
        rows.declare(sheet.design());
        rows.bindTo(item);
        item.setWidth(Sheet.WIDTH);
        item.setHeight(height + "pt");
        // Lines and letters in the PDF instead of a picture of them.
        item.setProperty("outputFormat", "SVG");
        sheet.design().getBody().add(item);
    }

    private static void font(FontDefinition font, boolean bold) {
        font.setName(ReportEngine.FONT);
        font.setSize(AXIS_FONT);
        font.setBold(bold);
    }

    private static ColorDefinition colour(String hex) {
        Color colour = Color.decode(hex);
        return ColorDefinitionImpl.create(colour.getRed(), colour.getGreen(), colour.getBlue());
    }
}
