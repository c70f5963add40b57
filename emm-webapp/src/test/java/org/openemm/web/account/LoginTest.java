package org.openemm.web.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class LoginTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aUserWithTheRightPasswordSeesTheDashboard() {
        Browser.Page page = app.browser().logIn(WebAppUnderTest.MASTER, WebAppUnderTest.PASSWORD);

        assertEquals(200, page.status(), page.html());
        assertEquals("/dashboard.action", page.path(), page.html());
        assertTrue(page.has("nav a[href='/administration/useractivitylog/list.action']"));
    }
}
