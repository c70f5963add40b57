-- The role that may see everything sees routes, too.
INSERT INTO admin_group_permission_tbl (admin_group_id, permission_name)
SELECT 7, 'route.show' FROM admin_group_tbl WHERE admin_group_id = 7;
