package org.openemm.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openemm.i18n.Texts;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "anna@example.com, anna@example.com",
        "'  Anna.Mueller@Example.COM ', anna.mueller@example.com",
        "o'brien+news@example.co.uk, o'brien+news@example.co.uk",
        "info@müller.de, info@xn--mller-kva.de",
        "info@例え.jp, info@xn--r8jz45g.jp",
        "a@b.museum, a@b.museum",
        "a@xn--mller-kva.xn--p1ai, a@xn--mller-kva.xn--p1ai",
    })
    void anAddressIsTrimmedAndWrittenInLowerCaseWithAnAsciiDomain(String text, String stored) {
        assertEquals(stored, EmailAddress.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "'   ', EMPTY",
        "anna, NO_AT",
        "anna@example@com, SEVERAL_AT",
        "@example.com, LOCAL_EMPTY",
        "anna@, DOMAIN_EMPTY",
        "an na@example.com, BLANK",
        "anna@exam ple.com, BLANK",
        "änna@example.com, LOCAL_NOT_ASCII",
        "'<script>@example.com', LOCAL_CHARACTER",
        "'\"anna\"@example.com', LOCAL_CHARACTER",
        ".anna@example.com, LOCAL_DOTS",
        "anna.@example.com, LOCAL_DOTS",
        "an..na@example.com, LOCAL_DOTS",
        "anna@localhost, DOMAIN_WITHOUT_DOT",
        "anna@example..com, DOMAIN_LABEL",
        "anna@-example.com, DOMAIN_LABEL",
        "anna@exa_mple.com, DOMAIN_CHARACTER",
        "anna@[127.0.0.1], DOMAIN_CHARACTER",
        "anna@127.0.0.1, TOP_LEVEL",
        "anna@example.c, TOP_LEVEL",
        "'anna@example.com,otto@example.com', SEVERAL_AT",
        "'anna@example.com\r\nBcc: x', BLANK",
    })
    void aTextThatIsNoAddressIsRefusedWithTheReason(String text, EmailAddress.Problem problem) {
        assertEquals(problem, EmailAddress.check(text).problem());
    }

    @Test
    void anAddressMustFitTheColumn() {
        String domain = "d".repeat(60) + ".example.com";
        assertTrue(EmailAddress.check("a".repeat(27) + "@" + domain).isValid());
        assertEquals(
                EmailAddress.Problem.TOO_LONG,
                EmailAddress.check("a".repeat(28) + "@" + domain).problem());
        assertEquals(
                EmailAddress.Problem.LOCAL_TOO_LONG,
                EmailAddress.check("a".repeat(100_000) + "@example.com").problem());
    }

    @Property
    void anyTextIsEitherAnAddressThatStaysTheSameOrHasAReason(@ForAll String text) {
        EmailAddress.Outcome outcome = EmailAddress.check(text);
        if (outcome.isValid()) {
            String stored = outcome.address().toString();
            assertEquals(stored, EmailAddress.parse(stored).toString());
            assertTrue(stored.length() <= EmailAddress.MAX_LENGTH);
        } else {
            assertNotNull(outcome.problem());
        }
    }

    @Test
    void everyReasonHasATextInBothLanguages() {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(),
                        java.util.List.of("messages/recipient"),
                        java.util.List.of("en", "de"));
        for (EmailAddress.Problem problem : EmailAddress.Problem.values()) {
            for (String language : java.util.List.of("en", "de")) {
                assertNotNull(
                        texts.all(language).get(problem.key()),
                        problem.key() + " " + Locale.forLanguageTag(language));
            }
        }
    }
}
