create schema if not exists commerce;

create table commerce.customs_declaration (
  declaration_id text primary key,
  filing_key text not null unique,
  order_id text not null,
  kind text not null,
  rule_set_version text not null,
  content jsonb not null,
  state text not null check (state in ('filed', 'withdrawn')),
  changed_at timestamptz not null default now()
);
create index customs_declaration_by_order on commerce.customs_declaration (order_id);
