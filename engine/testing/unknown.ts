import type { Definition, Element } from '#engine/model/definition.ts';

/** The error for an id that the diagram does not have, with the one that was probably meant. */
export function unknownElement({ processId, elements }: Definition, id: string): Error {
  return new Error(`${processId} has no element '${id}'${suggestion(id, Object.keys(elements))}`);
}

/** The error for something that is neither an element nor a job type of the diagram; null where it may be one. */
export function unknownTarget(definition: Definition, target: string): Error | null {
  const types = jobTypes(definition);
  if (definition.elements[target] !== undefined || types.has(target) || types.has(null)) return null;
  const known = [...Object.keys(definition.elements), ...types].flatMap((one) => one ?? []);
  return new Error(`${definition.processId} has no element or job type '${target}'${suggestion(target, known)}`);
}

/** Job types that the diagram names, those of listeners included; null among them = some are worked out by FEEL. */
function jobTypes({ elements }: Definition): ReadonlySet<string | null> {
  const types = new Set<string | null>(Object.values(elements).flatMap(userTaskType));
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('type' in part && 'retries' in part) types.add(staticText(part.type));
    Object.values(part).forEach(walk);
  };
  walk(elements);
  return types;
}

function userTaskType(element: Element): readonly string[] {
  return element.kind === 'userTask' && !element.native ? ['io.camunda.zeebe:userTask'] : [];
}

function staticText(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('value' in value)) return null;
  return typeof value.value === 'string' ? value.value : null;
}

function suggestion(wrong: string, known: readonly string[]): string {
  const [nearest] = known
    .map((id) => ({ id, distance: distance(wrong.toLowerCase(), id.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  if (nearest !== undefined && nearest.distance <= Math.max(2, wrong.length / 3))
    return `; did you mean '${nearest.id}'?`;
  return `; it has: ${known.join(', ')}`;
}

/** How many letters must be added, taken away or changed to make one of the other. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [at, letter] of Array.from(left).entries()) {
    const next = [at + 1];
    for (const [index, other] of Array.from(right).entries()) {
      const changed = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
