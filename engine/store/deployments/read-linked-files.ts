import type { LinkedFile } from '#engine/contracts/api/index.ts';
import type { Json } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';

/** Files that one version is bound to by its deployment, without its own; null for an unknown version. */
export async function readLinkedFiles(db: Executor, processDefinitionKey: string): Promise<LinkedFile[] | null> {
  const { rows } = await db.query<{ body: string; resource_key: string }>(
    `select c.body, d.resource_key from silkflow.process_definition d
     join silkflow.definition_content c on c.hash = d.hash
     where d.process_definition_key = $1`,
    [processDefinitionKey],
  );
  const [definition] = rows;
  if (definition === undefined) return null;
  const files = await db.query<LinkedFile>(
    `select r.name, r.content from silkflow.resource r
     where r.resource_key <> $2 and r.resource_key in (
       select f.resource_key from silkflow.form f where f.hash = any($1)
       union select q.resource_key from silkflow.decision_requirements q where q.hash = any($1)
       union select p.resource_key from silkflow.process_definition p where p.hash = any($1))
     order by r.name`,
    [boundHashes(JSON.parse(definition.body) as Json), definition.resource_key],
  );
  return files.rows;
}

/** Content hashes of all bindings of type `deployment`, wherever in the definition they stand. */
function boundHashes(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(boundHashes);
  if ('type' in value && value['type'] === 'deployment' && typeof value['hash'] === 'string') return [value['hash']];
  return Object.values(value).flatMap(boundHashes);
}
