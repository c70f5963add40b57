-- Where a target group is used must be known before it is deleted or changed.
CREATE INDEX dyn_content_target_idx ON dyn_content_tbl (target_id);
CREATE INDEX component_target_idx ON component_tbl (target_id);
