import type { Transaction } from '../database.ts';

/** Open subscriptions of these instances, as far as they may take messages: none of a suspended one. */
export async function findOpenSubscriptions(tx: Transaction, instances: readonly string[]): Promise<readonly string[]> {
  if (instances.length === 0) return [];
  const { rows } = await tx.query<{ subscription_key: string }>(
    `select s.subscription_key from silkflow.message_subscription s
     where s.instance_key = any($1::bigint[]) and s.state = 'open'
       and not exists (select 1 from silkflow.process_instance i
                       where i.instance_key = s.instance_key and i.state = 'suspended')`,
    [instances],
  );
  return rows.map((row) => row.subscription_key);
}

/** Wakes the workers that wait for what these instances offer: while one is suspended, its jobs go to nobody. */
export async function announceFreeJobs(tx: Transaction, instances: readonly string[]): Promise<void> {
  if (instances.length === 0) return;
  await tx.query(
    `select pg_notify('silkflow_jobs', left(type, 2000)) from (
       select distinct type from silkflow.job
       where instance_key = any($1::bigint[]) and state = 'created' and execution = 'external') as free`,
    [instances],
  );
}
