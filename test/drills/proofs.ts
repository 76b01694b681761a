import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { verifyInstances } from '#activities/runtime/verify-instances.ts';
import { workflowSource } from '#activities/worker/workflow-bundle.ts';
import { isBalanced, trialBalance } from '#activities/commerce/ledger/store/trial-balance.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { sendingVariable } from './told.ts';
import type { Told } from './told.ts';
import { rowsOf } from './world.ts';
import type { World } from './world.ts';

/** One property, and what was found of it. */
export interface Proof {
  readonly property: string;
  readonly holds: boolean;
  readonly found: string;
}

/** What people and workers outside were told. */
export interface AllTold {
  readonly people: Told;
  readonly jobWorkers: Told;
}

export async function proveAll(world: World, told: AllTold): Promise<readonly Proof[]> {
  const proofs: Proof[] = [noneFell(world)];
  for (const prove of [startsKept, endedOnce, rowsAreHistory, booksBalance, stockIsRight, messagesOnce]) {
    proofs.push(await prove(world));
  }
  return [
    ...proofs,
    await honoured(world, told.people, 'userTaskCompleted', 'answers of people'),
    await honoured(world, told.jobWorkers, 'jobCompleted', 'results of jobs'),
  ];
}

/** The product is given what it needs again, not started again: who restarts a process hides that it cannot bear an outage. */
export function noneFell({ server, workers, temporal, postgres }: World): Proof {
  const fell = [server, ...workers, temporal, postgres].filter(({ endedByItself }) => endedByItself !== null);
  return {
    property: 'no process ended by itself',
    holds: fell.length === 0,
    found: fell.map(({ name, endedByItself }) => `${name}: ${endedByItself}`).join('; ') || 'none did',
  };
}

async function startsKept(world: World): Promise<Proof> {
  const rows = await rowsOf<{ key: string }>(
    world,
    `select idempotency_key as key from silkflow.start_request join silkflow.process_instance using (instance_key)
     where idempotency_key is not null`,
  );
  const kept = new Set(rows.map(({ key }) => key));
  const lost = [...world.accepted].filter((key) => !kept.has(key));
  return {
    property: 'every accepted start is an instance',
    holds: lost.length === 0,
    found: lost.length === 0 ? `${world.accepted.size} accepted` : `lost: ${brief(lost)}`,
  };
}

async function endedOnce(world: World): Promise<Proof> {
  const rows = await rowsOf<{ key: string; state: string; process: string; trouble: string | null; at: string[] }>(
    world,
    `select i.instance_key as key, i.state, i.process_id as process, i.trouble,
       array(select element_id || case when incident_key is null then '' else ' (incident)' end
             from silkflow.element_instance e where e.instance_key = i.instance_key and e.state = 'active') as at
     from silkflow.process_instance i order by instance_key`,
  );
  const open = rows.filter(({ state }) => state !== 'completed' && state !== 'terminated');
  const running: string[] = [];
  for (const { key } of rows) {
    const { status } = await world.client.workflow.getHandle(processInstanceWorkflowId(key)).describe();
    if (status.name !== 'COMPLETED') running.push(`${key} ${status.name}`);
  }
  const twice = await rowsOf(
    world,
    `select instance_key from silkflow.event where type = 'instanceEnded' group by instance_key having count(*) > 1`,
  );
  const holds = open.length === 0 && running.length === 0 && twice.length === 0;
  const found = holds
    ? `${rows.length} instances ended once`
    : `open: ${brief(open)}; not completed for Temporal: ${brief(running)}; ended twice: ${brief(twice)}`;
  return { property: 'every instance ended once', holds, found };
}

async function rowsAreHistory(world: World): Promise<Proof> {
  const rows = await rowsOf<{ key: string }>(world, 'select instance_key as key from silkflow.process_instance');
  const instances = rows.map(({ key }) => key);
  const { db, client } = world;
  const wrong: string[] = [];
  for await (const result of verifyInstances({ db, client, bundle: workflowSource(), instances, repair: false })) {
    if (result.kind === 'unknown') wrong.push(`${result.instance} unknown`);
    else if (result.kind === 'unreadable') {
      wrong.push(`${result.instance} ${result.message}, its history: ${await keepHistory(world, result.instance)}`);
    } else if (result.comparison.drifts.length > 0) wrong.push(`${result.instance} ${brief(result.comparison.drifts)}`);
    // Nothing is under way any more, so nothing would confirm them.
    else if (result.comparison.unconfirmed > 0) wrong.push(`${result.instance} events that are not in its history`);
  }
  const found =
    wrong.length === 0
      ? `${instances.length} compared with their histories`
      : `${wrong.length} differ: ${brief(wrong)}`;
  return { property: 'rows are what the histories give', holds: wrong.length === 0, found };
}

/** For whoever looks into it: the world is gone afterwards. Answers where it lies. */
async function keepHistory({ client }: World, instance: string): Promise<string> {
  const history = await client.workflow.getHandle(processInstanceWorkflowId(instance)).fetchHistory();
  const file = join(tmpdir(), `silkflow-drill-${instance}.json`);
  await writeFile(file, historyToJSON(history));
  return file;
}

async function booksBalance(world: World): Promise<Proof> {
  const balance = await trialBalance(world.db.pool);
  const sales = await rowsOf(
    world,
    `select order_id from commerce.journal_entry where kind = 'sale' group by order_id having count(*) > 1
     union all select order_id from commerce.payment where state = 'captured' group by order_id having count(*) > 1
     union all select order_id from commerce.payment where state = 'held'`,
  );
  const holds = isBalanced(balance) && sales.length === 0;
  return {
    property: 'the ledger balances',
    holds,
    found: holds ? `${balance.entries} entries` : brief([balance, sales]),
  };
}

async function stockIsRight(world: World): Promise<Proof> {
  const wrong = await rowsOf(
    world,
    `select level.site, level.sku from commerce.stock_level as level
     left join lateral (
       select coalesce(sum(case kind when 'opening' then quantity when 'ship' then -quantity when 'return' then quantity
                                     when 'receive' then quantity else 0 end), 0) as on_hand,
              coalesce(sum(case kind when 'reserve' then quantity when 'release' then -quantity when 'ship' then -quantity
                                     else 0 end), 0) as reserved
       from commerce.stock_movement as moved where moved.site = level.site and moved.sku = level.sku) as sums on true
     where sums.on_hand <> level.on_hand or sums.reserved <> level.reserved or level.reserved <> 0`,
  );
  return {
    property: 'stock is the sum of its movements, nothing reserved',
    holds: wrong.length === 0,
    found: brief(wrong),
  };
}

async function messagesOnce(world: World): Promise<Proof> {
  const pending = await rowsOf(world, `select message_key from silkflow.message_correlation where state = 'pending'`);
  const lost = await rowsOf(
    world,
    `select m.message_key, m.name, m.correlation_key from silkflow.message m
     where m.name in ('drill-word', 'drill-late') and m.state <> 'refused'
       and not exists (select 1 from silkflow.message_correlation c where c.message_key = m.message_key)`,
  );
  const taken = await rowsOf<{ message: string; process: string; times: number }>(
    world,
    `select body::json ->> 'messageKey' as message, process_id as process, count(*)::int as times
     from silkflow.event join silkflow.process_instance using (instance_key)
     where type = 'messageCorrelated' group by 1, 2`,
  );
  const untrue = await rowsOf(
    world,
    `select c.message_key, c.instance_key from silkflow.message_correlation c
     where c.state = 'taken' and subscription_key is not null and not exists (
       select 1 from silkflow.event e where e.instance_key = c.instance_key and e.type = 'messageCorrelated'
         and e.body::json ->> 'messageKey' = c.message_key::text)`,
  );
  const twice = taken.filter(({ times }) => times > 1);
  const holds = pending.length + lost.length + twice.length + untrue.length === 0;
  const found = holds ? `${taken.length} taken, each once` : brief({ pending, lost, twice, untrue });
  return { property: 'no message lost or taken twice', holds, found };
}

/** A sending is known by the variable that it has brought. */
async function honoured(
  world: World,
  { accepted, refused, unanswered }: Told,
  event: 'userTaskCompleted' | 'jobCompleted',
  what: string,
): Promise<Proof> {
  const rows = await rowsOf<{ key: string; sending: string | null }>(
    world,
    `select body::json ->> 'key' as key, body::json -> 'variables' ->> $1 as sending from silkflow.event where type = $2`,
    [sendingVariable, event],
  );
  const done = new Set(rows.map(({ sending }) => sending));
  const lost = [...accepted].filter((sending) => !done.has(sending));
  const revived = [...refused].filter((sending) => done.has(sending));
  const twice = rows.length - new Set(rows.map(({ key }) => key)).size;
  const holds = lost.length === 0 && revived.length === 0 && twice === 0;
  const counts = `${accepted.size} accepted, ${refused.size} refused, ${unanswered.size} without an answer`;
  return {
    property: `${what}: accepted ones honoured, refused ones refused for good`,
    holds,
    found: holds ? counts : brief({ counts, lost, revived, twice }),
  };
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}
