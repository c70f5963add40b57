package org.openemm.mailing;

/**
 * Where a mailing is on its way (mailing_tbl.work_status). The key is what the table holds and at
 * the same time the key of the text people see.
 */
public enum WorkStatus {
    NEW("new"),
    EDIT("edit"),
    READY("ready"),
    ADMIN("admin"),
    TEST("test"),
    SCHEDULED("scheduled"),
    IN_GENERATION("in-generation"),
    GENERATION_FINISHED("generation-finished"),
    SENDING("sending"),
    SENT("sent"),
    NO_RECIPIENTS("norecipients"),
    CANCELED("canceled"),
    CANCELED_AND_COPIED("canceledAndCopied"),
    ACTIVE("active"),
    DISABLE("disable"),
    INSUFFICIENT_VOUCHERS("insufficient-vouchers");

    private static final String PREFIX = "mailing.status.";
    private final String key;

    WorkStatus(String name) {
        key = PREFIX + name;
    }

    /** For instance {@code mailing.status.new}. */
    public String key() {
        return key;
    }

    /** Unknown or missing keys are taken as new. */
    public static WorkStatus of(String key) {
        for (WorkStatus status : values()) {
            if (status.key.equals(key)) {
                return status;
            }
        }
        return NEW;
    }
}
