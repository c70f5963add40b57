package org.openemm.eql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields, mailings and links of {@link World}, known without asking the database. */
public final class TestContext implements EqlContext {
    public static final TestContext TRACKING = new TestContext(true);

    private static final List<EqlField> FIELDS =
            List.of(
                    number("customer_id", "customer_id"),
                    text("email", "email"),
                    text("firstname", "firstname"),
                    text("lastname", "lastname"),
                    number("gender", "gender"),
                    number("mailtype", "mailtype"),
                    text("title", "title"),
                    date("creation_date", "creation_date"),
                    date("timestamp", "timestamp"),
                    date("lastopen_date", "lastopen_date"),
                    date("lastclick_date", "lastclick_date"),
                    number("g_int", "g_int"),
                    new EqlField("g_float", "Weight kg", ValueType.NUMERIC, false),
                    text("g_text", "g_text"),
                    date("g_date", "g_date"),
                    date("g_dt", "g_dt"),
                    date("g_birthday", "birthday"),
                    text("g_size", "Größe"),
                    text("g_status", "status"),
                    date("g_blob", "g_blob"));

    private static final Map<Integer, Integer> MAILINGS =
            Map.of(2001, 0, 2002, 0, 2003, 4, 2004, 0, 2005, 1, 2006, 2, 2007, 0, 2008, 4);
    private static final Map<Integer, Set<Integer>> LINKS =
            Map.of(
                    2001,
                    Set.of(200101, 200102),
                    2002,
                    Set.of(200201),
                    2007,
                    Set.of(200701, 200702));

    /** Rules of the stored groups: on the profile, on what somebody did, on another group. */
    private static final Map<Integer, String> GROUPS =
            Map.of(
                    7, "gender = 1 OR g_int > 29",
                    8, "CLICKED IN MAILING 2007",
                    9, "NOT IN TARGET GROUP 7 AND g_int > 3");

    private final boolean tracksMails;

    TestContext(boolean tracksMails) {
        this.tracksMails = tracksMails;
    }

    private static EqlField number(String column, String name) {
        return new EqlField(column, name, ValueType.NUMERIC, true);
    }

    private static EqlField text(String column, String name) {
        return new EqlField(column, name, ValueType.TEXT, false);
    }

    private static EqlField date(String column, String name) {
        return new EqlField(column, name, ValueType.DATE, false);
    }

    @Override
    public int companyId() {
        return 1;
    }

    @Override
    public Optional<EqlField> field(String name) {
        return FIELDS.stream().filter(field -> field.name().equalsIgnoreCase(name)).findFirst();
    }

    @Override
    public List<EqlField> fields() {
        return FIELDS;
    }

    @Override
    public Optional<Integer> mailingType(int mailingId) {
        return Optional.ofNullable(MAILINGS.get(mailingId));
    }

    @Override
    public boolean hasLink(int mailingId, int linkId) {
        return LINKS.getOrDefault(mailingId, Set.of()).contains(linkId);
    }

    @Override
    public boolean hasMailinglist(int mailinglistId) {
        return mailinglistId == 101 || mailinglistId == 102;
    }

    @Override
    public Optional<EqlGroup> group(int targetId) {
        return Optional.ofNullable(GROUPS.get(targetId))
                .map(
                        eql -> {
                            Translation rule = Eql.translate(eql, this);
                            return new EqlGroup(
                                    targetId,
                                    "Group " + targetId,
                                    rule.sql(),
                                    true,
                                    false,
                                    rule.usesBehaviour(),
                                    rule.complexity());
                        });
    }

    /** The rule of a stored group. */
    public static Condition ruleOf(EqlGroup group) {
        return Eql.read(GROUPS.get(group.id()), TRACKING).condition();
    }

    @Override
    public boolean tracksMails() {
        return tracksMails;
    }
}
