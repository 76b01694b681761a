import type { CompiledProcess } from '#engine/contracts/api/index.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';

/** The definition of one version as it was compiled at its deployment; null for an unknown version. */
export async function readCompiledProcess(db: Executor, processDefinitionKey: string): Promise<CompiledProcess | null> {
  const { rows } = await db.query<{ hash: string; body: string }>(
    `select c.hash, c.body from silkflow.process_definition d join silkflow.definition_content c using (hash)
     where d.process_definition_key = $1`,
    [processDefinitionKey],
  );
  const row = rows[0];
  return row === undefined ? null : { hash: row.hash, definition: JSON.parse(row.body) as JsonObject };
}
