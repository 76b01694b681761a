import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Event } from '#engine/kernel/index.ts';
import { trace } from '#engine/testing/index.ts';
import type { Golden, GoldenAct } from '#test/engine/kernel/support/golden.ts';
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
      if (step.act.do === 'start' || step.act.do === 'restart') await this.#awaitRoot();
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
    const variables = 'variables' in act ? (act.variables ?? {}) : {};
    const at = `/v2/process-instances/${this.#root ?? ''}`;
    switch (act.do) {
      case 'start':
        return this.#start(act);
      case 'complete':
        return this.#post(`/v2/jobs/${await this.#find('jobs', act.element)}/completion`, { variables });
      case 'fail':
        return this.#post(`/v2/jobs/${await this.#find('jobs', act.element)}/failure`, { retries: 0, variables });
      case 'throw': {
        const job = await this.#find('jobs', act.element);
        return this.#post(`/v2/jobs/${job}/error`, { errorCode: act.code, variables });
      }
      case 'retries': {
        const job = await this.#find('jobs', act.element);
        await this.#stage.call('PATCH', `/v2/jobs/${job}`, { changeset: { retries: act.retries } });
        return;
      }
      case 'resolve':
        return this.#post(`/v2/incidents/${await this.#find('incidents', act.element)}/resolution`);
      case 'completeTask':
        return this.#post(`/v2/user-tasks/${await this.#find('user-tasks', act.element)}/completion`, { variables });
      case 'assign':
      case 'claim': {
        const task = await this.#find('user-tasks', act.element);
        const { do: action, assignee } = act;
        const assignment = { assignee, action, allowOverride: action === 'assign' };
        return this.#post(`/v2/user-tasks/${task}/assignment`, assignment);
      }
      case 'message':
        return this.#post('/v2/messages/publication', { name: act.name, correlationKey: act.key, variables });
      case 'signal':
        return this.#post('/v2/signals/broadcast', { signalName: act.name, variables });
      case 'clock':
        // Timers are awaited for real; what they lead to is awaited anyway, unless it is held up.
        if (this.#isSuspended) await sleep(act.ms);
        return;
      case 'set': {
        const scope = act.element === undefined ? this.#root : await this.#find('element-instances', act.element);
        await this.#stage.call('PUT', `/v2/element-instances/${scope ?? ''}/variables`, { variables });
        return;
      }
      case 'modify':
        return this.#post(`${at}/modification`, {
          activateInstructions: act.activate.map((elementId) => ({ elementId })),
          terminateInstructions: await Promise.all(
            act.terminate.map(async (id) => ({ elementInstanceKey: await this.#find('element-instances', id) })),
          ),
        });
      case 'move': {
        const source = { sourceType: 'byId', sourceElementId: act.from };
        const move = { sourceElementInstruction: source, targetElementId: act.to };
        return this.#post(`${at}/modification`, { moveInstructions: [move] });
      }
      case 'migrate': {
        const filter = { processDefinitionId: act.process };
        const [target] = await this.#search('/v2/process-definitions/search', filter);
        return this.#post(`${at}/migration`, {
          targetProcessDefinitionKey: key.parse(target?.['processDefinitionKey']),
          mappingInstructions: act.mapping.map((one) => ({
            sourceElementId: one.source,
            targetElementId: one.target,
          })),
        });
      }
      case 'cancel':
        return this.#post(`${at}/cancellation`);
      case 'suspend':
      case 'resume':
        this.#isSuspended = act.do === 'suspend';
        return this.#post(`/api/instances/${this.#root ?? ''}/${this.#isSuspended ? 'suspension' : 'resumption'}`);
      case 'restart':
        return this.#post(`/api/instances/${this.#root ?? ''}/restart`, {
          startInstructions: [{ elementId: act.element }],
        });
    }
  }

  async #start({ by, variables }: Extract<GoldenAct, { do: 'start' }>): Promise<void> {
    if (by.kind === 'message')
      return this.#post('/v2/messages/publication', { name: by.name, correlationKey: by.key, variables });
    if (by.kind === 'signal') return this.#post('/v2/signals/broadcast', { signalName: by.name, variables });
    if (by.kind === 'condition') return this.#post('/v2/conditionals/evaluation', { variables });
    // It starts by itself, when it is due.
    if (by.kind === 'timer') return;
    const instructions = by.kind === 'before' ? { startInstructions: [{ elementId: by.element }] } : {};
    const body = { processDefinitionId: this.#process, variables, ...instructions };
    await this.#stage.call('POST', '/v2/process-instances', body);
  }

  async #post(path: string, body: JsonObject = {}): Promise<void> {
    await this.#stage.call('POST', path, body);
  }

  /** The oldest open one at an element, of the instance or of one that it has called. */
  async #find(what: Found, element: string): Promise<string> {
    for (const end = Date.now() + patienceMs; ; await sleep(50)) {
      const { rows } = await this.#stage.pool.query<{ key: string }>(
        'select instance_key as key from silkflow.process_instance where process_id = any($1) order by 1',
        [this.#processes],
      );
      for (const { key: processInstanceKey } of rows) {
        const items = await this.#search(`/v2/${what}/search`, { processInstanceKey, elementId: element });
        const keys = items
          .filter(({ state }) => openStates[what].includes(z.string().parse(state)))
          .map((one) => key.parse(one[keyNames[what]]));
        const [oldest] = keys.sort(byAge);
        if (oldest !== undefined) return oldest;
      }
      if (Date.now() > end) throw new Error(`${this.golden.name}: no open ${what} at ${element}`);
    }
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
