create schema if not exists commerce;

create table commerce.journal_entry (
  entry_id text primary key,
  idempotency_key text not null,
  kind text not null,
  order_id text not null,
  base_currency char(3) not null,
  posted_on date not null,
  reverses text references commerce.journal_entry (entry_id),
  posted_at timestamptz not null default now(),
  unique (idempotency_key, kind)
);
create index journal_entry_by_order on commerce.journal_entry (order_id);

-- Debits are positive, credits negative. base_minor is the same amount in the base currency at the entry's rate.
create table commerce.journal_line (
  entry_id text not null references commerce.journal_entry (entry_id),
  line_number integer not null,
  account text not null,
  currency char(3) not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  primary key (entry_id, line_number)
);
create index journal_line_by_account on commerce.journal_line (account, currency);

create function commerce.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is immutable: post a reversing entry instead' using errcode = 'restrict_violation';
end $$;

create trigger journal_entry_immutable before update or delete on commerce.journal_entry
  for each row execute function commerce.refuse_change();
create trigger journal_line_immutable before update or delete on commerce.journal_line
  for each row execute function commerce.refuse_change();
create trigger journal_entry_kept before truncate on commerce.journal_entry
  for each statement execute function commerce.refuse_change();
create trigger journal_line_kept before truncate on commerce.journal_line
  for each statement execute function commerce.refuse_change();

create function commerce.check_entry_balance() returns trigger language plpgsql as $$
declare
  off text;
begin
  select string_agg(currency || ' ' || total, ', ') into off from (
    select currency::text, sum(amount_minor) as total from commerce.journal_line where entry_id = new.entry_id
    group by currency having sum(amount_minor) <> 0
    union all
    select 'base', sum(base_minor) from commerce.journal_line where entry_id = new.entry_id having sum(base_minor) <> 0
  ) as sums;
  if off is not null then
    raise exception 'journal entry % does not balance: %', new.entry_id, off using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- Deferred to the commit, when the entry's lines are all there.
create constraint trigger journal_line_balance after insert on commerce.journal_line
  deferrable initially deferred for each row execute function commerce.check_entry_balance();
