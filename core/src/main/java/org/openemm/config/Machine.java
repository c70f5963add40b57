package org.openemm.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Who runs this process where.
 *
 * @param user name in the operating system
 * @param fqdn full host name, e.g. mail.example.com; the plain name where there is no full one
 */
public record Machine(String user, String fqdn) {

    public static Machine current() {
        String name;
        try {
            InetAddress own = InetAddress.getLocalHost();
            name = own.getCanonicalHostName();
            // Many hosts files call the address of this machine localhost; that names no machine.
            if (name.startsWith("localhost")) {
                name = own.getHostName();
            }
        } catch (UnknownHostException e) {
            name = "localhost";
        }
        return new Machine(System.getProperty("user.name"), name);
    }

    private String host() {
        int dot = fqdn.indexOf('.');
        return dot < 0 ? fqdn : fqdn.substring(0, dot);
    }

    /** What may stand in the brackets of a key, the most exact first. */
    List<String> selectors() {
        return List.of(user + "@" + fqdn, user + "@" + host(), user + "@", fqdn, host());
    }

    /**
     * Whether a host name from a setting means this machine: its full or its plain name, or
     * localhost.
     */
    boolean isCalled(String name) {
        return name.equalsIgnoreCase(fqdn)
                || name.equalsIgnoreCase(host())
                || name.equalsIgnoreCase("localhost");
    }
}
