-- Copies of mails: what became of them, apart from the mails of the recipients.

-- Blind copies of the mails of one account
CREATE TABLE bcc_mailing_account_tbl (
    mailing_account_id INT NOT NULL, -- mailing_account_tbl
    no_of_mailings INT, -- copies sent
    no_of_bytes BIGINT, -- size of these
    refused INT NOT NULL DEFAULT 0, -- copies that a mail server did not take
    last_answer VARCHAR(300), -- what it said to the last of them
    PRIMARY KEY (mailing_account_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Copies that may have arrived twice
CREATE TABLE bcc_uncertain_tbl (
    uncertain_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT NOT NULL,
    mailing_id INT NOT NULL,
    maildrop_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL, -- whose mail it is a copy of
    copy INT NOT NULL, -- number of the copy, as in its Message-ID
    cause VARCHAR(16) NOT NULL, -- killed, connection
    timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (uncertain_id),
    INDEX bcc_uncertain_mailing_idx (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
