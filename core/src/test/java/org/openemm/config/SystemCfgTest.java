package org.openemm.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCfgTest {
    private static final Machine MACHINE = new Machine("openemm", "mail.example.com");

    @TempDir Path folder;

    @Test
    void linesHoldOneKeyEach() {
        SystemCfg cfg = read("# comment\nmailout-port = 8093\n\nmta=postfix=3\nnonsense\n=x\n");

        assertEquals("8093", cfg.get("mailout-port").orElseThrow());
        assertEquals("postfix=3", cfg.get("mta").orElseThrow());
        assertTrue(cfg.get("nonsense").isEmpty());
    }

    @Test
    void aBlockHoldsSeveralLines() {
        SystemCfg cfg = read("a = {\nfirst\n  second = 2\n}\nb = 1");

        assertEquals("first\n  second = 2\n", cfg.get("a").orElseThrow());
        assertEquals("1", cfg.get("b").orElseThrow());
    }

    @Test
    void jsonIsUnderstoodToo() {
        SystemCfg cfg = read("{\"mailout-port\": 8093, \"mta\": \"postfix\", \"x\": {\"y\": 1}}");

        assertEquals("8093", cfg.get("mailout-port").orElseThrow());
        assertEquals("postfix", cfg.get("mta").orElseThrow());
        assertEquals("{\"y\":1}", cfg.get("x").orElseThrow());
        assertThrows(IllegalArgumentException.class, () -> read("{\"a\": "));
    }

    @Test
    void theMostExactBracketWins() {
        String text =
                "k = plain\nk[mail] = host\nk[mail.example.com] = fqdn\nk[openemm@] = user\n"
                        + "k[other@mail, openemm@mail.example.com] = both\nk2 = plain\n"
                        + "k2[elsewhere] = no";

        assertEquals("both", read(text).get("k").orElseThrow());
        assertEquals("plain", read(text).get("k2").orElseThrow());
    }

    @Test
    void theEnvironmentBeatsTheFile() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SYSTEM_CONFIG", "http-port = 1\nother = 2");
        environment.put("OPENEMM_HTTP_PORT", "8081");
        environment.put("OPENEMM_OTHER", " ");
        SystemCfg cfg = SystemCfg.read(new Home(folder), environment, MACHINE);

        assertEquals(8081, cfg.port("OPENEMM_HTTP_PORT", "http-port", 8080));
        assertEquals("2", cfg.get("OPENEMM_OTHER", "other").orElseThrow());
        assertEquals(8306, cfg.port("OPENEMM_DB_PORT", "db-port", 8306));
    }

    @Test
    void aWrongPortIsNamedWithItsSettings() {
        for (String wrong : new String[] {"0", "65536", "http", "-1", "80 80", "99999999999"}) {
            SystemCfg cfg = read("http-port = " + wrong);
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> cfg.port("OPENEMM_HTTP_PORT", "http-port", 8080));
            assertTrue(refused.getMessage().contains("OPENEMM_HTTP_PORT"), refused.getMessage());
            assertTrue(refused.getMessage().contains(wrong), refused.getMessage());
        }
    }

    private SystemCfg read(String text) {
        return SystemCfg.read(new Home(folder), Map.of("SYSTEM_CONFIG", text), MACHINE);
    }
}
