package org.openemm.bulk;

import org.openemm.recipient.BindingStatus;

/** What is to be done with each of many recipients. */
public sealed interface BulkChange {
    /** Kind as kept in the database. */
    Kind kind();

    /** Kinds of changes. */
    enum Kind {
        FIELD,
        SUBSCRIBE,
        UNSUBSCRIBE,
        BLOCK,
        ERASE
    }

    /**
     * Sets a profile field.
     *
     * @param value as a person types it, empty for none
     */
    record SetField(String column, String value) implements BulkChange {
        @Override
        public Kind kind() {
            return Kind.FIELD;
        }
    }

    /**
     * Puts recipients into a mailing list, or gives those who are in it another status. Blocked
     * addresses are left out.
     */
    record Subscribe(int mailinglistId, BindingStatus status, String remark) implements BulkChange {
        @Override
        public Kind kind() {
            return Kind.SUBSCRIBE;
        }
    }

    /** Opts those who are active in a mailing list out of it, by an administrator. */
    record Unsubscribe(int mailinglistId, String remark) implements BulkChange {
        @Override
        public Kind kind() {
            return Kind.UNSUBSCRIBE;
        }
    }

    /** Puts the addresses on the blocklist. */
    record Block(String reason) implements BulkChange {
        @Override
        public Kind kind() {
            return Kind.BLOCK;
        }
    }

    /** Deletes for good. */
    record Erase() implements BulkChange {
        @Override
        public Kind kind() {
            return Kind.ERASE;
        }
    }
}
