import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tellingLine } from '../run-command.ts';
import { StackError } from '../stack-error.ts';
import { words } from '../words.ts';

/** How a process of the stack is started, known to be ready, and stopped. */
export interface ProcessPlan {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Its standard output and error are appended here. */
  readonly logFile: string;
  /** Asked of the process with this id until it says true; must not throw. */
  readonly isReady: (pid: number) => Promise<boolean>;
  readonly readyWithinMs: number;
  /** The signal that asks for a clean stop. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Killed when it has not ended this long after the signal. */
  readonly stopWithinMs: number;
}

export interface RunningProcess {
  readonly pid: number;
  /** Resolves once it has ended, with the exit code or the signal in words. Never rejects. */
  readonly ended: Promise<string>;
  /** Asks it to stop, kills it when it does not; resolves once it has ended. */
  stop(): Promise<void>;
}

const largestLog = 20_000_000;

/**
 * Starts a process in a group of its own, so that Ctrl+C reaches the supervisor alone and the order of stopping is
 * its to keep. A file that is not there or not executable is a StackError.
 */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  await mkdir(dirname(plan.logFile), { recursive: true });
  await turnOver(plan.logFile);
  const log = openSync(plan.logFile, 'a');
  const { env, cwd, uid, gid } = plan;
  const child = spawn(plan.command, plan.args, {
    env,
    cwd,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const { pid } = child;
  if (pid === undefined) throw new StackError(words.endedEarly(plan.name, await ended, plan.logFile));
  return { pid, ended, stop: () => stopProcess(pid, ended, plan) };
}

/** Waits until it is ready. A StackError with its last words when it ends before or takes too long. */
export async function waitUntilReady(plan: ProcessPlan, running: RunningProcess): Promise<void> {
  const deadline = Date.now() + plan.readyWithinMs;
  let end: string | undefined;
  void running.ended.then((how) => (end = how));
  while (Date.now() < deadline) {
    if (await plan.isReady(running.pid)) return;
    if (end !== undefined) {
      const reason = tellingLine((await lastLines(plan.logFile, 40)).join('\n'));
      throw new StackError(words.endedEarly(plan.name, reason === '' ? end : `${end}, ${reason}`, plan.logFile));
    }
    await sleep(100);
  }
  throw new StackError(words.notReady(plan.name, Math.round(plan.readyWithinMs / 1000), plan.logFile));
}

/** The last non-empty lines of a log. Reads its end only. */
export async function lastLines(file: string, count: number): Promise<string[]> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return [];
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, 16_384);
    const { buffer } = await handle.read({ buffer: Buffer.alloc(length), position: size - length });
    const lines = buffer.toString('utf8').split('\n');
    return lines.filter((line) => line.trim() !== '').slice(-count);
  } finally {
    await handle.close();
  }
}

async function stopProcess(pid: number, ended: Promise<string>, plan: ProcessPlan): Promise<void> {
  send(pid, plan.stopSignal);
  const timer = setTimeout(() => send(pid, 'SIGKILL'), plan.stopWithinMs);
  await ended;
  clearTimeout(timer);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime, which is what was asked for.
  }
}

async function turnOver(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLog) await rename(logFile, `${logFile}.1`);
}
