import type { Definition, Element, ElementId } from '#engine/model/definition.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { checkCatchEvents } from './check-catch-events.ts';
import type { MigrationPlan } from './migration-plan.ts';
import { refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

/** Every reason why this instance cannot be migrated so; nothing is written (MIG3). */
export function checkMigration(run: Run, plan: MigrationPlan): readonly Problem[] {
  const isStrict = run.state.flags.includes(15);
  const problems: Problem[] = isStrict ? [...checkMapping(run, plan)] : [];
  for (const instance of Object.values(run.state.elements)) {
    problems.push(...checkJoins(instance, plan));
    if (isStrict) problems.push(...checkCatchEvents(run, instance, plan));
    if (instance.scope === null) continue;
    problems.push(...checkElement(run, instance, plan));
  }
  return problems;
}

/** What is mapped must exist, on both sides, and go one way. */
function checkMapping(run: Run, { target, mapping, sources }: MigrationPlan): readonly Problem[] {
  const isIn = ({ elements, flows }: Definition, id: string): boolean =>
    elements[id] !== undefined || flows[id] !== undefined;
  const twice = [...new Set(sources.filter((id, index) => sources.indexOf(id) !== index))];
  const unknown = [...mapping.keys()].filter((id) => !isIn(run.linked.definition, id));
  const nowhere = [...mapping].filter(([, id]) => !isIn(target, id));
  return [
    ...twice.flatMap((source) => wrong('migrate.twice', sayNo('migrate.twice', { source }), source)),
    ...unknown.flatMap((source) => wrong('migrate.unknownSource', sayNo('migrate.unknownSource', { source }), source)),
    ...nowhere.flatMap(([source, id]) =>
      wrong('migrate.unknownTarget', sayNo('migrate.unknownTarget', { target: id }), source),
    ),
  ];
}

function checkElement(run: Run, instance: ElementInstance, plan: MigrationPlan): readonly Problem[] {
  const source = run.element(instance.element);
  const targetId = plan.mapping.get(source.id);
  if (targetId === undefined)
    return no('migrate.unmapped', sayNo('migrate.unmapped', { source: source.id }), source.id);
  const target = plan.target.elements[targetId];
  if (target === undefined) {
    // Said already, of the mapping itself.
    if (run.state.flags.includes(15)) return [];
    return no('migrate.unknownTarget', sayNo('migrate.unknownTarget', { target: targetId }), source.id);
  }
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

function wrong(key: string, message: string, elementId: ElementId): readonly Problem[] {
  return refuse('INVALID_ARGUMENT', key, message, { elementId });
}

function no(key: string, message: string, elementId: ElementId): readonly Problem[] {
  return refuse('INVALID_STATE', key, message, { elementId });
}
