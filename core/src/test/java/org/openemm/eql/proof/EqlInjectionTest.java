package org.openemm.eql.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlError;
import org.openemm.eql.TestContext;
import org.openemm.eql.World;
import org.openemm.eql.rules.RulesError;
import org.openemm.eql.rules.VisualRules;

/**
 * Nothing from outside becomes a word of the SQL: apart from its constants the statement is the
 * same for every value, and it selects whom the description of the language selects.
 */
class EqlInjectionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Evaluator EVALUATOR = new Evaluator(Facts.ofTheWorld());

    static List<String> attacks() {
        return List.of(
                "' OR '1'='1",
                "' OR 1=1 -- ",
                "'; DROP TABLE customer_1_tbl; --",
                "\\' OR 1=1 -- ",
                "\\\\' OR 1=1 #",
                "\\",
                "'",
                "''",
                "\"",
                "`",
                "` OR 1=1 -- ",
                "x` = 1 OR `firstname",
                "/* */ OR /*! 1=1 */",
                "') UNION SELECT 1 FROM admin_tbl WHERE ('1'='1",
                "%' ESCAPE '' OR '%'='",
                "!%!_!!'",
                "0x27204f5220313d31",
                "X'27'",
                "\u02BC OR \u2019 1=1",
                "\uFF07 OR 1=1",
                "\0' OR 1=1",
                "\u001a'",
                "{{[agnDB]}}${jndi:ldap://x}",
                "<script>alert(1)</script>",
                ":value ? :: {fn now()}",
                "1) OR (1=1",
                "2001 OR 1=1",
                "2001; SELECT SLEEP(9)",
                "-1 UNION SELECT password FROM admin_tbl",
                "NULL",
                "{ts '2024-01-01 00:00:00'}",
                "\uD83D\uDE00' OR 'a'='a",
                "¿' OR 1=1");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attacksStayConstants(String attack) throws Exception {
        staysConstant(attack, true);
        staysOutside(attack);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void anythingElseStaysConstant(@ForAll long chance) throws Exception {
        byte[] bytes = new byte[new Random(chance).nextInt(24)];
        new Random(chance).nextBytes(bytes);
        String text =
                new String(
                        bytes,
                        chance % 2 == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        staysConstant(text, false);
        staysOutside(text);
    }

    private static void staysConstant(String attack, boolean select) throws Exception {
        if (attack.contains("\r") || attack.contains("\n")) {
            return;
        }
        // Behind a letter: whether a text begins with a wildcard may show in the statement.
        String value = "'a" + attack.replace("\\", "\\\\").replace("'", "\\'") + "'";
        for (String form :
                List.of(
                        "firstname = %s",
                        "firstname + %s <> g_text",
                        "g_text IN ('a', %s)",
                        "firstname CONTAINS %s",
                        "firstname BETWEEN %s AND 'z'",
                        "NOT lastname STARTS WITH %s")) {
            String sql = sql(form.formatted(value));
            assertEquals(words(sql(form.formatted("'a\\\\'"))), words(sql), attack);
            if (select && (Alphabet.knows(attack) || !form.contains("BETWEEN"))) {
                assertEquals(
                        EVALUATOR.select(
                                Eql.read(form.formatted(value), TestContext.TRACKING).condition()),
                        World.shared().select(sql),
                        attack);
            }
        }
    }

    private static String sql(String rule) {
        return Eql.translate(rule, TestContext.TRACKING).sql();
    }

    /** As names, numbers and operators, in the text and in the rules of the builder. */
    private static void staysOutside(String attack) throws Exception {
        String name = attack.replaceAll("[`$\r\n]", "");
        for (String rule :
                List.of(
                        "`" + attack + "` = 1",
                        "`" + name + " x` = 1",
                        "OPENED MAILING " + attack + "x",
                        "firstname = 'a' DATEFORMAT " + attack + "x",
                        "REVENUE BY MAILING " + attack + "x > 1")) {
            if (!rule.equals("`` = 1")) {
                assertThrows(EqlError.class, () -> Eql.translate(rule, TestContext.TRACKING), rule);
            }
        }
        for (ObjectNode rule : builderRules(attack)) {
            String json =
                    JSON.createObjectNode()
                            .put("condition", "AND")
                            .set("rules", JSON.createArrayNode().add(rule))
                            .toString();
            try {
                String text = VisualRules.toText(json, TestContext.TRACKING).text();
                Eql.translate(text, TestContext.TRACKING);
                throw new AssertionError(text);
            } catch (RulesError | EqlError refused) {
                // As it should be.
            }
        }
        World.shared().select("1 = 1");
    }

    private static List<ObjectNode> builderRules(String attack) {
        List<ObjectNode> rules = new ArrayList<>();
        String odd = attack + "x";
        rules.add(rule(odd, "equal").put("value", "1"));
        rules.add(rule("g_int", odd).put("value", "1"));
        rules.add(rule("g_int", "equal").put("value", odd));
        rules.add(rule("opened mailing", "equal").put("value", odd));
        rules.add(rule("opened mailing", "equal").put("value", 2001).put("days", odd));
        rules.add(rule("opened mailing", "equal").put("value", 2001).put("device", odd));
        rules.add(rule("binding on mailinglist", "equal").put("value", 101).put("status", odd));
        ObjectNode link = rule("clicked in mailing", "equal");
        link.putArray("value").add(2001).add(odd);
        rules.add(link);
        ObjectNode calculated = rule("g_int", "mod");
        calculated.putArray("value").add(odd).add("equal").add("1");
        rules.add(calculated);
        Stream.of(
                        List.of(odd, "YYYYMMDD"),
                        List.of("20240101", odd),
                        List.of("today", odd, "add", "MM"))
                .forEach(
                        parts -> {
                            ObjectNode date = rule("g_date", "equal");
                            parts.forEach(date.putArray("value")::add);
                            rules.add(date);
                        });
        return rules;
    }

    private static ObjectNode rule(String id, String operator) {
        return JSON.createObjectNode().put("id", id).put("operator", operator);
    }

    /** The statement with a question mark for every constant, read as a database would. */
    private static String words(String sql) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c != '\'') {
                words.append(c);
                continue;
            }
            i++;
            while (sql.charAt(i) != '\'' || i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                i += sql.charAt(i) == '\'' ? 2 : 1;
            }
            words.append('?');
        }
        return words.toString().replace("(_utf8mb4 X? COLLATE utf8mb4_unicode_ci)", "?");
    }
}
