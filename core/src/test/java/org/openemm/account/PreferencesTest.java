package org.openemm.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;

class PreferencesTest {
    private static AccountFixture fixture;
    private static Preferences preferences;
    private static Actor first;
    private static Actor second;

    @BeforeAll
    static void open() {
        fixture = new AccountFixture();
        preferences = new Preferences(fixture.database);
        first = fixture.users.known(fixture.createUser("first")).orElseThrow().actor();
        second = fixture.users.known(fixture.createUser("second")).orElseThrow().actor();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void aChoiceIsKeptForItsUserAlone() {
        preferences.set(first, "table.recipients.columns", "email,lastname");
        preferences.set(first, "table.recipients.columns", "email,ort ☂ '\"<script>");

        assertEquals(
                Optional.of("email,ort ☂ '\"<script>"),
                preferences.get(first, "table.recipients.columns"));
        assertEquals(Map.of(), preferences.all(second));
    }

    @Test
    void anEmptyValueRemovesTheChoice() {
        preferences.set(second, "side.collapsed", "1");
        preferences.set(second, "side.collapsed", "");

        assertTrue(preferences.get(second, "side.collapsed").isEmpty());
    }

    @Test
    void valuesMayHaveFourThousandCharactersAndNoMore() {
        preferences.set(first, "long", "ü".repeat(4_000));
        assertEquals(4_000, preferences.get(first, "long").orElseThrow().length());
        assertThrows(InvalidInput.class, () -> preferences.set(first, "long", "x".repeat(4_001)));
    }

    @Test
    void oddNamesAreRefused() {
        for (String name : new String[] {"", "A", "a b", "'", "x".repeat(41)}) {
            assertThrows(InvalidInput.class, () -> preferences.set(first, name, "1"), name);
        }
    }

    @Test
    void theProductItselfHasNoPreferences() {
        assertTrue(preferences.get(Actor.system("job", 1), "long").isEmpty());
        assertThrows(
                IllegalArgumentException.class,
                () -> preferences.set(Actor.system("job", 1), "long", "1"));
    }
}
