package org.openemm.notification;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openemm.account.Users;

/**
 * Mails to users beside the request that causes them: the time of the answer tells nobody whether
 * there was somebody to write to.
 */
public final class MailsAside implements Users.Post, AutoCloseable {
    private final SystemMails mails;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(MailsAside::daemon);

    public MailsAside(SystemMails mails) {
        this.mails = mails;
    }

    @Override
    public void send(String address, String subject, String text) {
        executor.execute(() -> mails.sendEachTime(address, subject, text));
    }

    /** Mails that wait are still sent, as long as the program runs. */
    @Override
    public void close() {
        executor.shutdown();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "mails-to-users");
        thread.setDaemon(true);
        return thread;
    }
}
