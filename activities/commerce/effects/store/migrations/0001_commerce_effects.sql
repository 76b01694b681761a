-- The first result of every commerce activity by its idempotency key: the same key again is answered from here.
-- A row with undone_at and no result is a tombstone: undo came before its action, which may then no longer take effect.
create schema if not exists commerce;

create table commerce.effect (
  idempotency_key text primary key,
  activity text not null,
  -- json, not jsonb: the text is given back as it was written, names in the same order, so equal results are equal bytes.
  result json,
  done_at timestamptz,
  undone_at timestamptz,
  created_at timestamptz not null default now()
);
