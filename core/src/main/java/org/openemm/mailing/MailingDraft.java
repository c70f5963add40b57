package org.openemm.mailing;

import java.time.Instant;

/**
 * What a person fills in for a mailing or template: for a new one as for a change.
 *
 * @param name 3 to 99 characters
 * @param description up to 500 characters
 * @param mailinglistId 0 only for a template
 * @param templateId where a new mailing takes its content from, 0 for none; not looked at in a
 *     change
 * @param targetExpression target ids with {@code & | ! ( )}; empty: everybody on the list
 * @param needsTarget cannot be sent without a target group
 * @param archived shown in the online archive
 * @param transactional sent because of a business matter, not advertising
 * @param planDate when somebody means to send it; null when open
 */
public record MailingDraft(
        String name,
        String description,
        int mailinglistId,
        int templateId,
        MailingType type,
        String targetExpression,
        boolean needsTarget,
        boolean archived,
        boolean transactional,
        Instant planDate,
        EmailSettings email) {

    /** A normal mailing without template or target groups. */
    public static MailingDraft of(String name, int mailinglistId, EmailSettings email) {
        return new MailingDraft(
                name,
                "",
                mailinglistId,
                0,
                MailingType.NORMAL,
                "",
                false,
                false,
                false,
                null,
                email);
    }

    public MailingDraft withTemplate(int value) {
        return new MailingDraft(
                name,
                description,
                mailinglistId,
                value,
                type,
                targetExpression,
                needsTarget,
                archived,
                transactional,
                planDate,
                email);
    }

    public MailingDraft withName(String value) {
        return new MailingDraft(
                value,
                description,
                mailinglistId,
                templateId,
                type,
                targetExpression,
                needsTarget,
                archived,
                transactional,
                planDate,
                email);
    }

    /** 0 for none, which only a template may have. */
    public MailingDraft withList(int value) {
        return new MailingDraft(
                name,
                description,
                value,
                templateId,
                type,
                targetExpression,
                needsTarget,
                archived,
                transactional,
                planDate,
                email);
    }

    public MailingDraft withDescription(String value) {
        return new MailingDraft(
                name,
                value,
                mailinglistId,
                templateId,
                type,
                targetExpression,
                needsTarget,
                archived,
                transactional,
                planDate,
                email);
    }

    public MailingDraft withTargets(String expression) {
        return new MailingDraft(
                name,
                description,
                mailinglistId,
                templateId,
                type,
                expression,
                needsTarget,
                archived,
                transactional,
                planDate,
                email);
    }

    public MailingDraft withEmail(EmailSettings value) {
        return new MailingDraft(
                name,
                description,
                mailinglistId,
                templateId,
                type,
                targetExpression,
                needsTarget,
                archived,
                transactional,
                planDate,
                value);
    }
}
