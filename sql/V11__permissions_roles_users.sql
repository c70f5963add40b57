-- Every permission that the open edition knows, by category, and the roles that a new installation starts with.

INSERT INTO permission_category_tbl (category_name, sort_order) VALUES
    ('General', 1),
    ('Mailing', 2),
    ('Subscriber-Editor', 3),
    ('Target-Groups', 4),
    ('ImportExport', 5),
    ('Statistics', 6),
    ('Forms', 7),
    ('Administration', 8),
    ('System', 9),
    ('NegativePermissions', 10);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('calendar.show', 'General', 1),
    ('charset.use.iso_8859_15', 'General', 2),
    ('charset.use.utf_8', 'General', 3),
    ('settings.extended', 'General', 4),
    ('workflow.activate', 'General', 5),
    ('workflow.change', 'General', 6),
    ('workflow.delete', 'General', 7),
    ('workflow.show', 'General', 8);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('mailing.attachments.show', 'Mailing', 1),
    ('mailing.can_allow', 'Mailing', 2),
    ('mailing.can_send_always', 'Mailing', 3),
    ('mailing.change', 'Mailing', 4),
    ('mailing.classic', 'Mailing', 5),
    ('mailing.components.change', 'Mailing', 6),
    ('mailing.components.show', 'Mailing', 7),
    ('mailing.content.show', 'Mailing', 8),
    ('mailing.delete', 'Mailing', 9),
    ('mailing.envelope_address', 'Mailing', 10),
    ('mailing.export', 'Mailing', 11),
    ('mailing.extend_trackable_links', 'Mailing', 12),
    ('mailing.import', 'Mailing', 13),
    ('mailing.recipients.show', 'Mailing', 14),
    ('mailing.resume.world', 'Mailing', 15),
    ('mailing.send.admin.options', 'Mailing', 16),
    ('mailing.send.admin.target', 'Mailing', 17),
    ('mailing.send.show', 'Mailing', 18),
    ('mailing.send.world', 'Mailing', 19),
    ('mailing.setmaxrecipients', 'Mailing', 20),
    ('mailing.show', 'Mailing', 21),
    ('mailing.show.types', 'Mailing', 22),
    ('mediatype.email', 'Mailing', 23),
    ('template.change', 'Mailing', 24),
    ('template.delete', 'Mailing', 25),
    ('template.show', 'Mailing', 26),
    ('campaign.change', 'Mailing', 27),
    ('campaign.delete', 'Mailing', 28),
    ('campaign.show', 'Mailing', 29),
    ('salutation.change', 'Mailing', 30),
    ('salutation.delete', 'Mailing', 31),
    ('salutation.show', 'Mailing', 32),
    ('recipient.gender.extended', 'Mailing', 33);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('blacklist', 'Subscriber-Editor', 1),
    ('mailinglist.change', 'Subscriber-Editor', 2),
    ('mailinglist.delete', 'Subscriber-Editor', 3),
    ('mailinglist.recipients.delete', 'Subscriber-Editor', 4),
    ('mailinglist.show', 'Subscriber-Editor', 5),
    ('mailinglists.addresses', 'Subscriber-Editor', 6),
    ('profileField.show', 'Subscriber-Editor', 7),
    ('profileField.visible', 'Subscriber-Editor', 8),
    ('recipient.change', 'Subscriber-Editor', 9),
    ('recipient.create', 'Subscriber-Editor', 10),
    ('recipient.delete', 'Subscriber-Editor', 11),
    ('recipient.history', 'Subscriber-Editor', 12),
    ('recipient.history.mailing', 'Subscriber-Editor', 13),
    ('recipient.history.mailing.delivery', 'Subscriber-Editor', 14),
    ('recipient.show', 'Subscriber-Editor', 15);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('targets.change', 'Target-Groups', 1),
    ('targets.delete', 'Target-Groups', 2),
    ('targets.lock', 'Target-Groups', 3),
    ('targets.show', 'Target-Groups', 4);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('datasource.show', 'ImportExport', 1),
    ('export.change', 'ImportExport', 2),
    ('export.delete', 'ImportExport', 3),
    ('export.ownColumns', 'ImportExport', 4),
    ('import.change', 'ImportExport', 5),
    ('import.customerid', 'ImportExport', 6),
    ('import.delete', 'ImportExport', 7),
    ('import.mailinglists.all', 'ImportExport', 8),
    ('import.mode.add', 'ImportExport', 9),
    ('import.mode.add_update', 'ImportExport', 10),
    ('import.mode.blacklist', 'ImportExport', 11),
    ('import.mode.bounce', 'ImportExport', 12),
    ('import.mode.doublechecking', 'ImportExport', 13),
    ('import.mode.duplicates', 'ImportExport', 14),
    ('import.mode.only_update', 'ImportExport', 15),
    ('import.mode.unsubscribe', 'ImportExport', 16),
    ('recipient.change.bulk', 'ImportExport', 17),
    ('webhooks.admin', 'ImportExport', 18),
    ('webhooks.enable', 'ImportExport', 19),
    ('wizard.export', 'ImportExport', 20),
    ('wizard.import', 'ImportExport', 21),
    ('wizard.importclassic', 'ImportExport', 22);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('report.birt.change', 'Statistics', 1),
    ('report.birt.delete', 'Statistics', 2),
    ('report.birt.show', 'Statistics', 3),
    ('statistic.softbounces.show', 'Statistics', 4),
    ('stats.domains', 'Statistics', 5),
    ('stats.ecs', 'Statistics', 6),
    ('stats.mailing', 'Statistics', 7),
    ('stats.month', 'Statistics', 8),
    ('stats.revenue', 'Statistics', 9),
    ('stats.show', 'Statistics', 10),
    ('stats.userform', 'Statistics', 11);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('forms.change', 'Forms', 1),
    ('forms.delete', 'Forms', 2),
    ('forms.export', 'Forms', 3),
    ('forms.import', 'Forms', 4),
    ('forms.show', 'Forms', 5);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('actions.change', 'Administration', 1),
    ('actions.delete', 'Administration', 2),
    ('actions.show', 'Administration', 3),
    ('admin.change', 'Administration', 4),
    ('admin.delete', 'Administration', 5),
    ('admin.management.show', 'Administration', 6),
    ('admin.new', 'Administration', 7),
    ('admin.sendWelcome', 'Administration', 8),
    ('admin.setgroup', 'Administration', 9),
    ('admin.setpermission', 'Administration', 10),
    ('admin.show', 'Administration', 11),
    ('adminlog.show', 'Administration', 12),
    ('mailloop.change', 'Administration', 13),
    ('mailloop.delete', 'Administration', 14),
    ('mailloop.show', 'Administration', 15),
    ('role.change', 'Administration', 16),
    ('role.delete', 'Administration', 17),
    ('role.show', 'Administration', 18);

INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('restfulUser.change', 'System', 1),
    ('restfulUser.delete', 'System', 2),
    ('restfulUser.new', 'System', 3),
    ('restfulUser.show', 'System', 4),
    ('server.status', 'System', 5),
    ('webservice.user.change', 'System', 6),
    ('webservice.user.create', 'System', 7),
    ('webservice.user.show', 'System', 8);

-- Having one of these takes something away
INSERT INTO permission_tbl (permission_name, category, sort_order) VALUES
    ('mailing.content.readonly', 'NegativePermissions', 1),
    ('mailing.editor.hide', 'NegativePermissions', 2),
    ('mailing.editor.hide.html', 'NegativePermissions', 3),
    ('mailing.settings.hide', 'NegativePermissions', 4);

-- Role 0 needs its number written as it is
SET @mode_before = @@sql_mode;
SET SESSION sql_mode = CONCAT_WS(',', @@sql_mode, 'NO_AUTO_VALUE_ON_ZERO');

INSERT INTO admin_group_tbl (admin_group_id, company_id, shortname, description) VALUES
    (0, 1, 'No permissions', 'No permissions'),
    (1, 1, 'OpenEMM', 'All permissions of the open edition'),
    (7, 1, 'View only', 'May see everything and change nothing');

SET SESSION sql_mode = @mode_before;

-- Restrictions and rights that only few should have are left to the administrator.
INSERT INTO admin_group_permission_tbl (admin_group_id, permission_name)
SELECT 1, permission_name
  FROM permission_tbl
 WHERE category <> 'NegativePermissions'
   AND permission_name NOT IN
       ('export.ownColumns', 'import.customerid', 'import.mailinglists.all',
        'mailing.can_allow', 'mailing.envelope_address', 'mailing.recipients.show', 'mailing.resume.world',
        'recipient.history.mailing', 'recipient.history.mailing.delivery', 'stats.revenue');

INSERT INTO admin_group_permission_tbl (admin_group_id, permission_name)
SELECT 7, permission_name
  FROM permission_tbl
 WHERE (permission_name LIKE '%.show' OR permission_name LIKE 'stats.%' OR permission_name LIKE 'charset.use.%'
        OR permission_name IN ('mailing.show.types', 'mediatype.email', 'profileField.visible', 'recipient.history'))
   AND permission_name NOT IN
       ('admin.management.show', 'adminlog.show', 'mailing.recipients.show', 'mailing.send.show',
        'restfulUser.show', 'stats.revenue', 'webservice.user.show');

-- Without a password nobody can log in; the first start sets one.
INSERT INTO admin_tbl
    (admin_id, username, company_id, firstname, fullname, company_name, admin_country, admin_lang, admin_timezone,
     secure_password_hash, creation_date)
VALUES
    (1, 'emm-master', 1, 'EMM', 'Master', 'EMM-Master', 'US', 'en', 'Europe/Berlin', '', CURRENT_TIMESTAMP);

INSERT INTO admin_to_group_tbl (admin_id, admin_group_id) VALUES (1, 1);
