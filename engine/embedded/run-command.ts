import { spawn } from 'node:child_process';
import { z } from 'zod';

export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** Why it failed, in one line: the spawn error, the time-out, or the line of its output that tells most. */
  readonly reason: string;
}

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Ended after this long; by default 60 s. */
  readonly timeoutMs?: number;
  /** Counts `timeoutMs` from the last output instead of from the start: for long builds that tell how they go on. */
  readonly whileSilent?: boolean;
}

/** Runs a command to its end. Never throws and never rejects: a command that cannot be started is a failed one. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { timeoutMs = 60_000, whileSilent = false, ...spawnOptions } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const expire = (): void => {
      timedOut = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(expire, timeoutMs);
    const heard = (): void => {
      if (!whileSilent) return;
      clearTimeout(timer);
      timer = setTimeout(expire, timeoutMs);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      heard();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      heard();
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ ok: false, stdout, reason: error.message });
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve({ ok: true, stdout, reason: '' });
      const limit = `no end after ${Math.round(timeoutMs / 1000)} s`;
      resolve({
        ok: false,
        stdout,
        reason: timedOut ? limit : tellingLine(stderr) || tellingLine(stdout) || `ended with ${code ?? signal}`,
      });
    });
  });
}

/**
 * The line that says best why something ended: what our own logs call fatal, else the last that names an error, else the
 * last that says anything but Node's version, which closes each of its crash reports.
 */
export function tellingLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^Node\.js v[\d.]+$/.test(line));
  const fatal = lines.map(fatalMessage).findLast((message) => message !== null);
  return fatal ?? lines.findLast((line) => /\b\w*error\b.*:|\bfatal\b/i.test(line)) ?? lines.at(-1) ?? '';
}

const fatalEntry = z.object({ level: z.literal(60), msg: z.string() });

/** Our own processes log a JSON object a line. */
function fatalMessage(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    return fatalEntry.safeParse(JSON.parse(line)).data?.msg ?? null;
  } catch {
    return null;
  }
}
