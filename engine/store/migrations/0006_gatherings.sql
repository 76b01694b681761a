-- What has come for parallel multiple start events (engine/store/gatherings): an instance starts when the last part comes.
-- Running workers are not touched. A server of an earlier version would start an instance with each part, so every server is
-- to be of this version before such a process is deployed.
alter table silkflow.start_subscription add column gathers boolean not null default false;

create table silkflow.gathering (
  -- The key that the instance will have: whoever sent a part is told it before the instance starts.
  gathering_key bigint primary key,
  -- Keys are leased in ranges by several servers: they do not tell which is older.
  age bigint generated always as identity,
  tenant_id text not null,
  process_id text not null,
  process_definition_key bigint not null references silkflow.process_definition on delete cascade,
  element_id text not null,
  -- Null until a message with a key has come.
  correlation_key text,
  -- Every part has come; it waits for the instance that was started with its key before.
  is_complete boolean not null default false,
  created_at timestamptz not null default now(),
  last_came_at timestamptz not null default now()
);
create index gathering_start on silkflow.gathering (process_definition_key, element_id, age);
create index gathering_key_held on silkflow.gathering (tenant_id, process_id, correlation_key) where is_complete;
create index gathering_abandoned on silkflow.gathering (last_came_at, gathering_key) where not is_complete;

create table silkflow.gathered_part (
  gathering_key bigint not null references silkflow.gathering on delete cascade,
  -- That of the start subscription.
  ordinal integer not null,
  age bigint generated always as identity,
  came_at timestamptz not null default now(),
  variables text not null,
  -- Null for what is no message.
  message_key bigint,
  primary key (gathering_key, ordinal)
);
