-- Figures of recipients, counted ahead for companies with many of them: the page about recipients opens as fast with a million as
-- with ten. Small companies have no rows here; they are counted when somebody looks.
CREATE TABLE recipient_rollup_tbl (
    rollup_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL,
    mailinglist_id INT UNSIGNED NOT NULL, -- 0: all lists together, everybody once
    what VARCHAR(10) NOT NULL, -- STATUS, REMARK, FORMAT, GENDER, DOMAIN, TOPLEVEL
    user_status INT NOT NULL DEFAULT 0, -- STATUS and REMARK only
    value VARCHAR(255) NOT NULL DEFAULT '',
    rest TINYINT(1) NOT NULL DEFAULT 0, -- 1: all smaller values together
    persons BIGINT NOT NULL,
    PRIMARY KEY (rollup_id),
    INDEX recipient_rollup_idx (company_id, mailinglist_id, what)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE recipient_rollup_state_tbl (
    company_id INT NOT NULL,
    counted_at TIMESTAMP NOT NULL DEFAULT '2000-01-01 00:00:00',
    took_ms BIGINT NOT NULL, -- what it cost decides how often it is done
    stamp VARCHAR(200) NOT NULL, -- latest changes that were in it: nothing new, nothing to count
    PRIMARY KEY (company_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('CountRecipientFigures', CURRENT_TIMESTAMP, '***0;***5', CURRENT_TIMESTAMP,
     'org.openemm.statistics.RecipientRecount', 1, 3);
