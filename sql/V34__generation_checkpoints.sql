-- How far the packages of a mailing may be sent while the rest of them is still being made. A package is released only after
-- this says so, and after a crash the rest follows behind the last recipient named here: nobody twice, nobody left out.
CREATE TABLE generation_tbl (
    maildrop_id INT NOT NULL, -- maildrop_status_tbl
    early INT(1) NOT NULL DEFAULT 0, -- 1 = packages are released before all are made
    blocks INT NOT NULL DEFAULT 0, -- packages released
    mails BIGINT NOT NULL DEFAULT 0, -- recipients in them
    world INT(1) NOT NULL DEFAULT 0, -- 1 = the list itself, 0 = its admin and test recipients, who come first
    customer_id INT UNSIGNED NOT NULL DEFAULT 0, -- last recipient in them
    paced_from INT NOT NULL DEFAULT 1, -- package that times between packages are counted from
    complete INT(1) NOT NULL DEFAULT 0, -- 1 = all packages are made and may be sent
    reason VARCHAR(500) NOT NULL DEFAULT '', -- why it waits; empty: it does not
    since TIMESTAMP NULL DEFAULT NULL, -- of the reason
    PRIMARY KEY (maildrop_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Admin and test recipients in released packages: should one become an ordinary recipient before a generation goes on after
-- a crash, he gets nothing more.
CREATE TABLE generation_other_tbl (
    maildrop_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (maildrop_id, customer_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
