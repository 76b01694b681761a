import { activateAfter } from '../behaviors/activate-after.ts';
import { activateAt, containersBetween, type PlacedVariables } from '../behaviors/activate-at.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementId } from '#engine/model/definition.ts';
import type { ElementInstance, Key, MultiInstanceProgress } from '../contract/state.ts';
import { terminate } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { failuresOf } from './failures-of.ts';
import { findAncestor } from './find-ancestor.ts';
import type { OperationOf } from './operation-of.ts';
import { accepted, refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

interface Activation {
  readonly element: ElementId;
  readonly ancestor: Key | null;
  readonly variables: readonly PlacedVariables[];
  readonly after?: boolean;
}

interface Planned {
  readonly activation: Activation;
  readonly ancestor: ReturnType<typeof findAncestor>;
}

/**
 * Activates, moves and terminates in one go: first what is activated, then what is terminated (MOD2). A container that is
 * left empty by it is terminated too (MOD3). Refused whole, with the reason per element, when any part cannot be done.
 */
export function modifyInstance(run: Run, operation: OperationOf<'modifyInstance'>): readonly Problem[] {
  const moves = operation.move.map((move) => ({ move, instances: instancesOf(run, move.from) }));
  const activations: readonly Activation[] = [
    ...operation.activate,
    ...moves.flatMap(({ move, instances }) => instances.map(() => ({ ...move, element: move.to }))),
  ];
  const terminated = [...operation.terminate, ...moves.flatMap(({ instances }) => instances)];
  const problems: Problem[] = [];
  for (const key of operation.terminate) problems.push(...checkTermination(run, key));
  for (const { move, instances } of moves) if (instances.length === 0) problems.push(...nothingToMove(move.from));
  const planned = activations.map((activation) => ({
    activation,
    ancestor: findAncestor(run, activation, new Set(terminated)),
  }));
  for (const { ancestor } of planned) if (!ancestor.ok) problems.push(...ancestor.problems);
  for (const activation of activations) {
    if (isStrict(run) || activation.after === true) problems.push(...checkVariables(run, activation));
  }
  if (problems.length > 0) return problems;
  const vain = canFail(run, planned) ? tryOut(run, planned) : accepted;
  if (vain.length > 0) return vain;
  activateAll(run, planned);
  for (const key of withEmptied(run, terminated)) terminate(run, key);
  return accepted;
}

/** Does what could be planned; tells what has nowhere to go on to (MOD8). */
function activateAll(run: Run, planned: readonly Planned[]): readonly Problem[] {
  return planned.flatMap(({ activation: { element, variables, after }, ancestor }) => {
    if (!ancestor.ok) return accepted;
    if (after !== true) {
      activateAt(run, element, ancestor.key, variables);
      return accepted;
    }
    const gone = activateAfter(run, element, ancestor.key, variables);
    if (gone.ok) return accepted;
    const reason = gone.failure.message;
    const message = sayNo('modify.noFlowAfter', { id: element, reason });
    return refuse('INVALID_ARGUMENT', 'modify.noFlowAfter', message, { elementId: element, reason });
  });
}

/** Conditions of flows can, and containers that have to be made. */
function canFail(run: Run, planned: readonly Planned[]): boolean {
  return planned.some(
    ({ activation, ancestor }) =>
      activation.after === true ||
      (isStrict(run) && ancestor.ok && containersBetween(run, activation.element, ancestor.key).length > 0),
  );
}

/** Why it could not be done whole: what has nowhere to go, and containers that could not listen for their events (MOD6). */
function tryOut(run: Run, planned: readonly Planned[]): readonly Problem[] {
  const problems: Problem[] = [];
  const failures = failuresOf(run, (trial) => problems.push(...activateAll(trial, planned)));
  for (const { id, reason } of failures) {
    const message = sayNo('modify.cannotListen', { id, reason });
    problems.push(...refuse('INVALID_ARGUMENT', 'modify.cannotListen', message, { elementId: id, reason }));
  }
  return problems;
}

/** Refuses what Zeebe refuses; instances from before flag 15 (see `currentFlags`) did what they could. */
function isStrict(run: Run): boolean {
  return run.state.flags.includes(15);
}

/** Variables are for the element that is activated, or for a container around it (MOD4). */
function checkVariables(run: Run, { element, variables, after }: Activation): readonly Problem[] {
  const around = new Set<ElementId>();
  const { elements } = run.linked.definition;
  const scope = elements[element]?.scope ?? null;
  const innermost = after === true ? scope : element;
  for (
    let at = innermost === null ? undefined : elements[innermost];
    at !== undefined;
    at = at.scope === null ? undefined : elements[at.scope]
  )
    around.add(at.id);
  return variables.flatMap(({ scope }) => {
    if (scope === null || around.has(scope)) return accepted;
    const message = sayNo('modify.variableScope', { id: element, scope });
    return refuse('INVALID_ARGUMENT', 'modify.variableScope', message, { elementId: element, scopeId: scope });
  });
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

/** Items of a body are still to come by themselves; in a sequential one the next would need the last to complete. */
function isStarting(run: Run, { element: id }: ElementInstance, progress: MultiInstanceProgress): boolean {
  const element = run.element(id);
  const isSequential = 'loop' in element && element.loop?.kind === 'multiInstance' && element.loop.sequential;
  return progress.started < progress.total && !(isSequential && isStrict(run));
}

/** Instead of all that a container holds, the container itself. */
function withEmptied(run: Run, keys: readonly Key[]): readonly Key[] {
  const ending = new Set(keys);
  for (const key of ending) {
    const scope = run.find(run.find(key)?.scope ?? '');
    if (scope === undefined || scope.tokens > 0 || ending.has(scope.key)) continue;
    const isMore = scope.multiInstance !== undefined && isStarting(run, scope, scope.multiInstance);
    // Visited in turn: a set's iteration also reaches what is added meanwhile.
    if (!isMore && Object.keys(scope.childKeys).every((child) => ending.has(child))) ending.add(scope.key);
  }
  return [...ending].filter((key) => !ending.has(run.find(key)?.scope ?? ''));
}
