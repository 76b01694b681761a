-- Which Temporal namespace and task queue this database belongs to: the counterpart of the memo that the namespace keeps
-- (engine/store/installation). Running workers are not touched.
create table silkflow.installation (
  is_one boolean primary key default true check (is_one),
  installation_id uuid not null default gen_random_uuid(),
  -- Null until the first server or worker has claimed a namespace.
  temporal_namespace text,
  task_queue text
);
insert into silkflow.installation default values;
