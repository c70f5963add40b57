package org.openemm.backend.smtp;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Tries a route: everything up to where the first mail would be sent. */
public final class SmtpTrial {
    private SmtpTrial() {}

    /**
     * Connects, greets, secures, authenticates and says goodbye.
     *
     * @return first line {@code OK} or {@code FAILED kind: reason}, where kind is answer,
     *     certificate, host, local, other, refused, timeout or tls, then the dialogue without the
     *     password: lines of ours begin with C, those of the server with S, remarks with --
     */
    public static String run(Route route) {
        StringBuilder transcript = new StringBuilder();
        SmtpWire wire = null;
        try {
            transcript.append("-- connecting to ").append(route.label()).append('\n');
            wire = SmtpWire.connect(route, transcript);
            SmtpHandshake.perform(wire, route);
            wire.command("QUIT");
            wire.read();
            return "OK\n" + transcript;
        } catch (IOException | RuntimeException e) {
            return "FAILED " + kind(e) + ": " + reason(e) + "\n" + transcript;
        } finally {
            if (wire != null) {
                wire.close();
            }
        }
    }

    /** What people are told in their language: one of few words. */
    private static String kind(Exception problem) {
        if (problem instanceof RouteUnavailable) {
            return "answer";
        }
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "host";
            }
            if (cause instanceof SocketTimeoutException) {
                return "timeout";
            }
            if (cause instanceof BindException) {
                return "local";
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return "refused";
            }
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException) {
                return "certificate";
            }
            if (cause instanceof SSLException && cause.getCause() == null) {
                return "tls";
            }
        }
        return "other";
    }

    private static String reason(Exception problem) {
        Throwable cause = problem;
        while (!(problem instanceof RouteUnavailable) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.replace('\n', ' ');
    }
}
