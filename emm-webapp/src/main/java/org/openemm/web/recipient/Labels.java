package org.openemm.web.recipient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.profilefield.ProfileField;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** Codes of recipients in words. */
public final class Labels {
    private static final List<Integer> GENDERS = List.of(0, 1, 2);
    private static final List<Integer> MORE_GENDERS = List.of(4, 5);
    private static final int MAILTYPES = 3;

    private Labels() {}

    public static String status(Ui ui, BindingStatus status) {
        return ui.t("recipient.status." + key(status));
    }

    /** Kind of badge. */
    public static String kind(BindingStatus status) {
        return switch (status) {
            case ACTIVE -> "good";
            case BOUNCED, BLOCKLISTED -> "bad";
            case WAITING, SUSPENDED -> "warn";
            case OPT_OUT_BY_ADMIN, OPT_OUT_BY_USER -> "";
        };
    }

    public static String icon(BindingStatus status) {
        return switch (status) {
            case ACTIVE -> "circle-check";
            case BOUNCED -> "mail-x";
            case BLOCKLISTED -> "ban";
            case WAITING -> "clock";
            case SUSPENDED -> "circle-pause";
            case OPT_OUT_BY_ADMIN, OPT_OUT_BY_USER -> "user-minus";
        };
    }

    public static String type(Ui ui, UserType type) {
        return ui.t("recipient.type." + key(type));
    }

    public static List<Option> statuses(Ui ui, String none) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("", none));
        for (BindingStatus status : BindingStatus.values()) {
            options.add(Option.of(status.code(), status(ui, status)));
        }
        return options;
    }

    /** Those that can be chosen; VIP kinds only where they are set already. */
    public static List<Option> types(Ui ui, UserType current) {
        List<Option> options = new ArrayList<>();
        for (UserType type : UserType.values()) {
            if (type == current || !type.name().endsWith("VIP")) {
                options.add(Option.of(type.code(), type(ui, type)));
            }
        }
        return options;
    }

    public static List<Option> genders(Ui ui, String current) {
        List<Option> options = new ArrayList<>();
        GENDERS.forEach(code -> options.add(Option.of(code, ui.t("recipient.gender." + code))));
        for (int code : MORE_GENDERS) {
            if (ui.may("recipient.gender.extended") || current.equals(String.valueOf(code))) {
                options.add(Option.of(code, ui.t("recipient.gender." + code)));
            }
        }
        return options;
    }

    public static List<Option> mailtypes(Ui ui) {
        List<Option> options = new ArrayList<>();
        for (int code = 0; code < MAILTYPES; code++) {
            options.add(Option.of(code, ui.t("recipient.mailtype." + code)));
        }
        return options;
    }

    /** Name of a field: standard ones in the language of the user. */
    public static String field(Ui ui, ProfileField field) {
        if (!field.isStandard() || !field.name().equals(field.column())) {
            return field.name();
        }
        return ui.t("recipient.field." + field.column());
    }

    /** A stored value in words; a dash for none. */
    public static String value(Ui ui, ProfileField field, Object value) {
        if (value == null || value.toString().isEmpty()) {
            return "–";
        }
        if (value instanceof Instant instant) {
            return ui.format().dateTime(instant);
        }
        if (value instanceof LocalDate day) {
            return ui.format().date(day);
        }
        return switch (field.column()) {
            case "gender" -> ui.t("recipient.gender." + value);
            case "mailtype" ->
                    value.toString().matches("[0-2]")
                            ? ui.t("recipient.mailtype." + value)
                            : value.toString();
            case "sys_tracking_veto", "sys_encrypted_sending" ->
                    ui.t(value.toString().equals("1") ? "recipient.yes" : "recipient.no");
            default -> value.toString();
        };
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
