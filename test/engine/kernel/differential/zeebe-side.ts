import { readFileSync } from 'node:fs';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Act, Effect, Scenario } from './act.ts';
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
  const side = new ZeebeSide();
  const effects: Effect[] = [];
  const started = await zeebe.send('start', { process: scenario.process, variables: scenario.variables });
  side.follow(started);
  effects.push(side.read(started, await zeebe.settle()));
  for (const act of scenario.acts) {
    const [op, body] = side.commandOf(act);
    const reply: Reply = op === null ? { ok: false, rejection: 'NOT_FOUND' } : await zeebe.send(op, body);
    effects.push(side.read(reply, act.do === 'clock' ? await zeebe.settleTimers() : await zeebe.settle()));
  }
  if (!side.ended) {
    await zeebe.send('cancel', { key: side.instance });
    await zeebe.settle();
  }
  return effects;
}

class ZeebeSide {
  instance = '';
  ended = false;
  readonly #jobs = new Map<string, string>();
  /** Jobs that have thrown an error which nothing caught; their incident must be resolved first. */
  readonly #thrown = new Set<string>();
  readonly #owners = new Map<string, string>();
  readonly #tasks = new Map<string, string>();
  readonly #incidents = new Map<string, { element: string; job: string }>();
  readonly #elements = new Map<string, string>();
  /** The one that was started, and those that it has called. */
  readonly #instances = new Set<string>();

  /** From here on only what this started instance does is read. */
  follow({ record }: Reply): void {
    const instance = record === undefined ? '' : textOf(record.value, 'processInstanceKey');
    if (instance !== '') this.#instances.add(instance);
  }

  commandOf(act: Act): readonly [string | null, JsonObject] {
    switch (act.do) {
      case 'complete':
        return this.#on(this.#jobs, act.element, 'completeJob', { variables: act.variables ?? {} });
      case 'fail':
        return this.#on(this.#jobs, act.element, 'failJob', {
          retries: 0,
          errorMessage: 'failed',
          variables: act.variables ?? {},
        });
      case 'throw':
        return this.#on(this.#jobs, act.element, 'throwError', { errorCode: act.code, variables: act.variables ?? {} });
      case 'retries':
        return this.#on(this.#jobs, act.element, 'updateRetries', { retries: act.retries });
      case 'assign':
        return this.#on(this.#tasks, act.element, 'userTask', { do: 'assign', assignee: act.assignee });
      case 'completeTask':
        return this.#on(this.#tasks, act.element, 'userTask', { do: 'complete', variables: act.variables ?? {} });
      case 'message':
        return ['message', { name: act.name, correlationKey: act.key, ttl: 0, variables: act.variables ?? {} }];
      case 'signal':
        return ['signal', { name: act.name, variables: act.variables ?? {} }];
      case 'clock':
        return ['clock', { ms: act.ms }];
      case 'set':
        return this.#setVariables(act);
      case 'resolve': {
        const found = [...this.#incidents].find(([, one]) => one.element === act.element);
        return found === undefined ? [null, {}] : ['resolve', { key: found[0] }];
      }
      case 'modify': {
        const terminate = act.terminate.flatMap((id) =>
          [...this.#elements].flatMap(([key, one]) => (one === id ? [key] : [])),
        );
        return ['modify', { key: this.instance, activate: [...act.activate], terminate }];
      }
      case 'cancel':
        return ['cancel', { key: this.instance }];
    }
  }

  #setVariables({
    element,
    variables,
    local = false,
  }: Extract<Act, { do: 'set' }>): readonly [string | null, JsonObject] {
    const scope = [...this.#elements].find(([, one]) => one === element)?.[0];
    if (element !== undefined && scope === undefined) return [null, {}];
    return ['setVariables', { key: scope ?? this.instance, variables, local }];
  }

  read(reply: Reply, records: readonly ZeebeRecord[]): Effect {
    // Start variables come before the element that they belong to.
    for (const { key, valueType, intent, value } of records) {
      if (valueType !== 'PROCESS_INSTANCE' || intent !== 'ELEMENT_ACTIVATING') continue;
      this.#elements.set(key, nameOf(value));
      if (this.#instances.has(textOf(value, 'parentProcessInstanceKey'))) {
        this.#instances.add(textOf(value, 'processInstanceKey'));
      }
    }
    const lines = records.flatMap((record) => (this.#isOurs(record.value) ? this.#line(record) : []));
    return { refused: reply.ok ? null : (reply.rejection ?? 'REFUSED'), lines };
  }

  #on(open: Map<string, string>, element: string, op: string, body: JsonObject): readonly [string | null, JsonObject] {
    const candidates = [...open].filter(([, one]) => one === element);
    const found = candidates.find(([key]) => !this.#thrown.has(key)) ?? candidates[0];
    return found === undefined ? [null, {}] : [op, { key: found[0], ...body }];
  }

  /** An instance of an earlier scenario may still end, or hear of a timer. */
  #isOurs(value: ZeebeRecord['value']): boolean {
    return this.#instances.has(textOf(value, 'processInstanceKey'));
  }

  #line({ key, valueType, intent, value }: ZeebeRecord): readonly string[] {
    const element = textOf(value, 'elementId');
    switch (valueType) {
      case 'PROCESS_INSTANCE':
        return this.#elementLine(key, intent, element, value);
      case 'VARIABLE': {
        const scope = this.#elements.get(textOf(value, 'scopeKey')) ?? '?';
        return [variableLine(intent.toLowerCase(), scope, textOf(value, 'name'), textOf(value, 'value'))];
      }
      case 'JOB':
        return this.#jobLine(key, intent, element, textOf(value, 'elementInstanceKey'));
      case 'USER_TASK':
        if (intent === 'CREATED') this.#tasks.set(key, element);
        if (intent === 'COMPLETED' || intent === 'CANCELED') this.#tasks.delete(key);
        return [];
      case 'INCIDENT':
        if (intent === 'CREATED') this.#incidents.set(key, { element, job: textOf(value, 'jobKey') });
        if (intent === 'RESOLVED') this.#resolved(key);
        return intent === 'CREATED' || intent === 'RESOLVED'
          ? [`incident ${intent.toLowerCase()} ${textOf(value, 'errorType')} at ${element}`]
          : [];
      default:
        return [];
    }
  }

  #resolved(incident: string): void {
    this.#thrown.delete(this.#incidents.get(incident)?.job ?? '');
    this.#incidents.delete(incident);
  }

  #elementLine(key: string, intent: string, element: string, value: ZeebeRecord['value']): readonly string[] {
    if (intent === 'SEQUENCE_FLOW_TAKEN') return [`taken ${element}`];
    const phase = /^ELEMENT_(\w+)$/.exec(intent)?.[1]?.toLowerCase();
    if (phase === undefined) return [];
    const isRoot = value.bpmnElementType === 'PROCESS' && textOf(value, 'parentProcessInstanceKey') === '-1';
    const name = nameOf(value);
    if (phase === 'activating' && this.instance === '') this.instance = key;
    if (phase === 'completed' || phase === 'terminated') {
      this.#elements.delete(key);
      for (const [job, owner] of this.#owners) if (owner === key) this.#jobs.delete(job);
      if (key === this.instance || isRoot) this.ended = true;
    }
    return [`${phase} ${name}`];
  }

  #jobLine(key: string, intent: string, element: string, owner: string): readonly string[] {
    if (intent === 'CREATED') {
      this.#owners.set(key, owner);
      this.#jobs.set(key, element);
      return [`job at ${element}`];
    }
    if (intent === 'ERROR_THROWN') this.#thrown.add(key);
    if (intent === 'COMPLETED' || intent === 'CANCELED') this.#jobs.delete(key);
    return [];
  }
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
