import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort, isFree } from '#engine/embedded/free-port.ts';
import { holdsData, lockDataFolder, openDataFolder, wipeDataFolder } from '#engine/embedded/launch/data-folder.ts';
import { runCommand, tellingLine } from '#engine/embedded/run-command.ts';

function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'silkflow-data-'));
}

describe('the data folder', () => {
  it('keeps its password over restarts, for its owner alone', async () => {
    const folder = emptyFolder();
    const first = await openDataFolder(folder);
    expect(await openDataFolder(folder)).toEqual(first);
    expect(statSync(join(folder, 'data.json')).mode & 0o777).toBe(0o600);
  });

  it('belongs to one process at a time', async () => {
    const folder = emptyFolder();
    const unlock = await lockDataFolder(folder);
    expect(await lockDataFolder(folder)).toBe(null);
    await unlock?.();
    expect(await lockDataFolder(folder)).not.toBe(null);
  });

  it('is taken over from a process that was killed', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'supervisor.lock'), JSON.stringify({ pid: process.pid, identity: 'long ago' }));
    expect(await lockDataFolder(folder)).not.toBe(null);
    expect(readFileSync(join(folder, 'supervisor.lock'), 'utf8')).toContain(`"pid":${process.pid}`);
  });

  it('is wiped only when Silkflow made it, and nothing else in it is touched', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    await wipeDataFolder(folder);
    await openDataFolder(folder);
    expect(await holdsData(folder)).toBe(true);
    await wipeDataFolder(folder);
    expect(await holdsData(folder)).toBe(false);
    expect(existsSync(join(folder, 'thesis.txt'))).toBe(true);
  });

  it('that is a file is a clear error', async () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    await expect(openDataFolder(file)).rejects.toThrow(/cannot be used: .*Name another one in SILKFLOW_DATA/);
  });
});

describe('a port', () => {
  it('is the wished one when free, else another', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await isFree(port)).toBe(false);
    expect(await freePort(port)).not.toBe(port);
    await new Promise((resolve) => taken.close(resolve));
    expect(await freePort(port)).toBe(port);
  });
});

describe('a command', () => {
  it('that fails tells the line that matters', async () => {
    const crash = await runCommand(process.execPath, ['--eval', 'throw new TypeError("no such thing")']);
    expect(crash).toMatchObject({ ok: false, reason: 'TypeError: no such thing' });
    expect(tellingLine('a\nb\n\n')).toBe('b');
    expect(tellingLine('{"level":60,"msg":"wrong database"}\n{"level":30,"msg":"bye"}')).toBe('wrong database');
  });

  it('that is not there fails like any other', async () => {
    expect(await runCommand('/does/not/exist', [])).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ENOENT'),
    });
  });

  it('is ended after its time', async () => {
    const result = await runCommand(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 });
    expect(result).toMatchObject({ ok: false, reason: 'no end after 0 s' });
  });

  it('may take long while it tells how it goes on', async () => {
    const program = 'let n = 0; const t = setInterval(() => { console.log(n); if (++n === 8) clearInterval(t); }, 200)';
    const result = await runCommand(process.execPath, ['--eval', program], { timeoutMs: 1_000, whileSilent: true });
    expect(result.ok).toBe(true);
  });
});
