create schema if not exists commerce;

create table commerce.tax_quote (
  quote_id text primary key,
  idempotency_key text not null unique,
  order_id text not null,
  rule_set_version text not null,
  tax_date date not null,
  known_at date not null,
  scheme text not null,
  content jsonb not null,
  quoted_at timestamptz not null default now()
);
create index tax_quote_by_order on commerce.tax_quote (order_id);

-- Rules that were used before anybody had verified them: one open review a row, however many orders used it.
create table commerce.rule_review (
  rule text primary key,
  row_content jsonb not null,
  first_order_id text not null,
  opened_at timestamptz not null default now(),
  reviewed_at timestamptz,
  reviewed_by text
);
