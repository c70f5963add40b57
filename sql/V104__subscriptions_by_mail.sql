-- Subscriptions by mail: words of the mail that asks for confirmation, and who asked, was asked and confirmed

ALTER TABLE mailloop_tbl
    ADD COLUMN confirm_language VARCHAR(2) NOT NULL DEFAULT '', -- of the words of the product; empty = en
    ADD COLUMN confirm_subject VARCHAR(200) NOT NULL DEFAULT '', -- empty = words of the product
    ADD COLUMN confirm_text TEXT; -- with {link}; empty = words of the product

CREATE TABLE subscription_request_tbl (
    request_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    rid INT UNSIGNED NOT NULL, -- filter that took the mail
    mailinglist_id INT UNSIGNED NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    email VARCHAR(100) NOT NULL, -- asked at this address
    mailbox VARCHAR(100) NOT NULL, -- the same without what many providers ignore: for limits
    filter_address VARCHAR(320) NOT NULL DEFAULT '', -- the mail was sent to
    asked_by VARCHAR(250) NOT NULL DEFAULT '', -- Message-ID of the mail
    requested TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- when the mail came in
    due TIMESTAMP NULL DEFAULT NULL, -- next try to send the question, NULL = sent or given up
    sent TIMESTAMP NULL DEFAULT NULL,
    confirmed TIMESTAMP NULL DEFAULT NULL,
    confirmed_by VARCHAR(8) NOT NULL DEFAULT '', -- LINK, REPLY
    confirmed_from VARCHAR(250) NOT NULL DEFAULT '', -- IP address, or Message-ID of the reply
    PRIMARY KEY (request_id),
    INDEX subscription_request_customer_idx (company_id, customer_id),
    INDEX subscription_request_mailbox_idx (mailbox, requested),
    INDEX subscription_request_filter_idx (rid, requested),
    INDEX subscription_request_due_idx (due)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
