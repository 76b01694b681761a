import type { ComplexGateway, Element, ElementId, FlowId } from '#engine/model/definition.ts';
import type { ElementData, ElementInstance, Key } from '../contract/state.ts';
import { activate } from '../lifecycle/activation.ts';
import { takesTokens } from '../lifecycle/scope.ts';
import { create } from '../lifecycle/start.ts';
import { predecessorsOf } from '../predecessors.ts';
import type { Run } from '../run.ts';
import { mayStart } from './complex-gateway-phases.ts';
import { raiseIncident } from './incidents.ts';
import { takeTokens } from './take-tokens.ts';

/** Lets an inclusive join go on once nothing in its scope can bring it another token (OR4), and a complex one by its phases. */
export function checkJoin(run: Run, gateway: ElementId, scopeKey: Key): void {
  const scope = run.find(scopeKey);
  if (scope === undefined || !takesTokens(scope)) return;
  const element = run.element(gateway);
  const arrived = scope.joins?.[gateway] ?? {};
  if (element.kind === 'complexGateway') return checkComplex(run, element, scope, arrived);
  if (Object.keys(arrived).length === 0 || mustWait(run, element, scope, element.incoming, arrived)) return;
  join(run, element, scope, Object.keys(arrived), {});
}

function checkComplex(
  run: Run,
  element: ComplexGateway,
  scope: ElementInstance,
  arrived: Readonly<Record<FlowId, number>>,
): void {
  const started = scope.data.resetting?.[element.id];
  if (started === undefined) {
    if (Object.keys(arrived).length === 0) return;
    const starts = mayStart(run, element, scope, arrived);
    const again = { type: 'checkJoin', gateway: element.id, scope: scope.key } as const;
    if (!starts.ok) return raiseIncident(run, scope, starts.failure, again);
    if (!starts.value) return;
    const flows = Object.keys(arrived);
    setResetting(run, scope, element.id, element.activationCondition === null ? null : flows);
    join(run, element, scope, flows, {});
    // All flows may have come already; then the reset follows at once.
    run.queue(again);
    return;
  }
  const missing = element.incoming.filter((flow) => !started.includes(flow));
  if (mustWait(run, element, scope, missing, arrived)) return;
  setResetting(run, scope, element.id, null);
  join(
    run,
    element,
    scope,
    missing.filter((flow) => arrived[flow] !== undefined),
    { resets: true },
  );
}

function setResetting(run: Run, scope: ElementInstance, gateway: ElementId, flows: readonly FlowId[] | null): void {
  const others = Object.entries(scope.data.resetting ?? {}).filter(([id]) => id !== gateway);
  const resetting = Object.fromEntries(flows === null ? others : [...others, [gateway, flows]]);
  run.write({
    type: 'dataSet',
    key: scope.key,
    data: { resetting: Object.keys(resetting).length === 0 ? null : resetting },
  });
}

function join(run: Run, element: Element, scope: ElementInstance, flows: readonly FlowId[], data: ElementData): void {
  takeTokens(run, scope.key, element.id, flows);
  activate(run, create(run, element, scope.key, { data }));
}

/** Whether tokens are missing on some of these flows and something can still bring one. */
function mustWait(
  run: Run,
  element: Element,
  scope: ElementInstance,
  flows: readonly FlowId[],
  arrived: Readonly<Record<FlowId, number>>,
): boolean {
  if (flows.every((flow) => arrived[flow] !== undefined)) return false;
  if (tokensUnderWay(scope) > 0) {
    run.queue({ type: 'checkJoin', gateway: element.id, scope: scope.key });
    return true;
  }
  if (!canStillCome(run, element.id, scope)) return false;
  const missing = flows.filter((flow) => arrived[flow] === undefined);
  return !run.state.flags.includes(16) || canComeOver(run, element.id, scope, missing);
}

/** Tokens that have left an element and neither reached the next nor wait at a join: they move before the next check. */
function tokensUnderWay(scope: ElementInstance): number {
  let waiting = 0;
  for (const counts of Object.values(scope.joins ?? {})) {
    for (const count of Object.values(counts)) waiting += count;
  }
  return scope.tokens - waiting;
}

/**
 * Whether a token can still come over one of these flows (flag 16, see `currentFlags`): those that would come over a flow
 * which has its token already are not waited for, as in Zeebe. Walks back from the flows, so what waits near by is found soon.
 */
function canComeOver(run: Run, gateway: ElementId, scope: ElementInstance, flows: readonly FlowId[]): boolean {
  const { definition } = run.linked;
  const live = new Set(Object.keys(scope.childKeys).map((child) => run.live(child).element));
  for (const join of Object.keys(scope.joins ?? {})) live.add(join);
  const visited = new Set(predecessorsOf(definition, gateway, flows));
  // A set's iteration also reaches what is added meanwhile.
  for (const id of visited) {
    if (id === gateway) continue;
    if (live.has(id)) return true;
    for (const before of predecessorsOf(definition, id)) visited.add(before);
  }
  return false;
}

function canStillCome(run: Run, gateway: ElementId, scope: ElementInstance): boolean {
  const reaching = run.linked.topology.reaching.get(gateway);
  if (reaching === undefined) return false;
  if (Object.keys(scope.joins ?? {}).some((other) => other !== gateway && reaching.has(other))) return true;
  return Object.keys(scope.childKeys).some((child) => reaching.has(run.live(child).element));
}
