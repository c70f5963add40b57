package org.openemm.mailing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;

/**
 * A row of mailing_tbl, as far as settings go. Only changed columns are written: the backend writes
 * its own columns of the same row.
 */
@Entity(name = "Mailing")
@Table(name = "mailing_tbl")
@DynamicInsert
@DynamicUpdate
class MailingRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "mailing_id")
    int id;

    @Column(name = "company_id")
    int companyId;

    @Column(name = "is_template")
    int template;

    @Column(name = "shortname")
    String name;

    @Column(name = "description")
    String description;

    @Column(name = "mailinglist_id")
    int mailinglistId;

    @Column(name = "mailtemplate_id")
    int templateId;

    @Column(name = "mailing_type")
    int type;

    @Column(name = "target_expression")
    String targetExpression;

    @Column(name = "needs_target")
    int needsTarget;

    @Column(name = "archived")
    int archived;

    @Column(name = "content_type")
    String contentType;

    @Column(name = "plan_date")
    Instant planDate;

    @Column(name = "work_status")
    String workStatus;

    @Column(name = "deleted")
    int deleted;

    @Column(name = "is_text_version_required")
    int textRequired = 1;

    @Column(name = "unique_link_count")
    int linkCount;

    @Column(name = "creation_date")
    Instant created;

    @Column(name = "change_date")
    Instant changed;

    @Column(name = "send_date", insertable = false, updatable = false)
    Instant sendDate;

    protected MailingRow() {}

    MailingRow(int companyId, boolean template, Instant now) {
        this.companyId = companyId;
        this.template = template ? 1 : 0;
        this.workStatus = WorkStatus.NEW.key();
        this.created = now;
        this.changed = now;
    }

    boolean isTemplate() {
        return template == 1;
    }

    /** Takes over what a person filled in, except the medium's part. */
    void fill(MailingDraft draft) {
        name = draft.name();
        description = draft.description();
        mailinglistId = draft.mailinglistId();
        type = draft.type().code();
        targetExpression = draft.targetExpression();
        needsTarget = draft.needsTarget() ? 1 : 0;
        archived = draft.archived() ? 1 : 0;
        contentType = draft.transactional() ? "transaction" : "advertising";
        planDate = draft.planDate();
    }

    MailingDraft draft(EmailSettings email) {
        return new MailingDraft(
                name == null ? "" : name,
                description == null ? "" : description,
                mailinglistId,
                templateId,
                MailingType.of(type),
                targetExpression == null ? "" : targetExpression,
                needsTarget == 1,
                archived == 1,
                "transaction".equals(contentType),
                planDate,
                email);
    }

    void touch(Instant now) {
        changed = now;
    }
}
