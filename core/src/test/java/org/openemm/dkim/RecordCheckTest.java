package org.openemm.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openemm.dkim.RecordCheck.State;
import org.openemm.i18n.Texts;
import org.openemm.testsupport.DnsServer;

class RecordCheckTest {
    private static final PrivateDkimKey RSA = PrivateDkimKey.generate(KeyType.RSA, 2048);
    private static final KeyName NAME = new KeyName("example.com", "s1");

    @ParameterizedTest
    @CsvSource({
        "v=DKIM1; p=KEY,FITS",
        "v=DKIM1;k=rsa;p=KEY,FITS",
        "p=KEY,FITS",
        "v=DKIM1; h=sha1:sha256; s=email; p=KEY;,FITS",
        "v=DKIM1; t=y; p=KEY,TESTING",
        "v=DKIM1; t=s; p=KEY,NOT_BELOW",
        "v=DKIM1; p=,REVOKED",
        "v=DKIM1; k=ed25519; p=KEY,OTHER_ALGORITHM",
        "v=DKIM1; p=MIIB,DAMAGED",
        "v=DKIM1; p=START,DAMAGED",
        "v=DKIM1; p=KEY\"\"X,DAMAGED",
        "v=DKIM1; p=QUJDREVG,OTHER_KEY",
        "v=DKIM1; h=sha1; p=KEY,RESTRICTED",
        "v=DKIM1; s=tlsrpt; p=KEY,RESTRICTED",
        "v=spf1 -all,OTHER_TEXT",
        "v=DKIM2; p=KEY,OTHER_TEXT"
    })
    void whatDiffersIsNamed(String record, State state) {
        String key = RSA.publicText();
        String published = record.replace("KEY", key).replace("START", key.substring(0, 200));

        assertEquals(
                state, RecordCheck.of(List.of(published), KeyType.RSA, key, Instant.EPOCH).state());
    }

    @Test
    void noRecordAndSeveralAreNamed() {
        String record = "v=DKIM1; p=" + RSA.publicText();

        assertEquals(State.MISSING, check(List.of()));
        assertEquals(State.SEVERAL, check(List.of(record, record)));
        assertEquals(State.FITS, check(List.of("something else", record)));
    }

    @Test
    void everyStateHasItsWords() {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(), List.of("messages/dkim"), List.of("en", "de"));

        for (State state : State.values()) {
            String key = "dkim.check." + new RecordCheck(state, "", Instant.EPOCH).key();
            assertTrue(texts.find(Locale.GERMAN, key).isPresent(), key);
        }
    }

    @Test
    void recordsComeFromDnsInTheirStrings() throws Exception {
        PrivateDkimKey big = PrivateDkimKey.generate(KeyType.RSA, 4096);
        DnsRecord record = DnsRecord.of(NAME, KeyType.RSA, RSA.publicText());
        assertTrue(
                DnsRecord.of(NAME, KeyType.RSA, big.publicText()).strings().stream()
                        .allMatch(string -> string.length() <= 255));
        assertEquals(record.value(), String.join("", record.strings()));
        try (DnsServer dns = new DnsServer().publish(NAME.record(), record.value())) {
            DnsLookup lookup = new DnsLookup(dns.address(), false);

            assertEquals(List.of(record.value()), lookup.records(NAME.record()));
            assertEquals(List.of(), lookup.records("other._domainkey.example.com"));
            assertEquals(
                    State.FITS,
                    RecordCheck.lookUp(lookup, NAME, KeyType.RSA, RSA.publicText(), Instant.EPOCH)
                            .state());
        }
    }

    @Test
    void noAnswerIsNoMissingRecord() {
        TxtLookup silent =
                name -> {
                    throw new IOException("timed out");
                };

        RecordCheck check =
                RecordCheck.lookUp(silent, NAME, KeyType.RSA, RSA.publicText(), Instant.EPOCH);

        assertEquals(State.NO_ANSWER, check.state());
        assertEquals("timed out", check.detail());
    }

    @Test
    void zoneFilesGetStringsTheyCanTake() {
        DnsRecord record = DnsRecord.of(NAME, KeyType.RSA, RSA.publicText());

        assertEquals("s1._domainkey.example.com. IN TXT \"" + record.value() + "\"", record.line());
        assertTrue(record.zone().startsWith("s1._domainkey.example.com. IN TXT ( \"v=DKIM1; p="));
        assertTrue(Arrays.stream(record.zone().split("\n")).allMatch(line -> line.length() < 310));
    }

    private static State check(List<String> records) {
        return RecordCheck.of(records, KeyType.RSA, RSA.publicText(), Instant.EPOCH).state();
    }
}
