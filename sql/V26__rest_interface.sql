-- What programs that call REST did, and how much they may.

-- Calls of REST users
CREATE TABLE restful_usage_log_tbl (
    `timestamp` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    endpoint VARCHAR(1000) NOT NULL, -- address without the part behind the question mark
    description VARCHAR(4000), -- what was asked for, e.g. the id
    request_method VARCHAR(7) NOT NULL,
    company_id INT UNSIGNED NOT NULL,
    username VARCHAR(200) NOT NULL,
    host_name VARCHAR(64), -- as the caller named this server
    supervisor_name VARCHAR(100),
    INDEX restful_usage_company_idx (company_id, `timestamp`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Own quota of a user, e.g. 1200/PT1M
CREATE TABLE restful_quota_tbl (
    admin_id INT NOT NULL,
    quota VARCHAR(100) NOT NULL,
    PRIMARY KEY (admin_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What a call of a service costs; 1 where nothing is said
CREATE TABLE restful_api_costs_tbl (
    company_id INT UNSIGNED NOT NULL, -- 0 = all
    name VARCHAR(100) NOT NULL, -- service, e.g. Mailing
    costs INT(4) NOT NULL,
    PRIMARY KEY (company_id, name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
