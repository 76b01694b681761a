import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyInstances } from '#activities/runtime/verify-instances.ts';
import type { Verification } from '#activities/runtime/verify-instances.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine, sharedBundle } from '#test/workflows/support/durable-engine.ts';
import { LongLife } from '#test/workflows/support/long-life.ts';

describe('verifying instances beside a live system', () => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await DurableEngine.open();
    await engine.startWorker();
    await engine.deploy(process('kept').startEvent().userTask('ask').userTask('again').endEvent('end').toXml());
  });
  afterAll(() => engine.close());

  async function verify(instance: string, repair = false): Promise<Verification> {
    const { db, client } = engine;
    const bundle = { workflowBundle: await sharedBundle() };
    for await (const result of verifyInstances({ db, client, bundle, instances: [instance], repair })) return result;
    throw new Error('no result');
  }

  /** An instance that waits at its second task. */
  async function halfDone(): Promise<LongLife> {
    const life = new LongLife(engine, await engine.start('kept', { variables: { order: 7 } }));
    await life.completeTask('ask');
    await life.one('user_task', `element_id = 'again'`);
    return life;
  }

  it.each([
    ['a changed value', `update silkflow.variable set value = '8' where instance_key = $1`, 'variable', null],
    [
      'a lost row',
      `delete from silkflow.user_task where instance_key = $1 and element_id = 'again'`,
      'user_task',
      'again',
    ],
    [
      'a row too many',
      `insert into silkflow.variable select variable_key + 1000, instance_key, tenant_id, scope_key, 'ghost', value, value_index,
         updated_at from silkflow.variable where instance_key = $1 and name = 'order'`,
      'variable',
      null,
    ],
  ])('finds and repairs %s', async (_name, damage, table, elementId) => {
    // given
    const { key } = await halfDone();
    await engine.db.pool.query(damage, [key]);
    // when
    const found = await verify(key);
    const repaired = await verify(key, true);
    // then
    expect(found).toMatchObject({ withHistory: true, comparison: { drifts: [{ kind: 'row', table, elementId }] } });
    expect(repaired).toEqual(found);
    expect(await verify(key)).toMatchObject({ comparison: { drifts: [], unconfirmed: 0 } });
  });

  it('finds and repairs events that were changed or lost, and the instance goes on', async () => {
    // given
    const life = await halfDone();
    await engine.db.pool.query(
      `update silkflow.event set body = replace(body, 'ask', 'axe') where instance_key = $1 and type = 'elementActivating'`,
      [life.key],
    );
    await engine.db.pool.query(
      `delete from silkflow.event where instance_key = $1 and type = 'userTaskCreated' and body like '%again%'`,
      [life.key],
    );
    // when
    const found = await verify(life.key);
    await verify(life.key, true);
    // then
    const drifts = found.kind === 'compared' ? found.comparison.drifts : [];
    expect(drifts.filter(({ kind }) => kind === 'event').length).toBeGreaterThanOrEqual(2);
    expect(await verify(life.key)).toMatchObject({ comparison: { drifts: [] } });
    await life.completeTask('again');
    await life.endsWith({ order: 7 });
  });

  it('says which events of earlier runs no history can bring back', async () => {
    // given
    const life = await LongLife.start(engine, 'kept');
    await life.one('user_task', `state = 'created'`);
    await life.passRuns(1);
    await engine.db.pool.query(
      `update silkflow.event set body = replace(body, 'ask', 'axe') where instance_key = $1 and type = 'elementActivating'`,
      [life.key],
    );
    // when
    const found = await verify(life.key);
    // then
    const kinds = found.kind === 'compared' ? found.comparison.drifts.map(({ kind }) => kind) : [];
    expect(kinds).toContain('sealed');
  });

  it('compares with the stored events alone when Temporal holds the history no more', async () => {
    // given
    const life = await halfDone();
    await life.completeTask('again');
    await engine.result(life.key);
    const { client, namespace } = engine;
    const execution = { workflowId: processInstanceWorkflowId(life.key) };
    await client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: execution });
    while (await isThere(life.key)) await new Promise((resolve) => setTimeout(resolve, 100));
    await engine.db.pool.query(`update silkflow.variable set value = '8' where instance_key = $1`, [life.key]);
    // when
    const found = await verify(life.key, true);
    // then
    expect(found).toMatchObject({ withHistory: false, comparison: { drifts: [{ kind: 'row', table: 'variable' }] } });
    expect(await verify(life.key)).toMatchObject({ withHistory: false, comparison: { drifts: [] } });
  });

  it('knows no instance that has neither row nor history', async () => {
    expect(await verify('4194304')).toEqual({ instance: '4194304', kind: 'unknown' });
  });

  it('names the definition that the database does not hold', async () => {
    // given
    const hashes = await engine.deploy(process('lost').startEvent().userTask('ask').endEvent('end').toXml());
    const hash = hashes.get('lost') ?? '';
    const life = new LongLife(engine, await engine.start('lost'));
    await life.one('user_task', `state = 'created'`);
    // As in a database that was restored without its definitions: whole, it would not let them go.
    await engine.db.pool.query('alter table silkflow.process_definition drop constraint process_definition_hash_fkey');
    await engine.db.pool.query('delete from silkflow.definition_content where hash = $1', [hash]);
    // when
    const found = await verify(life.key);
    // then
    expect(found).toMatchObject({ kind: 'unreadable', message: expect.stringContaining(hash) });
  });

  async function isThere(key: string): Promise<boolean> {
    try {
      await engine.client.workflow.getHandle(processInstanceWorkflowId(key)).describe();
      return true;
    } catch {
      return false;
    }
  }
});
