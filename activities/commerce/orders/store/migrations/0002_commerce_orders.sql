create schema if not exists commerce;

create table commerce.sales_order (
  order_id text primary key,
  process_instance_key text not null,
  status text not null default 'open'
    check (status in ('open', 'cancelling', 'settling', 'settled', 'cancelled', 'rejected')),
  status_reason text,
  channel text not null,
  currency char(3) not null,
  charged_minor bigint not null,
  placed_at timestamptz not null,
  content jsonb not null,
  registered_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index sales_order_by_status on commerce.sales_order (status, registered_at);
