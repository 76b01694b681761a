import type { ElementId } from '#engine/model/definition.ts';
import type { ElementInstance, Key } from '../contract/state.ts';
import { activate } from '../lifecycle/activation.ts';
import { takesTokens } from '../lifecycle/scope.ts';
import { create } from '../lifecycle/start.ts';
import type { Run } from '../run.ts';

/** Lets an inclusive join go on once nothing in its scope can bring it another token (OR4). */
export function checkJoin(run: Run, gateway: ElementId, scopeKey: Key): void {
  const scope = run.find(scopeKey);
  if (scope === undefined || !takesTokens(scope)) return;
  const arrived = scope.joins?.[gateway];
  if (arrived === undefined) return;
  const element = run.element(gateway);
  const isFull = element.incoming.every((flow) => arrived[flow] !== undefined);
  if (!isFull && tokensUnderWay(scope) > 0) return run.queue({ type: 'checkJoin', gateway, scope: scopeKey });
  if (!isFull && canStillCome(run, gateway, scope)) return;
  run.write({ type: 'joined', scope: scopeKey, gateway, flows: Object.keys(arrived) });
  activate(run, create(run, element, scopeKey));
}

/** Tokens that have left an element and neither reached the next nor wait at a join: they move before the next check. */
function tokensUnderWay(scope: ElementInstance): number {
  let waiting = 0;
  for (const counts of Object.values(scope.joins ?? {})) {
    for (const count of Object.values(counts)) waiting += count;
  }
  return scope.tokens - waiting;
}

function canStillCome(run: Run, gateway: ElementId, scope: ElementInstance): boolean {
  const reaching = run.linked.topology.reaching.get(gateway);
  if (reaching === undefined) return false;
  if (Object.keys(scope.joins ?? {}).some((other) => other !== gateway && reaching.has(other))) return true;
  return Object.keys(scope.childKeys).some((child) => reaching.has(run.live(child).element));
}
