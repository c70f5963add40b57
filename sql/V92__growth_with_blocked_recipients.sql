-- Growth also counts who was blocked, so that the size of a list at any day follows from the counters. All hours are counted
-- anew at the next run of the job.
ALTER TABLE list_growth_tbl ADD COLUMN blocked INT NOT NULL DEFAULT 0 AFTER bounces;

DELETE FROM list_growth_state_tbl;
