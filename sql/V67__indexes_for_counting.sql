-- Sizes of lists by status, test recipients of a list, opt-outs of a mailing, newest recipients first: answered by an index
-- alone, so that pages stay quick with millions of recipients.

ALTER TABLE customer_1_binding_tbl
    ADD INDEX custbind1_count_idx (mailinglist_id, user_status, user_type, mediatype, customer_id),
    ADD INDEX custbind1_exit_idx (exit_mailing_id, user_status);

ALTER TABLE customer_1_tbl
    ADD INDEX cust1_creation_idx (creation_date, customer_id);
