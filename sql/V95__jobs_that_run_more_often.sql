-- Every five minutes: what was cut off by a restart goes on soon, and growth is counted up to now.
UPDATE job_queue_tbl SET `interval` = '***0;***5'
 WHERE runclass IN ('org.openemm.bulk.ContinueBulkChanges', 'org.openemm.statistics.GrowthCount') AND `interval` = '**05';
