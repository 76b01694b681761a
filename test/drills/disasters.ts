import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startTalk } from './work.ts';
import { rowsOf } from './world.ts';
import type { World } from './world.ts';

export interface Severity {
  /** 0 ≤ x < 1, seeded. */
  readonly random: () => number;
  readonly kills: number;
  readonly outageMs: number;
  /** Takes the row of a request away while nobody runs, to show what it is for. */
  readonly withoutRequestRow: boolean;
}

/** Does something bad and says what it did. Whether anything came of it is judged at the end. */
export type Disaster = (world: World, severity: Severity) => Promise<string>;

const longestRecoveryMs = 30_000;

export const killWorkers: Disaster = async (world, { random, kills }) => {
  const recoveries: number[] = [];
  for (let n = 0; n < kills; n += 1) {
    await sleep(1_000 + random() * 3_000);
    const worker = world.workers[Math.floor(random() * world.workers.length)];
    await worker?.kill();
    await worker?.start();
    recoveries.push(await recovery(world));
  }
  return `killed a worker ${kills} times; ${recoveryText(recoveries)}`;
};

/**
 * Both workers die while Postgres commits their rows: the commit stands, the workflow task is never reported, and its next
 * attempt has a later clock and other keys. This is what the fence is for.
 */
export const killWithinCommit: Disaster = async (world, { kills }) => {
  const recoveries: number[] = [];
  let within = 0;
  for (let n = 0; n < kills; n += 1) {
    const pulse = startTalk(world, 'drill-talk', `pulse-commit-${n}`);
    if (await commitIsSlow(world)) within += 1;
    await Promise.all(world.workers.map((worker) => worker.kill()));
    await Promise.all(world.workers.map((worker) => worker.start()));
    await pulse;
    recoveries.push(await recovery(world));
  }
  return `killed both workers ${kills} times, ${within} of them within a commit; ${recoveryText(recoveries)}`;
};

async function commitIsSlow(world: World): Promise<boolean> {
  for (let looks = 0; looks < 1_000; looks += 1) {
    const committing = await rowsOf(
      world,
      `select 1 from pg_stat_activity where application_name = 'silkflow worker' and wait_event = 'PgSleep' limit 1`,
    );
    if (committing.length > 0) return true;
    await sleep(10);
  }
  return false;
}

/** A worker that sleeps past its task's time-out and then goes on as if nothing had been. */
export const haltWorker: Disaster = async (world) => {
  const [worker] = world.workers;
  worker?.halt();
  await sleep(13_000);
  worker?.resume();
  return `halted a worker for 13 s; ${recoveryText([await recovery(world)])}`;
};

/** Server and both workers die within the completion of a user task, which nobody sends again. */
export const killWithinCompletion: Disaster = async (world, { random, withoutRequestRow }) => {
  await startTalk(world, 'drill-talk', `lost-${random()}`);
  const task = await openTask(world);
  const completion = world.post(`/v2/user-tasks/${task}/completion`, { variables: { said: 'last words' } });
  await untilRequested(world, task);
  await Promise.all([world.server.kill(), ...world.workers.map((worker) => worker.kill())]);
  await completion;
  if (withoutRequestRow) await rowsOf(world, `delete from silkflow.request where state in ('open', 'sent')`);
  await Promise.all([world.server.start(), ...world.workers.map((worker) => worker.start())]);
  const done = await settles(
    world,
    `select 1 from silkflow.user_task where user_task_key = $1 and state = 'completed'`,
    [task],
  );
  if (!done) throw new Error(`the completion of user task ${task} was taken and then lost`);
  return `killed server and workers within the completion of user task ${task}: it was done all the same`;
};

export const killTemporal: Disaster = async (world) => {
  await world.temporal.kill();
  await sleep(3_000);
  await world.temporal.start();
  return `killed Temporal; ${recoveryText([await recovery(world)])}`;
};

export const stopPostgres: Disaster = async (world, { outageMs }) => {
  await world.postgres.stop();
  await sleep(outageMs);
  await world.postgres.start();
  return `stopped Postgres for ${outageMs / 1_000} s; ${recoveryText([await recovery(world)])}`;
};

export const badValues: Disaster = async (world) => {
  const values = { nul: 'a\u0000b', surrogate: 'x\uD800y', long: 'z'.repeat(2_000_000) };
  for (const [name, value] of Object.entries(values)) await startTalk(world, 'drill-talk', `bad-${name}`, { value });
  return 'started instances with NUL, a lone surrogate and 2 MB of text among the others';
};

async function openTask(world: World): Promise<string> {
  for (;;) {
    const [row] = await rowsOf<{ key: string }>(
      world,
      `select user_task_key as key from silkflow.user_task where state = 'created' and element_id = 'drill_ask'
         and instance_key in (select instance_key from silkflow.variable where name = 'talk' and value like '"lost-%') limit 1`,
    );
    if (row !== undefined) return row.key;
    await sleep(100);
  }
}

async function untilRequested(world: World, task: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const [row] = await rowsOf(world, 'select 1 from silkflow.request where operation like $1', [`%${task}%`]);
    if (row !== undefined) return;
    await sleep(5);
  }
  throw new Error(`no request for user task ${task} was written`);
}

async function settles(world: World, sql: string, values: readonly unknown[]): Promise<boolean> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500)) {
    if ((await rowsOf(world, sql, values)).length > 0) return true;
  }
  return false;
}

const progress = z.object({ events: z.string() });

/** Milliseconds until new events are written; there is always work left while drills run. */
async function recovery(world: World): Promise<number> {
  const began = Date.now();
  const written = async (): Promise<bigint> => {
    const [row] = await rowsOf(world, 'select count(*)::text as events from silkflow.event');
    return BigInt(progress.parse(row).events);
  };
  const before = await written();
  while ((await written()) === before) {
    if (Date.now() - began > longestRecoveryMs)
      throw new Error(`nothing went on within ${longestRecoveryMs / 1_000} s`);
    // Something to do, in case everything else waits.
    void startTalk(world, 'drill-talk', `pulse-${began}`);
    await sleep(250);
  }
  return Date.now() - began;
}

function recoveryText(recoveries: readonly number[]): string {
  return `work went on after ${recoveries.map((ms) => `${(ms / 1_000).toFixed(1)} s`).join(', ')}`;
}
