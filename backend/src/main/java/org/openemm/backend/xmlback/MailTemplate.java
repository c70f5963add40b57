package org.openemm.backend.xmlback;

import java.io.IOException;
import java.util.List;
import org.openemm.backend.smtp.Envelope;

/** A mailing ready to be filled with receivers. Thread-safe. */
public interface MailTemplate {

    /** For one thread at a time. */
    Maker maker();

    /**
     * Domain of a receiver's address, lower case and ASCII; empty when it has none. Only asked for
     * where limits depend on it.
     *
     * @param row a receiver's row as it stands in the package
     * @throws IOException when the row is damaged
     */
    default String domain(long customerId, byte[] row) throws IOException {
        return "";
    }

    /** Numbers of the copies that follow each mail which was taken over. */
    default List<Integer> copies() {
        return List.of();
    }

    /** Numbers of the copies of the run's first mail, which leave whatever becomes of it. */
    default List<Integer> samples() {
        return List.of();
    }

    /** As {@link #domain} of whoever gets a copy. */
    default String copyDomain(int number) {
        return "";
    }

    /** Makes mails. Not thread-safe. */
    interface Maker {
        /**
         * @param row a receiver's row as it stands in the package
         * @throws IOException when the row is damaged
         */
        Made make(long customerId, byte[] row) throws IOException;

        /**
         * The copy of a receiver's mail for somebody else.
         *
         * @throws IOException when the row is damaged or the mailing knows no such copy
         */
        default Made copy(long customerId, byte[] row, int number) throws IOException {
            throw new IOException("No copy " + number);
        }
    }

    /** Compiles the frozen mailing of a package. */
    @FunctionalInterface
    interface Compiler {
        /**
         * @throws IOException when the package cannot be used
         */
        MailTemplate compile(String snapshotJson) throws IOException;
    }

    /** What became of a receiver. */
    sealed interface Made {
        /**
         * A mail to be sent.
         *
         * @param body complete message, CRLF line ends
         * @param dotSafe no line begins with a dot
         */
        record Mail(Envelope envelope, byte[] body, int mailtype, boolean dotSafe)
                implements Made {}

        /** There is no mail for this receiver, and there need not be one. */
        record Nothing(int mailtype, String reason) implements Made {}

        /** The receiver's address cannot be written to. */
        record Unaddressable(int mailtype, String reason) implements Made {}
    }
}
