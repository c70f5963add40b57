-- What users find when they open a new installation: a mailing list, forms of address, sample target groups, the forms
-- behind the links to the web view and to the unsubscription.

INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname, description, creation_date)
VALUES (1, 1, 'Default-Mailinglist', 'Mailing list of a new installation', CURRENT_TIMESTAMP);

-- The tag [agnTITLE] takes form of address 1 unless it names another.
INSERT INTO title_tbl (title_id, company_id, description) VALUES
    (1, 1, 'Deutsch, förmlich'),
    (2, 1, 'Deutsch, Hallo'),
    (3, 1, 'Deutsch, Guten Tag'),
    (4, 1, 'Deutsch, persönlich'),
    (5, 1, 'Français'),
    (6, 1, 'Español'),
    (7, 1, 'Italiano'),
    (8, 1, 'Nederlands'),
    (9, 1, 'Português'),
    (10, 1, 'English, formal'),
    (11, 1, 'English, neutral'),
    (12, 1, 'English, personal'),
    (13, 1, 'Polski'),
    (14, 1, 'Čeština'),
    (15, 1, 'Svenska'),
    (16, 1, 'English, Hello'),
    (17, 1, 'English, Hi');

-- gender: 0 male, 1 female, 2 unknown
INSERT INTO title_gender_tbl (title_id, gender, title) VALUES
    (1, 0, 'Sehr geehrter Herr'), (1, 1, 'Sehr geehrte Frau'), (1, 2, 'Sehr geehrte Damen und Herren'),
    (2, 0, 'Hallo Herr'), (2, 1, 'Hallo Frau'), (2, 2, 'Hallo lieber Kunde'),
    (3, 0, 'Guten Tag Herr'), (3, 1, 'Guten Tag Frau'), (3, 2, 'Guten Tag'),
    (4, 0, 'Lieber'), (4, 1, 'Liebe'), (4, 2, 'Hallo'),
    (5, 0, 'Cher Monsieur'), (5, 1, 'Chère Madame'), (5, 2, 'Madame, Monsieur'),
    (6, 0, 'Estimado señor'), (6, 1, 'Estimada señora'), (6, 2, 'Estimados señores'),
    (7, 0, 'Gentile signor'), (7, 1, 'Gentile signora'), (7, 2, 'Gentile cliente'),
    (8, 0, 'Geachte heer'), (8, 1, 'Geachte mevrouw'), (8, 2, 'Geachte heer, mevrouw'),
    (9, 0, 'Prezado senhor'), (9, 1, 'Prezada senhora'), (9, 2, 'Prezados senhores'),
    (10, 0, 'Dear Mr'), (10, 1, 'Dear Mrs'), (10, 2, 'Dear Sir or Madam'),
    (11, 0, 'Dear Mr'), (11, 1, 'Dear Ms'), (11, 2, 'Dear customer'),
    (12, 0, 'Dear'), (12, 1, 'Dear'), (12, 2, 'Dear reader'),
    (13, 0, 'Szanowny Panie'), (13, 1, 'Szanowna Pani'), (13, 2, 'Szanowni Państwo'),
    (14, 0, 'Vážený pane'), (14, 1, 'Vážená paní'), (14, 2, 'Vážení zákazníci'),
    (15, 0, 'Hej'), (15, 1, 'Hej'), (15, 2, 'Hej'),
    (16, 0, 'Hello'), (16, 1, 'Hello'), (16, 2, 'Hello reader'),
    (17, 0, 'Hi'), (17, 1, 'Hi'), (17, 2, 'Hi there');

INSERT INTO dyn_target_tbl
    (company_id, target_shortname, target_description, eql, target_sql, creation_date, complexity, admin_test_delivery)
VALUES
    (1, 'EMM Target Group: Gender Male', 'Men',
     '`gender` = 0',
     '(cust.gender = 0)',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Gender Female', 'Women',
     '`gender` = 1',
     '(cust.gender = 1)',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Gender Unknown', 'Recipients whose gender is not known',
     '`gender` = 2',
     '(cust.gender = 2)',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Openers and Clickers', 'Opened and clicked at least once',
     '`lastopen_date` IS NOT EMPTY AND `lastclick_date` IS NOT EMPTY',
     '((NOT (cust.lastopen_date IS NULL)) AND (NOT (cust.lastclick_date IS NULL)))',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Lead', 'Opened within the last 30 days, but never clicked',
     '`lastopen_date` >= TODAY - 30 DATEFORMAT ''YYYYMMDD'' AND `lastclick_date` IS EMPTY',
     '((date_format(cust.lastopen_date, ''%Y%m%d'') >= date_format((current_timestamp) - INTERVAL (30) * 86400 SECOND, ''%Y%m%d'')) AND (cust.lastclick_date IS NULL))',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Newcomer', 'Added within the last 30 days',
     '`creation_date` >= TODAY - 30 DATEFORMAT ''YYYYMMDD''',
     '(date_format(cust.creation_date, ''%Y%m%d'') >= date_format((current_timestamp) - INTERVAL (30) * 86400 SECOND, ''%Y%m%d''))',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Opportunity', 'Clicked within the last 30 days',
     '`lastclick_date` >= TODAY - 30 DATEFORMAT ''YYYYMMDD''',
     '(date_format(cust.lastclick_date, ''%Y%m%d'') >= date_format((current_timestamp) - INTERVAL (30) * 86400 SECOND, ''%Y%m%d''))',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Sleeper', 'Opened and clicked before, but not within the last year',
     '`lastopen_date` < TODAY - 365 DATEFORMAT ''YYYYMMDD'' AND `lastclick_date` < TODAY - 365 DATEFORMAT ''YYYYMMDD''',
     '((date_format(cust.lastopen_date, ''%Y%m%d'') < date_format((current_timestamp) - INTERVAL (365) * 86400 SECOND, ''%Y%m%d'')) AND (date_format(cust.lastclick_date, ''%Y%m%d'') < date_format((current_timestamp) - INTERVAL (365) * 86400 SECOND, ''%Y%m%d'')))',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Unattended 3 Months', 'Opened before, but not within the last 90 days',
     '`lastopen_date` < TODAY - 90 DATEFORMAT ''YYYYMMDD''',
     '(date_format(cust.lastopen_date, ''%Y%m%d'') < date_format((current_timestamp) - INTERVAL (90) * 86400 SECOND, ''%Y%m%d''))',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Unattended 6 Months', 'Opened before, but not within the last 180 days',
     '`lastopen_date` < TODAY - 180 DATEFORMAT ''YYYYMMDD''',
     '(date_format(cust.lastopen_date, ''%Y%m%d'') < date_format((current_timestamp) - INTERVAL (180) * 86400 SECOND, ''%Y%m%d''))',
     CURRENT_TIMESTAMP, 0, 0),
    (1, 'EMM Target Group: Untouched', 'Added more than 30 days ago and never opened or clicked anything',
     '`creation_date` < TODAY - 30 DATEFORMAT ''YYYYMMDD'' AND `lastopen_date` IS EMPTY AND `lastclick_date` IS EMPTY',
     '((date_format(cust.creation_date, ''%Y%m%d'') < date_format((current_timestamp) - INTERVAL (30) * 86400 SECOND, ''%Y%m%d'')) AND ((cust.lastopen_date IS NULL) AND (cust.lastclick_date IS NULL)))',
     CURRENT_TIMESTAMP, 0, 0);

-- Web view: a form whose action puts the mailing of the UID into the page
INSERT INTO rdir_action_tbl (action_id, company_id, shortname, description, action_type, creation_date) VALUES
    (1, 1, 'Web-View_SAMPLE', 'Shows the mailing of the link in the browser', 1, CURRENT_TIMESTAMP),
    (2, 1, 'Unsubscribe_SAMPLE', 'Ends the subscription of the mailing list of the mailing', 1, CURRENT_TIMESTAMP);

INSERT INTO actop_tbl (action_operation_id, company_id, type, action_id) VALUES
    (1, 1, 'GetArchiveMailing', 1),
    (2, 1, 'UnsubscribeCustomer', 2);

INSERT INTO actop_get_archive_mailing_tbl (action_operation_id, expire_day, expire_month, expire_year)
VALUES (1, 0, 0, 0);

INSERT INTO userform_tbl
    (company_id, formname, description, startaction_id, success_template, error_template, creation_date,
     success_mimetype, error_mimetype)
VALUES
    (1, 'fullview', 'Web view of a mailing', 1,
     '$archiveHtml',
     '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Web view</title></head><body><p>This mailing is no longer available.</p></body></html>',
     CURRENT_TIMESTAMP, 'text/html', 'text/html'),
    (1, 'unsubscribe', 'Unsubscription by the link in a mailing', 2,
     '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Unsubscribed</title></head><body><p>You will not receive this newsletter any more.</p></body></html>',
     '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Unsubscribe</title></head><body><p>This link is not valid any more. Please reply to the newsletter to unsubscribe.</p></body></html>',
     CURRENT_TIMESTAMP, 'text/html', 'text/html');
