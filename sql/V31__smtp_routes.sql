-- Several ways out: SMTP routes, limits for groups of receiving domains, and who uses which route.

CREATE TABLE smtp_route_tbl (
    route_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    shortname VARCHAR(99) NOT NULL,
    host VARCHAR(255) NOT NULL,
    port INT UNSIGNED NOT NULL,
    tls VARCHAR(8) NOT NULL, -- none, starttls, tls
    verify_certificate INT(1) NOT NULL DEFAULT 1,
    username VARCHAR(255) NOT NULL DEFAULT '', -- empty: no authentication
    password VARCHAR(2000) NOT NULL DEFAULT '', -- encrypted, bound to host and user name
    local_address VARCHAR(64) NOT NULL DEFAULT '', -- empty: chosen by the operating system
    connections INT NOT NULL,
    single_connections INT NOT NULL, -- kept for trials and action-based mails
    per_second INT NOT NULL DEFAULT 0, -- mails; 0: no limit
    per_minute INT NOT NULL DEFAULT 0,
    per_hour INT NOT NULL DEFAULT 0,
    lifetime_hours INT NOT NULL, -- mails put off for so long become bounces
    creation_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (route_id),
    UNIQUE INDEX smtp_route_name_idx (company_id, shortname)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Receiving domains that are one system, e.g. gmail.com and googlemail.com. The limits hold for each route.
CREATE TABLE smtp_domain_group_tbl (
    group_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    company_id INT UNSIGNED NOT NULL,
    shortname VARCHAR(99) NOT NULL,
    domains TEXT NOT NULL, -- separated by blanks, lower case, ASCII
    connections INT NOT NULL DEFAULT 0, -- 0: no limit
    per_second INT NOT NULL DEFAULT 0,
    per_minute INT NOT NULL DEFAULT 0,
    per_hour INT NOT NULL DEFAULT 0,
    change_date TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (group_id),
    UNIQUE INDEX smtp_domain_group_name_idx (company_id, shortname)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- mailing_id > 0: of a mailing; else mailinglist_id > 0: of a mailing list; else of the whole tenant.
CREATE TABLE smtp_route_choice_tbl (
    company_id INT UNSIGNED NOT NULL,
    mailinglist_id INT UNSIGNED NOT NULL DEFAULT 0,
    mailing_id INT UNSIGNED NOT NULL DEFAULT 0,
    route_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (company_id, mailinglist_id, mailing_id),
    INDEX smtp_route_choice_mailing_idx (mailing_id),
    CONSTRAINT smtp_route_choice_fk FOREIGN KEY (route_id) REFERENCES smtp_route_tbl (route_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- sending.stop: all sending of the tenant; sending.stop.all: of all tenants.
INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('route.show', 'Administration', 19),
    ('route.change', 'Administration', 20),
    ('sending.stop', 'Mailing', 34),
    ('sending.stop.all', 'System', 9);

INSERT INTO admin_group_permission_tbl (admin_group_id, permission_name)
SELECT 1, permission_name FROM permission_tbl
 WHERE permission_name IN ('route.show', 'route.change', 'sending.stop', 'sending.stop.all');
