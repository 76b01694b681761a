create schema if not exists commerce;

-- Units of a currency for one euro, as the European Central Bank publishes them.
create table commerce.fx_rate (
  day date not null,
  currency char(3) not null,
  per_euro numeric(24, 10) not null check (per_euro > 0),
  source text not null,
  primary key (currency, day)
);
