package org.openemm.exporting;

import java.util.List;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.UserType;
import org.openemm.target.RecipientFilter;

/**
 * Which recipients go into a file, with which columns, in which form.
 *
 * @param columns in their order; empty for all profile fields that the user may see
 * @param mailinglistId 0 for any, {@link RecipientQuery#NO_LIST} for recipients in none
 * @param status in that list, or in any; null for every
 * @param userType likewise; null for every
 * @param changed when the profile was changed
 * @param created when the recipient was created
 * @param bound when the status in the list was changed
 * @param allPeriods whether all periods must hold; else one is enough
 * @param filter further conditions as {@link RecipientFilter#stored()}; empty for none
 */
public record ExportSettings(
        List<ExportColumn> columns,
        int targetId,
        int mailinglistId,
        BindingStatus status,
        UserType userType,
        Period changed,
        Period created,
        Period bound,
        boolean allPeriods,
        String filter,
        FileFormat format) {

    public ExportSettings {
        columns = List.copyOf(columns);
        filter = filter == null ? "" : filter;
    }

    /** Everybody, with all fields. */
    public static ExportSettings everybody(FileFormat format) {
        return new ExportSettings(
                List.of(), 0, 0, null, null, Period.ANY, Period.ANY, Period.ANY, true, "", format);
    }

    public ExportSettings withColumns(List<ExportColumn> others) {
        return new ExportSettings(
                others,
                targetId,
                mailinglistId,
                status,
                userType,
                changed,
                created,
                bound,
                allPeriods,
                filter,
                format);
    }

    public ExportSettings withTarget(int other) {
        return new ExportSettings(
                columns,
                other,
                mailinglistId,
                status,
                userType,
                changed,
                created,
                bound,
                allPeriods,
                filter,
                format);
    }

    public ExportSettings withList(int list, BindingStatus otherStatus, UserType type) {
        return new ExportSettings(
                columns,
                targetId,
                list,
                otherStatus,
                type,
                changed,
                created,
                bound,
                allPeriods,
                filter,
                format);
    }

    public ExportSettings withPeriods(
            Period otherChanged, Period otherCreated, Period otherBound, boolean all) {
        return new ExportSettings(
                columns,
                targetId,
                mailinglistId,
                status,
                userType,
                otherChanged,
                otherCreated,
                otherBound,
                all,
                filter,
                format);
    }

    public ExportSettings withFilter(RecipientFilter other) {
        return new ExportSettings(
                columns,
                targetId,
                mailinglistId,
                status,
                userType,
                changed,
                created,
                bound,
                allPeriods,
                other.isEmpty() ? "" : other.stored(),
                format);
    }

    public ExportSettings withFormat(FileFormat other) {
        return new ExportSettings(
                columns,
                targetId,
                mailinglistId,
                status,
                userType,
                changed,
                created,
                bound,
                allPeriods,
                filter,
                other);
    }
}
