create schema if not exists commerce;

create table commerce.screening_entry (
  list text not null,
  entry_id text not null,
  list_version text not null,
  name text not null,
  kind text not null,
  program text not null,
  aliases jsonb not null default '[]',
  countries jsonb not null default '[]',
  identifiers jsonb not null default '[]',
  -- Keys of the sounds of all name parts, to find candidates without reading the whole list.
  keys text[] not null,
  primary key (list, entry_id)
);
create index screening_entry_by_key on commerce.screening_entry using gin (keys);

create table commerce.screening_case (
  case_id text primary key,
  idempotency_key text not null unique,
  order_id text not null,
  party text not null,
  score numeric(5, 4) not null,
  hits jsonb not null,
  list_versions jsonb not null,
  decision text check (decision in ('cleared', 'confirmed')),
  decided_by text,
  reason text,
  opened_at timestamptz not null default now(),
  decided_at timestamptz
);
create index screening_case_by_order on commerce.screening_case (order_id);

-- What a person decided about a pair of party and entry: the same pair is not asked again until the entry changes.
create table commerce.screening_decision (
  party text not null,
  list text not null,
  entry_id text not null,
  entry_name text not null,
  decision text not null check (decision in ('cleared', 'confirmed')),
  decided_by text,
  reason text,
  decided_at timestamptz not null default now(),
  primary key (party, list, entry_id)
);
