package org.openemm.web.ui.table;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.openemm.NotFound;
import org.openemm.web.access.ForEveryUser;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/** Keeps which columns of a list a user wants to see and how many rows. */
@Path("/table/view.action")
public final class TableResource {
    /** No list has more columns than a company may have profile fields. */
    private static final int MANY = 100;

    /**
     * Fields: {@code table} key of the list, {@code back} its address; {@code size} rows per page;
     * or {@code columns} (repeatable) keys in their order, {@code earlier} or {@code later} a key
     * to move by one place, {@code standard} to forget what was chosen.
     */
    @POST
    @ForEveryUser
    public Response keep(@Context Ui ui, Input input) {
        String key = input.text("table");
        TableName name = TableName.find(key).orElseThrow(() -> new NotFound("table", key));
        if (input.flag("size")) {
            int size = input.integer("size", Table.SIZE);
            ui.prefer(
                    name.sizePreference(),
                    Table.SIZES.contains(size) && size != Table.SIZE ? String.valueOf(size) : "");
        } else {
            ui.prefer(name.columnsPreference(), columns(input));
        }
        return ui.backToList(input.text("back"));
    }

    private static String columns(Input input) {
        if (input.flag("standard")) {
            return "";
        }
        List<String> keys =
                input.all("columns").stream()
                        .filter(key -> key.matches("[a-z0-9_]{1,64}"))
                        .distinct()
                        .limit(MANY)
                        .toList();
        List<String> earlier = ColumnChoice.moved(keys, input.text("earlier"), -1);
        return String.join(",", ColumnChoice.moved(earlier, input.text("later"), 1));
    }
}
