import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { clusterFolder } from '../postgres/prepare-postgres.ts';
import { existingPostgresUser } from '../postgres/system-user.ts';
import { identify, stillRuns } from '../processes/process-identity.ts';
import { StackError } from '../stack-error.ts';
import { words } from '../words.ts';

const manifestSchema = z.object({
  format: z.literal(1),
  createdAt: z.string(),
  postgresPassword: z.string(),
  /** Versions that wrote the data; null = not written yet. */
  versions: z.object({ temporalCli: z.string().nullable(), postgres: z.string().nullable() }),
});

/** `data.json` of the data folder: what wrote it. */
export type DataManifest = z.infer<typeof manifestSchema>;

export function logFile(dataFolder: string, process_: string): string {
  return join(dataFolder, 'logs', `${process_}.log`);
}

export function temporalFile(dataFolder: string): string {
  return join(dataFolder, 'temporal', 'temporal.db');
}

/** Makes the folder on first use and reads what wrote it. */
export async function openDataFolder(folder: string): Promise<DataManifest> {
  try {
    await mkdir(join(folder, 'logs'), { recursive: true });
    await mkdir(dirname(temporalFile(folder)), { recursive: true });
    const text = await readFile(manifestFile(folder), 'utf8').catch(() => null);
    if (text !== null) return manifestSchema.parse(JSON.parse(text));
    const fresh: DataManifest = {
      format: 1,
      createdAt: new Date().toISOString(),
      postgresPassword: randomBytes(24).toString('hex'),
      versions: { temporalCli: null, postgres: null },
    };
    await saveManifest(folder, fresh);
    return fresh;
  } catch (error) {
    throw new StackError(words.dataFolderUnusable(folder, error instanceof Error ? error.message : String(error)));
  }
}

export async function saveManifest(folder: string, manifest: DataManifest): Promise<void> {
  const draft = `${manifestFile(folder)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, manifestFile(folder));
}

const lockSchema = z.object({ pid: z.int(), identity: z.string() });

/**
 * Takes the folder for this process; null when a living one has it. A lock whose owner was killed is taken over.
 * The returned function gives it back.
 */
export async function lockDataFolder(folder: string): Promise<(() => Promise<void>) | null> {
  const file = join(folder, 'supervisor.lock');
  const content = JSON.stringify({ pid: process.pid, identity: (await identify(process.pid)) ?? '' });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const handle = await open(file, 'wx', 0o600).catch(() => null);
    if (handle !== null) {
      await handle.writeFile(content);
      await handle.close();
      return () => rm(file, { force: true });
    }
    const owner = lockSchema.safeParse(parseJson(await readFile(file, 'utf8').catch(() => '')));
    if (owner.success && (await stillRuns(owner.data))) return null;
    await rm(file, { force: true });
  }
  return null;
}

/** Everything that belongs to the folder, Postgres's cluster included where it had to lie elsewhere. */
export async function wipeDataFolder(folder: string): Promise<void> {
  const manifest = await readFile(manifestFile(folder), 'utf8').catch(() => null);
  // A folder that Silkflow did not make is never wiped: SILKFLOW_DATA may point anywhere.
  if (manifest === null) return;
  const cluster = await clusterFolder(resolve(folder), await existingPostgresUser());
  await rm(cluster, { recursive: true, force: true });
  for (const name of [
    'postgres',
    'temporal',
    'logs',
    'run.json',
    'supervisor.lock',
    'simulators',
    'worker.alive',
    'data.json',
  ]) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Whether Silkflow has data there. */
export async function holdsData(folder: string): Promise<boolean> {
  return readFile(manifestFile(folder)).then(
    () => true,
    () => false,
  );
}

function manifestFile(folder: string): string {
  return join(folder, 'data.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
