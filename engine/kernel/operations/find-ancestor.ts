import type { Element, ElementId } from '#engine/model/definition.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import { leadsOn } from '../behaviors/activate-after.ts';
import { takesTokens } from '../lifecycle/scope.ts';
import type { Run } from '../run.ts';
import { refuse } from './refuse.ts';
import { sayNo } from '../words/say.ts';

type Found = { readonly ok: true; readonly key: Key } | { readonly ok: false; readonly problems: readonly Problem[] };

interface Wanted {
  readonly element: ElementId;
  readonly ancestor: Key | null;
  readonly after?: boolean;
}

/** Under which live instance an element is to be activated, or left: the one named, else the only one there is (MOD4). */
export function findAncestor(run: Run, wanted: Wanted, ending: ReadonlySet<Key>): Found {
  const { element: id, ancestor: named, after = false } = wanted;
  const element = run.linked.definition.elements[id];
  if (element === undefined)
    return no('modify.unknownElement', sayNo('modify.unknownElement', { id }), { elementId: id });
  const obstacle = after ? obstacleBehind(element) : obstacleTo(run, element);
  if (obstacle !== null) {
    return no(after ? obstacle : 'modify.cannotActivate', sayNo(obstacle, { id }), { elementId: id });
  }
  const found = named === null ? onlyAncestor(run, element) : namedAncestor(run, element, named);
  if (!found.ok) return found;
  const shut = after || run.state.flags.includes(16) ? shutScope(run, element, found.key) : undefined;
  if (shut !== undefined) {
    const reason = shut.phase === 'activated' ? 'modify.scopeInterrupted' : 'modify.scopeNotOpen';
    return no(reason, sayNo(reason, { id, key: shut.key }), { elementId: id, ancestorKey: shut.key });
  }
  for (let at = run.find(found.key); at !== undefined; at = at.scope === null ? undefined : run.find(at.scope)) {
    if (!ending.has(at.key)) continue;
    return no('modify.scopeEnds', sayNo('modify.scopeEnds', { id, key: at.key }), {
      elementId: id,
    });
  }
  return found;
}

type Obstacle =
  'modify.isProcess' | 'modify.waitsForEvent' | 'modify.afterGateway' | 'modify.nothingAfter' | 'modify.eventDecides';

/** Why a token cannot come out of the element (MOD8). */
function obstacleBehind(element: Element): Obstacle | null {
  if (element.kind === 'eventBasedGateway') return 'modify.eventDecides';
  return leadsOn(element) ? null : 'modify.nothingAfter';
}

function obstacleTo(run: Run, element: Element): Obstacle | null {
  if (element.kind === 'process') return 'modify.isProcess';
  if (element.kind === 'startEvent' || element.kind === 'boundaryEvent') return 'modify.waitsForEvent';
  const afterGateway = element.incoming.some((flow) => run.element(run.flow(flow).source).kind === 'eventBasedGateway');
  return afterGateway ? 'modify.afterGateway' : null;
}

/** Walks from the element's container outwards to the first that is live; several live ones leave the choice open. */
function onlyAncestor(run: Run, element: Element): Found {
  const outer = run.state.flags.includes(16) ? ambiguousAround(run, element) : null;
  if (outer !== null) return ambiguous(element, outer);
  for (let at = element.scope; at !== null; at = run.element(at).scope) {
    const container = run.element(at);
    const live = scopesOf(run, at);
    const [first] = live;
    if (live.length > 1) return ambiguous(element, at);
    if (first !== undefined && first.phase !== 'activated') {
      const message = sayNo('modify.scopeNotOpen', { id: element.id, key: first.key });
      return no('modify.scopeNotOpen', message, { elementId: element.id, ancestorKey: first.key });
    }
    if (first !== undefined) return { ok: true, key: first.key };
    if ('loop' in container && container.loop !== null) {
      const message = sayNo('modify.insideMultiInstance', { id: element.id, scope: at });
      return no('modify.insideMultiInstance', message, { elementId: element.id, scopeId: at });
    }
  }
  return { ok: true, key: run.state.key };
}

/**
 * The outermost container with several live instances (flag 16, see `currentFlags`): that the next one inside lives in only
 * one of them does not say that this one is meant, as in Zeebe.
 */
function ambiguousAround(run: Run, element: Element): ElementId | null {
  let outermost: ElementId | null = null;
  for (let at = element.scope; at !== null; at = run.element(at).scope) {
    const live = liveScopes(run, at);
    const inner = live.filter(({ kind }) => kind === 'adHocInnerInstance').length;
    // Ad-hoc subprocesses count apart from what they hold.
    if (inner > 1 || live.length - inner > 1) outermost = at;
  }
  return outermost;
}

function ambiguous(element: Element, scope: ElementId): Found {
  const message = sayNo('modify.ambiguousScope', { id: element.id, scope });
  return no('modify.ambiguousScope', message, { elementId: element.id, scopeId: scope });
}

/**
 * Of an ad-hoc subprocess its inner instances, if it has any (flag 9, see `currentFlags`). Those that listeners still hold up
 * count as well (flag 15), so that nothing is started in one of two by chance.
 */
function scopesOf(run: Run, container: ElementId): readonly ElementInstance[] {
  const live = liveScopes(run, container);
  const inner = live.filter(({ kind }) => kind === 'adHocInnerInstance');
  return inner.length > 0 && run.state.flags.includes(9) ? inner : live;
}

function liveScopes(run: Run, container: ElementId): readonly ElementInstance[] {
  const counts = (one: ElementInstance): boolean =>
    run.state.flags.includes(15) ? one.kind !== 'multiInstanceBody' && one.phase !== 'terminating' : isScope(one);
  return Object.values(run.state.elements).filter((one) => counts(one) && one.element === container);
}

/**
 * What the element would lie in, from the ancestor inwards, but nothing may start in any more: it would stand there for ever,
 * and the event that interrupts would wait for it (flag 16, see `currentFlags`).
 */
function shutScope(run: Run, element: Element, ancestor: Key): ElementInstance | undefined {
  const around = [run.live(ancestor)];
  for (let at = element.scope; at !== null && at !== run.live(ancestor).element; at = run.element(at).scope) {
    const inside = scopesOf(run, at).filter((one) => liesIn(run, one, ancestor));
    // Of several none is meant: another one is made.
    if (inside.length === 1) around.push(...inside);
  }
  return around.find((one) => !takesTokens(one));
}

function liesIn(run: Run, instance: ElementInstance, container: Key): boolean {
  for (let at = run.find(instance.scope ?? ''); at !== undefined; at = run.find(at.scope ?? '')) {
    if (at.key === container) return true;
  }
  return false;
}

function namedAncestor(run: Run, element: Element, key: Key): Found {
  const ancestor = run.find(key);
  let at = element.scope;
  while (at !== null && at !== ancestor?.element) at = run.element(at).scope;
  if (ancestor !== undefined && at !== null && isScope(ancestor)) return { ok: true, key };
  const message = sayNo('modify.ancestor', { key, id: element.id });
  return no('modify.ancestor', message, { elementId: element.id, ancestorKey: key });
}

function isScope(instance: ElementInstance): boolean {
  return instance.kind !== 'multiInstanceBody' && instance.phase === 'activated';
}

function no(key: string, message: string, values: Readonly<Record<string, string>>): Found {
  return { ok: false, problems: refuse('INVALID_ARGUMENT', key, message, values) };
}
