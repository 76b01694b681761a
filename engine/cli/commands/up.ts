import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { installationRoot, readConfiguration, readLaunchConfiguration } from '#engine/config/index.ts';
import type { RunRecord } from '#engine/embedded/index.ts';
import { lastLines, launch, logFile, readRunRecord, stillRuns } from '#engine/embedded/index.ts';
import { dataFolder } from '../data-folder.ts';
import { CommandFailure, configurationOrFail } from '../fail.ts';
import { language, print, say } from '../terminal.ts';
import { tell, words } from '../words.ts';

interface UpOptions {
  readonly demo: boolean;
  readonly detach?: boolean;
}

const longestStartMs = 15 * 60_000;

export function register(program: Command): void {
  program
    .command('up')
    .description(words.up[language])
    .option('--no-demo', words.noDemo[language])
    .option('--detach', words.detach[language])
    .action((options: UpOptions) => (options.detach ? upDetached(options) : up(options)));
}

async function up(options: UpOptions): Promise<void> {
  const folder = dataFolder();
  const launchConfiguration = configurationOrFail(readLaunchConfiguration(process.env));
  // What the processes would refuse one by one is said here at once. The database comes later when none is named.
  const { DATABASE_URL: databaseUrl } = process.env;
  configurationOrFail(
    readConfiguration({ ...process.env, DATABASE_URL: databaseUrl || 'postgres://embedded/silkflow' }),
  );
  const abort = new AbortController();
  const asked = new Promise<void>((resolve) => abort.signal.addEventListener('abort', () => resolve()));
  // npm forwards Ctrl+C to us besides the terminal's own signal, so a second one is no new wish.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort());
  const launched = await launch({
    env: process.env,
    launch: launchConfiguration,
    dataFolder: folder,
    demo: options.demo,
    supervisorLog: process.env['SILKFLOW_SUPERVISOR_LOG'] ?? null,
    say,
    signal: abort.signal,
  });
  if (launched.kind === 'already-up') return tellOfOther(folder, launched.record);
  say(tell.url(launched.record.url));
  say(tell.more(launched.record.temporal.uiUrl, folder));
  print(launched.record.url);
  await asked;
  await launched.stop();
  say(tell.stopped());
  process.exit(0);
}

/** Prints the URL of the one that has the data folder, once it is ready. */
async function tellOfOther(folder: string, first: RunRecord | null): Promise<void> {
  let record = first;
  if (record?.ready !== true) say(tell.stillStarting());
  const deadline = Date.now() + longestStartMs;
  while (record?.ready !== true && Date.now() < deadline) {
    await sleep(500);
    record = await readRunRecord(folder);
  }
  if (record?.ready !== true) throw new CommandFailure(tell.neverReady());
  say(tell.alreadyUp(record.url));
  print(record.url);
  process.exit(0);
}

/** Starts a supervisor of its own that outlives this command, and waits until it is ready. */
async function upDetached(options: UpOptions): Promise<void> {
  const folder = dataFolder();
  const running = await readRunRecord(folder);
  if (running !== null && (await stillRuns(running.supervisor))) return tellOfOther(folder, running);
  const file = logFile(folder, 'supervisor');
  mkdirSync(dirname(file), { recursive: true });
  const log = openSync(file, 'a');
  const bin = join(installationRoot, 'engine/cli/bin/silkflow.mjs');
  const child = spawn(process.execPath, [bin, 'up', ...(options.demo ? [] : ['--no-demo'])], {
    env: { ...process.env, SILKFLOW_SUPERVISOR_LOG: file },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let exitCode: number | undefined;
  child.once('exit', (code) => (exitCode = code ?? 1));
  child.once('error', () => (exitCode = 1));
  child.unref();
  const deadline = Date.now() + longestStartMs;
  while (exitCode === undefined && Date.now() < deadline) {
    const record = await readRunRecord(folder);
    if (record?.ready === true && record.supervisor.pid === child.pid) {
      say(tell.url(record.url));
      print(record.url);
      return;
    }
    await sleep(300);
  }
  // It ended content: somebody else's start was quicker.
  if (exitCode === 0) return tellOfOther(folder, await readRunRecord(folder));
  // What the supervisor said last is why.
  const [reason = ''] = await lastLines(file, 1);
  throw new CommandFailure(tell.startFailed(reason, file));
}
