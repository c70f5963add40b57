-- A filter may have several addresses, and a deleted one can be taken back: its number is part of its address.
ALTER TABLE mailloop_tbl
    MODIFY filter_address VARCHAR(2000) DEFAULT '',
    ADD COLUMN deleted INT(1) NOT NULL DEFAULT 0, -- 1 = its mails are refused
    ADD COLUMN change_date TIMESTAMP NULL DEFAULT NULL;
