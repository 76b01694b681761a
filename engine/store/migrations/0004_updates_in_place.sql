-- Every workflow task updates its instance's row. Without an index on what changes, and with room on the page, the new
-- version lies beside the old one and no index is touched. Running servers and workers are not touched.
drop index silkflow.process_instance_updated;
alter table silkflow.process_instance set (fillfactor = 70);
