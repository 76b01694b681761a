import type { ContentCache } from '../definitions/index.ts';
import type { Executor } from '../database.ts';
import type { ProcessDetails } from './fold/context.ts';

/** Names of elements by content hash; immutable, so kept for the life of the process. */
export type ElementNames = (hash: string) => Promise<ReadonlyMap<string, string>>;

export function createElementNames(contents: ContentCache): ElementNames {
  const known = new Map<string, Promise<ReadonlyMap<string, string>>>();
  return (hash) => {
    const kept = known.get(hash);
    if (kept !== undefined) return kept;
    const names = readNames(contents, hash);
    known.set(hash, names);
    // A failed look-up must not be remembered.
    names.catch(() => known.delete(hash));
    return names;
  };
}

async function readNames(contents: ContentCache, hash: string): Promise<ReadonlyMap<string, string>> {
  const body = await contents.read(hash);
  const names = new Map<string, string>();
  if (body === null) return names;
  const definition: unknown = JSON.parse(body);
  for (const element of elementsOf(definition)) names.set(element.id, element.name);
  return names;
}

function elementsOf(definition: unknown): { id: string; name: string }[] {
  if (typeof definition !== 'object' || definition === null || !('elements' in definition)) return [];
  const { elements } = definition;
  if (typeof elements !== 'object' || elements === null) return [];
  return Object.values(elements).flatMap((element: unknown) =>
    typeof element === 'object' &&
    element !== null &&
    'id' in element &&
    'name' in element &&
    typeof element.id === 'string' &&
    typeof element.name === 'string'
      ? [{ id: element.id, name: element.name }]
      : [],
  );
}

/** What the rows of an instance on this definition repeat; null when no process of the tenant has this content. */
export async function findProcessDetails(
  db: Executor,
  names: ElementNames,
  tenantId: string,
  hash: string,
): Promise<ProcessDetails | null> {
  const { rows } = await db.query<{ process_definition_key: string; process_id: string; version: number }>(
    `select process_definition_key, process_id, version from silkflow.process_definition
     where hash = $1 and tenant_id = $2 order by version desc limit 1`,
    [hash, tenantId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return processDetails(
    { processDefinitionKey: row.process_definition_key, processId: row.process_id, version: row.version },
    await names(hash),
  );
}

export function processDetails(
  process: Omit<ProcessDetails, 'nameOf'>,
  names: ReadonlyMap<string, string>,
): ProcessDetails {
  return { ...process, nameOf: (element) => names.get(element) ?? null };
}
