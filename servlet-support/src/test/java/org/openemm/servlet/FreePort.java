package org.openemm.servlet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Chooses the port that arquillian.xml asks for; stands before Arquillian's own extension. */
final class FreePort implements BeforeAllCallback {
    private static final String PROPERTY = "test.http.port";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty(PROPERTY, Integer.toString(socket.getLocalPort()));
        }
    }
}
