-- Rules that a person supplied because the shipped set had none: rows of the same shape, known from the day they were given.
create table commerce.rule_ruling (
  rule text not null,
  row_content jsonb not null,
  order_id text not null,
  ruled_by text,
  ruled_at timestamptz not null default now(),
  primary key (rule, order_id)
);
