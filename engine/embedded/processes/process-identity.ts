import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../run-command.ts';

/**
 * What tells a process from a later one that got the same id: the moment it started, as the system writes it. Null when
 * no such process runs.
 */
export async function identify(pid: number): Promise<string | null> {
  if (!exists(pid)) return null;
  if (process.platform === 'linux') return linuxIdentity(pid);
  const { ok, stdout } = await runCommand('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return ok && stdout.trim() !== '' ? stdout.trim() : null;
}

/** Whether the process of that record still runs: same id, same start. */
export async function stillRuns(process_: { readonly pid: number; readonly identity: string }): Promise<boolean> {
  return (await identify(process_.pid)) === process_.identity;
}

/** Asks a recorded process to end, kills it after a while, and returns once it is gone. No-op when it is gone already. */
export async function endRecorded(
  process_: { readonly pid: number; readonly identity: string },
  options: { readonly signal: 'SIGTERM' | 'SIGINT'; readonly killAfterMs: number },
): Promise<void> {
  if (!(await stillRuns(process_))) return;
  process.kill(process_.pid, options.signal);
  const deadline = Date.now() + options.killAfterMs;
  let killed = false;
  while (await stillRuns(process_)) {
    if (!killed && Date.now() > deadline) {
      process.kill(process_.pid, 'SIGKILL');
      killed = true;
    }
    await sleep(100);
  }
}

async function linuxIdentity(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The command's name stands in brackets and may hold anything; fields are counted after its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  // A zombie has ended; only its parent has not asked how.
  return startTicks === undefined || state === 'Z' ? null : startTicks;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
