-- What is known about a bounce besides its code, and which of them wait before they count.

-- source: 1 the mail server that takes our mails, 2 its log, 3 a mail that came back, 4 scoring; empty: of earlier times, as 1
ALTER TABLE bounce_tbl
    ADD COLUMN source TINYINT,
    ADD COLUMN status_text VARCHAR(500), -- what the mail server said
    ADD COLUMN rule_id INT, -- bounce_translate_tbl, empty: built in
    ADD COLUMN message_id BIGINT; -- the stored mail that told it

ALTER TABLE bounce_translate_tbl MODIFY COLUMN pattern VARCHAR(1000);

-- Hard bounces told by a temporary code: they count after a day without a successful delivery.
CREATE TABLE bounce_held_tbl (
    company_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    mailing_id INT NOT NULL,
    detail INT NOT NULL,
    dsn INT NOT NULL,
    rule_id INT,
    rule_name VARCHAR(100) NOT NULL,
    source TINYINT NOT NULL,
    status_text VARCHAR(500) NOT NULL,
    message_id BIGINT,
    bounced TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- when the mail server said so
    due TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, -- when it counts
    PRIMARY KEY (company_id, customer_id, mailing_id),
    INDEX bounce_held_due_idx (due)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Mails that a mail server took from us and has not delivered at its first attempt. Who is not in here was delivered when the
-- mail was taken, so that a million mails without trouble leave nothing here.
CREATE TABLE undelivered_tbl (
    company_id INT NOT NULL,
    mailing_id INT NOT NULL,
    customer_id INT UNSIGNED NOT NULL,
    mail BIGINT NOT NULL, -- from the Message-ID: several mails of one mailing to one recipient; 0 unknown
    state TINYINT NOT NULL, -- 1 put off, 2 bounced, 3 delivered after all
    attempts INT NOT NULL DEFAULT 1, -- that failed
    dsn INT NOT NULL,
    relay VARCHAR(255) NOT NULL DEFAULT '',
    status_text VARCHAR(500) NOT NULL DEFAULT '',
    first_try TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_try TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    owed TINYINT NOT NULL DEFAULT 0, -- 1 = told before the success was booked: that success is to be taken back
    PRIMARY KEY (mailing_id, customer_id, mail),
    INDEX undelivered_customer_idx (company_id, customer_id),
    INDEX undelivered_owed_idx (mailing_id, owed),
    INDEX undelivered_time_idx (last_try)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What the log of the mail server says about the mails of a mailing
CREATE TABLE mail_log_count_tbl (
    mailing_id INT NOT NULL,
    company_id INT NOT NULL,
    delivered BIGINT NOT NULL DEFAULT 0, -- confirmed deliveries
    put_off BIGINT NOT NULL DEFAULT 0, -- attempts that will be repeated
    bounced BIGINT NOT NULL DEFAULT 0, -- mails given up
    PRIMARY KEY (mailing_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('HeldBounces', CURRENT_TIMESTAMP, '**15', CURRENT_TIMESTAMP, 'org.openemm.bounce.HeldBounces', 1, 3);

-- Rules of all companies. Only what is beyond doubt is a hard bounce: a hard bounce that counts as soft comes again with every
-- mailing and is found by the scoring; a reader who counts as gone by mistake is lost.
-- Rules with a pattern come before those without; among equal codes the first one wins.
INSERT INTO bounce_translate_tbl (company_id, dsn, detail, pattern, shortname, description) VALUES
    -- Words that prove nothing about the mailbox, whatever code they come with
    (0, 5, 400, 'stat="\\b(spam|spamhaus|spamcop|barracuda|dnsbl|rbl|block ?list(ed)?|black ?list(ed)?|reputation|dmarc|dkim|spf|phish(ing)?|virus|malware)\\b"', 'refused mail', 'The mail was refused, not the mailbox.'),
    (0, 5, 400, 'stat="polic(y|ies)\\b|blocked (by|for|due|using)|content (was )?re(jected|fused)|message (was )?(re(jected|fused)|blocked) (as|due|because|for)|suspicious|unsolicited|authenticat"', 'policy', 'The server does not like mails of this kind.'),
    (0, 5, 400, 'stat="rate limit|too many|try again|temporar|greylist|grey ?list|unusual rate|throttl"', 'later', 'The server may take it later.'),
    (0, 5, 400, 'stat="\\b(sender|client host|helo|ehlo|reverse dns|ptr|mail from)\\b.{0,60}(re(jected|fused)|denied|not found|unknown|invalid|not exist|fail)"', 'sender refused', 'The server does not like the sender.'),
    (0, 5, 400, 'stat="in reply to (MAIL FROM|EHLO|HELO)"', 'not about the recipient', 'The answer was given before the recipient was named.'),
    (0, 572, 400, 'stat="\\b5\\.7\\.2[0-9]\\b"', 'failed checks of the sender', 'Codes 5.7.20 to 5.7.29 speak of SPF, DKIM, DMARC.'),
    (0, 531, 430, 'stat="full|space|storage|disk"', 'server full', 'The disk of the server is full, not the mailbox gone.'),
    -- Full mailboxes
    (0, 5, 420, 'stat="(mailbox|mail ?box|inbox|account|user|recipient|storage|quota).{0,30}(is |are |has |been )?(over ?quota|full\\b|exceed)|exceed.{0,30}(quota|storage|allocation)|over ?quota|quota exceeded|insufficient (system )?storage"', 'mailbox full', 'The recipient has to make room.'),
    -- Encryption
    (0, 5, 513, 'stat="(tls|starttls|encryption).{0,30}(required|needed|first)|must issue a starttls"', 'encryption required', 'The server takes encrypted mail only.'),
    -- Domains
    (0, 5, 512, 'stat="does not accept mail \\(nullMX\\)|\\bnull ?MX\\b"', 'domain without mail', 'The owner of the domain says that it takes no mail.'),
    (0, 5, 512, 'stat="domain.{0,40}(is )?not (hosted|known) here|no such domain|we do not (accept|handle) mail for (this|that) domain"', 'domain not hosted', 'The server knows the domain no more.'),
    (0, 544, 410, 'stat="host( or domain name)? not found|name service error|no such host"', 'host not found', 'No mail server can be found for the domain.'),
    (0, 443, 410, 'stat="host( or domain name)? not found|name service error|no such host"', 'host not found yet', 'No mail server can be found for the domain.'),
    (0, 447, 400, NULL, 'delivery expired', 'The mail was put off until its time was over.'),
    (0, 547, 400, NULL, 'delivery expired', 'The mail was put off until its time was over.'),
    -- Mailboxes that do not exist, in words
    (0, 5, 511, 'stat="\\b(user|recipient|addressee|mailbox|local part|account)( name)? (is )?(unknown|not known)\\b"', 'user unknown', NULL),
    (0, 5, 511, 'stat="\\bunknown (user|recipient|addressee|mailbox|local.?part|account)\\b|\\bno such (user|recipient|mailbox|person|account|local user)\\b"', 'unknown user', NULL),
    (0, 5, 511, 'stat="\\b(user|recipient|mailbox|account|e-?mail address)\\b.{0,60}\\b(does not|doesn.?t|do not) exist\\b"', 'does not exist', NULL),
    (0, 5, 511, 'stat="\\b(user|recipient|mailbox|account)( .{1,60})? (was |could )?not (be )?found\\b|\\bno mailbox (here )?by that name\\b"', 'not found', NULL),
    (0, 5, 511, 'stat="doesn.?t have an? \\S+ account|this (mailbox|account) (is|has been) (disabled|deactivated|closed|deleted|terminated)"', 'mailbox closed', NULL),
    (0, 5, 511, 'stat="local mailbox \\S+ is unavailable: (user not found|user is terminated|account is disabled)|invalid mailbox\\. local mailbox"', 'mail.ru', NULL),
    (0, 5, 511, 'relay=".gmx.net|.web.de|.kundenserver.de|.1and1.com|.mail.com", stat="mailbox unavailable"', 'GMX and WEB.DE', 'Their explanation: the address does not exist.'),
    (0, 5, 511, 'relay=".olc.protection.outlook.com|.hotmail.com", stat="requested action not taken: mailbox unavailable"', 'Outlook.com', 'Their explanation: the address does not exist.'),
    (0, 5, 511, 'relay=".mimecast.com", stat="^(host \\S+ said: )?550.{0,10}invalid recipient"', 'Mimecast', NULL),
    (0, 5, 511, 'relay=".t-online.de", stat="unknown (customer|recipient)|adress?e unbekannt|empf.{1,3}nger unbekannt"', 'T-Online', NULL),
    -- Codes alone
    (0, 511, 511, NULL, 'bad mailbox', 'Status 5.1.1'),
    (0, 513, 511, NULL, 'bad syntax of the mailbox', 'Status 5.1.3'),
    (0, 516, 511, NULL, 'mailbox has moved', 'Status 5.1.6'),
    (0, 521, 511, NULL, 'mailbox disabled', 'Status 5.2.1'),
    (0, 572, 511, NULL, 'closed list', 'Status 5.7.2'),
    (0, 512, 512, NULL, 'bad domain', 'Status 5.1.2'),
    (0, 531, 510, NULL, 'system takes nothing', 'Status 5.3.1'),
    (0, 571, 410, NULL, 'not allowed', 'Status 5.7.1'),
    (0, 417, 0, NULL, 'about the sender', 'Status 4.1.7'),
    (0, 418, 0, NULL, 'about the sender', 'Status 4.1.8'),
    (0, 517, 0, NULL, 'about the sender', 'Status 5.1.7'),
    (0, 518, 0, NULL, 'about the sender', 'Status 5.1.8'),
    -- Everything else that is final counts as soft
    (0, 50, 400, NULL, 'other', 'Status 5.0.x'),
    (0, 51, 410, NULL, 'address', 'Status 5.1.x'),
    (0, 52, 420, NULL, 'mailbox', 'Status 5.2.x'),
    (0, 53, 400, NULL, 'system', 'Status 5.3.x'),
    (0, 54, 400, NULL, 'network', 'Status 5.4.x'),
    (0, 55, 400, NULL, 'protocol', 'Status 5.5.x'),
    (0, 56, 400, NULL, 'content', 'Status 5.6.x'),
    (0, 57, 400, NULL, 'security', 'Status 5.7.x'),
    (0, 58, 400, NULL, 'other', 'Status 5.8.x'),
    (0, 59, 400, NULL, 'other', 'Status 5.9.x');
UPDATE bounce_translate_tbl SET creation_date = CURRENT_TIMESTAMP WHERE company_id = 0;
