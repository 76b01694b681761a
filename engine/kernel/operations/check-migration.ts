import type { Definition, Element, ElementId } from '#engine/model/definition.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

export interface MigrationPlan {
  readonly target: Definition;
  /** Elements, and flows whose tokens wait at a join. */
  readonly mapping: ReadonlyMap<string, string>;
}

/** Every reason why this instance cannot be migrated so; nothing is written (MIG3). */
export function checkMigration(run: Run, plan: MigrationPlan): readonly Problem[] {
  const problems: Problem[] = [];
  for (const instance of Object.values(run.state.elements)) {
    problems.push(...checkJoins(instance, plan));
    if (instance.scope === null) continue;
    problems.push(...checkElement(run, instance, plan));
  }
  return problems;
}

function checkElement(run: Run, instance: ElementInstance, plan: MigrationPlan): readonly Problem[] {
  const source = run.element(instance.element);
  const targetId = plan.mapping.get(source.id);
  if (targetId === undefined)
    return no('migrate.unmapped', sayNo('migrate.unmapped', { source: source.id }), source.id);
  const target = plan.target.elements[targetId];
  if (target === undefined)
    return no('migrate.unknownTarget', sayNo('migrate.unknownTarget', { target: targetId }), source.id);
  if (target.kind !== source.kind) {
    const kinds = { source: source.id, kind: source.kind, target: targetId, otherKind: target.kind };
    return no('migrate.kind', sayNo('migrate.kind', kinds), source.id);
  }
  if (loopOf(source) !== loopOf(target)) {
    return no('migrate.loop', sayNo('migrate.loop', { source: source.id, target: targetId }), source.id);
  }
  if (instance.phase === 'terminating') {
    return no('migrate.terminating', sayNo('migrate.terminating', { source: source.id }), source.id);
  }
  return checkScope(run, source, target, plan);
}

/** The containers around both must correspond: an element cannot move into or out of one. */
function checkScope(run: Run, source: Element, target: Element, plan: MigrationPlan): readonly Problem[] {
  const outer = source.scope;
  const expected = outer === run.linked.definition.processId ? plan.target.processId : plan.mapping.get(outer ?? '');
  if (target.scope === expected) return [];
  return no('migrate.scope', sayNo('migrate.scope', { target: target.id, scope: outer ?? '' }), source.id);
}

/** Tokens at a join need the gateway and each flow they came by. */
function checkJoins(instance: ElementInstance, { mapping, target }: MigrationPlan): readonly Problem[] {
  return Object.entries(instance.joins ?? {}).flatMap(([gateway, counts]) => {
    const to = mapping.get(gateway);
    if (to === undefined) return no('migrate.join', sayNo('migrate.join', { gateway }), gateway);
    return Object.keys(counts).flatMap((flow) => {
      const arrives = target.flows[mapping.get(flow) ?? '']?.target;
      if (arrives === to) return [];
      return no('migrate.joinFlow', sayNo('migrate.joinFlow', { gateway, flow, target: to }), flow);
    });
  });
}

function loopOf(element: Element): string {
  if (!('loop' in element) || element.loop === null) return 'once';
  return element.loop.kind === 'standardLoop' ? 'loop' : element.loop.sequential ? 'sequential' : 'parallel';
}

function no(key: string, message: string, elementId: ElementId): readonly Problem[] {
  return refuse('INVALID_STATE', key, message, { elementId });
}
