package org.openemm.recipient;

import org.openemm.profilefield.StandardFields;

/**
 * Which recipients a list shows, and in which order. Patterns know {@code *} or {@code %} for any
 * number of characters and {@code ?} or {@code _} for one; without them the match is exact. Blank
 * means any.
 *
 * @param text beginning of the address, of a name, of both names in either order, or a customer id;
 *     {@code *} and {@code ?} are wildcards here, and {@code @example.com} asks for a domain
 * @param mailinglistId 0 for any, {@link #NO_LIST} for recipients without a binding
 * @param status in the mailing list, or in any list when none is chosen; null for any
 * @param userType likewise
 * @param conditionSql further condition on alias {@code cust} as package target writes it; never
 *     from a request
 * @param sort column
 * @param pageSize 1 to 1,000
 * @param cursor where the page starts; null for the first page
 */
public record RecipientQuery(
        String text,
        String email,
        String firstname,
        String lastname,
        int mailinglistId,
        BindingStatus status,
        UserType userType,
        String conditionSql,
        String sort,
        boolean descending,
        int pageSize,
        PageCursor cursor) {
    /** Recipients that are in no mailing list. */
    public static final int NO_LIST = -1;

    private static final int MAX_PAGE = 1000;

    public RecipientQuery {
        text = text == null ? "" : text.strip();
        email = email == null ? "" : email.strip();
        firstname = firstname == null ? "" : firstname.strip();
        lastname = lastname == null ? "" : lastname.strip();
        conditionSql = conditionSql == null ? "" : conditionSql;
        sort = sort == null || sort.isBlank() ? StandardFields.EMAIL : sort;
        pageSize = Math.max(1, Math.min(MAX_PAGE, pageSize));
    }

    /** Everybody, by address. */
    public static RecipientQuery all(int pageSize) {
        return new RecipientQuery(
                "", "", "", "", 0, null, null, "", StandardFields.EMAIL, false, pageSize, null);
    }

    /** Those whose address or name begins with the text, by address. */
    public static RecipientQuery beginningWith(String text, int pageSize) {
        return new RecipientQuery(
                text, "", "", "", 0, null, null, "", StandardFields.EMAIL, false, pageSize, null);
    }

    /** The same recipients in another order. */
    public RecipientQuery sortedBy(String column, boolean descendingOrder) {
        return paged(column, descendingOrder, pageSize, cursor);
    }

    /** The same recipients, further on. */
    public RecipientQuery from(PageCursor start) {
        return paged(sort, descending, pageSize, start);
    }

    /** The same recipients in an order and from a place on. */
    public RecipientQuery paged(
            String column, boolean descendingOrder, int size, PageCursor start) {
        return new RecipientQuery(
                text,
                email,
                firstname,
                lastname,
                mailinglistId,
                status,
                userType,
                conditionSql,
                column,
                descendingOrder,
                size,
                start);
    }

    /** Whether anything narrows the list. */
    public boolean isFiltered() {
        return !(text.isEmpty()
                && email.isEmpty()
                && firstname.isEmpty()
                && lastname.isEmpty()
                && mailinglistId == 0
                && status == null
                && userType == null
                && conditionSql.isEmpty());
    }
}
