create schema if not exists commerce;

create table commerce.stock_level (
  site text not null,
  sku text not null,
  on_hand integer not null default 0 check (on_hand >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  inbound integer not null default 0 check (inbound >= 0),
  threshold integer not null default 0,
  reorder_point integer not null default 0,
  reorder_up_to integer not null default 0,
  pack_size integer not null default 1 check (pack_size > 0),
  changed_at timestamptz not null default now(),
  primary key (site, sku),
  check (reserved <= on_hand)
);

create table commerce.stock_reservation (
  reservation_id text primary key,
  idempotency_key text not null unique,
  order_id text not null,
  site text not null,
  state text not null check (state in ('reserved', 'released', 'shipped', 'returned')),
  lines jsonb not null,
  changed_at timestamptz not null default now()
);
create index stock_reservation_by_order on commerce.stock_reservation (order_id);

-- Every change of a level, one row a line: the levels are the sums of the movements since their opening balance.
create table commerce.stock_movement (
  movement_id bigint generated always as identity primary key,
  kind text not null check (kind in ('opening', 'reserve', 'release', 'ship', 'return', 'order', 'cancel-order', 'receive')),
  reference text not null,
  site text not null,
  sku text not null,
  quantity integer not null,
  moved_at timestamptz not null default now(),
  unique (kind, reference, site, sku)
);
