import type { Element, ElementId } from '#engine/model/definition.ts';
import type { Problem } from '../contract/outcome.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { refuse } from './refuse.ts';

type Found = { readonly ok: true; readonly key: Key } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Under which live instance an element is to be activated: the one named, else the only one there is (MOD4). */
export function findAncestor(run: Run, id: ElementId, named: Key | null, ending: ReadonlySet<Key>): Found {
  const element = run.linked.definition.elements[id];
  if (element === undefined)
    return no('modify.unknownElement', `The process has no element '${id}'`, { elementId: id });
  const obstacle = obstacleTo(run, element);
  if (obstacle !== null)
    return no('modify.cannotActivate', `'${id}' cannot be activated: ${obstacle}`, { elementId: id });
  const found = named === null ? onlyAncestor(run, element) : namedAncestor(run, element, named);
  if (!found.ok) return found;
  for (let at = run.find(found.key); at !== undefined; at = at.scope === null ? undefined : run.find(at.scope)) {
    if (!ending.has(at.key)) continue;
    return no('modify.scopeEnds', `'${id}' would start inside ${at.key}, which the same request terminates`, {
      elementId: id,
    });
  }
  return found;
}

function obstacleTo(run: Run, element: Element): string | null {
  if (element.kind === 'process') return 'it is the process itself';
  if (element.kind === 'startEvent' || element.kind === 'boundaryEvent') return 'it waits for an event of its own';
  const afterGateway = element.incoming.some((flow) => run.element(run.flow(flow).source).kind === 'eventBasedGateway');
  return afterGateway ? 'its event-based gateway waits in its place' : null;
}

/** Walks from the element's container outwards to the first that is live; several live ones leave the choice open. */
function onlyAncestor(run: Run, element: Element): Found {
  for (let at = element.scope; at !== null; at = run.element(at).scope) {
    const container = run.element(at);
    const live = Object.values(run.state.elements).filter((one) => isScope(one) && one.element === at);
    if (live.length > 1) {
      const message = `'${element.id}' could start in several instances of '${at}': name the ancestor`;
      return no('modify.ambiguousScope', message, { elementId: element.id, scopeId: at });
    }
    if (live[0] !== undefined) return { ok: true, key: live[0].key };
    if ('loop' in container && container.loop !== null) {
      const message = `'${element.id}' lies in the multi-instance '${at}', whose instances a modification cannot make`;
      return no('modify.insideMultiInstance', message, { elementId: element.id, scopeId: at });
    }
  }
  return { ok: true, key: run.state.key };
}

function namedAncestor(run: Run, element: Element, key: Key): Found {
  const ancestor = run.find(key);
  let at = element.scope;
  while (at !== null && at !== ancestor?.element) at = run.element(at).scope;
  if (ancestor !== undefined && at !== null && isScope(ancestor)) return { ok: true, key };
  const message = `${key} is no live instance of a container around '${element.id}'`;
  return no('modify.ancestor', message, { elementId: element.id, ancestorKey: key });
}

function isScope(instance: ElementInstance): boolean {
  return instance.kind !== 'multiInstanceBody' && instance.phase === 'activated';
}

function no(key: string, message: string, values: Readonly<Record<string, string>>): Found {
  return { ok: false, problems: refuse('INVALID_ARGUMENT', key, message, values) };
}
