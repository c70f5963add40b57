package org.openemm.control;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One background service of the installation. */
sealed interface Service permits OwnMariaDb, BackendService, TomcatService {
    /** Shown to people: MariaDB, Backend, Tomcat. */
    String title();

    Optional<Running> running() throws IOException;

    /** Ports that it would take. */
    List<Ports.Need> ports();

    /** Brings its programs into the home directory when it does not run. */
    void install() throws IOException, ControlFailure;

    /** Starts it when it does not run; does not wait until it answers. */
    void launch() throws IOException, ControlFailure;

    /**
     * Waits until it answers.
     *
     * @throws ControlFailure when it ended or answers wrongly; holds the end of its log
     */
    void awaitAnswer() throws IOException, ControlFailure;

    /**
     * Ends it in order when we started it.
     *
     * @throws ControlFailure when it does not end
     */
    void stop() throws IOException, ControlFailure;
}
