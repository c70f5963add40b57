-- The calendar asks for the mailings of a month.
ALTER TABLE mailing_tbl ADD INDEX mailing_plandate_idx (company_id, plan_date);
