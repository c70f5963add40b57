-- Changes of many recipients at once, made in the background block by block: a restart goes on where it was.
CREATE TABLE recipient_bulk_tbl (
    bulk_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    admin_id INT NOT NULL, -- who wants it
    username VARCHAR(200) NOT NULL,
    closed_lists TEXT NOT NULL, -- mailing lists that are closed to this user, with commas
    kind VARCHAR(20) NOT NULL, -- FIELD, SUBSCRIBE, UNSUBSCRIBE, BLOCK, ERASE
    target VARCHAR(64) NOT NULL DEFAULT '', -- column of a field, id of a mailing list
    value TEXT NOT NULL, -- value, status, reason
    remark VARCHAR(500) NOT NULL DEFAULT '',
    filter MEDIUMTEXT NOT NULL, -- who is meant; empty when ids are given
    ids MEDIUMTEXT NOT NULL, -- ticked ones, with commas
    state VARCHAR(20) NOT NULL, -- RUNNING, DONE, FAILED, CANCELLED
    problem VARCHAR(1000) NOT NULL DEFAULT '',
    expected BIGINT NOT NULL, -- how many were meant when it was confirmed
    seen BIGINT NOT NULL DEFAULT 0,
    changed BIGINT NOT NULL DEFAULT 0,
    last_id INT UNSIGNED NOT NULL DEFAULT 0, -- everybody up to here is done
    end_id INT UNSIGNED NOT NULL, -- highest id at the start: who comes later is not meant
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- also the sign of life
    PRIMARY KEY (bulk_id),
    INDEX recipient_bulk_company_idx (company_id, creation_date),
    INDEX recipient_bulk_state_idx (state, change_date)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('ContinueChangesOfRecipients', CURRENT_TIMESTAMP, '**05', CURRENT_TIMESTAMP,
     'org.openemm.bulk.ContinueBulkChanges', 1, 3);
