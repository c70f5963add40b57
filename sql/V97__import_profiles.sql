-- A sealed password is longer than the password
ALTER TABLE import_profile_tbl MODIFY zip_password_encr VARCHAR(400);

-- What new recipients become in the lists
ALTER TABLE import_profile_tbl ADD COLUMN user_type CHAR(1) NOT NULL DEFAULT 'W'; -- A admin, T test, t test VIP, W world, w world VIP
ALTER TABLE import_profile_mediatype_tbl ADD COLUMN user_status INT UNSIGNED NOT NULL DEFAULT 1; -- as in customer_1_binding_tbl

-- Which profile an import followed
ALTER TABLE recipient_import_tbl ADD COLUMN profile_id INT UNSIGNED NOT NULL DEFAULT 0;
