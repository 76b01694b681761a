import type { Executor } from '../database.ts';

/** Who this database is, and where its instances run. Nulls until the first claim. */
export interface Installation {
  readonly id: string;
  readonly namespace: string | null;
  readonly taskQueue: string | null;
}

const columns = 'installation_id, temporal_namespace, task_queue';

interface Row {
  readonly installation_id: string;
  readonly temporal_namespace: string | null;
  readonly task_queue: string | null;
}

export async function readInstallation(db: Executor): Promise<Installation> {
  const { rows } = await db.query<Row>(`select ${columns} from silkflow.installation`);
  return fromRows(rows);
}

/** Keeps the first namespace and task queue that are claimed; answers those. */
export async function claimInstallation(db: Executor, namespace: string, taskQueue: string): Promise<Installation> {
  const { rows } = await db.query<Row>(
    `update silkflow.installation set temporal_namespace = coalesce(temporal_namespace, $1),
       task_queue = coalesce(task_queue, $2) returning ${columns}`,
    [namespace, taskQueue],
  );
  return fromRows(rows);
}

/** Some instances that run, the newest first. */
export async function findRunningInstances(db: Executor, most: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ instance_key: string }>(
    `select instance_key from silkflow.process_instance where state in ('active', 'suspended')
     order by instance_key desc limit $1`,
    [most],
  );
  return rows.map((row) => row.instance_key);
}

function fromRows([row]: readonly Row[]): Installation {
  if (row === undefined)
    throw new Error('silkflow.installation is empty: it was changed by hand. Restore its one row.');
  return { id: row.installation_id, namespace: row.temporal_namespace, taskQueue: row.task_queue };
}
