import type { ElementInstance, InstanceState, Wait } from '#engine/kernel/index.ts';
import type { ProcessTest, TestInstance } from '#engine/testing/index.ts';
import type { Definition, Element } from '#engine/model/definition.ts';
import { startName } from '../differential/act.ts';
import type { Act } from '../differential/act.ts';
import { jobActs } from './walk-jobs.ts';

/** Up to this a number chooses what the processes wait for; above, something that a person does to a running instance. */
const usual = 850;

/**
 * What a number between 0 and 1000 makes of a world: one of the acts that could happen next, told from what its instances
 * wait for; there always is one while they wait. `serial` numbers the act: its values occur nowhere else, since Zeebe treats
 * a value equal to the old one in its own way (DIF3). `isAlone`: also what Zeebe does not have or does otherwise.
 */
export function chooseAct(
  world: ProcessTest,
  choice: number,
  serial: number,
  { isAlone = false }: { readonly isAlone?: boolean } = {},
): Act | null {
  if (isCrowded(world)) return null;
  const acts = possibleActs(world, choice, serial);
  const rare =
    choice > usual && !isCompensating(world)
      ? [...interventions(world, choice, serial, isAlone), ...strays(world, choice, serial)]
      : [];
  return (rare.length > 0 ? rare[choice % rare.length] : acts[choice % acts.length]) ?? null;
}

/**
 * Where two flows lead back to one timer, every ten minutes twice as many tokens come by: a walk of thirty acts would not end
 * in a lifetime. Nothing happens there among thousands of tokens that does not among a hundred.
 */
function isCrowded({ instances }: ProcessTest): boolean {
  return instances.reduce((sum, { state }) => sum + Object.keys(state.elements).length, 0) > 100;
}

function possibleActs(world: ProcessTest, choice: number, serial: number): readonly Act[] {
  const acts: Act[] = [];
  let due = Infinity;
  for (const { state } of world.instances) {
    for (const wait of Object.values(state.waits)) {
      if (wait.kind === 'timer') due = Math.min(due, wait.due);
      acts.push(...actsOf(state, wait, choice, serial).filter((act) => act.do !== 'throw' || canThrow(state, wait)));
    }
  }
  // Zeebe does not hear what comes to an element whose outputs cannot be mapped (DIF17), or that has not begun (DIF18).
  // An event that interrupts a scope while it compensates makes Zeebe stumble (DIF33).
  if (isCompensating(world)) return acts.filter((act) => !['message', 'signal', 'throw'].includes(act.do));
  if (isDeaf(world)) return acts.filter((act) => act.do !== 'message' && act.do !== 'signal');
  // A second more than is due: the other engine's clock also runs by itself.
  if (due < Infinity) acts.push({ do: 'clock', ms: Math.max(due - world.now, 0) + 1_000 });
  return acts;
}

function isCompensating({ instances }: ProcessTest): boolean {
  return instances.some(({ state }) => Object.values(state.elements).some(({ data }) => isOf(data.compensates)));
}

function isDeaf({ instances }: ProcessTest): boolean {
  return instances.some(({ state }) =>
    Object.values(state.elements).some((element) => isStuckCompleting(element) || hasNotBegun(state, element)),
  );
}

/** A call or decision that could not be made. */
function hasNotBegun({ waits }: InstanceState, { kind, waitKeys }: ElementInstance): boolean {
  if (kind !== 'callActivity' && kind !== 'businessRuleTask') return false;
  return Object.keys(waitKeys).some((key) => waits[key]?.kind === 'incident');
}

function isStuckCompleting({ phase, waitKeys }: ElementInstance): boolean {
  return phase === 'completing' && Object.keys(waitKeys).length > 0;
}

/**
 * An error from the job of a throw event stops Zeebe (DIF11), one from inside an event subprocess that has interrupted its
 * scope is not caught around that (DIF9).
 */
function canThrow({ elements }: InstanceState, wait: Wait): boolean {
  const thrower = elements[wait.elementInstance];
  if (thrower?.kind === 'intermediateThrowEvent' || thrower?.kind === 'endEvent') return false;
  for (let at = thrower; at !== undefined; at = elements[at.scope ?? '']) {
    if (at.data.interrupted === true) return false;
  }
  return true;
}

function isOf(compensates: ElementInstance['data']['compensates']): boolean {
  return compensates !== undefined && compensates !== null;
}

/** A number for `x` whose remainders, on which conditions and faults hang, are spread by the choice. */
function valueOf(choice: number, serial: number): number {
  return serial * 60 + ((choice * 7) % 60);
}

function actsOf(state: InstanceState, wait: Wait, choice: number, serial: number): readonly Act[] {
  const x = valueOf(choice, serial);
  switch (wait.kind) {
    case 'job':
      return jobActs(state, wait, x);
    case 'userTask':
      return [
        { do: 'completeTask', element: wait.element, variables: { r: -x, x } },
        { do: 'completeTask', element: wait.element },
        { do: serial % 2 === 0 ? 'assign' : 'claim', element: wait.element, assignee: `person ${serial}` },
      ];
    case 'message':
      return [
        { do: 'message', name: wait.messageName, key: wait.correlationKey, variables: { r: -x } },
        { do: 'message', name: wait.messageName, key: wait.correlationKey },
      ];
    case 'signal':
      return [{ do: 'signal', name: wait.signalName, variables: { r: -x } }];
    case 'incident':
      return [
        { do: 'set', variables: { x, k: `mended ${serial}` } },
        { do: 'resolve', element: wait.element },
        { do: 'resolve', element: wait.element },
      ];
    case 'condition':
      return [{ do: 'set', variables: { x } }];
    case 'timer':
    case 'compensation':
      return [];
  }
}

/** Messages that come before somebody waits for them, or begin another instance. */
function strays(world: ProcessTest, choice: number, serial: number): readonly Act[] {
  const [instance] = world.instances;
  const key = instance?.variables().k;
  // Zeebe does not hear what comes to an element whose outputs cannot be mapped (DIF17).
  if (instance === undefined || typeof key !== 'string' || isDeaf(world)) return [];
  const x = valueOf(choice, serial);
  const names = messageNames(world);
  const name = names[choice % names.length];
  const begun = world.instances.filter(({ state }) => state.parent === null).length;
  const variables = { x, k: `${key}-${serial}`, items: [1, 2], r: 0 };
  const others = [key, variables.k].map((own) => ({ do: 'message', name: startName, key: own, variables }) as const);
  return [
    ...(name === undefined
      ? []
      : ([
          { do: 'message', name, key, ttl: 3_600_000 },
          // While the first of an id is kept, the next one is dropped; a minute later it is not kept any more.
          { do: 'message', name, key, ttl: 60_000, id: `of ${key}` },
          { do: 'message', name, key, ttl: 3_600_000, id: `of ${key}` },
        ] as const)),
    ...(begun < 2 && world.startEvents.ofMessage(startName).length > 0 ? others : []),
  ];
}

/**
 * The names of all messages that something in these processes may come to wait for. One that is kept is taken in a step of its
 * own, before or after those of parallel branches (DIF4): it must not change what they read, nor come while tokens begin to move beside it (DIF40).
 */
function messageNames(world: ProcessTest): readonly string[] {
  const definitions = [...world.processes.values()].map(({ definition }) => definition);
  return definitions.flatMap(({ elements }) =>
    Object.values(elements).flatMap((element) => {
      if (listensBesideTokens(element, elements)) return [];
      const message =
        element.kind === 'receiveTask'
          ? element.message
          : 'trigger' in element && element.trigger.kind === 'message'
            ? element.trigger.message
            : null;
      const isKeyed = message !== null && message.correlationKey !== null && element.outputs.length === 0;
      return isKeyed && message.name.kind === 'static' ? [message.name.value] : [];
    }),
  );
}

function listensBesideTokens(element: Element, elements: Definition['elements']): boolean {
  if (element.kind === 'startEvent') return true;
  if (element.kind !== 'boundaryEvent') return false;
  const host = elements[element.attachedTo];
  return host !== undefined && ('children' in host || ('loop' in host && host.loop !== null));
}

/** What a person does to the first instance: other variables, another place to go on at, an end. */
function interventions(world: ProcessTest, choice: number, serial: number, isAlone: boolean): readonly Act[] {
  const [instance] = world.instances;
  if (instance === undefined || instance.isEnded) return [];
  const x = valueOf(choice, serial);
  const scopes = onlyOnes(instance.state).map(({ element }) => element);
  const scope = scopes[serial % scopes.length];
  return [
    { do: 'set', variables: { x } },
    ...(scope === undefined
      ? []
      : [{ do: 'set', element: scope, local: choice % 2 === 0, variables: { x, r: -x } } as const]),
    ...(isAlone ? freeModifications(instance, choice) : modifications(world, instance, choice)),
    ...(choice % 7 === 0 && isLive(instance) ? [{ do: 'cancel' } as const] : []),
  ];
}

/** Not on its way out: a second cancellation is NOT_FOUND in Zeebe (DIF19). */
function isLive({ state, key }: TestInstance): boolean {
  return state.elements[key]?.phase === 'activated';
}

/** Live element instances that are the only one of their element, and no round of a multi-instance. */
function onlyOnes({ elements, key }: InstanceState): readonly InstanceState['elements'][string][] {
  const all = Object.values(elements);
  const count = new Map<string, number>();
  for (const { element } of all) count.set(element, (count.get(element) ?? 0) + 1);
  return all.filter((one) => one.key !== key && count.get(one.element) === 1 && one.phase === 'activated');
}

/** Starts an active element anew, goes on at another one as well or instead, or ends one. */
function modifications(world: ProcessTest, { state, linked }: TestInstance, choice: number): readonly Act[] {
  // With a token on its way to a join, Zeebe loses count of it in a modification (DIF6).
  if (Object.values(state.elements).some(({ tokens }) => tokens > 0)) return [];
  const { elements } = linked.definition;
  // A modification in Zeebe does not ask the listeners of a user task that it takes away (DIF13).
  if (world.instances.some(hasListenedTask)) return [];
  // An inclusive join that such a token has reached is not asked again in Zeebe (DIF6).
  if (Object.values(elements).some(({ kind }) => kind === 'inclusiveGateway')) return [];
  const [first] = onlyOnes(state).filter(({ kind }) => kind !== 'multiInstanceBody' && kind !== 'adHocInnerInstance');
  if (first === undefined) return [];
  // Whether it can be activated is for both to say, but that Zeebe begins the process anew inside itself (DIF28).
  // In the only container there is, held up by its listeners, Zeebe starts nothing without saying so (DIF37).
  const held = heldContainers(state);
  const targets = Object.keys(elements).filter(
    (id) => id !== linked.definition.processId && !isWithin(elements, id, held),
  );
  const target = targets[choice % targets.length] ?? '';
  const terminate = [first.element];
  return [
    { do: 'modify', activate: [first.element], terminate },
    { do: 'modify', activate: [], terminate },
    { do: 'modify', activate: [target], terminate },
    { do: 'modify', activate: [target], terminate: [] },
  ];
}

/** At and behind any element, instead of any live one or as well. */
function freeModifications({ state, linked }: TestInstance, choice: number): readonly Act[] {
  const ids = Object.keys(linked.definition.elements);
  const target = ids[choice % ids.length] ?? '';
  const live = Object.values(state.elements);
  const terminate = live.length === 0 ? [] : [live[choice % live.length]?.element ?? ''];
  return [
    { do: 'modify', activate: [target], terminate },
    { do: 'modify', activate: [], behind: [target], terminate },
    { do: 'modify', activate: [], behind: [target, ...terminate], terminate: [] },
  ];
}

/** Containers whose only instance is not active, or is about to be interrupted. */
function heldContainers({ elements }: InstanceState): ReadonlySet<string> {
  const all = Object.values(elements).filter(({ kind }) => kind !== 'multiInstanceBody');
  const isHeld = ({ phase, data }: ElementInstance): boolean =>
    phase !== 'activated' || data.interruption !== undefined;
  const held = all.filter(isHeld).map(({ element }) => element);
  return new Set(held.filter((id) => all.filter(({ element }) => element === id).length === 1));
}

function isWithin(elements: Definition['elements'], id: string, held: ReadonlySet<string>): boolean {
  for (let at = elements[id]?.scope ?? null; at !== null; at = elements[at]?.scope ?? null)
    if (held.has(at)) return true;
  return false;
}

function hasListenedTask({ state, linked }: TestInstance): boolean {
  return Object.values(state.elements).some(({ element: id }) => {
    const element = linked.definition.elements[id];
    return element?.kind === 'userTask' && element.taskListeners.length > 0;
  });
}
