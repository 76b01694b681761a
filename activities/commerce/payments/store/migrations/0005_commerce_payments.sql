create schema if not exists commerce;

create table commerce.payment (
  authorization_id text primary key,
  hold_key text not null unique,
  order_id text not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor >= 0),
  state text not null check (state in ('held', 'captured', 'voided', 'refunded')),
  capture_key text unique,
  captured_at timestamptz,
  changed_at timestamptz not null default now()
);
create index payment_by_order on commerce.payment (order_id);
