import { type Executor, prepared } from '../database.ts';

/** A deployed version of a process. */
export interface DeployedProcess {
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly name: string | null;
  readonly version: number;
  readonly tenantId: string;
  readonly hash: string;
}

export type ProcessChoice =
  | { readonly by: 'key'; readonly key: string }
  /** Null version = the latest. */
  | { readonly by: 'id'; readonly tenantId: string; readonly processId: string; readonly version: number | null };

export async function findProcess(db: Executor, choice: ProcessChoice): Promise<DeployedProcess | null> {
  const columns = 'process_definition_key, process_id, name, version, tenant_id, hash';
  const { rows } =
    choice.by === 'key'
      ? await db.query<Row>(
          prepared(`select ${columns} from silkflow.process_definition where process_definition_key = $1`, [
            choice.key,
          ]),
        )
      : await db.query<Row>(
          `select ${columns} from silkflow.process_definition
           where tenant_id = $1 and process_id = $2 and ($3::integer is null or version = $3)
           order by version desc limit 1`,
          [choice.tenantId, choice.processId, choice.version],
        );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    processDefinitionKey: row.process_definition_key,
    processId: row.process_id,
    name: row.name,
    version: row.version,
    tenantId: row.tenant_id,
    hash: row.hash,
  };
}

interface Row {
  readonly process_definition_key: string;
  readonly process_id: string;
  readonly name: string | null;
  readonly version: number;
  readonly tenant_id: string;
  readonly hash: string;
}
