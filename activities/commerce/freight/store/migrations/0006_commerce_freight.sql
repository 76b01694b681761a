create schema if not exists commerce;

create table commerce.shipment (
  shipment_id text primary key,
  booking_key text not null unique,
  order_id text not null,
  service text not null,
  tracking_number text not null,
  cost_minor bigint not null,
  cost_currency char(3) not null,
  state text not null check (state in ('booked', 'handed-over', 'cancelled', 'recalled')),
  changed_at timestamptz not null default now()
);
create index shipment_by_order on commerce.shipment (order_id);
