import { type Firing, firstFiring, nextFiring, type TimerPlan } from '#engine/model/index.ts';
import { type Database, type Transaction, transaction } from '#engine/store/database.ts';
import type { KeyLease } from '#engine/store/definitions/index.ts';
import { type DueTimerStart, setNextTimerStart, takeDueTimerStart } from '#engine/store/deployments/index.ts';
import { firstTime } from '#engine/store/effects/first-time.ts';
import { joinGatherings, lockGatherings, startGathered } from '#engine/store/gatherings/index.ts';
import { type DeployedProcess, findProcess, insertStart, startArguments } from '#engine/store/instances/index.ts';
import { timerPlan } from './deployments/start-triggers.ts';

/**
 * Starts what timer start events are due, each firing once whichever server comes first: the start and the next due instant
 * are written in one transaction, and the start carries the nominal time as its idempotency key. Answers the instances.
 */
export async function startDueTimers(database: Database, keys: KeyLease): Promise<readonly string[]> {
  const started: string[] = [];
  for (;;) {
    const key = await keys.next(database.pool);
    const isMore = await transaction(database, async (tx): Promise<boolean> => {
      const due = await takeDueTimerStart(tx);
      if (due === null) return false;
      const plan = timerPlan(due.detail);
      const firing = { due: due.due.getTime(), remaining: due.remaining };
      await setNextTimerStart(tx, due, plan === null ? null : nextAfter(plan, firing, due.now.getTime()));
      const process = await findProcess(tx, { by: 'key', key: due.processDefinitionKey });
      if (process === null) return true;
      if (due.gathers) {
        started.push(...(await gather(tx, keys, due, process)));
        return true;
      }
      const inserted = await insertStart(tx, {
        arguments: { ...startArguments(process, key), startEvent: due.elementId },
        definitionHash: process.hash,
        idempotencyKey: firingName(due),
        tags: [],
      });
      if (inserted.kind === 'new') started.push(key);
      return true;
    });
    if (!isMore) return started;
  }
}

/** The firing is one of several things that its start event waits for. */
async function gather(
  tx: Transaction,
  keys: KeyLease,
  due: DueTimerStart,
  { tenantId, processId }: DeployedProcess,
): Promise<readonly string[]> {
  if (!(await firstTime(tx, firingName(due)))) return [];
  await lockGatherings(tx, tenantId, [processId]);
  const { processDefinitionKey, elementId, ordinal } = due;
  const start = { tenantId, processId, processDefinitionKey, elementId };
  const firing = { ...start, ordinals: [ordinal], message: null, variables: '{}' };
  return startGathered(tx, await joinGatherings(tx, keys, firing));
}

function firingName({ processDefinitionKey, elementId, ordinal, due }: DueTimerStart): string {
  return `timer-${processDefinitionKey}-${elementId}-${ordinal}-${due.toISOString()}`;
}

/**
 * The next firing that has not passed. Those missed while no server ran are made up by one and not counted; they are not
 * stepped through either, for a timer of seconds may have missed millions.
 */
function nextAfter(plan: TimerPlan, firing: Firing, now: number): Firing | null {
  const next = nextFiring(plan, firing);
  if (next === null || next.due > now) return next;
  const resumed = plan.kind === 'interval' ? { ...plan, start: next.due, repetitions: -1 } : plan;
  const later = firstFiring(resumed, now + 1);
  return later === null ? null : { due: later.due, remaining: next.remaining };
}
