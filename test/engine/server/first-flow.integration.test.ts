import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

describe('the official client, unmodified and strict, on the first flow', () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(() => server?.close());

  function deploy(name: string, xml: string) {
    return server.client.createDeployment({ resources: [new File([xml], name)] });
  }

  it('deploys, starts, works a job and awaits the end', async () => {
    // given
    const xml = bpmn('greeting').startEvent().serviceTask('task', { type: 'greet' }).endEvent('end').toXml();
    const deployment = await deploy('greeting.bpmn', xml);
    expect(deployment.deployments[0]?.processDefinition).toMatchObject({
      processDefinitionId: 'greeting',
      processDefinitionVersion: 1,
    });
    // when
    const created = await server.client.createProcessInstance({
      processDefinitionKey: deployment.deployments[0]!.processDefinition!.processDefinitionKey,
      variables: { name: 'Ada' },
    });
    const { jobs } = await server.client.activateJobs({
      type: 'greet',
      worker: 'test',
      timeout: 30_000,
      maxJobsToActivate: 5,
      requestTimeout: 10_000,
    });
    // then
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({ processInstanceKey: created.processInstanceKey, variables: { name: 'Ada' } });
    await server.client.completeJob({ jobKey: jobs[0]!.jobKey, variables: { greeting: 'hello Ada' } });
    const instance = await server.client.getProcessInstance(
      { processInstanceKey: created.processInstanceKey },
      { consistency: { waitUpToMs: 0 } },
    );
    expect(instance.state).toBe('COMPLETED');
  });
});
