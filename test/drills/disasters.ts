import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { noneFell } from './proofs.ts';
import { showLight, startTalk } from './work.ts';
import { awaitRow, rowsOf } from './world.ts';
import type { World } from './world.ts';

export interface Severity {
  /** 0 ≤ x < 1, seeded. */
  readonly random: () => number;
  readonly kills: number;
  /** Instances that wait for the one signal. */
  readonly watchers: number;
  readonly outagesMs: readonly number[];
  /** Takes the row of a request away while nobody runs, to show what it is for. */
  readonly withoutRequestRow: boolean;
}

/** Does something bad and says what it did. Whether anything came of it is judged at the end. */
export type Disaster = (world: World, severity: Severity) => Promise<string>;

const longestRecoveryMs = 30_000;
// A request that a dead server has sent is taken up by another after 15 s.
const longestLossMs = 45_000;

/** A signal comes meanwhile. It is not buffered, so it must reach all who wait now, whoever dies. */
export const killWorkers: Disaster = async (world, { random, kills, watchers }) => {
  const recoveries: number[] = [];
  await startWatchers(world, watchers);
  let light: Promise<void> = Promise.resolve();
  for (let n = 0; n < kills; n += 1) {
    await sleep(1_000 + random() * 3_000);
    const worker = world.workers[Math.floor(random() * world.workers.length)];
    if (n === 0) light = showLight(world);
    await worker?.kill();
    await worker?.start();
    recoveries.push(await recovery(world));
  }
  await light;
  return `killed a worker ${kills} times, a signal on its way to ${watchers} instances; ${recoveryText(recoveries)}`;
};

/** Resolves when all wait, and what is stored of that is of tasks that Temporal knows. */
async function startWatchers(world: World, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, n) => `watch-${n}`);
  await Promise.all(names.map((name) => startTalk(world, 'drill-watch', name)));
  await awaitRow(
    world,
    `select 1 from silkflow.signal_subscription join silkflow.process_instance using (instance_key)
     where signal_subscription.state = 'open' and process_id = 'drill-watch' and updated_at < now() - interval '2 seconds'
     having count(*) = ${count}`,
  );
}

/**
 * Both workers die while Postgres commits their rows: the commit stands, the workflow task is never reported, and its next
 * attempt has a later clock and other keys. This is what the fence is for.
 */
export const killWithinCommit: Disaster = async (world, { kills }) => {
  const recoveries: number[] = [];
  let within = 0;
  for (let n = 0; n < kills; n += 1) {
    if (await commitIsSlow(world, `pulse-commit-${n}`)) within += 1;
    await Promise.all(world.workers.map((worker) => worker.kill()));
    await Promise.all(world.workers.map((worker) => worker.start()));
    recoveries.push(await recovery(world));
  }
  return `killed both workers ${kills} times, ${within} of them within a commit; ${recoveryText(recoveries)}`;
};

/** Starts talks until one of their commits takes its time. */
async function commitIsSlow(world: World, name: string): Promise<boolean> {
  for (let n = 0; n < 100; n += 1) {
    void startTalk(world, 'drill-talk', `${name}-${n}`);
    for (let looks = 0; looks < 10; looks += 1) {
      const committing = await rowsOf(
        world,
        `select 1 from pg_stat_activity where application_name = 'silkflow worker' and wait_event = 'PgSleep' limit 1`,
      );
      if (committing.length > 0) return true;
      await sleep(10);
    }
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

/**
 * API server and both workers die within the completion of a user task. Temporal has it, and gives it to a worker that comes
 * back: it is done, or refused for good when that took longer than its caller would have waited. Then a person asks again.
 */
export const killWithinTask: Disaster = async (world, { random }) => {
  const task = await startLastWords(world, `task-${random()}`);
  const completion = complete(world, task);
  await untilSent(world, task);
  await Promise.all([world.server.kill(), ...world.workers.map((worker) => worker.kill())]);
  await completion;
  await Promise.all([world.server.start(), ...world.workers.map((worker) => worker.start())]);
  if (await untilSettled(world, task)) {
    return `killed API and workers within the completion of user task ${task}: it was done all the same`;
  }
  await complete(world, task);
  await untilCompleted(world, task);
  return `killed API and workers within the completion of user task ${task}: it was refused for good, and done when asked again`;
};

/**
 * Temporal and the API server die when Temporal has the completion of a user task and no worker has taken it: the history
 * knows nothing of it, and only the row of the request remembers.
 */
export const killWithinCompletion: Disaster = async (world, { random, withoutRequestRow }) => {
  const task = await startLastWords(world, `completion-${random()}`);
  for (const worker of world.workers) worker.halt();
  const completion = complete(world, task);
  await untilSent(world, task);
  await sleep(500);
  await Promise.all([world.server.kill(), world.temporal.kill()]);
  await completion;
  if (withoutRequestRow) await rowsOf(world, `delete from silkflow.request where operation like $1`, [`%${task}%`]);
  await world.temporal.start();
  await world.server.start();
  for (const worker of world.workers) worker.resume();
  await untilCompleted(world, task);
  return `killed Temporal and API within the completion of user task ${task}: it was done all the same`;
};

export const killTemporal: Disaster = async (world) => {
  await world.temporal.kill();
  await sleep(3_000);
  await world.temporal.start();
  return `killed Temporal; ${recoveryText([await recovery(world)])}`;
};

export const stopPostgres: Disaster = async (world, { outagesMs }) => {
  const recoveries: number[] = [];
  for (const outageMs of outagesMs) {
    await world.postgres.stop();
    await sleep(outageMs);
    await world.postgres.start();
    recoveries.push(await recovery(world));
  }
  const times = outagesMs.map((ms) => `${ms / 1_000} s`).join(' and ');
  return `stopped Postgres for ${times}; ${recoveryText(recoveries)}`;
};

/** Each between good ones, so that they share transactions. */
export const badValues: Disaster = async (world) => {
  const values = { nul: 'a\u0000b', surrogate: 'x\uD800y', long: 'z'.repeat(2_000_000) };
  const starts: Promise<void>[] = [];
  for (const [name, value] of Object.entries(values)) {
    starts.push(startTalk(world, 'drill-talk', `pulse-before-${name}`));
    starts.push(startTalk(world, 'drill-talk', `bad-${name}`, { value }));
    starts.push(startTalk(world, 'drill-talk', `pulse-behind-${name}`));
  }
  await Promise.all(starts);
  return 'started instances with NUL, a lone surrogate and 2 MB of text among others';
};

/** The key of the one user task of a new instance, which nobody else answers. */
async function startLastWords(world: World, name: string): Promise<string> {
  await startTalk(world, 'drill-last-words', name);
  for (;;) {
    const [row] = await rowsOf<{ key: string }>(
      world,
      `select user_task_key as key from silkflow.user_task join silkflow.variable using (instance_key)
       where user_task.state = 'created' and variable.name = 'talk' and variable.value = $1`,
      [JSON.stringify(name)],
    );
    if (row !== undefined) return row.key;
    await sleep(100);
  }
}

function complete(world: World, task: string): Promise<unknown> {
  return world.post(`/v2/user-tasks/${task}/completion`, { variables: { said: 'last words' } });
}

/** Until a server has taken the request to bring it to Temporal. */
async function untilSent(world: World, task: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const [row] = await rowsOf(world, `select 1 from silkflow.request where operation like $1 and state = 'sent'`, [
      `%${task}%`,
    ]);
    if (row !== undefined) return;
    await sleep(5);
  }
  throw new Error(`no request for user task ${task} was sent`);
}

/** Whether its completion was done; false when it was refused. */
async function untilSettled(world: World, task: string): Promise<boolean> {
  for (const end = Date.now() + longestLossMs; Date.now() < end; await sleep(500)) {
    const [row] = await rowsOf<{ state: string }>(world, `select state from silkflow.request where operation like $1`, [
      `%${task}%`,
    ]);
    if (row?.state === 'done') return true;
    if (row?.state === 'refused') return false;
  }
  throw new Error(`the completion of user task ${task} was neither done nor refused`);
}

/** Until Temporal says so: rows alone are a promise. The instance ends with the task. */
async function untilCompleted(world: World, task: string): Promise<void> {
  const [row] = await rowsOf<{ instance: string }>(
    world,
    'select instance_key as instance from silkflow.user_task where user_task_key = $1',
    [task],
  );
  const handle = world.client.workflow.getHandle(processInstanceWorkflowId(row?.instance ?? ''));
  for (const end = Date.now() + longestLossMs; Date.now() < end; await sleep(500)) {
    const description = await handle.describe().catch(() => null);
    if (description?.status.name === 'COMPLETED') return;
  }
  throw new Error(`the completion of user task ${task} was taken and then lost`);
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
    if (Date.now() - began > longestRecoveryMs) {
      throw new Error(
        `nothing went on within ${longestRecoveryMs / 1_000} s; ended by itself: ${noneFell(world).found}`,
      );
    }
    // Something to do, in case everything else waits.
    void startTalk(world, 'drill-talk', `pulse-${began}`);
    await sleep(250);
  }
  return Date.now() - began;
}

function recoveryText(recoveries: readonly number[]): string {
  return `work went on after ${recoveries.map((ms) => `${(ms / 1_000).toFixed(1)} s`).join(', ')}`;
}
