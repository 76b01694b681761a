import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { type ApiServer, startApiServer } from './support/api-server.ts';

const bound = 'bindingType="versionTag" versionTag="stable"';

const form = (versionTag: string): [string, string] => [
  'check.form',
  JSON.stringify({ id: 'check', type: 'default', schemaVersion: 16, components: [], versionTag }),
];

const decision = (versionTag: string): [string, string] => [
  'rate.dmn',
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
     id="rates" name="rates" namespace="urn:test"><decision id="rate" name="rate">
     <extensionElements><zeebe:versionTag value="${versionTag}"/></extensionElements>
     <variable name="rate"/><literalExpression><text>"${versionTag}"</text></literalExpression></decision></definitions>`,
];

const called = (versionTag: string): [string, string] => [
  'called.bpmn',
  bpmn('called', { extensions: `<zeebe:versionTag value="${versionTag}"/>` })
    .startEvent()
    .userTask(`in_${versionTag}`)
    .endEvent()
    .toXml(),
];

const processes = {
  asks: bpmn('asks')
    .startEvent()
    .userTask('ask', { extensions: `<zeebe:formDefinition formId="check" ${bound}/>` })
    .endEvent()
    .toXml(),
  decides: bpmn('decides')
    .startEvent()
    .businessRuleTask('decide', { decision: 'rate', result: 'rate' })
    .userTask('decided')
    .endEvent()
    .toXml()
    .replace('<zeebe:calledDecision ', `<zeebe:calledDecision ${bound} `),
  calls: bpmn('calls')
    .startEvent()
    .callActivity('call', { process: 'called' })
    .endEvent()
    .toXml()
    .replace('<zeebe:calledElement ', `<zeebe:calledElement ${bound} `),
};

/** What is bound to a version tag is the latest that carries it, whatever has been deployed since; as in Zeebe. */
describe('a version tag', () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer({ decisions: true });
    await deploy(...Object.entries(processes).map(([name, xml]): [string, string] => [`${name}.bpmn`, xml]));
  });
  afterAll(() => server?.close());

  async function deploy(...files: readonly [name: string, text: string][]): Promise<void> {
    await server.client.createDeployment({ resources: files.map(([name, text]) => new File([text], name)) });
  }

  async function start(processDefinitionId: string): Promise<string> {
    return String(
      (await server.call('POST', '/v2/process-instances', { processDefinitionId })).body.processInstanceKey,
    );
  }

  async function first(what: string, filter: object): Promise<Record<string, string>> {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
      const [found] = (await server.call('POST', `/v2/${what}/search`, { filter })).body.items;
      if (found !== undefined) return found;
    }
    throw new Error(`no ${what} in time`);
  }

  it('finds the form of a user task', async () => {
    await deploy(form('stable'));
    await deploy(form('next'));
    const { userTaskKey } = await first('user-tasks', { processInstanceKey: await start('asks') });
    const { body } = await server.call('GET', `/v2/user-tasks/${userTaskKey}/form`);
    expect(body.version).toBe(1);
  });

  it.each([
    ['decision', 'decides', 'CALLED_DECISION_ERROR', decision, 'decided'],
    ['process', 'calls', 'CALLED_ELEMENT_ERROR', called, 'in_stable'],
  ] as const)('finds a %s, after an incident until it is deployed', async (_what, id, errorType, file, reached) => {
    // given
    await deploy(file('next'));
    const key = await start(id);
    const incident = await first('incidents', { processInstanceKey: key, state: 'ACTIVE' });
    expect(incident['errorType']).toBe(errorType);
    expect(incident['errorMessage']).toContain("version tag 'stable'");
    // when
    await deploy(file('stable'));
    await deploy(file('later'));
    await server.call('POST', `/v2/incidents/${incident['incidentKey']}/resolution`);
    // then
    const task = await first('user-tasks', { elementId: reached });
    const { body } = await server.call('POST', '/v2/variables/search', {
      filter: { processInstanceKey: task['processInstanceKey'], name: 'rate' },
    });
    if (id === 'decides') expect(body.items[0].value).toBe('"stable"');
  });
});
