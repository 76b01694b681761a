import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Event } from '#engine/kernel/index.ts';
import { trace } from '#engine/testing/index.ts';
import type { GoldenAct, Live, Place } from '#test/engine/kernel/support/golden-act.ts';
import type { Golden } from '#test/engine/kernel/support/golden.ts';
import { shown } from '#test/engine/kernel/support/run-golden.ts';
import { Refusal } from './stage.ts';
import type { Stage } from './stage.ts';

const found = z.object({ items: z.array(z.record(z.string(), z.unknown())) });
const key = z.string();
const patienceMs = 60_000;

/** A golden trace, done through the API on real Temporal. Each act waits for what the acts before it must have led to. */
export class LiveGolden {
  readonly golden: Golden;
  readonly #stage: Stage;
  /** Every process of the file: the first is started, the others are called or migrated to. */
  readonly #processes: readonly string[];
  readonly #process: string;
  #done = 0;
  /** The instance that was started, or restarted, last. */
  #root: string | null = null;
  #isSuspended = false;

  constructor(stage: Stage, golden: Golden) {
    this.#stage = stage;
    this.golden = golden;
    this.#processes = [...golden.xml.matchAll(/<bpmn:process id="([^"]+)"/g)].map(([, id]) => id ?? '');
    this.#process = this.#processes[0] ?? '';
  }

  /** Does the acts up to this number of them, and waits for what the last one leads to. */
  async goOn(until = this.golden.steps.length): Promise<void> {
    while (this.#done < until) {
      const step = this.golden.steps[this.#done];
      if (step === undefined) break;
      await this.#insist(step.act);
      if (startsRoot(step.act)) await this.#awaitRoot();
      this.#done += 1;
      await this.#awaitEffects();
    }
  }

  /**
   * What is listed is a promise until the next workflow task confirms it (design decision D6): a task that is lost and done
   * again on a busy machine gives its jobs other keys, and the act looks for them anew.
   */
  async #insist(act: GoldenAct): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.#carryOut(act);
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 404 || tries === 5) throw error;
        await sleep(300);
      }
    }
  }

  /** What has happened so far, by process: its lines of the trace. */
  async #lines(): Promise<Readonly<Record<string, readonly string[]>>> {
    const { rows } = await this.#stage.pool.query<{ process_id: string; body: string }>(
      `select i.process_id, e.body from silkflow.event e join silkflow.process_instance i using (instance_key)
       where i.process_id = any($1) order by e.instance_key, e.seq`,
      [this.#processes],
    );
    const events: Record<string, Event[]> = {};
    // A migrated instance has the name of its new process.
    for (const { process_id: id, body } of rows) (events[id] ??= []).push(JSON.parse(body) as Event);
    return Object.fromEntries(Object.entries(events).map(([id, own]) => [id, trace(own, shown)]));
  }

  /** What the golden trace says should have happened, likewise. */
  #expected(): Readonly<Record<string, readonly string[]>> {
    const lines: Record<string, string[]> = {};
    for (const line of this.golden.steps.slice(0, this.#done).flatMap(({ effects }) => effects)) {
      const [, named, text = line] = /^\[(\w+)\] (.*)$/.exec(line) ?? [];
      (lines[named ?? this.#name()] ??= []).push(text);
    }
    return lines;
  }

  #name(): string {
    const migrated = this.golden.steps.slice(0, this.#done).findLast(({ act }) => act.do === 'migrate')?.act;
    return migrated?.do === 'migrate' ? migrated.process : this.#process;
  }

  async #awaitEffects(): Promise<void> {
    const expected = JSON.stringify(this.#expected(), null, 1);
    for (const end = Date.now() + patienceMs; ; await sleep(100)) {
      const lines = JSON.stringify(await this.#lines(), null, 1);
      if (lines === expected) return;
      if (Date.now() < end) continue;
      throw new Error(`${this.golden.name}, after act ${this.#done}: expected\n${expected}\nbut got\n${lines}`);
    }
  }

  async #carryOut(act: GoldenAct): Promise<void> {
    switch (act.do) {
      case 'start':
        return this.#start(act);
      case 'complete':
      case 'fail':
      case 'throw':
      case 'retries':
        return this.#work(act);
      case 'completeTask':
      case 'assign':
      case 'claim':
      case 'unassign':
      case 'updateTask':
      case 'offered':
        return this.#attend(act);
      case 'message':
        await this.#awaitCorrelations();
        return this.#post('/v2/messages/publication', {
          name: act.name,
          correlationKey: act.key,
          variables: act.variables ?? {},
          timeToLive: act.ttl ?? 0,
        });
      case 'signal':
        return this.#post('/v2/signals/broadcast', { signalName: act.name, variables: act.variables ?? {} });
      case 'clock':
        // Timers are awaited for real; what they lead to is awaited anyway, unless it is held up.
        if (this.#isSuspended) await sleep(act.ms);
        return;
      case 'modify':
      case 'move':
        return this.#modify(act);
      default:
        return this.#operate(act);
    }
  }

  /** A subscription that is still taking a message does not hear the next one, as in Zeebe; the rows of the first come sooner. */
  async #awaitCorrelations(): Promise<void> {
    const sql = `select 1 from silkflow.message_correlation where process_id = any($1) and state = 'pending'`;
    while ((await this.#stage.pool.query(sql, [this.#processes])).rows.length > 0) await sleep(50);
  }

  /** What a job worker does. */
  async #work(act: Extract<GoldenAct, { do: 'complete' | 'fail' | 'throw' | 'retries' }>): Promise<void> {
    const job = await this.#find('jobs', act.element);
    switch (act.do) {
      case 'complete': {
        const { variables, result } = act;
        return this.#post(`/v2/jobs/${job}/completion`, { variables, ...(result && { result }) });
      }
      case 'fail':
        return this.#post(`/v2/jobs/${job}/failure`, { retries: 0, variables: act.variables ?? {} });
      case 'throw':
        return this.#post(`/v2/jobs/${job}/error`, { errorCode: act.code, variables: act.variables ?? {} });
      case 'retries':
        await this.#stage.call('PATCH', `/v2/jobs/${job}`, { changeset: { retries: act.retries } });
    }
  }

  /** What a person does with a user task. */
  async #attend(
    act: Extract<GoldenAct, { do: 'completeTask' | 'assign' | 'claim' | 'unassign' | 'updateTask' | 'offered' }>,
  ): Promise<void> {
    const at = `/v2/user-tasks/${await this.#find('user-tasks', act.element)}`;
    switch (act.do) {
      case 'completeTask':
        return this.#post(`${at}/completion`, { variables: act.variables ?? {} });
      case 'assign':
      case 'claim': {
        const { do: action, assignee } = act;
        return this.#post(`${at}/assignment`, { assignee, action, allowOverride: action === 'assign' });
      }
      case 'unassign':
        await this.#stage.call('DELETE', `${at}/assignee`);
        return;
      case 'updateTask':
        await this.#stage.call('PATCH', at, { changeset: act.change });
        return;
      case 'offered': {
        const filter = { processInstanceKey: this.#root, elementId: act.element, candidateGroup: act.group };
        const tasks = await this.#search('/v2/user-tasks/search', filter);
        if (tasks.length !== 1) throw new Error(`${act.group} is offered ${tasks.length} tasks ${act.element}`);
      }
    }
  }

  /** What an operator does to the instance. */
  async #operate(act: Operated): Promise<void> {
    const root = this.#root ?? '';
    switch (act.do) {
      case 'set': {
        const scope = act.element === undefined ? root : await this.#find('element-instances', act.element);
        const { variables, local = false } = act;
        await this.#stage.call('PUT', `/v2/element-instances/${scope}/variables`, { variables, local });
        return;
      }
      case 'resolve':
        return this.#post(`/v2/incidents/${await this.#find('incidents', act.element)}/resolution`);
      case 'activateAdHoc': {
        const adHoc = await this.#find('element-instances', act.adHoc);
        const elements = act.elements.map((elementId) => ({ elementId }));
        return this.#post(`/v2/element-instances/ad-hoc-activities/${adHoc}/activation`, { elements });
      }
      case 'migrate': {
        const filter = { processDefinitionId: act.process };
        const [target] = await this.#search('/v2/process-definitions/search', filter);
        return this.#post(`/v2/process-instances/${root}/migration`, {
          targetProcessDefinitionKey: key.parse(target?.['processDefinitionKey']),
          mappingInstructions: act.mapping.map((one) => ({
            sourceElementId: one.source,
            targetElementId: one.target,
          })),
        });
      }
      case 'cancel':
        return this.#post(`/v2/process-instances/${root}/cancellation`);
      case 'suspend':
      case 'resume':
        this.#isSuspended = act.do === 'suspend';
        return this.#post(`/api/instances/${root}/${this.#isSuspended ? 'suspension' : 'resumption'}`);
      case 'restart':
        return this.#post(`/api/instances/${root}/restart`, { startInstructions: [{ elementId: act.element }] });
    }
  }

  async #modify(act: Extract<GoldenAct, { do: 'modify' | 'move' }>): Promise<void> {
    const root = this.#root ?? '';
    const isBehind = act.do === 'move' ? act.isBehind : act.behind.length > 0;
    // Camunda's API has no "behind".
    const at = isBehind ? `/api/instances/${root}/modification` : `/v2/process-instances/${root}/modification`;
    const variableInstructions = Object.entries(act.variables).map(([scopeId, variables]) => ({ scopeId, variables }));
    if (act.do === 'modify') {
      const instruction = async ({ element, ancestor }: Place) => ({
        elementId: element,
        variableInstructions,
        ...(ancestor && { ancestorElementInstanceKey: await this.#keyOf(ancestor) }),
      });
      const activateInstructions = [
        ...act.activate.map(instruction),
        ...act.behind.map(async (place) => ({ ...(await instruction(place)), position: 'after' })),
      ];
      const terminateInstructions = act.terminate.map(async (one) => ({ elementInstanceKey: await this.#keyOf(one) }));
      return this.#post(at, {
        activateInstructions: await Promise.all(activateInstructions),
        terminateInstructions: await Promise.all(terminateInstructions),
      });
    }
    const { element: targetElementId, ancestor } = act.to;
    const sourceElementInstruction = { sourceType: 'byId', sourceElementId: act.from };
    const position = act.isBehind ? { position: 'after' } : {};
    const move = { sourceElementInstruction, targetElementId, variableInstructions, ...position };
    if (ancestor === null) return this.#post(at, { moveInstructions: [move] });
    const ancestorElementInstanceKey = await this.#keyOf(ancestor);
    const ancestorScopeInstruction = { ancestorScopeType: 'direct', ancestorElementInstanceKey };
    return this.#post(at, { moveInstructions: [{ ...move, ancestorScopeInstruction }] });
  }

  async #start({ by, variables }: Extract<GoldenAct, { do: 'start' }>): Promise<void> {
    if (by.kind === 'message')
      return this.#post('/v2/messages/publication', { name: by.name, correlationKey: by.key, variables });
    if (by.kind === 'signal') return this.#post('/v2/signals/broadcast', { signalName: by.name, variables });
    if (by.kind === 'condition') return this.#post('/v2/conditionals/evaluation', { variables });
    // It starts by itself, when it is due.
    if (by.kind === 'timer') return;
    const instructions = by.kind === 'before' ? { startInstructions: [{ elementId: by.element }] } : {};
    const processDefinitionId = (by.kind === 'none' ? by.process : undefined) ?? this.#process;
    await this.#stage.call('POST', '/v2/process-instances', { processDefinitionId, variables, ...instructions });
  }

  async #post(path: string, body: JsonObject = {}): Promise<void> {
    await this.#stage.call('POST', path, body);
  }

  /** The oldest open one at an element, of the instance or of one that it has called. */
  async #find(what: Found, element: string): Promise<string> {
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50)) {
      const { rows } = await this.#stage.pool.query<{ key: string }>(
        'select instance_key as key from silkflow.process_instance where process_id = any($1) order by 1',
        [this.#processes],
      );
      for (const instance of rows) {
        const [oldest] = await this.#open(what, element, instance.key);
        if (oldest !== undefined) return oldest;
      }
    }
    throw new Error(`${this.golden.name}: no open ${what} at ${element}`);
  }

  /** One of several live instances of an element, by age. */
  async #keyOf({ element, nth }: Live): Promise<string> {
    const keys = await this.#open('element-instances', element, this.#root ?? '');
    const found = keys[nth - 1];
    if (found === undefined) throw new Error(`${this.golden.name}: only ${keys.length} of ${element} are active`);
    return found;
  }

  /** All that are open at an element, the oldest first. */
  async #open(what: Found, elementId: string, processInstanceKey: string): Promise<readonly string[]> {
    const items = await this.#search(`/v2/${what}/search`, { processInstanceKey, elementId });
    return items
      .filter(({ state }) => openStates[what].includes(z.string().parse(state)))
      .map((one) => key.parse(one[keyNames[what]]))
      .sort(byAge);
  }

  async #search(path: string, filter: JsonObject): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return found.parse(await this.#stage.call('POST', path, { filter })).items;
  }

  /** One that was not there before. */
  async #awaitRoot(): Promise<void> {
    const before = this.#root;
    for (const end = Date.now() + patienceMs; this.#root === before; await sleep(100)) {
      const found = await this.#search('/v2/process-instances/search', { processDefinitionId: this.#process });
      const newest = found
        .map((one) => key.parse(one['processInstanceKey']))
        .sort(byAge)
        .at(-1);
      if (newest !== undefined) this.#root = newest;
      if (Date.now() > end) throw new Error(`${this.golden.name} was not started`);
    }
  }
}

type Operated = Extract<
  GoldenAct,
  { do: 'set' | 'resolve' | 'activateAdHoc' | 'migrate' | 'cancel' | 'suspend' | 'resume' | 'restart' }
>;

/** Another pool's process that is started too is not the one that acts go to. */
function startsRoot(act: GoldenAct): boolean {
  if (act.do === 'start') return act.by.kind !== 'none' || act.by.process === undefined;
  return act.do === 'restart';
}

function byAge(left: string, right: string): number {
  return BigInt(left) < BigInt(right) ? -1 : 1;
}

type Found = 'jobs' | 'incidents' | 'user-tasks' | 'element-instances';

const openStates: Readonly<Record<Found, readonly string[]>> = {
  jobs: ['CREATED', 'RETRIES_UPDATED', 'FAILED', 'TIMED_OUT'],
  incidents: ['ACTIVE'],
  'user-tasks': ['CREATED', 'CREATING', 'ASSIGNING', 'COMPLETING'],
  'element-instances': ['ACTIVE'],
};

const keyNames: Readonly<Record<Found, string>> = {
  jobs: 'jobKey',
  incidents: 'incidentKey',
  'user-tasks': 'userTaskKey',
  'element-instances': 'elementInstanceKey',
};
