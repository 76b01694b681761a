import { readFileSync } from 'node:fs';
import type { JsonObject } from '#engine/contracts/json.ts';
import { startName } from './act.ts';
import type { Act, Effect, Scenario } from './act.ts';
import { TaskLines } from './task-lines.ts';
import type { OpenTask } from './task-lines.ts';
import { textOf } from './zeebe.ts';
import type { Reply, Zeebe, ZeebeRecord } from './zeebe.ts';

const decision = readFileSync(new URL('decision.dmn', import.meta.url), 'utf8');

/** Runs a scenario on Zeebe. Gives the reason when it refuses the diagram. */
export async function runOnZeebe(zeebe: Zeebe, scenario: Scenario): Promise<readonly Effect[] | string> {
  await zeebe.settle();
  const files = scenario.files.map((content, index) => ({ name: `process${index}.bpmn`, content }));
  const deployed = await zeebe.send('deploy', { files: [...files, { name: 'decision.dmn', content: decision }] });
  if (!deployed.ok) return `Zeebe refuses the diagram: ${deployed.reason ?? ''}`;
  await zeebe.settle();
  const side = new ZeebeSide(scenario.process);
  const effects: Effect[] = [];
  const [op, body] = startOf(scenario);
  effects.push(side.read(await zeebe.send(op, body), await zeebe.settle()));
  for (const act of scenario.acts) {
    const [op, body] = side.commandOf(act);
    const reply: Reply = op === null ? { ok: false, rejection: 'NOT_FOUND' } : await zeebe.send(op, body);
    effects.push(side.read(reply, act.do === 'clock' ? await zeebe.settleTimers() : await zeebe.settle()));
  }
  for (const key of side.roots) {
    await zeebe.send('cancel', { key });
    await zeebe.settle();
  }
  return effects;
}

function startOf({ process, start, variables }: Scenario): readonly [string, JsonObject] {
  switch (start) {
    case 'none':
      return ['start', { process, variables }];
    case 'message':
      return ['message', { name: startName, correlationKey: variables.k ?? '', ttl: 0, variables }];
    case 'signal':
      return ['signal', { name: startName, variables }];
  }
}

/** Something open, with the instance that it belongs to. */
interface Open {
  readonly element: string;
  readonly instance: bigint;
}

class ZeebeSide {
  /** Live instances that nothing has called, the oldest first. */
  readonly roots = new Set<string>();
  readonly #process: string;
  #first = '';
  readonly #jobs = new Map<string, Open>();
  /** Jobs that have thrown an error which nothing caught; their incident must be resolved first. */
  readonly #thrown = new Set<string>();
  readonly #owners = new Map<string, string>();
  readonly #types = new Map<string, string>();
  readonly #tasks = new Map<string, Open>();
  readonly #taskDetails = new Map<string, OpenTask>();
  readonly #taskLines = new TaskLines();
  readonly #incidents = new Map<string, Open & { job: string }>();
  readonly #elements = new Map<string, Open>();
  /** Those that were started, and those that they have called. */
  readonly #instances = new Set<string>();

  /** Of this process every instance that begins from now on is read, and of those that it calls. */
  constructor(process: string) {
    this.#process = process;
  }

  commandOf(act: Act): readonly [string | null, JsonObject] {
    switch (act.do) {
      case 'complete':
        return this.#on(this.#jobs, act.element, 'completeJob', {
          variables: act.variables ?? {},
          ...(act.result !== undefined && { result: act.result }),
        });
      case 'take':
        return this.#take(act);
      case 'fail':
        return this.#on(this.#jobs, act.element, 'failJob', {
          retries: act.retries ?? 0,
          errorMessage: 'failed',
          variables: act.variables ?? {},
        });
      case 'throw':
        return this.#on(this.#jobs, act.element, 'throwError', { errorCode: act.code, variables: act.variables ?? {} });
      case 'retries':
        return this.#on(this.#jobs, act.element, 'updateRetries', { retries: act.retries });
      case 'assign':
      case 'claim':
        return this.#on(this.#tasks, act.element, 'userTask', { do: act.do, assignee: act.assignee });
      case 'completeTask':
        return this.#on(this.#tasks, act.element, 'userTask', { do: 'complete', variables: act.variables ?? {} });
      case 'message':
        return [
          'message',
          {
            name: act.name,
            correlationKey: act.key,
            ttl: act.ttl ?? 0,
            variables: act.variables ?? {},
            ...(act.id !== undefined && { messageId: act.id }),
          },
        ];
      case 'signal':
        return ['signal', { name: act.name, variables: act.variables ?? {} }];
      case 'clock':
        return ['clock', { ms: act.ms }];
      case 'set':
        return this.#setVariables(act);
      case 'resolve':
        return this.#on(this.#incidents, act.element, 'resolve', {});
      case 'modify': {
        const terminate = act.terminate.flatMap((id) =>
          [...this.#elements].flatMap(([key, one]) =>
            one.element === id && String(one.instance) === this.#first ? [key] : [],
          ),
        );
        return ['modify', { key: this.#first, activate: [...act.activate], terminate }];
      }
      case 'cancel':
        return ['cancel', { key: this.#first }];
    }
  }

  /** Jobs are taken by type: every one that has the type of this one. */
  #take({ element, ms }: Extract<Act, { do: 'take' }>): readonly [string | null, JsonObject] {
    const [, body] = this.#on(this.#jobs, element, 'activateJobs', {});
    const type = this.#types.get(textOf(body, 'key'));
    return type === undefined ? [null, {}] : ['activateJobs', { type, timeout: ms }];
  }

  #setVariables({
    element,
    variables,
    local = false,
  }: Extract<Act, { do: 'set' }>): readonly [string | null, JsonObject] {
    if (element === undefined) return ['setVariables', { key: this.#first, variables, local }];
    return this.#on(this.#elements, element, 'setVariables', { variables, local });
  }

  read(reply: Reply, records: readonly ZeebeRecord[]): Effect {
    // Start variables come before the element that they belong to.
    for (const { key, valueType, intent, value } of records) {
      if (valueType !== 'PROCESS_INSTANCE' || intent !== 'ELEMENT_ACTIVATING') continue;
      const instance = textOf(value, 'processInstanceKey');
      if (this.#isRoot(value)) {
        this.roots.add(instance);
        this.#first ||= instance;
      }
      const isCalled = this.#instances.has(textOf(value, 'parentProcessInstanceKey'));
      if (isCalled || this.roots.has(instance)) this.#instances.add(instance);
      if (this.#isOurs(value)) this.#elements.set(key, { element: nameOf(value), instance: BigInt(instance) });
    }
    const lines = records.flatMap((record) => (this.#isOurs(record.value) ? this.#line(record) : []));
    return {
      // A message that is there already is dropped here without a word to its publisher.
      refused: reply.ok || reply.rejection === 'ALREADY_EXISTS' ? null : (reply.rejection ?? 'REFUSED'),
      lines: [...lines, ...this.#taskLines.changed([...this.#taskDetails.values()])],
    };
  }

  /** Of several the one in the oldest instance, and there the oldest. */
  #on(
    open: ReadonlyMap<string, Open>,
    element: string,
    op: string,
    body: JsonObject,
  ): readonly [string | null, JsonObject] {
    const candidates = [...open].filter(([, one]) => one.element === element);
    const usable = candidates.filter(([key]) => !this.#thrown.has(key));
    const [first, ...others] = usable.length > 0 ? usable : candidates;
    if (first === undefined) return [null, {}];
    const [key] = others.reduce((best, one) => (one[1].instance < best[1].instance ? one : best), first);
    return [op, { key, ...body }];
  }

  #isRoot(value: ZeebeRecord['value']): boolean {
    const isProcess = value.bpmnElementType === 'PROCESS' && textOf(value, 'bpmnProcessId') === this.#process;
    return isProcess && textOf(value, 'parentProcessInstanceKey') === '-1';
  }

  /** An instance of an earlier scenario may still end, or hear of a timer. */
  #isOurs(value: ZeebeRecord['value']): boolean {
    return this.#instances.has(textOf(value, 'processInstanceKey'));
  }

  #line({ key, valueType, intent, value }: ZeebeRecord): readonly string[] {
    const element = textOf(value, 'elementId');
    const open = { element, instance: BigInt(textOf(value, 'processInstanceKey') || '-1') };
    switch (valueType) {
      case 'PROCESS_INSTANCE':
        return this.#elementLine(key, intent, element, value);
      case 'VARIABLE': {
        const scope = this.#elements.get(textOf(value, 'scopeKey'))?.element ?? '?';
        return [variableLine(intent.toLowerCase(), scope, textOf(value, 'name'), textOf(value, 'value'))];
      }
      case 'JOB':
        if (intent === 'CREATED') this.#types.set(key, textOf(value, 'type'));
        return this.#jobLine(key, intent, open, textOf(value, 'elementInstanceKey'));
      case 'USER_TASK':
        this.#readTask(key, intent, open, value);
        return [];
      case 'INCIDENT':
        if (intent === 'CREATED') this.#incidents.set(key, { ...open, job: textOf(value, 'jobKey') });
        if (intent === 'RESOLVED') this.#resolved(key);
        return intent === 'CREATED' || intent === 'RESOLVED'
          ? [`incident ${intent.toLowerCase()} ${textOf(value, 'errorType')} at ${element}`]
          : [];
      default:
        return [];
    }
  }

  #readTask(key: string, intent: string, open: Open, value: ZeebeRecord['value']): void {
    if (intent === 'CREATED') this.#tasks.set(key, open);
    if (['CREATED', 'ASSIGNED', 'UPDATED'].includes(intent)) this.#taskDetails.set(key, taskOf(key, value));
    if (intent !== 'COMPLETED' && intent !== 'CANCELED') return;
    this.#tasks.delete(key);
    this.#taskDetails.delete(key);
  }

  #resolved(incident: string): void {
    this.#thrown.delete(this.#incidents.get(incident)?.job ?? '');
    this.#incidents.delete(incident);
  }

  #elementLine(key: string, intent: string, element: string, value: ZeebeRecord['value']): readonly string[] {
    if (intent === 'SEQUENCE_FLOW_TAKEN') return [`taken ${element}`];
    const phase = /^ELEMENT_(\w+)$/.exec(intent)?.[1]?.toLowerCase();
    if (phase === undefined) return [];
    const name = nameOf(value);
    if (phase === 'completed' || phase === 'terminated') {
      this.#elements.delete(key);
      for (const [job, owner] of this.#owners) if (owner === key) this.#jobs.delete(job);
      this.roots.delete(key);
    }
    return [`${phase} ${name}`];
  }

  #jobLine(key: string, intent: string, open: Open, owner: string): readonly string[] {
    if (intent === 'CREATED') {
      this.#owners.set(key, owner);
      this.#jobs.set(key, open);
      return [`job at ${open.element}`];
    }
    if (intent === 'ERROR_THROWN') this.#thrown.add(key);
    if (intent === 'COMPLETED' || intent === 'CANCELED') this.#jobs.delete(key);
    return [];
  }
}

function taskOf(key: string, value: ZeebeRecord['value']): OpenTask {
  const texts = (name: string): readonly string[] => {
    const found = value[name];
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  };
  return {
    key,
    element: textOf(value, 'elementId'),
    assignee: textOf(value, 'assignee'),
    candidateGroups: texts('candidateGroupsList'),
    candidateUsers: texts('candidateUsersList'),
    dueDate: textOf(value, 'dueDate'),
    followUpDate: textOf(value, 'followUpDate'),
    priority: Number(value.priority),
  };
}

function nameOf(value: ZeebeRecord['value']): string {
  const element = textOf(value, 'elementId');
  return value.bpmnElementType === 'MULTI_INSTANCE_BODY' ? `${element}[]` : element;
}

/** A variable that a scope was given; `json` as the engine has it. */
export function variableLine(change: string, scope: string, name: string, json: string): string {
  // Zeebe lists what an ad-hoc subprocess can start in no order (DIF12).
  const isSet = name === 'adHocSubProcessElements';
  const value: unknown = JSON.parse(json);
  const known =
    isSet && Array.isArray(value) ? value.map((one) => canonical(JSON.stringify(one))).sort() : canonical(json);
  return `${change} ${scope}.${name} = ${String(known)}`;
}

/** JSON text with the properties in the order of their names: the engines order them differently. */
function canonical(json: string): string {
  return JSON.stringify(sorted(JSON.parse(json)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
