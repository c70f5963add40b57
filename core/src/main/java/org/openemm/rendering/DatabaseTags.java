package org.openemm.rendering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.content.KnownTag;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;
import org.openemm.database.Transaction;

/**
 * The tags that administrators define in tag_tbl: an SQL expression on the recipient, or a quoted
 * text. MariaDB computes them in the same SELECT as the profile fields. Parameters of the tag stand
 * in the expression as {@code {name}}; a tag whose parameter could change the expression counts as
 * unknown.
 */
final class DatabaseTags {
    private static final Pattern CONSTANT = Pattern.compile("'[^']*'");
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z0-9_-]+)}");
    private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N} _.,:%+/@-]*");

    private final Transaction tx;
    private final MailingSnapshot.Tenant tenant;
    private final int mailingId;
    private final int mailinglistId;

    DatabaseTags(Transaction tx, MailingSnapshot.Tenant tenant, int mailingId, int mailinglistId) {
        this.tx = tx;
        this.tenant = tenant;
        this.mailingId = mailingId;
        this.mailinglistId = mailinglistId;
    }

    /** Name of a use of a tag: equal for equal parameters. */
    static String key(Tag tag) {
        return "["
                + tag.name().toLowerCase(Locale.ROOT)
                + " "
                + new TreeMap<>(tag.parameters())
                + "]";
    }

    /** Whether an expression is a text that an administrator wrote, HTML included. */
    static boolean isConstant(String sql) {
        return CONSTANT.matcher(sql).matches();
    }

    /** One column for each different use in the texts. */
    List<MailingSnapshot.Column> columns(List<String> texts) {
        Map<String, Tag> uses = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        for (String text : texts) {
            for (Tag tag : TagParser.parse(text)) {
                if (!tag.closing() && KnownTag.find(tag.name()).isEmpty()) {
                    uses.put(key(tag), tag);
                    names.add(tag.name());
                }
            }
        }
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, String> expressions = expressions(names);
        return uses.entrySet().stream()
                .filter(use -> expressions.containsKey(lower(use.getValue())))
                .filter(use -> isHarmless(use.getValue()))
                .map(
                        use ->
                                new MailingSnapshot.Column(
                                        "",
                                        use.getKey(),
                                        MailingSnapshot.Column.Type.TEXT,
                                        filled(
                                                expressions.get(lower(use.getValue())),
                                                use.getValue())))
                .toList();
    }

    private Map<String, String> expressions(Set<String> names) {
        Map<String, String> expressions = new LinkedHashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT LOWER(tagname), selectvalue FROM tag_tbl
                        WHERE company_id IN (0, :company) AND tagname IN (<names>)
                          AND type <> 'FUNCTION' AND TRIM(selectvalue) <> ''
                        ORDER BY company_id, tag_id
                        """)
                .bind("company", tenant.companyId())
                .bindList("names", List.copyOf(names))
                .map((row, context) -> expressions.put(row.getString(1), row.getString(2).strip()))
                .list();
        return expressions;
    }

    private static String lower(Tag tag) {
        return tag.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isHarmless(Tag tag) {
        return tag.parameters().values().stream()
                .allMatch(value -> HARMLESS.matcher(value).matches() && !value.contains("--"));
    }

    private String filled(String expression, Tag tag) {
        String sql =
                PARAMETER
                        .matcher(expression)
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                tag.parameter(found.group(1), "")));
        return sql.replace("[licence-id]", Long.toString(tenant.licence()))
                .replace("[company-id]", Integer.toString(tenant.companyId()))
                .replace("[company-token]", tenant.token())
                .replace("[mailinglist-id]", Integer.toString(mailinglistId))
                .replace("[mailing-id]", Integer.toString(mailingId))
                .replace("[rdir-domain-for-images]", tenant.rdirDomain())
                .replace("[rdir-domain]", tenant.rdirDomain());
    }
}
