-- People are looked up by the beginning of their name; without an index that reads a million rows.
ALTER TABLE customer_1_tbl
    ADD INDEX cust1_lastname_idx (lastname),
    ADD INDEX cust1_firstname_idx (firstname);
