package org.openemm.uid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidCodecTest {
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz012345";
    private static final long SENT = 1763640000L;
    private static final Uid SOME = Uid.of(1, 17, 4711, SENT, 0, 5);

    /** Recipient, link, text: as links in mails already sent carry them. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1, 1, F.haJfYwGiX20Bol9yAaJfc85pHwLAol91AQ.UcGrnCA0kAQpZqHFyB_eCpRx5gsdmBkgBJ_IHEJQR14zT080VwscfwA76DREqhuKBzZkDYUzh9HD_U49xfrmIg
                    1, 2, F.haJfYwGiX20Bol9yAaJfc85pHwLAol91Ag.NuR6ot5W3H_xrMZ60q0U2O1nUQb8QBpZXx5A7xQLEi1BwkTQDhd3uRxWzBYrSeFi0TGhkXLGj8QdR3Xr1o1IiA
                    1, 10, F.haJfYwGiX20Bol9yAaJfc85pHwLAol91Cg.s_Zbw4g834X0nFclJ5L_N8R8j62061lp-kOWuNka0ra67FE9SUttOrVdIgcsfH6QY_oV1_XA0vgjieDjTcFplA
                    2, 1, F.haJfYwGiX20Bol9yAqJfc85pHwLAol91AQ.Xm6PDnd906fQR55qjlrrna9fSXHMkGe3R4d732ifCmtQC3dZby7KturAwEQsil45pNKfwuHEciwQBIJDs7N6hw
                    3, 6, F.haJfYwGiX20Bol9yA6Jfc85pHwLAol91Bg.mOW5UTRCIkf1uTSW473dJ6-I-IJUx7ykMG6sCEjbvzvO9kkXtwUKj9SivrYgqDJ0CtuTRUIsa-U_QKG5eVn3hw
                    1000, 10, F.haJfYwGiX20Bol9yzQPool9zzmkfAsCiX3UK.JlALPBUtrtAk7fxiLYiS6dvXRAX_m5W8hanXKiLdMXa9Yrai5M6hWejRL2GLKQzK7Kt6FeumrFay2I4s_FeVXA
                    1, 0, F.hKJfYwGiX20Bol9yAaJfc85pHwLA.hBCjbuXhc6o66dCebT9muB3K3R0tAPG2uh0G_ZVkxoFAYt9VU43w0CZDjq9PNRCj_XZ8aLgdOKHNZ3gFodszmw
                    2, 0, F.hKJfYwGiX20Bol9yAqJfc85pHwLA.O5PVAUtcSmqtNiuyOR_DZ9piCP8UJs7pYO5ZpjqpQ0q-NVhmmUV1DUNhPWEgU8b6KogMkHGvkO1Tnb3G6Sql7Q
                    128, 0, F.hKJfYwGiX20Bol9yzICiX3POaR8CwA.X0fmPP5VgFasa6ifwHQUCz-pwN3QM8KbTLyoomV9xiAr_48UhfZGIak5Iz5bFaF3C_UERmZjK6kwpM_im9APXg
                    129, 0, F.hKJfYwGiX20Bol9yzIGiX3POaR8CwA.sA3Znl9AsvSNr-SR2CLvHGf0ain-1MP021ZSsD2MJ2MuUtR5BLm5SZOVSsAP0u8Jg4Bjg7fdW36adAs1OrK8JQ
                    256, 0, F.hKJfYwGiX20Bol9yzQEAol9zzmkfAsA.1kCtsk9y4BFqgg3VfK3AZ64oG5AhU4ADeV5wTBLlIE_dKokarD9umsW35k7x4vmri_Zn72GUAxYjTEWiOh6BBw
                    1000, 0, F.hKJfYwGiX20Bol9yzQPool9zzmkfAsA.yYmMxVk-ZmYjPp9LqafQvJ-LueSkfdXuoPACMnxz_EDq8VEz5-MeHUGbpAuc-edzZ9O3YtNIiFPx7bil9VrvIw
                    """)
    void textsOfMailsAlreadySentAreWrittenAndRead(long recipient, int url, String text) {
        Uid uid = Uid.of(1, 1, recipient, SENT, 0, url);

        assertEquals(text, UidCodec.encode(uid, KEY));
        assertEquals(uid, UidCodec.decode(text).uid());
        assertTrue(UidCodec.decode(text).verify(KEY));
        assertEquals(text, written(uid));
    }

    @Test
    void everyValueComesBack() {
        Uid uid =
                new Uid(
                        70000,
                        300,
                        Integer.MAX_VALUE,
                        0xffffffffL,
                        1L << 40,
                        3,
                        'T',
                        65536,
                        "ab20261121101500_0");

        UnverifiedUid read = UidCodec.decode(UidCodec.encode(uid, KEY));

        assertEquals(uid, read.uid());
        assertTrue(read.verify(KEY));
        assertTrue(read.uid().trackingVeto() && read.uid().noLinkExtension());
        assertEquals(UidCodec.encode(uid, KEY), written(uid));
    }

    @Test
    void anotherKeyDoesNotVerify() {
        assertFalse(UidCodec.decode(UidCodec.encode(SOME, KEY)).verify(KEY + "x"));
    }

    @Test
    void everyAlteredCharacterIsRefused() {
        String text = UidCodec.encode(SOME, KEY);
        for (int i = 0; i < text.length(); i++) {
            for (char other : new char[] {'A', 'B', 'Q', 'g', '-', '.', '='}) {
                if (text.charAt(i) != other) {
                    String altered = text.substring(0, i) + other + text.substring(i + 1);
                    assertFalse(accepted(altered), altered);
                }
            }
        }
    }

    @Test
    void aSecondWayToWriteTheSameNumbersIsRefusedEvenWhenSigned() {
        // company 1 as a 16-bit number; keys in another order; a zero written out; a key twice
        for (String hex :
                new String[] {
                    "83a25f63cd0001a25f6d01a25f7201",
                    "83a25f6d01a25f6301a25f7201",
                    "84a25f6301a25f6d01a25f7201a25f7500",
                    "84a25f6301a25f6301a25f6d01a25f7201",
                    "83a25f6301a25f6d01a25f720100"
                }) {
            byte[] payload = bytes(hex);
            byte[] signed = new byte[payload.length + 2];
            signed[0] = '5';
            signed[1] = '.';
            System.arraycopy(payload, 0, signed, 2, payload.length);
            String text =
                    "F."
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(payload)
                            + "."
                            + Signature.of(signed, KEY);
            assertThrows(MalformedUid.class, () -> UidCodec.decode(text), hex);
        }
    }

    @Test
    void theScriptsOrderOfKeysIsReadToo() {
        // _c _f _m _r
        byte[] payload = bytes("84a25f6301a25f66a141a25f6d02a25f7203");
        assertEquals(new Uid(1, 0, 2, 3, 0, 0, 'A', 0, ""), Payload.read(payload, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "F",
                "F..",
                "...",
                "F.AA",
                "'\"<script>{{[agn",
                "F.haJf YwGiX20B.x",
                "ä.ö.ü"
            })
    void textsThatAreNoUidAreRefused(String text) {
        assertThrows(MalformedUid.class, () -> UidCodec.decode(text));
        assertThrows(MalformedUid.class, () -> UidCodec.decode(text + "." + "A".repeat(86)));
    }

    @Test
    void aHugeTextIsRefusedAtOnce() {
        assertThrows(MalformedUid.class, () -> UidCodec.decode("F.".repeat(50_000)));
        assertThrows(MalformedUid.class, () -> UidCodec.decode(null));
    }

    @Test
    void olderVersionsAreRead() {
        // version 4: licence 0, company 1, mailing 64, recipient 65, link 2, options 1
        String four = "E.A.B.BA.BB.C.B." + sign("4.0.1.64.65.2.1");
        assertEquals(Uid.of(1, 64, 65, 0, 1, 2), UidCodec.decode(four).uid());
        assertTrue(UidCodec.decode(four).verify(KEY));
        assertEquals(4, UidCodec.decode(four).version());

        String three = "x1.D.A.BA.BB.C.B." + sign("x1.3.0.64.65.2.1");
        assertEquals(new Uid(0, 0, 64, 65, 0, 1, '\0', 2, "x1"), UidCodec.decode(three).uid());
        assertTrue(UidCodec.decode(three).verify(KEY));

        assertThrows(
                MalformedUid.class,
                () -> UidCodec.decode("E.A.B.ABA.BB.C.B." + sign("4.0.1.64.65.2.1")));
    }

    private static boolean accepted(String text) {
        try {
            return UidCodec.decode(text).verify(KEY);
        } catch (MalformedUid e) {
            return false;
        }
    }

    private static String written(Uid uid) {
        UidWriter writer = new UidWriter(uid, KEY);
        byte[] out = new byte[writer.maxLength()];
        // Twice, because a writer that keeps something of the UID before would show only then.
        writer.write(99, 1, 7, out, 0);
        int end = writer.write(uid.recipient(), uid.options(), uid.url(), out, 0);
        return new String(out, 0, end, StandardCharsets.US_ASCII);
    }

    private static String sign(String signedPart) {
        return Signature.of(signedPart.getBytes(StandardCharsets.US_ASCII), KEY);
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex);
    }
}
