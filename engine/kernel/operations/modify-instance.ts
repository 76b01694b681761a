import { activateAt, type PlacedVariables } from '../behaviors/activate-at.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementId } from '#engine/model/definition.ts';
import type { Key } from '../contract/state.ts';
import { terminate } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { findAncestor } from './find-ancestor.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

interface Activation {
  readonly element: ElementId;
  readonly ancestor: Key | null;
  readonly variables: readonly PlacedVariables[];
}

/**
 * Activates, moves and terminates in one go: first what is activated, then what is terminated (MOD2). A container that is
 * left empty by it is terminated too (MOD3). Refused whole, with the reason per element, when any part cannot be done.
 */
export function modifyInstance(run: Run, operation: OperationOf<'modifyInstance'>): readonly Problem[] {
  const moves = operation.move.map((move) => ({ move, instances: instancesOf(run, move.from) }));
  const activations: readonly Activation[] = [
    ...operation.activate,
    ...moves.flatMap(({ move, instances }) =>
      instances.map(() => ({ element: move.to, ancestor: move.ancestor, variables: move.variables })),
    ),
  ];
  const terminated = [...operation.terminate, ...moves.flatMap(({ instances }) => instances)];
  const problems: Problem[] = [];
  for (const key of operation.terminate) problems.push(...checkTermination(run, key));
  for (const { move, instances } of moves) if (instances.length === 0) problems.push(...nothingToMove(move.from));
  const planned = activations.map((activation) => ({
    activation,
    ancestor: findAncestor(run, activation.element, activation.ancestor, new Set(terminated)),
  }));
  for (const { ancestor } of planned) if (!ancestor.ok) problems.push(...ancestor.problems);
  if (problems.length > 0) return problems;
  for (const { activation, ancestor } of planned) {
    if (ancestor.ok) activateAt(run, activation.element, ancestor.key, activation.variables);
  }
  for (const key of withEmptied(run, terminated)) terminate(run, key);
  return accepted;
}

/** The live instances of an element; of a multi-instance activity its body stands for them. */
function instancesOf(run: Run, element: ElementId): readonly Key[] {
  const found = Object.values(run.state.elements).filter(
    (one) => one.element === element && one.phase !== 'terminating',
  );
  const bodies = found.filter(({ kind }) => kind === 'multiInstanceBody');
  return (bodies.length > 0 ? bodies : found).map(({ key }) => key);
}

function checkTermination(run: Run, key: Key): readonly Problem[] {
  if (run.find(key) !== undefined) return accepted;
  const message = sayNo('modify.notFound', { key });
  return refuse('INVALID_ARGUMENT', 'modify.notFound', message, { elementInstanceKey: key });
}

function nothingToMove(element: ElementId): readonly Problem[] {
  const message = sayNo('modify.nothingToMove', { element });
  return refuse('INVALID_ARGUMENT', 'modify.nothingToMove', message, { elementId: element });
}

/** Instead of all that a container holds, the container itself. */
function withEmptied(run: Run, keys: readonly Key[]): readonly Key[] {
  const ending = new Set(keys);
  for (const key of ending) {
    const scope = run.find(run.find(key)?.scope ?? '');
    if (scope === undefined || scope.tokens > 0 || ending.has(scope.key)) continue;
    const isMore = scope.multiInstance !== undefined && scope.multiInstance.started < scope.multiInstance.total;
    // Visited in turn: a set's iteration also reaches what is added meanwhile.
    if (!isMore && Object.keys(scope.childKeys).every((child) => ending.has(child))) ending.add(scope.key);
  }
  return [...ending].filter((key) => !ending.has(run.find(key)?.scope ?? ''));
}
