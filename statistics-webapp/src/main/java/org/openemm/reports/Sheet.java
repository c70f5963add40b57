package org.openemm.reports;

import java.util.List;
import org.eclipse.birt.report.model.api.AutoTextHandle;
import org.eclipse.birt.report.model.api.CellHandle;
import org.eclipse.birt.report.model.api.DesignElementHandle;
import org.eclipse.birt.report.model.api.ElementFactory;
import org.eclipse.birt.report.model.api.GridHandle;
import org.eclipse.birt.report.model.api.ImageHandle;
import org.eclipse.birt.report.model.api.LabelHandle;
import org.eclipse.birt.report.model.api.ReportDesignHandle;
import org.eclipse.birt.report.model.api.RowHandle;
import org.eclipse.birt.report.model.api.SimpleMasterPageHandle;
import org.eclipse.birt.report.model.api.activity.SemanticException;
import org.eclipse.birt.report.model.api.elements.structures.EmbeddedImage;

/**
 * A report in the making: an A4 page with footer, filled from top to bottom with headings, tiles,
 * charts and tables in one style. Reads like the page looks.
 */
final class Sheet {
    static final String INK = "#1d2433";
    static final String MUTED = "#5b6577";
    static final String LINE = "#d9dee8";
    static final String WIDTH = "174mm";

    private final ReportDesignHandle design;
    private final ElementFactory elements;
    private final String accent;

    /**
     * @param accent colour of the tenant's brand, e.g. {@code #1f4fd8}
     */
    Sheet(String accent) {
        this.design = ReportEngine.newDesign();
        this.elements = design.getElementFactory();
        this.accent = accent;
    }

    ReportDesignHandle design() {
        return design;
    }

    ElementFactory elements() {
        return elements;
    }

    String accent() {
        return accent;
    }

    /** A4 with 18 mm margins; the footer says what the report is, and the page. */
    void page(String footer, String pageWord) throws SemanticException {
        SimpleMasterPageHandle page = elements.newSimpleMasterPage("page");
        page.setPageType("a4");
        page.setProperty("topMargin", "16mm");
        page.setProperty("bottomMargin", "12mm");
        page.setProperty("leftMargin", "18mm");
        page.setProperty("rightMargin", "18mm");
        page.setProperty("headerHeight", "0mm");
        page.setProperty("footerHeight", "11mm");
        design.getMasterPages().add(page);
        GridHandle grid = grid(2, 1, "100%");
        grid.setProperty("marginTop", "4mm");
        grid.getColumns().get(1).setProperty("width", "30mm");
        ((CellHandle) row(grid, 0).getCells().get(0))
                .getContent()
                .add(text(footer, "7.5pt", MUTED, false));
        CellHandle right = (CellHandle) row(grid, 0).getCells().get(1);
        right.setProperty("textAlign", "right");
        LabelHandle word = text(pageWord + "\u00a0", "7.5pt", MUTED, false);
        word.setProperty("display", "inline");
        right.getContent().add(word);
        AutoTextHandle number = elements.newAutoText(null);
        number.setAutoTextType("page-number");
        style(number, "7.5pt", MUTED, false);
        number.setProperty("display", "inline");
        right.getContent().add(number);
        page.getPageFooter().add(grid);
    }

    /** Logo (or the tenant's name) at the left, name and details of the report below. */
    void title(byte[] logo, String tenant, String title, List<String> details)
            throws SemanticException {
        if (logo.length > 0) {
            EmbeddedImage image = new EmbeddedImage("logo", "image/png");
            image.setData(logo);
            design.addImage(image);
            ImageHandle handle = elements.newImage(null);
            handle.setSource("embed");
            handle.setImageName("logo");
            handle.setHeight("11mm");
            handle.setProperty("proportionalScale", Boolean.TRUE);
            handle.setProperty("fitToContainer", Boolean.FALSE);
            design.getBody().add(handle);
        } else {
            design.getBody().add(text(tenant, "11pt", accent, true));
        }
        LabelHandle heading = text(Printable.breakable(title), "22pt", INK, true);
        heading.setProperty("marginTop", "7mm");
        design.getBody().add(heading);
        for (String detail : details) {
            LabelHandle line = text(Printable.breakable(detail), "9.5pt", MUTED, false);
            line.setProperty("marginTop", "1mm");
            design.getBody().add(line);
        }
    }

    void heading(String text) throws SemanticException {
        LabelHandle label = text(text, "12.5pt", INK, true);
        label.setProperty("marginTop", "9mm");
        label.setProperty("marginBottom", "3mm");
        label.setProperty("pageBreakAfter", "avoid");
        design.getBody().add(label);
    }

    void note(String text) throws SemanticException {
        LabelHandle label = text(text, "8pt", MUTED, false);
        label.setProperty("marginTop", "2mm");
        design.getBody().add(label);
    }

    /** A figure with its name and, small, what it relates to. */
    record Tile(String name, String value, String detail) {}

    /** Tiles side by side, four in a row. */
    void tiles(List<Tile> tiles) throws SemanticException {
        int columns = 4;
        int rows = (tiles.size() + columns - 1) / columns;
        GridHandle grid = grid(columns, rows, WIDTH);
        grid.setProperty("marginTop", "7mm");
        for (int i = 0; i < tiles.size(); i++) {
            CellHandle cell = (CellHandle) row(grid, i / columns).getCells().get(i % columns);
            cell.setProperty("paddingLeft", "0mm");
            cell.setProperty("paddingTop", "3mm");
            cell.setProperty("paddingBottom", "3mm");
            cell.setProperty("borderTopStyle", "solid");
            cell.setProperty("borderTopWidth", "1pt");
            cell.setProperty("borderTopColor", i < columns ? accent : LINE);
            cell.getContent().add(text(tiles.get(i).name(), "8.5pt", MUTED, false));
            cell.getContent().add(text(tiles.get(i).value(), "19pt", INK, true));
            cell.getContent().add(text(tiles.get(i).detail(), "8.5pt", MUTED, false));
        }
        design.getBody().add(grid);
    }

    LabelHandle text(String text, String size, String colour, boolean bold)
            throws SemanticException {
        LabelHandle label = elements.newLabel(null);
        label.setText(Printable.of(text));
        style(label, size, colour, bold);
        return label;
    }

    static void style(DesignElementHandle element, String size, String colour, boolean bold)
            throws SemanticException {
        element.setProperty("fontFamily", ReportEngine.FONT);
        element.setProperty("fontSize", size);
        element.setProperty("color", colour);
        element.setProperty("fontWeight", bold ? "bold" : "normal");
    }

    GridHandle grid(int columns, int rows, String width) throws SemanticException {
        GridHandle grid = elements.newGridItem(null, columns, rows);
        grid.setWidth(width);
        return grid;
    }

    static RowHandle row(GridHandle grid, int index) {
        return (RowHandle) grid.getRows().get(index);
    }
}
