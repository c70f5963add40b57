package org.openemm.web.exporting;

import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.exporting.DateStyle;
import org.openemm.exporting.ExportColumn;
import org.openemm.exporting.ExportProfile;
import org.openemm.exporting.ExportProfiles;
import org.openemm.exporting.ExportSettings;
import org.openemm.exporting.FileFormat;
import org.openemm.exporting.FileType;
import org.openemm.exporting.Period;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;

/** The fields of the editor and the profile they stand for. */
final class ExportForm {
    static final String OWN = "own";
    private static final String FIELD = "field:";
    private static final String LIST = "list:";
    private static final String BOUNCE = "bounce";

    private final ExportProfiles profiles;

    ExportForm(ExportProfiles profiles) {
        this.profiles = profiles;
    }

    /**
     * What was typed; what the page does not offer stays as it was.
     *
     * @throws InvalidInput for what cannot be read
     */
    ExportProfile profile(Ui ui, Input input, ExportProfile before) {
        return new ExportProfile(
                before.id(),
                input.text("name"),
                input.text("description"),
                settings(ui, input, before.settings()),
                before.created(),
                before.changed(),
                before.deleted());
    }

    /** The columns alone, which come again as typed whatever else is wrong. */
    static List<ExportColumn> columns(Input input) {
        List<String> tokens = input.all("column");
        List<String> headings = input.all("heading");
        List<String> values = input.all("value");
        List<ExportColumn> columns = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            ExportColumn column = column(tokens.get(i), i < values.size() ? values.get(i) : "");
            columns.add(column.withHeading(i < headings.size() ? headings.get(i) : ""));
        }
        return columns;
    }

    /** The columns after one of them was added, moved or removed ({@code do}, {@code add}). */
    static List<ExportColumn> changed(Input input) {
        List<ExportColumn> columns = new ArrayList<>(columns(input));
        String[] what = input.text("do").split(":", 2);
        if (what[0].equals("add")) {
            if (!input.text("add").isEmpty()) {
                columns.add(column(input.text("add"), ""));
            }
            return columns;
        }
        int place =
                what.length == 2 && what[1].matches("[0-9]{1,4}") ? Integer.parseInt(what[1]) : -1;
        if (place < 0 || place >= columns.size()) {
            return columns;
        }
        ExportColumn column = columns.remove(place);
        switch (what[0]) {
            case "up" -> columns.add(Math.max(0, place - 1), column);
            case "down" -> columns.add(Math.min(columns.size(), place + 1), column);
            case "remove" -> {}
            default -> columns.add(place, column);
        }
        return columns;
    }

    /**
     * How a column is called in the form.
     *
     * @param place tells columns of one's own apart
     */
    static String token(ExportColumn column, int place) {
        return switch (column.kind()) {
            case FIELD -> FIELD + column.field();
            case LIST -> LIST + column.mailinglistId();
            case BOUNCE_REASON -> BOUNCE;
            case OWN -> OWN + ":" + place;
        };
    }

    private static ExportColumn column(String token, String value) {
        if (token.startsWith(FIELD)) {
            return ExportColumn.ofField(token.substring(FIELD.length()));
        }
        if (token.matches(LIST + "[0-9]{1,9}")) {
            return ExportColumn.ofList(Integer.parseInt(token.substring(LIST.length())));
        }
        if (token.equals(BOUNCE)) {
            return ExportColumn.bounceReason();
        }
        if (token.equals(OWN) || token.startsWith(OWN + ":")) {
            return ExportColumn.own("", value);
        }
        throw new InvalidInput("columns", "exporting.field.unknown", token);
    }

    private ExportSettings settings(Ui ui, Input input, ExportSettings before) {
        String type = input.text("userType");
        return new ExportSettings(
                columns(input),
                input.integer("target", 0),
                input.integer("mailinglist", 0),
                BindingStatus.find(input.integer("status", 0)).orElse(null),
                type.isEmpty() ? null : UserType.find(type.charAt(0)).orElse(null),
                period(ui, input, "changed"),
                period(ui, input, "created"),
                period(ui, input, "bound"),
                !input.text("allPeriods").equals("false"),
                "",
                format(input, before.format()));
    }

    private static Period period(Ui ui, Input input, String name) {
        return new Period(
                input.date(name + "From", ui.format()).orElse(null),
                input.date(name + "To", ui.format()).orElse(null),
                input.integer(name + "Days", 0),
                input.flag(name + "Today"));
    }

    private FileFormat format(Input input, FileFormat before) {
        String pack = input.text("pack");
        String typed = input.raw("password");
        String sealed = "";
        if (pack.equals("sealed")) {
            sealed = typed.isEmpty() ? before.sealedPassword() : profiles.seal(typed);
            if (sealed.isEmpty()) {
                throw new InvalidInput("password", "exporting.password.none");
            }
        }
        return new FileFormat(
                FileType.find(input.text("type")).orElse(before.type()),
                input.text("charset"),
                (char) input.integer("separator", before.separator()),
                (char) input.integer("quote", before.quote()),
                input.text("always").equals("true"),
                input.text("decimal").equals(",") ? ',' : '.',
                DateStyle.find(input.integer("day", -1)).orElse(before.day()),
                DateStyle.find(input.integer("moment", -1)).orElse(before.moment()),
                input.text("language").isEmpty() ? before.language() : input.text("language"),
                input.text("zone"),
                input.flag("decoded"),
                input.flag("harmless"),
                !pack.equals("none") && !pack.isEmpty(),
                sealed);
    }
}
