import { compileExpression } from '#engine/expression/index.ts';
import type { CompiledExpression } from '#engine/expression/index.ts';
import type { Definition, Element, ElementId } from '#engine/model/definition.ts';
import type { Linked, Topology } from './contract/linked.ts';
import { predecessorsOf } from './predecessors.ts';

/**
 * Compiles the definition's expressions and indexes its joins. Costs about as much as a hundred steps: do it once per
 * thread and hash, and share the result.
 */
export function link(hash: string, definition: Definition): Linked {
  return { hash, definition, expressions: compileAll(definition), topology: topologyOf(definition) };
}

function compileAll(definition: Definition): readonly CompiledExpression[] {
  return definition.expressions.map(({ source, path }) => {
    const compiled = compileExpression(source, { dialect: 'bpmn' });
    if (compiled.ok) return compiled.expression;
    const problem = compiled.problems[0];
    throw new Error(
      `${path} was deployed with a faulty expression "${source}": ${problem?.message ?? 'unknown fault'}`,
    );
  });
}

function topologyOf(definition: Definition): Topology {
  const elements = Object.values(definition.elements);
  const reaching = new Map<ElementId, ReadonlySet<ElementId>>();
  const joinsIn = new Map<ElementId, ElementId[]>();
  for (const element of elements) {
    const isJoin = element.kind === 'inclusiveGateway' || element.kind === 'complexGateway';
    if (!isJoin || element.incoming.length < 2 || element.scope === null) continue;
    reaching.set(element.id, elementsReaching(definition, element.id));
    joinsIn.set(element.scope, [...(joinsIn.get(element.scope) ?? []), element.id]);
  }
  return { hasConditions: elements.some(waitsForCondition), reaching, joinsIn };
}

/** Elements from which a path leads to the target without passing through it; boundary events count as a way out of their host. */
function elementsReaching(definition: Definition, target: ElementId): ReadonlySet<ElementId> {
  const found = new Set<ElementId>();
  const open: ElementId[] = [];
  const visit = (id: ElementId): void => {
    if (id === target || found.has(id)) return;
    found.add(id);
    open.push(id);
  };
  const back = (id: ElementId): void => {
    for (const before of predecessorsOf(definition, id)) visit(before);
  };
  back(target);
  for (let next = open.pop(); next !== undefined; next = open.pop()) back(next);
  return found;
}

function waitsForCondition(element: Element): boolean {
  if (!('trigger' in element)) return false;
  const { trigger } = element;
  if (trigger.kind === 'multiple') return trigger.of.some(({ kind }) => kind === 'conditional');
  return trigger.kind === 'conditional';
}
