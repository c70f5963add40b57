package org.openemm.bulk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openemm.recipient.BindingStatus;

/** What is to be done with each of many recipients. */
public sealed interface BulkChange {
    /** Kind as kept in the database. */
    Kind kind();

    /** Kinds of changes. */
    enum Kind {
        FIELD,
        FIELDS,
        SUBSCRIBE,
        UNSUBSCRIBE,
        BLOCK,
        ERASE,
        CLEAR_LIST
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
     * Sets several profile fields.
     *
     * @param values by column, as the rules of values take them; empty for none. Days and moments
     *     in the international form, moments with their zone.
     */
    record SetFields(Map<String, String> values) implements BulkChange {
        public SetFields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public Kind kind() {
            return Kind.FIELDS;
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

    /**
     * Deletes the recipients of a mailing list for good. Who is in another list, too, only leaves
     * this one.
     *
     * @param onlyActive leaves those alone who are not active in the list
     * @param keepTest leaves admin and test recipients alone
     * @param everywhere deletes those for good, too, who are in other lists
     */
    record ClearList(int mailinglistId, boolean onlyActive, boolean keepTest, boolean everywhere)
            implements BulkChange {
        @Override
        public Kind kind() {
            return Kind.CLEAR_LIST;
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
