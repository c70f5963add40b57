package org.openemm.bouncecheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Whether a mail server answers. */
final class MailPort {
    /** Where mail servers listen. */
    static final int SMTP = 25;

    private static final int PATIENCE_MILLIS = 3000;

    private final int port;

    MailPort(int port) {
        this.port = port;
    }

    /** Whether somebody greets there as a mail server does. */
    boolean answers(String host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String greeting = in.readLine();
            return greeting != null && greeting.startsWith("220");
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
