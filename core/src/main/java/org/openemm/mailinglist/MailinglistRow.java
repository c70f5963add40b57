package org.openemm.mailinglist;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** mailinglist_tbl. */
@Entity
@DynamicUpdate
@Table(name = "mailinglist_tbl")
class MailinglistRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "mailinglist_id")
    int id;

    @Column(name = "company_id")
    int companyId;

    @Column(name = "shortname")
    String name;

    @Column(name = "description")
    String description;

    @Column(name = "sender_email")
    String senderEmail;

    @Column(name = "reply_email")
    String replyEmail;

    @Column(name = "creation_date")
    Instant created;

    @Column(name = "change_date")
    Instant changed;

    @Column(name = "deleted")
    int deleted;

    /** 1: deleted, and its bindings are still to be removed. */
    @Column(name = "binding_clean")
    Integer cleans;

    void fill(MailinglistDraft draft, Instant now) {
        name = draft.name();
        description = draft.description();
        senderEmail = draft.senderEmail().isEmpty() ? null : draft.senderEmail();
        replyEmail = draft.replyEmail().isEmpty() ? null : draft.replyEmail();
        changed = now;
    }

    Mailinglist toMailinglist() {
        return new Mailinglist(
                id,
                name,
                description == null ? "" : description,
                senderEmail == null ? "" : senderEmail,
                replyEmail == null ? "" : replyEmail,
                created,
                changed);
    }
}
