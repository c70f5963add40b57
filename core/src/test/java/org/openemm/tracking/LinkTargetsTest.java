package org.openemm.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LinkTargetsTest {

    @Nested
    class Addresses {
        @Test
        void internationalDomainsAreAscii() {
            assertEquals(
                    "https://xn--mnchen-3ya.example/caf%C3%A9?a=1",
                    LinkTargets.ascii("https://münchen.example/café?a=1"));
        }

        @Test
        void lineBreaksCannotReachTheHeader() {
            assertEquals(
                    "https://a.example/%0D%0ASet-Cookie:x",
                    LinkTargets.ascii("https://a.example/\r\nSet-Cookie:x"));
        }

        @Test
        void existingEscapesAndParametersStayAsTheyAre() {
            String url = "https://shop.example/p;v=1?q=a%20b&utm_source=mail&x=%C3%BC&y=[1]#top";
            assertEquals(url, LinkTargets.ascii(url));
        }

        @Test
        void aParameterGoesBeforeTheFragment() {
            assertEquals(
                    "https://a.example/?a=1&b=2#c",
                    LinkTargets.withParameter("https://a.example/?a=1#c", "b", "2"));
            assertEquals(
                    "https://a.example/?b=2",
                    LinkTargets.withParameter("https://a.example/", "b", "2"));
            assertEquals(
                    "https://a.example/?b=2",
                    LinkTargets.withParameter("https://a.example/?", "b", "2"));
        }
    }

    @Nested
    class Tags {
        private final HashTags tags =
                new HashTags(
                        name ->
                                Optional.ofNullable(
                                        Map.of("city", "Köln & Bonn", "empty", "")
                                                .get(name.toLowerCase(java.util.Locale.ROOT))),
                        Map.of("AGNUID", "F.abc", "MAILING_ID", "12"),
                        Instant.parse("2026-11-20T12:00:00Z"),
                        ZoneOffset.UTC);

        @Test
        void aFieldIsUrlEncoded() {
            assertEquals("c=K%C3%B6ln+%26+Bonn", tags.replace("c=##CITY##"));
        }

        @Test
        void theFirstFieldWithAValueIsTaken() {
            assertEquals("K%C3%B6ln+%26+Bonn", tags.replace("##empty/unknown/city##"));
        }

        @Test
        void unencodedMeansUnencoded() {
            assertEquals("Köln & Bonn", tags.replace("##UNENCODED:city##"));
        }

        @Test
        void fixedNamesAndTheSendDateAreFilledIn() {
            assertEquals(
                    "F.abc/12/20261120",
                    tags.replace("##AGNUID##/##MAILING_ID##/##SENDDATE-UNENCODED:yyyymmDD##"));
        }

        @Test
        void digestsAreHexadecimal() {
            assertEquals("d41d8cd98f00b204e9800998ecf8427e", tags.replace("##MD5:empty##"));
            assertEquals(40, tags.replace("##ENCODE-HEX:city,sha1##").length());
        }

        @Test
        void whatIsUnknownIsEmpty() {
            assertEquals("a=&b=", tags.replace("a=##NOPE##&b=##NOPE:city##"));
        }

        @Test
        void aSingleHashIsLeftAlone() {
            assertEquals("/a#b", tags.replace("/a#b"));
        }
    }
}
