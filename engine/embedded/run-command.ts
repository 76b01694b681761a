import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** Why it failed, in one line: the spawn error, the time-out, or the last line that the command printed. */
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
        reason: timedOut ? limit : lastLine(stderr, stdout) || `ended with ${code ?? signal}`,
      });
    });
  });
}

function lastLine(...texts: readonly string[]): string {
  for (const text of texts) {
    const line = text
      .split('\n')
      .map((part) => part.trim())
      .findLast((part) => part !== '');
    if (line !== undefined) return line;
  }
  return '';
}
