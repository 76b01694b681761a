import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';

interface Troubled {
  readonly trouble: string;
}

const openIncident = `select incident_key as key, message from silkflow.incident where instance_key = $1 and state = 'active'`;
const troubleOf = 'select trouble from silkflow.process_instance where instance_key = $1 and trouble is not null';

describe('what cannot go on says why, on real Temporal and Postgres', () => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await DurableEngine.open();
    await engine.deploy(process('plain').startEvent().userTask('ask').endEvent('end').toXml());
    await engine.startWorker();
  });
  afterAll(() => engine?.close());

  it('a signal whose name no database holds is an incident; a corrected variable lets it go on', async () => {
    // given
    await engine.deploy(
      process('alarm').startEvent().throwEvent('tell', { signal: '="to " + name' }).endEvent('end').toXml(),
    );
    const key = await engine.start('alarm', { variables: { name: 'x\u0000y' } });
    const incident = await engine.until<{ key: string; message: string }>(openIncident, [key]);
    expect(incident.message).toContain('invalid byte sequence');
    // when
    const answers = [
      await engine.request(key, { type: 'setVariables', scope: key, variables: { name: 'you' }, local: false }),
      await engine.request(key, { type: 'resolveIncident', incident: incident.key }),
    ];
    // then
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await engine.result(key)).toMatchObject({ status: 'completed' });
    expect(await engine.verify([key])).toEqual({});
  });

  it('a called process whose name no database holds is an incident', async () => {
    await engine.deploy(process('caller').startEvent().callActivity('call', { process: '=name' }).endEvent().toXml());
    const key = await engine.start('caller', { variables: { name: 'x\u0000y' } });
    expect(await engine.until<{ message: string }>(openIncident, [key])).toMatchObject({
      message: expect.stringContaining('invalid byte sequence') as string,
    });
  });

  it('a called process that only an event starts is an incident', async () => {
    await engine.deploy(process('triggered').startEvent('begun', { signal: 'go' }).endEvent().toXml());
    await engine.deploy(
      process('calling').startEvent().callActivity('call', { process: 'triggered' }).endEvent().toXml(),
    );
    const key = await engine.start('calling');
    expect(await engine.until<{ message: string }>(openIncident, [key])).toMatchObject({
      message: expect.stringContaining('has no none start event') as string,
    });
  });

  it('a worker older than the instance names the flags that it lacks, and what to start', async () => {
    const key = await engine.start('plain', { flags: [...currentFlags, 99] });
    const { trouble } = await engine.until<Troubled>(troubleOf, [key]);
    expect(trouble).toMatch(/older than the instance.* flags 99\. Start workers of the version/);
  });

  it('a definition that the database does not hold is named, with what to connect', async () => {
    const unknown = 'ab'.repeat(32);
    const key = await engine.start('plain', { definition: unknown });
    const { trouble } = await engine.until<Troubled>(troubleOf, [key]);
    expect(trouble).toContain(unknown);
    expect(trouble).toContain('connect the database that belongs to the namespace');
  });
});
