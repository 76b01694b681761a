-- The engine's tables. Three owners:
--   the fold   (process_instance … message_subscription): derived from `event`, rewritten by the projection of one instance;
--   the store  (job_lock, message*, request, start_request, task_draft): owned by Postgres, untouched by the fold;
--   deployment (deployment … form, definition_content): written once.
-- Keys are signed 64-bit integers: an instance's key is a multiple of 2^22, everything inside it lies in the 2^22 above.
-- JSON values are text: jsonb refuses NUL and lone surrogates, and one bad value must never stall a worker.

create schema if not exists silkflow;

-- A lease takes one value = 1,024 blocks of 2^22 keys: a round trip per 1,024 starts.
create sequence silkflow.key_block increment by 1024 start with 1024;

create table silkflow.definition_content (
  hash text primary key,
  kind text not null check (kind in ('process', 'decision', 'form', 'state')),
  body text not null,
  created_at timestamptz not null default now()
);

create table silkflow.deployment (
  deployment_key bigint primary key,
  tenant_id text not null,
  created_at timestamptz not null default now()
);

create table silkflow.resource (
  resource_key bigint primary key,
  deployment_key bigint not null references silkflow.deployment,
  tenant_id text not null,
  name text not null,
  kind text not null check (kind in ('process', 'decision', 'form')),
  content text not null,
  checksum text not null
);

create table silkflow.process_definition (
  process_definition_key bigint primary key,
  process_id text not null,
  version integer not null,
  version_tag text,
  name text,
  tenant_id text not null,
  hash text not null references silkflow.definition_content,
  resource_key bigint not null references silkflow.resource,
  resource_name text not null,
  deployment_key bigint not null references silkflow.deployment,
  has_start_form boolean not null default false,
  created_at timestamptz not null default now(),
  unique (tenant_id, process_id, version)
);

create table silkflow.decision_requirements (
  decision_requirements_key bigint primary key,
  decision_requirements_id text not null,
  name text,
  version integer not null,
  tenant_id text not null,
  hash text not null references silkflow.definition_content,
  resource_key bigint not null references silkflow.resource,
  resource_name text not null,
  deployment_key bigint not null references silkflow.deployment,
  created_at timestamptz not null default now(),
  unique (tenant_id, decision_requirements_id, version)
);

create table silkflow.decision_definition (
  decision_definition_key bigint primary key,
  decision_id text not null,
  name text,
  version integer not null,
  version_tag text,
  tenant_id text not null,
  decision_requirements_key bigint not null references silkflow.decision_requirements,
  deployment_key bigint not null references silkflow.deployment,
  unique (tenant_id, decision_id, version)
);

create table silkflow.form (
  form_key bigint primary key,
  form_id text not null,
  version integer not null,
  version_tag text,
  tenant_id text not null,
  hash text not null references silkflow.definition_content,
  resource_key bigint not null references silkflow.resource,
  resource_name text not null,
  deployment_key bigint not null references silkflow.deployment,
  unique (tenant_id, form_id, version)
);

-- What starts an instance of the latest version without a caller.
create table silkflow.start_subscription (
  process_definition_key bigint not null references silkflow.process_definition,
  element_id text not null,
  tenant_id text not null,
  process_id text not null,
  kind text not null check (kind in ('message', 'signal', 'timer', 'condition')),
  name text,
  detail text,
  -- Timers: the next firing, and how many follow it (-1 = without end).
  due_at timestamptz,
  remaining integer,
  -- A multiple start event waits for several things.
  ordinal integer not null,
  primary key (process_definition_key, element_id, ordinal)
);
create index start_subscription_name on silkflow.start_subscription (tenant_id, kind, name);
create index start_subscription_due on silkflow.start_subscription (due_at) where due_at is not null;

-- Every start is a row before it is a workflow; any server repeats it until Temporal has answered.
create table silkflow.start_request (
  instance_key bigint primary key,
  tenant_id text not null,
  idempotency_key text,
  process_definition_key bigint not null references silkflow.process_definition,
  body text not null,
  state text not null default 'starting' check (state in ('starting', 'started')),
  created_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key)
);
create index start_request_open on silkflow.start_request (created_at) where state = 'starting';

create table silkflow.process_instance (
  instance_key bigint primary key,
  tenant_id text not null,
  process_definition_key bigint not null,
  definition_hash text not null,
  process_id text not null,
  version integer not null,
  state text not null check (state in ('starting', 'active', 'suspended', 'completed', 'terminated')),
  business_id text,
  root_key bigint not null,
  parent_key bigint,
  parent_element_instance_key bigint,
  -- The parent's command that this child serves: the same command again gives the same child.
  parent_command text,
  started_at timestamptz not null,
  ended_at timestamptz,
  result text,
  open_incidents integer not null default 0,
  updated_at timestamptz not null default now(),
  -- The fence of design decision D6 and the digest after the last event.
  fence_run integer not null default -1,
  fence_length integer not null default -1,
  fence_started_at bigint not null default -1,
  seq bigint not null default 0,
  digest text not null default '',
  -- Set when a value of this instance could not be stored, or a workflow task keeps failing.
  trouble text,
  -- Given at the start, never changed.
  tags text[] not null default '{}'
);
create index process_instance_list on silkflow.process_instance (tenant_id, started_at desc, instance_key desc);
create index process_instance_process on silkflow.process_instance (tenant_id, process_id, state, started_at desc);
create index process_instance_business on silkflow.process_instance (tenant_id, business_id) where business_id is not null;
create index process_instance_parent on silkflow.process_instance (parent_key) where parent_key is not null;
create unique index process_instance_call on silkflow.process_instance (parent_key, parent_command) where parent_command is not null;
create index process_instance_incident on silkflow.process_instance (tenant_id) where open_incidents > 0;
create index process_instance_updated on silkflow.process_instance (updated_at);

create table silkflow.event (
  instance_key bigint not null,
  seq bigint not null,
  at timestamptz not null,
  type text not null,
  body text not null,
  primary key (instance_key, seq)
);

create table silkflow.element_instance (
  element_instance_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  process_id text not null,
  process_definition_key bigint not null,
  element_id text not null,
  element_name text,
  kind text not null,
  scope_key bigint,
  state text not null check (state in ('active', 'completed', 'terminated')),
  started_at timestamptz not null,
  ended_at timestamptz,
  incident_key bigint
);
create index element_instance_instance on silkflow.element_instance (instance_key, element_instance_key);
create index element_instance_active on silkflow.element_instance (process_definition_key, element_id) where state = 'active';

create table silkflow.sequence_flow (
  instance_key bigint not null,
  flow_id text not null,
  taken integer not null,
  primary key (instance_key, flow_id)
);

create table silkflow.variable (
  variable_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  scope_key bigint not null,
  name text not null,
  value text not null,
  -- First 256 characters, NUL and lone surrogates replaced: for search only.
  value_index text not null,
  updated_at timestamptz not null
);
create index variable_instance on silkflow.variable (instance_key, scope_key, name);
create index variable_search on silkflow.variable (name, value_index);

create table silkflow.job (
  job_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  process_id text not null,
  process_definition_key bigint not null,
  element_instance_key bigint not null,
  element_id text not null,
  kind text not null,
  listener_event text,
  execution text not null check (execution in ('external', 'activity', 'local')),
  type text not null,
  state text not null check (state in ('created', 'completed', 'failed', 'error_thrown', 'cancelled')),
  retries integer not null,
  priority integer not null,
  headers text not null,
  error_message text,
  error_code text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index job_instance on silkflow.job (instance_key);
create index job_open on silkflow.job (type, priority desc, job_key) where state = 'created' and execution = 'external';

-- Who holds an external job, and what remains of it. Belongs to Postgres: the fold never touches it.
create table silkflow.job_lock (
  job_key bigint primary key,
  instance_key bigint not null,
  worker text,
  deadline timestamptz,
  retries integer,
  back_off_until timestamptz,
  error_message text
);
create index job_lock_instance on silkflow.job_lock (instance_key);

create table silkflow.user_task (
  user_task_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  process_id text not null,
  process_definition_key bigint not null,
  element_instance_key bigint not null,
  element_id text not null,
  name text,
  state text not null check (state in ('created', 'completed', 'cancelled')),
  assignee text,
  candidate_groups text[] not null default '{}',
  candidate_users text[] not null default '{}',
  due_at timestamptz,
  follow_up_at timestamptz,
  priority integer not null,
  form_id text,
  form_hash text,
  external_form_reference text,
  headers text not null,
  action text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index user_task_instance on silkflow.user_task (instance_key);
create index user_task_open on silkflow.user_task (tenant_id, priority desc, created_at) where state = 'created';

-- What a person typed and has not sent.
create table silkflow.task_draft (
  user_task_key bigint primary key,
  body text not null,
  updated_at timestamptz not null default now()
);

create table silkflow.incident (
  incident_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  process_id text not null,
  process_definition_key bigint not null,
  element_instance_key bigint not null,
  element_id text not null,
  type text not null,
  message text not null,
  job_key bigint,
  state text not null check (state in ('active', 'resolved')),
  created_at timestamptz not null,
  resolved_at timestamptz
);
create index incident_instance on silkflow.incident (instance_key);
create index incident_open on silkflow.incident (tenant_id, created_at desc) where state = 'active';

create table silkflow.timer (
  timer_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  element_instance_key bigint not null,
  element_id text not null,
  due_at timestamptz not null,
  repetitions integer not null,
  state text not null check (state in ('started', 'fired', 'cancelled'))
);
create index timer_instance on silkflow.timer (instance_key);
create index timer_open on silkflow.timer (due_at) where state = 'started';

create table silkflow.message_subscription (
  subscription_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  process_id text not null,
  process_definition_key bigint not null,
  element_instance_key bigint not null,
  element_id text not null,
  message_name text not null,
  correlation_key text not null,
  interrupting boolean not null,
  state text not null check (state in ('open', 'correlated', 'closed')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index message_subscription_instance on silkflow.message_subscription (instance_key);
create index message_subscription_match on silkflow.message_subscription (tenant_id, message_name, correlation_key) where state = 'open';

create table silkflow.signal_subscription (
  subscription_key bigint primary key,
  instance_key bigint not null,
  tenant_id text not null,
  element_instance_key bigint not null,
  element_id text not null,
  signal_name text not null,
  state text not null check (state in ('open', 'closed'))
);
create index signal_subscription_instance on silkflow.signal_subscription (instance_key);
create index signal_subscription_match on silkflow.signal_subscription (tenant_id, signal_name) where state = 'open';

create table silkflow.decision_instance (
  decision_instance_key bigint primary key,
  instance_key bigint,
  tenant_id text not null,
  element_instance_key bigint,
  decision_id text not null,
  decision_definition_key bigint,
  state text not null check (state in ('evaluated', 'failed')),
  result text not null,
  explanation text not null,
  evaluated_at timestamptz not null
);
create index decision_instance_instance on silkflow.decision_instance (instance_key);

-- The inbox (design decision D7).
create table silkflow.message (
  message_key bigint primary key,
  tenant_id text not null,
  name text not null,
  correlation_key text not null,
  message_id text,
  variables text not null,
  business_id text,
  published_at timestamptz not null default now(),
  expires_at timestamptz not null,
  state text not null check (state in ('buffered', 'correlated', 'expired', 'refused')),
  -- Key of the message that this one repeats, when it was refused as a duplicate.
  duplicate_of bigint
);
create index message_buffered on silkflow.message (tenant_id, name, correlation_key, message_key) where state = 'buffered';
create unique index message_once on silkflow.message (tenant_id, name, correlation_key, message_id)
  where message_id is not null and state = 'buffered';
create index message_expiry on silkflow.message (expires_at) where state = 'buffered';
create index message_recent on silkflow.message (tenant_id, published_at desc);

-- A match: redelivered until a batch of the instance says taken; matched again when refused or the instance ended.
create table silkflow.message_correlation (
  message_key bigint not null references silkflow.message,
  process_id text not null,
  instance_key bigint not null,
  subscription_key bigint,
  state text not null check (state in ('pending', 'taken')),
  created_at timestamptz not null default now(),
  primary key (message_key, process_id)
);
create index message_correlation_instance on silkflow.message_correlation (instance_key);
create unique index message_correlation_subscription on silkflow.message_correlation (subscription_key) where state = 'pending';

create table silkflow.message_start_lock (
  tenant_id text not null,
  process_id text not null,
  correlation_key text not null,
  instance_key bigint not null,
  primary key (tenant_id, process_id, correlation_key)
);
create index message_start_lock_instance on silkflow.message_start_lock (instance_key);

-- What a caller asked of an instance, with its durable answer (design decision D5, requests).
create table silkflow.request (
  request_id text primary key,
  instance_key bigint not null,
  tenant_id text not null,
  operation text not null,
  idempotency_key text,
  -- Of operation and target: the same idempotency key with another request is refused.
  fingerprint text not null default '',
  state text not null default 'open' check (state in ('open', 'sent', 'done', 'refused', 'withdrawn')),
  answer text,
  -- The caller gives up then: a task of the instance that starts later does not take the request any more. Null = never.
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index request_open on silkflow.request (instance_key, created_at) where state in ('open', 'sent');
create unique index request_idempotency on silkflow.request (tenant_id, idempotency_key) where idempotency_key is not null;

-- Items of BPMN data stores: they outlive the instances that read and write them.
create table silkflow.data_item (
  tenant_id text not null,
  store text not null,
  item text not null,
  value text not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, store, item)
);

-- Effects that a local activity has had, so that running it again after a crash has none.
create table silkflow.effect (
  effect_id text primary key,
  at timestamptz not null default now()
);
create index effect_age on silkflow.effect (at);

-- What an instance answered, as far as its rows go: taken back with the events of an attempt that never reached the
-- history. Final once the run is closed; until then the answer that counts is the one Temporal gives.
create table silkflow.request_answer (
  request_id text primary key,
  instance_key bigint not null,
  seq bigint not null,
  answer text not null
);
create index request_answer_instance on silkflow.request_answer (instance_key, seq);

create table silkflow.audit (
  audit_key bigint generated always as identity primary key,
  at timestamptz not null default now(),
  tenant_id text not null,
  actor text not null,
  action text not null,
  target text not null,
  instance_key bigint,
  reason text,
  before text,
  after text
);
create index audit_instance on silkflow.audit (instance_key) where instance_key is not null;
