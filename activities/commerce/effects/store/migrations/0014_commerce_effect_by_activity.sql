-- One key names one step of one order; what an activity has done for it is told from what another one has.
alter table commerce.effect drop constraint effect_pkey;
alter table commerce.effect add primary key (idempotency_key, activity);
