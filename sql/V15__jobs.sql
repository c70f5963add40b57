-- Jobs of a new installation. runclass holds the names that administrators know from earlier versions; the program
-- keeps a table from them to its own jobs. All of them are due at the first start.

INSERT INTO job_queue_tbl
    (id, description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    (1, 'DBCleaner', CURRENT_TIMESTAMP, '0000', CURRENT_TIMESTAMP,
     'com.agnitas.util.quartz.DBCleanerJobWorker', 1, 2),
    (2, 'LoginTrackTableCleaner', CURRENT_TIMESTAMP, '**00', CURRENT_TIMESTAMP,
     'com.agnitas.util.quartz.LoginTrackTableCleanerJobWorker', 1, 3),
    (3, 'WebserviceLoginTrackTableCleaner', CURRENT_TIMESTAMP, '**00', CURRENT_TIMESTAMP,
     'com.agnitas.util.quartz.WebserviceLoginTrackTableCleanerJobWorker', 1, 2),
    (4, 'RefreshUserLastLogin', CURRENT_TIMESTAMP, '**00', CURRENT_TIMESTAMP,
     'com.agnitas.service.job.RefreshUserLastLoginJobWorker', 1, 5);

INSERT INTO job_queue_parameter_tbl (job_id, parameter_name, parameter_value) VALUES
    (2, 'retentionTime', '14'),
    (2, 'deleteBlockSize', '1000');
