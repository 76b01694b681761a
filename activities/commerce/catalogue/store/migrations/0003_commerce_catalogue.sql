create schema if not exists commerce;

create table commerce.article (
  sku text primary key,
  name text not null,
  hs_code text not null check (hs_code ~ '^[0-9]{6,10}$'),
  origin char(2) not null,
  weight_grams integer not null check (weight_grams > 0),
  supplier text,
  unit_cost_minor bigint,
  unit_cost_currency char(3),
  source text not null,
  ruled_by text,
  changed_at timestamptz not null default now()
);

create table commerce.country_alias (
  name text primary key,
  country char(2) not null,
  source text not null
);
