package org.openemm.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.openemm.account.Actor;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.PageCursor;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientPage;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.Recipients;

/**
 * The active subscribers of a list, or all that a query finds. Read page by page while the answer
 * is being written.
 */
final class Subscribers {
    private static final int PAGE = 1_000;
    private static final String ID = "customer_id";

    private final Recipients recipients;
    private final ProfileFields fields;

    Subscribers(Recipients recipients, ProfileFields fields) {
        this.recipients = recipients;
        this.fields = fields;
    }

    /**
     * @param names columns separated by commas, {@code *} for all, empty for the id alone
     * @throws Refusal for a field that does not exist or is not visible
     */
    Iterator<Map<String, Object>> of(Actor actor, int mailinglistId, String names) {
        RecipientQuery query =
                new RecipientQuery(
                        "",
                        "",
                        "",
                        "",
                        mailinglistId,
                        BindingStatus.ACTIVE,
                        null,
                        "",
                        ID,
                        false,
                        PAGE,
                        null);
        return of(actor, query, names);
    }

    /** As the other, of all that a query finds, by their ids. */
    Iterator<Map<String, Object>> of(Actor actor, RecipientQuery wanted, String names) {
        List<String> columns = columns(fields.of(actor), names);
        RecipientQuery query = wanted.paged(ID, false, PAGE, null);
        return new Pages(
                start -> recipients.page(actor, start == null ? query : query.from(start), columns),
                columns);
    }

    private static List<String> columns(ProfileFieldCatalog catalog, String names) {
        if (names.isBlank()) {
            return List.of(ID);
        }
        if (names.strip().equals("*")) {
            return catalog.all().stream()
                    .filter(Subscribers::isVisible)
                    .map(ProfileField::column)
                    .toList();
        }
        List<String> columns = new ArrayList<>();
        for (String name : names.split(",")) {
            columns.add(
                    catalog.column(name)
                            .filter(Subscribers::isVisible)
                            .orElseThrow(
                                    () ->
                                            Refusal.bad(
                                                    "Unknown profile field: "
                                                            + Fields.shown(name.strip())))
                            .column());
        }
        return columns;
    }

    static boolean isVisible(ProfileField field) {
        return field.editing() != ProfileField.Editing.HIDDEN
                && !field.column().equals("bounceload");
    }

    /**
     * A value as callers read it.
     *
     * @param zone of times
     */
    static Object shown(Object value, ZoneId zone) {
        if (value instanceof Instant time) {
            return Dates.text(time, zone);
        }
        return value instanceof LocalDate day ? day.toString() : value;
    }

    private interface Reader {
        RecipientPage from(PageCursor start);
    }

    /** One page after the other. */
    private static final class Pages implements Iterator<Map<String, Object>> {
        private final Reader reader;
        private final List<String> columns;
        private RecipientPage page;
        private int next;

        Pages(Reader reader, List<String> columns) {
            this.reader = reader;
            this.columns = columns;
            this.page = reader.from(null);
        }

        @Override
        public boolean hasNext() {
            if (next == page.recipients().size() && page.next() != null) {
                page = reader.from(page.next());
                next = 0;
            }
            return next < page.recipients().size();
        }

        @Override
        public Map<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Recipient recipient = page.recipients().get(next++);
            Map<String, Object> shown = new LinkedHashMap<>();
            for (String column : columns) {
                shown.put(
                        column,
                        column.equals(ID)
                                ? recipient.id()
                                : Subscribers.shown(
                                        recipient.values().get(column), ZoneId.systemDefault()));
            }
            return shown;
        }
    }
}
