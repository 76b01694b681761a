import type { Definition, Element, ElementId } from '#engine/model/definition.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { refuse } from './refuse.ts';

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
  if (targetId === undefined) return no('migrate.unmapped', `'${source.id}' is active and not mapped`, source.id);
  const target = plan.target.elements[targetId];
  if (target === undefined) return no('migrate.unknownTarget', `The target has no element '${targetId}'`, source.id);
  if (target.kind !== source.kind) {
    return no('migrate.kind', `'${source.id}' is a ${source.kind}, '${targetId}' a ${target.kind}`, source.id);
  }
  if (loopOf(source) !== loopOf(target)) {
    return no('migrate.loop', `'${source.id}' and '${targetId}' do not repeat in the same way`, source.id);
  }
  if (instance.phase === 'terminating') {
    return no('migrate.terminating', `'${source.id}' is being terminated: try again when it has ended`, source.id);
  }
  return checkScope(run, source, target, plan);
}

/** The containers around both must correspond: an element cannot move into or out of one. */
function checkScope(run: Run, source: Element, target: Element, plan: MigrationPlan): readonly Problem[] {
  const outer = source.scope;
  const expected = outer === run.linked.definition.processId ? plan.target.processId : plan.mapping.get(outer ?? '');
  if (target.scope === expected) return [];
  return no('migrate.scope', `'${target.id}' does not lie in the counterpart of '${outer ?? ''}'`, source.id);
}

/** Tokens at a join need the gateway and each flow they came by. */
function checkJoins(instance: ElementInstance, { mapping, target }: MigrationPlan): readonly Problem[] {
  return Object.entries(instance.joins ?? {}).flatMap(([gateway, counts]) => {
    const to = mapping.get(gateway);
    if (to === undefined) return no('migrate.join', `Tokens wait at '${gateway}', which is not mapped`, gateway);
    return Object.keys(counts).flatMap((flow) => {
      const arrives = target.flows[mapping.get(flow) ?? '']?.target;
      if (arrives === to) return [];
      return no(
        'migrate.joinFlow',
        `A token came to '${gateway}' over '${flow}', which is not mapped to a flow to '${to}'`,
        flow,
      );
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
