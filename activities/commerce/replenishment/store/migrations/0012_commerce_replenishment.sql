create schema if not exists commerce;

create table commerce.supplier_order (
  supplier_order_id text primary key,
  idempotency_key text not null unique,
  reference text not null unique,
  supplier text not null,
  site text not null,
  lines jsonb not null,
  cost_minor bigint not null,
  cost_currency char(3) not null,
  state text not null check (state in ('ordered', 'cancelled')),
  ordered_at timestamptz not null default now()
);
