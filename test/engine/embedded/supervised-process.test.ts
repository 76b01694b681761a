import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ProcessPlan } from '#engine/embedded/processes/running-process.ts';
import { startProcess, waitUntilReady } from '#engine/embedded/processes/running-process.ts';
import type { ProcessNews } from '#engine/embedded/processes/supervised-process.ts';
import { supervise } from '#engine/embedded/processes/supervised-process.ts';
import { identify, stillRuns } from '#engine/embedded/processes/process-identity.ts';

const folder = mkdtempSync(join(tmpdir(), 'silkflow-supervise-'));
let plans = 0;

/** A Node program under a plan; it is ready once it has written READY. */
function planOf(program: string, changes: Partial<ProcessPlan> = {}): ProcessPlan {
  const logFile = join(folder, `${(plans += 1)}.log`);
  return {
    name: 'program',
    command: process.execPath,
    args: ['--eval', program],
    env: process.env,
    cwd: folder,
    logFile,
    isReady: async () => readFileSync(logFile, 'utf8').includes('READY'),
    readyWithinMs: 10_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 1_000,
    ...changes,
  };
}

const patient = `console.log('READY'); setInterval(() => {}, 1000);`;

function pidsOf(news: readonly ProcessNews[]): number[] {
  return news.flatMap((item) => (item.kind === 'started' ? [item.pid] : []));
}

async function until(condition: () => boolean, withinMs = 5_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition() && Date.now() < deadline) await sleep(20);
  expect(condition()).toBe(true);
}

describe('a supervised process', () => {
  it('is back within 5 s of a kill, as another process', async () => {
    // given
    const news: ProcessNews[] = [];
    const supervised = supervise(planOf(patient), (item) => news.push(item));
    await supervised.ready;
    const [first = 0] = pidsOf(news);
    // when
    process.kill(first, 'SIGKILL');
    // then
    await until(() => pidsOf(news).length === 2);
    expect(news.find((item) => item.kind === 'died')).toMatchObject({ how: 'SIGKILL', againInMs: 200 });
    await until(() => news.filter((item) => item.kind === 'ready').length === 2);
    await supervised.stop();
    expect(await identify(pidsOf(news)[1] ?? 0)).toBe(null);
  });

  it('is tried at growing distances when it keeps dying, with its last lines told', async () => {
    const news: ProcessNews[] = [];
    const supervised = supervise(planOf(`console.error('no database'); process.exit(7)`), (item) => news.push(item));
    await expect(supervised.ready).rejects.toThrow('exit code 7, no database');
    await until(() => news.filter((item) => item.kind === 'died').length >= 3);
    await supervised.stop();
    const deaths = news.flatMap((item) => (item.kind === 'died' ? [item] : []));
    expect(deaths.slice(0, 3).map(({ againInMs }) => againInMs)).toEqual([200, 400, 800]);
    expect(deaths[0]?.lastLines).toEqual(['no database']);
  });

  it('is not started again after stop', async () => {
    const news: ProcessNews[] = [];
    const supervised = supervise(planOf(patient), (item) => news.push(item));
    await supervised.ready;
    await supervised.stop();
    await sleep(500);
    expect(pidsOf(news)).toHaveLength(1);
  });

  it('is killed when it does not heed the signal', async () => {
    const plan = planOf(`process.on('SIGTERM', () => {}); ${patient}`);
    const running = await startProcess(plan);
    await waitUntilReady(plan, running);
    const started = Date.now();
    await running.stop();
    expect(await running.ended).toBe('SIGKILL');
    expect(Date.now() - started).toBeGreaterThan(900);
  });

  it('that cannot be spawned at all is one clear error', async () => {
    const plan = planOf('', { command: '/does/not/exist' });
    await expect(startProcess(plan)).rejects.toThrow(/program ended before it was ready \(spawn .*ENOENT/);
  });

  it('that is never ready is told with its log', async () => {
    const plan = planOf(`setInterval(() => {}, 1000)`, { readyWithinMs: 300 });
    const running = await startProcess(plan);
    await expect(waitUntilReady(plan, running)).rejects.toThrow(`was not ready after 0 s. Its log: ${plan.logFile}`);
    await running.stop();
  });
});

describe('the identity of a process', () => {
  it('tells a living process from an ended one and from a later one with its id', async () => {
    const own = { pid: process.pid, identity: (await identify(process.pid)) ?? '' };
    expect(await stillRuns(own)).toBe(true);
    expect(await stillRuns({ ...own, identity: '1' })).toBe(false);
    const running = await startProcess(planOf(patient));
    const other = { pid: running.pid, identity: (await identify(running.pid)) ?? '' };
    expect(await stillRuns(other)).toBe(true);
    await running.stop();
    expect(await stillRuns(other)).toBe(false);
  });
});
