package org.openemm.mailing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.openemm.content.MediaParameters;

/** A row of mailing_mt_tbl: the settings of one medium. */
@Entity(name = "MailingMedia")
@Table(name = "mailing_mt_tbl")
@IdClass(MediaRow.Key.class)
class MediaRow {
    static final int EMAIL = 0;
    static final int ACTIVE = 2;

    @Id
    @Column(name = "mailing_id")
    int mailingId;

    @Id
    @Column(name = "mediatype")
    int mediatype;

    @Column(name = "priority")
    int priority = 1;

    @Column(name = "status")
    int status = ACTIVE;

    @Column(name = "param")
    String parameters;

    @Column(name = "creation_date")
    Instant created;

    @Column(name = "change_date")
    Instant changed;

    protected MediaRow() {}

    MediaRow(int mailingId, Instant now) {
        this.mailingId = mailingId;
        this.mediatype = EMAIL;
        this.created = now;
        this.changed = now;
    }

    /** With everything that the other one says. */
    void startFrom(MediaRow other) {
        priority = other.priority;
        status = other.status;
        parameters = other.parameters;
    }

    EmailSettings email() {
        return EmailSettings.read(MediaParameters.parse(parameters));
    }

    void fill(EmailSettings email, Instant now) {
        String text = email.write(MediaParameters.parse(parameters)).format();
        if (!text.equals(parameters)) {
            parameters = text;
            changed = now;
        }
    }

    /** Mailing and medium. */
    static final class Key implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        int mailingId;
        int mediatype;

        protected Key() {}

        Key(int mailingId, int mediatype) {
            this.mailingId = mailingId;
            this.mediatype = mediatype;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && mailingId == key.mailingId
                    && mediatype == key.mediatype;
        }

        @Override
        public int hashCode() {
            return Objects.hash(mailingId, mediatype);
        }
    }
}
