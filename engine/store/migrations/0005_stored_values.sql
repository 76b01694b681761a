-- Which instances' histories hold a value that was too large to travel in them, so that it can go when they are over
-- (engine/store/retention). What was stored before this migration has no user and stays. Running servers and workers are not
-- touched; those of an earlier version store values that stay as well.
create table silkflow.content_use (
  hash text not null references silkflow.definition_content on delete cascade,
  instance_key bigint not null,
  used_at timestamptz not null default now(),
  primary key (hash, instance_key)
);
create index definition_content_state on silkflow.definition_content (created_at, hash) where kind = 'state';
-- Starts that Temporal has, found by their age.
create index start_request_started on silkflow.start_request (created_at, instance_key) where state = 'started';
