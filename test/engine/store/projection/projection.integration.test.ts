import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Event, EventBody } from '#engine/kernel/index.ts';
import { openDatabase, transaction } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache } from '#engine/store/definitions/index.ts';
import { createElementNames, createProjection } from '#engine/store/projection/index.ts';
import type { EventBatch, Projection } from '#engine/store/projection/index.ts';
import { freshDatabase } from '#test/support/index.ts';
import type { FreshDatabase } from '#test/support/index.ts';

const tables = ['element_instance', 'variable', 'job', 'incident', 'message_subscription', 'sequence_flow'];

describe('the projection in Postgres', () => {
  let fresh: FreshDatabase;
  let db: Database;
  let projection: Projection;
  let nextKey = 1n << 22n;
  const retries: unknown[] = [];

  beforeAll(async () => {
    fresh = await freshDatabase();
    db = openDatabase(fresh.url, { poolSize: 4, name: 'projection test', byKey: true });
    await db.pool.query(`
      insert into silkflow.definition_content (hash, kind, body) values ('hash', 'process', '{"elements":{}}');
      insert into silkflow.deployment (deployment_key, tenant_id) values (1, 't');
      insert into silkflow.resource (resource_key, deployment_key, tenant_id, name, kind, content, checksum)
        values (1, 1, 't', 'p.bpmn', 'process', '', '');
      insert into silkflow.process_definition (process_definition_key, process_id, version, tenant_id, hash, resource_key,
        resource_name, deployment_key) values (1, 'p', 1, 't', 'hash', 1, 'p.bpmn', 1)`);
    projection = newWorker();
  });
  beforeEach(() => void (retries.length = 0));
  afterAll(async () => {
    await db.pool.end();
    await fresh.drop();
  });

  /** A projection that knows no instance yet. */
  function newWorker(): Projection {
    const names = createElementNames(createContentCache(db));
    return createProjection({ db, names, onRetry: ({ error }) => retries.push(error) });
  }

  function newInstance(): string {
    nextKey += 1n << 22n;
    return nextKey.toString();
  }

  /** A batch of the workflow task with this number: later tasks have higher fences. */
  function batch(key: string, task: number, base: number, bodies: readonly EventBody[]): EventBatch {
    const events = bodies.map((body): Event => ({ at: 1_000 * task, ...body }));
    return {
      instance: {
        key,
        tenantId: 't',
        processDefinitionKey: '1',
        processId: 'p',
        version: 1,
        definition: 'hash',
        businessId: null,
        root: key,
        parent: null,
        parentElementInstance: null,
      },
      fence: { run: 0, historyLength: task, startedAt: task },
      base,
      digest: `after ${base + events.length}`,
      events,
      answered: [],
    };
  }

  const created = (key: string): EventBody => ({
    type: 'instanceCreated',
    key,
    definition: 'hash',
    processId: 'p',
    flags: [],
    tenantId: 't',
    businessId: null,
    root: key,
    parent: null,
  });

  /** Everything that was made of the instance's events, its keys told as distances from its own. */
  async function rowsOf(key: string): Promise<unknown> {
    const relative = (text: string): string =>
      text.replaceAll(/\d{7,}/g, (digits) => {
        const distance = BigInt(digits) - BigInt(key);
        return distance >= 0n && distance < 10_000n ? `key+${distance}` : digits;
      });
    const rows: Record<string, readonly string[]> = {};
    for (const table of tables) {
      const found = await db.pool.query<{ row: string }>(
        `select to_jsonb(t)::text as row from silkflow.${table} t where instance_key = $1`,
        [key],
      );
      rows[table] = found.rows.map(({ row }) => relative(row)).toSorted();
    }
    const instance = await db.pool.query(
      'select state, seq, digest, open_incidents from silkflow.process_instance where instance_key = $1',
      [key],
    );
    return { ...rows, instance: instance.rows };
  }

  /** What an instance may go on from: offsets of the keys of elements and incidents that are open. */
  interface Life {
    seq: number;
    readonly elements: number[];
    readonly incidents: number[];
  }

  const happening = fc.constantFrom('begin', 'end', 'set', 'flow', 'incident', 'resolve', 'subscribe');

  /** A possible next event. Its key follows from its place, so an abandoned attempt and the one that counts share keys. */
  function toBody(key: string, life: Life, what: string): EventBody {
    life.seq += 1;
    const at = (offset: number): string => (BigInt(key) + BigInt(offset)).toString();
    const fresh = 100 + life.seq;
    const element = life.elements[0];
    const incident = life.incidents[0];
    if (what === 'end' && element !== undefined) {
      life.elements.shift();
      return { type: 'elementCompleted', key: at(element) };
    }
    if (what === 'resolve' && incident !== undefined) {
      life.incidents.shift();
      return { type: 'incidentResolved', key: at(incident) };
    }
    if (what === 'incident' && element !== undefined) {
      life.incidents.push(fresh);
      const raised = {
        elementInstance: at(element),
        element: 'e',
        incident: 'UNKNOWN',
        message: 'm',
        job: null,
      } as const;
      return { type: 'incidentRaised', key: at(fresh), ...raised, retry: null };
    }
    if (what === 'set')
      return { type: 'variableSet', key: at(fresh), scope: key, name: 'v', value: what, change: 'created' };
    if (what === 'subscribe') {
      const place = { elementInstance: key, element: 'e', messageName: 'm', correlationKey: key, interrupting: true };
      return { type: 'messageSubscribed', key: at(fresh), ...place };
    }
    if (what === 'begin') {
      life.elements.push(fresh);
      return { type: 'elementActivating', key: at(fresh), element: `e${life.seq}`, kind: 'task', scope: key };
    }
    return { type: 'flowTaken', flow: `f${life.seq % 3}`, scope: key };
  }

  it('leaves the rows of the attempts that count, whatever abandoned ones wrote before on whichever worker (D6)', async () => {
    const workers = [newWorker(), newWorker()];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            events: fc.array(happening, { maxLength: 5 }),
            abandoned: fc.array(fc.array(happening, { maxLength: 5 }), { maxLength: 2 }),
            worker: fc.nat({ max: 1 }),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        async (tasks) => {
          // given
          const [chaotic, calm] = [newInstance(), newInstance()];
          const life: Life = { seq: 1, elements: [], incidents: [] };
          let task = 1;
          for (const key of [chaotic, calm]) await projection.commit(batch(key, task, 0, [created(key)]));
          const bodies = (key: string, of: Life, events: readonly string[]): EventBody[] =>
            events.map((what) => toBody(key, of, what));
          // when
          for (const { events, abandoned, worker } of tasks) {
            for (const attempt of abandoned) {
              task += 1;
              const lost = batch(chaotic, task, life.seq, bodies(chaotic, structuredClone(life), attempt));
              await workers[1 - worker]?.commit(lost);
            }
            task += 1;
            const base = life.seq;
            const counted = batch(chaotic, task, base, bodies(chaotic, structuredClone(life), events));
            await workers[worker]?.commit(counted);
            await newWorker().commit(batch(calm, task, base, bodies(calm, life, events)));
          }
          // then
          expect(await rowsOf(chaotic)).toEqual(await rowsOf(calm));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('writes nothing for an attempt that was overtaken', async () => {
    // given
    const key = newInstance();
    await projection.commit(batch(key, 5, 0, [created(key), { type: 'flowTaken', flow: 'real', scope: key }]));
    // when
    await projection.commit(batch(key, 4, 0, [created(key), { type: 'flowTaken', flow: 'late', scope: key }]));
    // then
    const { rows } = await db.pool.query('select flow_id from silkflow.sequence_flow where instance_key = $1', [key]);
    expect(rows).toEqual([{ flow_id: 'real' }]);
  });

  it('commits the one instance with a value that Postgres refuses alone, marked, and the others as ever', async () => {
    // given
    const keys = [newInstance(), newInstance(), newInstance()];
    const job = {
      kind: 'bpmnElement',
      execution: 'external',
      type: 'pick',
      retries: 1,
      headers: {},
      element: 'e',
      listenerEvent: null,
    } as const;
    const jobOf = (key: string, priority: number): EventBody => ({
      type: 'jobCreated',
      key: (BigInt(key) + 5n).toString(),
      job: { ...job, priority, elementInstance: key },
    });
    // when
    await Promise.all(
      keys.map((key, index) => projection.commit(batch(key, 1, 0, [created(key), jobOf(key, index === 1 ? 3e9 : 1)]))),
    );
    // then
    const { rows } = await db.pool.query<{ trouble: string | null; open: number; seq: string; jobs: number }>(
      `select trouble, open_incidents as open, seq, (select count(*)::int from silkflow.job j where j.instance_key = i.instance_key) as jobs
       from silkflow.process_instance i where instance_key = any($1) order by instance_key`,
      [keys],
    );
    expect(rows).toMatchObject([
      { trouble: null, open: 0, seq: '2', jobs: 1 },
      { trouble: expect.stringContaining('integer'), open: 1, seq: '2', jobs: 0 },
      { trouble: null, open: 0, seq: '2', jobs: 1 },
    ]);
  });

  it('takes back an answer with the events of the attempt that gave it', async () => {
    // given
    const key = newInstance();
    await projection.commit(batch(key, 1, 0, [created(key)]));
    const flow: EventBody = { type: 'flowTaken', flow: 'f', scope: key };
    await projection.commit({ ...batch(key, 2, 1, [flow]), answered: [{ id: `r-${key}`, ok: true }] });
    // when
    await projection.commit(batch(key, 3, 1, [flow]));
    // then
    const { rows } = await db.pool.query('select 1 from silkflow.request_answer where request_id = $1', [`r-${key}`]);
    expect(rows).toEqual([]);
  });

  it('does not trust what it saw of an instance whose rows were written anew while it waited for them', async () => {
    // given
    const key = newInstance();
    const element = (BigInt(key) + 7n).toString();
    const begun: EventBody = { type: 'elementActivating', key: element, element: 'e', kind: 'task', scope: key };
    await projection.commit(batch(key, 1, 0, [created(key), begun]));
    // when
    const committed = transaction(db, async (repair) => {
      await repair.query('update silkflow.process_instance set trouble = null where instance_key = $1', [key]);
      const waits = projection.commit(batch(key, 2, 2, [{ type: 'elementCompleted', key: element }]));
      await untilSomebodyWaits();
      await repair.query(
        `create temporary table kept on commit drop as select * from silkflow.element_instance where instance_key = ${key};
         delete from silkflow.element_instance where instance_key = ${key};
         insert into silkflow.element_instance select * from kept`,
      );
      return { waits };
    });
    await (
      await committed
    ).waits;
    // then
    const { rows } = await db.pool.query('select state from silkflow.element_instance where instance_key = $1', [key]);
    expect(rows).toEqual([{ state: 'completed' }]);
  });

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await db.pool.query(waiting)).rowCount === 0) await sleep(10);
  }

  it('waits for the database however long, and then has written', async () => {
    // given
    const key = newInstance();
    await db.pool.query('alter table silkflow.event rename to event_away');
    // when
    const committed = projection.commit(batch(key, 1, 0, [created(key)]));
    while (retries.length < 3) await sleep(20);
    await db.pool.query('alter table silkflow.event_away rename to event');
    await committed;
    // then
    const { rows } = await db.pool.query('select state from silkflow.process_instance where instance_key = $1', [key]);
    expect(rows).toEqual([{ state: 'active' }]);
  });
});
