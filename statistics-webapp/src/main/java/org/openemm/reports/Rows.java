package org.openemm.reports;

import java.util.List;
import org.eclipse.birt.report.model.api.ElementFactory;
import org.eclipse.birt.report.model.api.PropertyHandle;
import org.eclipse.birt.report.model.api.ReportDesignHandle;
import org.eclipse.birt.report.model.api.ReportItemHandle;
import org.eclipse.birt.report.model.api.ScriptDataSetHandle;
import org.eclipse.birt.report.model.api.activity.SemanticException;
import org.eclipse.birt.report.model.api.elements.structures.ComputedColumn;
import org.eclipse.birt.report.model.api.elements.structures.ResultSetColumn;

/**
 * Rows of a table or chart, handed to the report as objects. A row is an array; its columns are
 * described here once. The design's script reads nothing but these arrays.
 *
 * @param name name of the data set and of its data in the report's context
 */
record Rows(String name, List<Column> columns, List<Object[]> values) {
    private static final String SOURCE = "rows-of-the-product";

    /**
     * @param numeric whether values are numbers
     */
    record Column(String name, boolean numeric) {
        String type() {
            return numeric ? "float" : "string";
        }
    }

    /** Declares the data set in a design. */
    void declare(ReportDesignHandle design) throws SemanticException {
        ElementFactory elements = design.getElementFactory();
        if (design.findDataSource(SOURCE) == null) {
            design.getDataSources().add(elements.newScriptDataSource(SOURCE));
        }
        ScriptDataSetHandle set = elements.newScriptDataSet(name);
        set.setDataSource(SOURCE);
        String cursor = name + "Cursor";
        set.setOpen(cursor + " = reportContext.getAppContext().get('" + name + "').iterator();");
        StringBuilder fetch =
                new StringBuilder(
                        "if (!"
                                + cursor
                                + ".hasNext()) return false; var values = "
                                + cursor
                                + ".next();");
        PropertyHandle resultSet = set.getPropertyHandle("resultSet");
        for (int i = 0; i < columns.size(); i++) {
            ResultSetColumn column = new ResultSetColumn();
            column.setPosition(i + 1);
            column.setColumnName(columns.get(i).name());
            column.setDataType(columns.get(i).type());
            resultSet.addItem(column);
            fetch.append(" row['")
                    .append(columns.get(i).name())
                    .append("'] = values[")
                    .append(i)
                    .append("];");
        }
        set.setFetch(fetch + " return true;");
        design.getDataSets().add(set);
    }

    /** Binds an item to this data set. */
    void bindTo(ReportItemHandle item) throws SemanticException {
        item.setProperty("dataSet", name);
        PropertyHandle bindings = item.getColumnBindings();
        for (Column column : columns) {
            ComputedColumn binding = new ComputedColumn();
            binding.setName(column.name());
            binding.setExpression("dataSetRow[\"" + column.name() + "\"]");
            binding.setDataType(column.type());
            bindings.addItem(binding);
        }
    }
}
