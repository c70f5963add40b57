package org.openemm.rendering;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run knows of the machine that makes its mails.
 *
 * @param hostName full name of this host
 * @param started start of the package: stands in every Message-ID
 * @param letters two lower-case letters that begin every Message-ID, not starting with v
 * @param signer puts a DKIM signature on each mail; empty: mails stay unsigned
 */
public record RenderEnvironment(
        Clock clock,
        String hostName,
        Instant started,
        String letters,
        Optional<MailSigner> signer) {

    /** Unsigned mails of this moment. */
    public static RenderEnvironment of(Clock clock, String hostName) {
        return new RenderEnvironment(clock, hostName, clock.instant(), "em", Optional.empty());
    }

    /** As {@link #of(Clock, String)} with the name that this host has on the network. */
    public static RenderEnvironment of(Clock clock) {
        String name;
        try {
            name = InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            name = "localhost";
        }
        return of(clock, name);
    }

    public RenderEnvironment with(MailSigner mailSigner) {
        return new RenderEnvironment(
                clock, hostName, started, letters, Optional.ofNullable(mailSigner));
    }
}
