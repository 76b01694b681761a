/**
 * Safeguards taken away in the database of a drill, to show that the drills would notice. Nothing in the product can do it.
 */
export const sabotages = {
  /** The projection believes that nothing is stored and nobody was faster: no fence, no base, nothing folded again. */
  fence: `
    create function silkflow.drill_forget() returns trigger language plpgsql as $$
      begin new.seq := 0; new.fence_run := -1; return new; end $$;
    create trigger drill_forget before update on silkflow.process_instance for each row execute function silkflow.drill_forget();`,
  /** Publishing and opening do not wait for each other: the lock is one in name only. */
  inboxLock: `
    create schema drill;
    create function drill.pg_advisory_xact_lock(bigint) returns void language sql as 'select';
    do $$ begin execute format('alter database %I set search_path = drill, pg_catalog, public', current_database()); end $$;`,
} as const;

/** Commits that take a moment, some past the workflow task's time-out: both with and without the safeguards. */
export const slowCommits = `
  create function silkflow.drill_slow() returns trigger language plpgsql as $$
    begin
      perform pg_sleep(case when random() < 0.0005 then 11 when random() < 0.1 then 0.1 + random() * 0.3 else 0 end);
      return null;
    end $$;
  create constraint trigger drill_slow after update on silkflow.process_instance deferrable initially deferred
    for each row execute function silkflow.drill_slow();
  create constraint trigger drill_slow_message after insert on silkflow.message deferrable initially deferred
    for each row execute function silkflow.drill_slow();`;

/**
 * Whoever opens a subscription of `drill-listen` and whoever publishes its message wait, ready to commit, for each other: each
 * has looked by then, so without their lock each misses the other for sure. With it they cannot meet, and the first one goes
 * on after its time. By chance alone they meet too seldom in a short round to show it.
 */
export const slowMeetings = `
  create function silkflow.drill_meet() returns trigger language plpgsql as $$
    declare
      point int := hashtext(new.correlation_key);
      self int := case tg_table_name when 'message' then 1 else 2 end;
      over boolean;
    begin
      perform pg_advisory_xact_lock_shared(self, point);
      loop
        if self = 1 then
          select exists (select 1 from silkflow.message_subscription where correlation_key = new.correlation_key) into over;
        else
          select exists (select 1 from silkflow.message where correlation_key = new.correlation_key) into over;
        end if;
        exit when over or clock_timestamp() > now() + interval '4 s' or exists (
          select 1 from pg_locks where locktype = 'advisory' and granted and database =
            (select oid from pg_database where datname = current_database())
            and classid = (3 - self)::oid and objid = (point::bigint & 4294967295)::oid and objsubid = 2);
        perform pg_sleep(0.01);
      end loop;
      return null;
    end $$;
  create constraint trigger drill_meet after insert on silkflow.message_subscription deferrable initially deferred
    for each row when (new.correlation_key like 'drill-listen-%') execute function silkflow.drill_meet();
  create constraint trigger drill_meet after insert on silkflow.message deferrable initially deferred
    for each row when (new.correlation_key like 'drill-listen-%') execute function silkflow.drill_meet();`;
