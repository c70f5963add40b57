package org.openemm.bouncecheck;

import java.io.IOException;
import java.util.List;

/** Answers from DNS. Names have no dot at the end. */
interface NameServer {
    /**
     * Hosts that take the mail of a domain, the preferred one first; empty when the domain names
     * none.
     *
     * @throws IOException when no name server answers
     */
    List<String> mailHosts(String domain) throws IOException;

    /**
     * IP addresses of a host, both kinds; empty for none.
     *
     * @throws IOException when no name server answers
     */
    List<String> addresses(String host) throws IOException;

    /**
     * Names of an IP address (PTR); empty for none.
     *
     * @throws IOException when no name server answers
     */
    List<String> names(String address) throws IOException;
}
