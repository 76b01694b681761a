import { spawn } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '..', '..', 'engine', 'cli', 'bin', 'silkflow.mjs');

/**
 * Brings a whole Silkflow up for the browser tests, as `npm start` would, but without sample orders (tests start their
 * own) and with timers of seconds; takes it down afterwards.
 */
export default async function startStack(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['SILKFLOW_E2E_URL']) return undefined;
  const folder = process.env['SILKFLOW_E2E_DATA'] ?? '';
  // Postgres runs as a user of its own when we are root, and must pass this folder.
  chmodSync(folder, 0o755);
  const env = {
    ...process.env,
    SILKFLOW_DATA: folder,
    SILKFLOW_PORT: process.env['SILKFLOW_E2E_PORT'],
    SILKFLOW_TIMERS: 'demo',
  };
  await silkflow(['up', '--detach', '--no-demo'], env);
  return async () => {
    await silkflow(['down'], env);
    rmSync(folder, { recursive: true, force: true });
  };
}

function silkflow(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`silkflow ${args.join(' ')}: ${code}`))));
  });
}
