-- Where recipients come from that programs bring in by REST.
INSERT INTO datasource_description_tbl (description, company_id, sourcegroup_id)
SELECT 'RestfulService', 0, COALESCE((SELECT sourcegroup_id FROM sourcegroup_tbl WHERE sourcegroup_type = 'WS'), 0)
  FROM DUAL
 WHERE NOT EXISTS (SELECT 1 FROM datasource_description_tbl WHERE description = 'RestfulService');
