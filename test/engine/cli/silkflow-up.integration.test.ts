import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installationRoot } from '#engine/config/index.ts';
import type { ProcessRecord, RunRecord } from '#engine/embedded/index.ts';
import { identify, readRunRecord } from '#engine/embedded/index.ts';

const bin = join(installationRoot, 'engine/cli/bin/silkflow.mjs');
const folder = mkdtempSync(join(tmpdir(), 'silkflow-up-'));
const env: NodeJS.ProcessEnv = { ...process.env, SILKFLOW_DATA: folder, SILKFLOW_LANGUAGE: 'en', NO_COLOR: '1' };
const definitions = join(installationRoot, 'workflows/definitions/replenishment');
const replenishment = { folder: definitions, bpmn: join(definitions, 'replenishment.bpmn') };
for (const name of ['TEMPORAL_ADDRESS', 'DATABASE_URL', 'SILKFLOW_PORT', 'SILKFLOW_API_TOKEN']) delete env[name];

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function silkflow(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env, timeout: 240_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

async function record(): Promise<RunRecord> {
  const found = await readRunRecord(folder);
  if (found === null) throw new Error('there is no run.json');
  return found;
}

function processOf(run: RunRecord, name: string): ProcessRecord {
  const found = run.processes.find((process_) => process_.name === name);
  if (found === undefined) throw new Error(`run.json names no ${name}`);
  return found;
}

async function until(condition: () => Promise<boolean>, withinMs: number): Promise<number> {
  const started = Date.now();
  while (!(await condition())) {
    if (Date.now() - started > withinMs) throw new Error(`not true within ${withinMs} ms`);
    await sleep(50);
  }
  return Date.now() - started;
}

async function topology(url: string): Promise<number> {
  const response = await fetch(`${url}/v2/topology`).catch(() => null);
  return response?.status ?? 0;
}

describe('silkflow up', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    // Postgres runs as a user of its own when we are root, and must pass this folder.
    chmodSync(folder, 0o755);
    const up = await silkflow('up', '--detach', '--no-demo');
    if (up.code !== 0) throw new Error(`${up.stderr}\n${readFileSync(join(folder, 'logs/supervisor.log'), 'utf8')}`);
  }, 300_000);

  afterAll(async () => {
    await silkflow('down');
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  it('runs every process, tells all of it in status and in run.json', async () => {
    const run = await record();
    expect(run.processes.map(({ name }) => name).sort()).toEqual([
      'postgres',
      'server',
      'simulators',
      'temporal',
      'worker',
    ]);
    expect(await topology(run.url)).toBe(200);
    const status = await silkflow('status', '--json');
    expect(JSON.parse(status.stdout)).toEqual(await record());
    expect((await silkflow('status')).stdout).toContain(`worker`);
  });

  it('keeps the URL of the first for whoever starts a second', async () => {
    const second = await silkflow('up', '--no-demo');
    expect(second).toMatchObject({ code: 0, stdout: `${(await record()).url}\n` });
  });

  it('deploys files and folders, all or none, and says where a fault lies', async () => {
    // given: one that is fine, and one with a flow that leads nowhere
    const bad = join(folder, 'bad.bpmn');
    writeFileSync(bad, readFileSync(replenishment.bpmn, 'utf8').replace(/targetRef="[^"]+"/, 'targetRef="nowhere"'));
    // when
    const refused = await silkflow('deploy', bad, replenishment.folder);
    const deployed = await silkflow('deploy', replenishment.folder);
    // then
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('bad.bpmn') });
    expect(refused.stderr).toContain('Flow_');
    expect(deployed.code).toBe(0);
    // Unchanged, so it is the version that the start deployed.
    expect(deployed.stdout).toMatch(/^replenishment +1 +replenishment.bpmn$/m);
    expect((await silkflow('deploy', join(folder, 'none'))).stderr).toContain('does not exist');
  });

  it.each(['worker', 'server', 'simulators', 'temporal', 'postgres'])(
    'has a killed %s back within 5 s',
    async (name) => {
      // given
      const before = processOf(await record(), name);
      // when
      process.kill(before.pid, 'SIGKILL');
      // then: another process, counted as a restart, and ready
      const took = await until(async () => {
        const now = processOf(await record(), name);
        return now.pid !== before.pid && (await identify(now.pid)) !== null;
      }, 5_000);
      expect(took).toBeLessThan(5_000);
      await until(async () => processOf(await record(), name).state === 'running', 180_000);
      expect(processOf(await record(), name).restarts).toBe(before.restarts + 1);
    },
  );

  it('keeps its data over a stop and a start', async () => {
    // given
    const first = await record();
    const count = async (url: string): Promise<number> => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ n: number }>('select count(*)::int as n from silkflow.process_definition');
      await client.end();
      return rows[0]?.n ?? -1;
    };
    const deployed = await count(first.databaseUrl);
    // when
    expect((await silkflow('down')).code).toBe(0);
    expect(await readRunRecord(folder)).toBe(null);
    for (const { pid, identity } of first.processes) expect(await identify(pid)).not.toBe(identity);
    expect((await silkflow('status')).code).toBe(3);
    expect((await silkflow('up', '--detach', '--no-demo')).code).toBe(0);
    // then: nothing was deployed a second time
    expect(await count((await record()).databaseUrl)).toBe(deployed);
  });

  it('leaves nothing behind that the next start cannot clear when the supervisor is killed', async () => {
    const before = await record();
    process.kill(before.supervisor.pid, 'SIGKILL');
    // Its own processes notice and leave; Temporal and Postgres are ended by the next start.
    await until(async () => (await identify(processOf(before, 'worker').pid)) === null, 20_000);
    expect((await silkflow('up', '--detach', '--no-demo')).code).toBe(0);
    expect(await topology((await record()).url)).toBe(200);
    expect(await identify(processOf(before, 'postgres').pid)).toBe(null);
  });

  it('refuses to wipe data that are in use, and wipes them after a stop', async () => {
    expect(await silkflow('reset', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Stop it first'),
    });
    await silkflow('down');
    expect(await silkflow('reset')).toMatchObject({ code: 1, stderr: expect.stringContaining('no terminal') });
    expect((await silkflow('reset', '--yes')).code).toBe(0);
    expect((await silkflow('reset', '--yes')).stderr).toContain('no Silkflow data');
  });
});

describe('silkflow up in the foreground', { timeout: 300_000 }, () => {
  it('stops everything in order on Ctrl+C', async () => {
    // given
    const child = spawn(process.execPath, [bin, 'up', '--no-demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    await until(async () => (await readRunRecord(folder))?.ready === true, 240_000);
    const { processes } = await record();
    // when: npm and the terminal both send it
    child.kill('SIGINT');
    child.kill('SIGINT');
    // then
    expect(await ended).toBe(0);
    const order = [...said.matchAll(/Stopping (\w+)/g)].map(([, name]) => name);
    expect(order).toEqual(['server', 'worker', 'simulators', 'temporal', 'postgres']);
    for (const { pid } of processes) expect(await identify(pid)).toBe(null);
    await silkflow('reset', '--yes');
  });

  it('says at once what is wrong with the environment', async () => {
    const bad = { ...env, SILKFLOW_TEMPORAL_PORT: 'seven' };
    const ended = await new Promise<string>((resolve) => {
      execFile(process.execPath, [bin, 'up'], { env: bad }, (_error, _stdout, stderr) => resolve(stderr));
    });
    expect(ended).toContain('SILKFLOW_TEMPORAL_PORT "seven" is not a whole number from 0 to 65535');
  });
});
