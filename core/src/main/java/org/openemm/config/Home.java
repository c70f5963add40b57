package org.openemm.config;

import java.nio.file.Path;

/**
 * The home directory of an installation ({@code OPENEMM_HOME}) and the names in it that
 * administrators rely on (Install &amp; Admin Guide, reference of spool directories).
 */
public record Home(Path root) {

    /** From the environment: OPENEMM_HOME, else {@code run} in the working directory. */
    public static Home fromEnvironment() {
        String home = System.getenv("OPENEMM_HOME");
        return new Home(
                Path.of(home == null || home.isBlank() ? "run" : home)
                        .toAbsolutePath()
                        .normalize());
    }

    public Path resolve(String path) {
        return root.resolve(path);
    }

    public Path etc() {
        return root.resolve("etc");
    }

    public Path conf() {
        return root.resolve("conf");
    }

    public Path keys() {
        return root.resolve("conf/keys");
    }

    /** Libraries, and files of rules and keys that the guide puts there. */
    public Path lib() {
        return root.resolve("lib");
    }

    public Path log() {
        return root.resolve("log");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path varRun() {
        return root.resolve("var/run");
    }

    public Path varLock() {
        return root.resolve("var/lock");
    }

    public Path spool(String name) {
        return root.resolve("var/spool").resolve(name);
    }

    /** Packages whose generation is complete or in work. */
    public Path meta() {
        return spool("META");
    }

    /** Packages handed over to the mailer and not finished. */
    public Path incoming() {
        return spool("mail/incoming");
    }

    /** The journal of openings and clicks. */
    public Path tracking() {
        return spool("tracking");
    }

    /** Messages that the built-in mailbox received. */
    public Path mailbox() {
        return spool("mailbox");
    }
}
