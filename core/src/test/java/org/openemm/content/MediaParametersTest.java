package org.openemm.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MediaParametersTest {
    @Test
    void storedTextIsRead() {
        MediaParameters read =
                MediaParameters.parse(
                        "from=\"\\\"Garden \\\\ Co\\\" <news@example.com>\", subject=\"Hello, you ="
                                + " me\", mailformat=\"2\", linefeed=\"72\", remove_dups=\"true\"");
        assertEquals("\"Garden \\ Co\" <news@example.com>", read.get("from").orElseThrow());
        assertEquals("Hello, you = me", read.get("subject").orElseThrow());
        assertEquals(72, read.number("linefeed", 0));
        assertTrue(read.isTrue("remove_dups"));
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertEquals("x", MediaParameters.parse("preheader=\"x\"").get("preHeader").orElseThrow());
        assertEquals(
                "preHeader=\"y\"",
                MediaParameters.parse("preheader=\"x\"").with("preHeader", "y").format());
    }

    @Test
    void brokenTextIsReadAsFarAsItGoes() {
        assertTrue(MediaParameters.parse(null).all().isEmpty());
        assertTrue(MediaParameters.parse(",,, \"\"\" nothing").all().isEmpty());
        assertEquals("b", MediaParameters.parse("a=b, c").get("a").orElseThrow());
        assertEquals("open", MediaParameters.parse("a=\"open").get("a").orElseThrow());
        assertEquals(7, MediaParameters.parse("n=\"x\"").number("n", 7));
    }

    @Test
    void anEmptyValueTakesTheNameOut() {
        assertFalse(MediaParameters.parse("a=\"1\"").with("a", "").get("a").isPresent());
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll String subject, @ForAll String from) {
        MediaParameters written =
                MediaParameters.none().with("subject", subject).with("from", from);
        assertEquals(written, MediaParameters.parse(written.format()));
    }

    @Property
    void anAddressWithNameIsReadBack(@ForAll String name) {
        NamedAddress written = new NamedAddress(name, "news@example.com");
        assertEquals(written, NamedAddress.parse(written.format()));
    }

    @Test
    void addressesAreReadInTheirUsualForms() {
        assertEquals(new NamedAddress("", "a@b.de"), NamedAddress.parse(" a@b.de "));
        assertEquals(new NamedAddress("", "a@b.de"), NamedAddress.parse("<a@b.de>"));
        assertEquals(
                new NamedAddress("Blumen Müller", "a@b.de"),
                NamedAddress.parse("Blumen Müller <a@b.de>"));
        assertEquals(
                new NamedAddress("A \"B\" C", "a@b.de"),
                NamedAddress.parse("\"A \\\"B\\\" C\" <a@b.de>"));
    }
}
