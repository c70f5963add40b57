-- Every night the counters behind the statistics are compared with the events they were made of.
INSERT INTO job_queue_tbl
    (description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    ('RecountStatistics', CURRENT_TIMESTAMP, '0330', CURRENT_TIMESTAMP + INTERVAL 1 DAY,
     'org.openemm.statistics.RollupRecount', 1, 3);
INSERT INTO job_queue_parameter_tbl (job_id, parameter_name, parameter_value) VALUES
    (LAST_INSERT_ID(), 'days', '3');
