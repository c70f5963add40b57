package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aTakenPortIsNamedWithItsHolderAndItsSetting() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = holder.getLocalPort();

            String message = refused(need("Tomcat", port));

            assertTrue(message.contains("Port " + port + ", needed by Tomcat, is taken"), message);
            assertTrue(
                    message.contains("process " + ProcessHandle.current().pid() + " (java)"),
                    message);
            assertTrue(message.contains(Setup.HTTP_PORT), message);
        }
    }

    @Test
    void allTakenPortsAreNamedAtOnce() throws Exception {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String message =
                    refused(
                            need("Tomcat", one.getLocalPort()),
                            need("MariaDB", two.getLocalPort()));

            assertTrue(message.lines().count() == 2, message);
        }
    }

    @Test
    void twoServicesCannotShareAPort() throws Exception {
        int port = freePort();

        String message = refused(need("Tomcat", port), need("MariaDB", port));

        assertTrue(message.contains("wanted by Tomcat and by MariaDB"), message);
    }

    @Test
    void freePortsAreFine() throws Exception {
        Ports.check(List.of(need("Tomcat", freePort())));
    }

    private static String refused(Ports.Need... needs) {
        return assertThrows(ControlFailure.class, () -> Ports.check(List.of(needs))).getMessage();
    }

    private static Ports.Need need(String service, int port) {
        return new Ports.Need(service, "127.0.0.1", port, Setup.HTTP_PORT);
    }

    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
