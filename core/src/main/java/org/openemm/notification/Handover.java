package org.openemm.notification;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server answered when it was given a mail.
 *
 * @param said its words, or why it could not be asked; one line
 */
public record Handover(Result result, String said) {
    private static final int LONGEST = 500;
    private static final int PERMANENT = 5;
    private static final int HUNDRED = 100;

    /** How it went. */
    public enum Result {
        TAKEN,
        /** It does not take mails to this address, and never will. */
        ADDRESS_REFUSED,
        /** Not reached, not now, or not from us. */
        FAILED
    }

    public Handover {
        String line = said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        said = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    static Handover taken() {
        return new Handover(Result.TAKEN, "");
    }

    static Handover failed(Exception reason) {
        Exception deepest = reason;
        for (Exception e = reason; e != null; e = next(e)) {
            if (e instanceof SMTPAddressFailedException refused) {
                return refused(refused);
            }
            if (e instanceof SMTPSenderFailedException || e instanceof SMTPSendFailedException) {
                deepest = e;
            }
        }
        return new Handover(Result.FAILED, words(deepest));
    }

    private static Handover refused(SMTPAddressFailedException refused) {
        String said = words(refused);
        // 5.7.x is about who we are, not about the address.
        boolean address =
                refused.getReturnCode() / HUNDRED == PERMANENT
                        && !said.matches("(?s)\\d{3}[ -]5\\.7\\..*")
                        && !said.contains("Relay access denied");
        return new Handover(address ? Result.ADDRESS_REFUSED : Result.FAILED, said);
    }

    private static Exception next(Exception e) {
        return e instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
