package org.openemm.reports;

import java.util.List;
import org.eclipse.birt.report.model.api.CellHandle;
import org.eclipse.birt.report.model.api.DataItemHandle;
import org.eclipse.birt.report.model.api.RowHandle;
import org.eclipse.birt.report.model.api.TableHandle;
import org.eclipse.birt.report.model.api.activity.SemanticException;

/** Tables that break over pages and repeat their head. */
final class Tables {
    /** Tables with no more rows stay on one page. */
    private static final int KEPT_TOGETHER = 15;

    private final Sheet sheet;

    Tables(Sheet sheet) {
        this.sheet = sheet;
    }

    /**
     * Adds a table.
     *
     * @param titles one per column of the rows
     * @param widths one per column, e.g. {@code 90mm}
     */
    void add(Rows rows, List<String> titles, List<String> widths) throws SemanticException {
        add(rows, titles, widths, "right");
    }

    /** As {@link #add}, for columns of words. */
    void addWords(Rows rows, List<String> titles, List<String> widths) throws SemanticException {
        add(rows, titles, widths, "left");
    }

    private void add(Rows rows, List<String> titles, List<String> widths, String align)
            throws SemanticException {
        rows.declare(sheet.design());
        TableHandle table = sheet.elements().newTableItem(null, titles.size(), 1, 1, 0);
        table.setWidth(Sheet.WIDTH);
        table.setProperty("repeatHeader", Boolean.TRUE);
        rows.bindTo(table);
        RowHandle head = (RowHandle) table.getHeader().get(0);
        RowHandle detail = (RowHandle) table.getDetail().get(0);
        for (int i = 0; i < titles.size(); i++) {
            table.getColumns().get(i).setProperty("width", widths.get(i));
            CellHandle title = cell(head, i, titles.size(), Sheet.MUTED, align);
            title.getContent().add(sheet.text(titles.get(i), "8.5pt", Sheet.MUTED, true));
            DataItemHandle value = sheet.elements().newDataItem(null);
            value.setResultSetColumn(rows.columns().get(i).name());
            Sheet.style(value, "9pt", Sheet.INK, false);
            cell(detail, i, titles.size(), Sheet.LINE, align).getContent().add(value);
        }
        detail.setProperty("pageBreakInside", "avoid");
        if (rows.values().size() <= KEPT_TOGETHER) {
            table.setProperty("pageBreakInside", "avoid");
        }
        sheet.design().getBody().add(table);
    }

    /** Edges of the first and the last column are those of the page. */
    private static CellHandle cell(
            RowHandle row, int column, int columns, String line, String align)
            throws SemanticException {
        CellHandle cell = (CellHandle) row.getCells().get(column);
        cell.setProperty("paddingTop", "1.6mm");
        cell.setProperty("paddingBottom", "1.6mm");
        cell.setProperty("paddingLeft", column == 0 ? "0mm" : "1mm");
        cell.setProperty("paddingRight", column == columns - 1 ? "0mm" : "3mm");
        cell.setProperty("textAlign", column > 0 ? align : "left");
        cell.setProperty("verticalAlign", "top");
        cell.setProperty("borderBottomStyle", "solid");
        cell.setProperty("borderBottomWidth", "0.5pt");
        cell.setProperty("borderBottomColor", line);
        return cell;
    }
}
