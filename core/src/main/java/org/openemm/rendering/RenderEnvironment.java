package org.openemm.rendering;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;

/**
 * What a run knows of the machine that makes its mails.
 *
 * @param hostName full name of this host
 * @param started start of the package: stands in every Message-ID
 * @param letters two lower-case letters that begin every Message-ID, not starting with v
 * @param signers puts DKIM signatures on mails with the keys of the mailing
 */
public record RenderEnvironment(
        Clock clock, String hostName, Instant started, String letters, MailSigner.Source signers) {

    /** Unsigned mails of this moment. */
    public static RenderEnvironment of(Clock clock, String hostName) {
        return new RenderEnvironment(
                clock, hostName, clock.instant(), "em", MailSigner.Source.NONE);
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

    /** The same with mails signed. */
    public RenderEnvironment with(MailSigner.Source source) {
        return new RenderEnvironment(clock, hostName, started, letters, source);
    }
}
