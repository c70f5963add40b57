-- Jobs that tell the people who run the installation when something needs them.

INSERT INTO job_queue_tbl
    (id, description, created, `interval`, nextstart, runclass, startaftererror, criticality)
VALUES
    (5, 'DBErrorCheck', CURRENT_TIMESTAMP, '**00', CURRENT_TIMESTAMP,
     'com.agnitas.util.quartz.DBErrorCheckJobWorker', 1, 3),
    (6, 'DiskSpaceCheck', CURRENT_TIMESTAMP, '**00', CURRENT_TIMESTAMP,
     'com.agnitas.emm.core.serverstatus.service.job.DiskSpaceCheckJobWorker', 1, 3);
