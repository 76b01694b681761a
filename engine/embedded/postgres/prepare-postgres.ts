import { createHash } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../run-command.ts';
import { StackError } from '../stack-error.ts';
import { words } from '../words.ts';
import type { PostgresBinaries } from './binaries.ts';
import { postgresBinaries } from './binaries.ts';
import type { SystemUser } from './system-user.ts';
import { othersCanReach, postgresUser } from './system-user.ts';

/** A cluster that `initdb` has made, ready to be started. */
export interface PostgresCluster {
  readonly user: SystemUser | null;
  readonly binaries: string;
  readonly data: string;
  readonly version: string;
  readonly password: string;
}

/** Not `silkflow`: Postgres would look into the schema of that name first, and hide a statement that forgot to name it. */
export const superuser = 'postgres';

/** Where binaries and data of root's Postgres lie when its own user cannot pass a folder above them. */
const reachable = '/var/lib/silkflow';

/**
 * Makes sure that there is a cluster for a data folder. The first time it runs `initdb`; later it checks that the
 * cluster is of this major version. The cluster's password lies in the data folder, readable by its owner alone.
 */
export async function preparePostgres(dataFolder: string, password: string): Promise<PostgresCluster> {
  const user = await postgresUser();
  const packaged = await postgresBinaries();
  const binaries = user === null ? packaged.folder : await reachableBinaries(packaged);
  const data = await clusterFolder(dataFolder, user);
  const major = packaged.version.split('.')[0] ?? packaged.version;
  const written = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (written === null) await initialise(binaries, data, user, password);
  else if (written.trim() !== major) throw new StackError(words.otherPostgres(major, written.trim()));
  return { user, binaries, data, version: packaged.version, password };
}

/** Where the cluster of a data folder lies: inside it, or beside other system data when its user cannot get there. */
export async function clusterFolder(dataFolder: string, user: SystemUser | null): Promise<string> {
  if (user === null || (await othersCanReach(dataFolder))) return join(dataFolder, 'postgres');
  await openToOthers(reachable);
  await openToOthers(join(reachable, 'data'));
  return join(reachable, 'data', createHash('sha256').update(dataFolder).digest('hex').slice(0, 16));
}

async function reachableBinaries(packaged: PostgresBinaries): Promise<string> {
  if (await othersCanReach(packaged.folder)) return packaged.folder;
  const copy = join(reachable, `postgresql-${packaged.version}`);
  if (await othersCanReach(join(copy, 'bin')).catch(() => false)) return copy;
  // Copied aside and renamed, so that a copy that was cut short is never taken for a whole one.
  const draft = `${copy}.${process.pid}`;
  await openToOthers(reachable);
  await rm(draft, { recursive: true, force: true });
  await cp(packaged.folder, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

/** Makes a folder that others may enter, whatever the umask says. */
async function openToOthers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

async function initialise(binaries: string, data: string, user: SystemUser | null, password: string): Promise<void> {
  await rm(data, { recursive: true, force: true });
  // A mode given to a recursive mkdir holds for the folders above too, and would lock Postgres's user out.
  await mkdir(dirname(data), { recursive: true });
  await mkdir(data, { mode: 0o700 });
  const passwordFile = `${data}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== null) {
    await chown(data, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) await chmod(join(binaries, 'bin', name), 0o755).catch(() => {});
  const result = await runCommand(
    join(binaries, 'bin', 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The host's locales differ in sorting; this one is Postgres's own, the same everywhere.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { cwd: '/', timeoutMs: 120_000, ...user },
  );
  await rm(passwordFile, { force: true });
  if (!result.ok) {
    await rm(data, { recursive: true, force: true });
    throw new StackError(words.postgresFailed('initdb', result.reason));
  }
}
