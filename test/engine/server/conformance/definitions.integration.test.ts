import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process as bpmn } from '#engine/testing/process-builder.ts';
import { uncalledOf } from './covered.ts';
import { ConformanceStage, missing, now, one, refused } from './support/conformance-stage.ts';
import { processes } from './support/processes.ts';

describe('the official client under strict validation: definitions, decisions and the system', () => {
  let stage: ConformanceStage;
  const client = () => stage.client;

  beforeAll(async () => {
    stage = await ConformanceStage.open();
  });
  afterAll(() => stage?.close());

  it('reads system operations', async () => {
    expect((await client().getTopology()).brokers).toHaveLength(1);
    await client().getStatus();
    expect((await client().getLicense()).licenseType).toBe('Apache-2.0');
    expect((await client().getAuthentication()).username).toBe('local');
  });

  it('finds process definitions, their file and form', async () => {
    const found = await client().searchProcessDefinitions(
      {
        filter: { processDefinitionId: { $like: 'jo?' }, isLatestVersion: true },
        sort: [{ field: 'version', order: 'DESC' }],
      },
      now,
    );
    expect(found.page.totalItems).toBe(1);
    const { processDefinitionKey } = one(found.items);
    expect((await client().getProcessDefinition({ processDefinitionKey }, now)).processDefinitionId).toBe('job');
    expect(await client().getProcessDefinitionXml({ processDefinitionKey }, now)).toContain('<bpmn:process id="job"');
    // Not by the client: it makes {} of 204, which its own strict mode refuses.
    expect((await stage.server.call('GET', `/v2/process-definitions/${processDefinitionKey}/form`)).status).toBe(204);
    const formed = await stage.first('searchProcessDefinitions', { processDefinitionId: 'formed', hasStartForm: true });
    const startForm = await client().getStartProcessForm({ processDefinitionKey: formed.processDefinitionKey }, now);
    expect(startForm).toMatchObject({ formId: 'review', version: 1 });
    expect((await refused(client().getProcessDefinition({ processDefinitionKey: missing }, now))).status).toBe(404);
    expect((await refused(client().getProcessDefinitionXml({ processDefinitionKey: missing }, now))).status).toBe(404);
    expect((await refused(client().getStartProcessForm({ processDefinitionKey: missing }, now))).status).toBe(404);
  });

  it('refuses deployments with every fault and deploys nothing of them', async () => {
    const bad = processes.job.replace('<bpmn:outgoing>', '<bpmn:unknown/><bpmn:outgoing>');
    const { status, detail } = await refused(
      client().createDeployment({
        resources: [
          new File([bpmn('fine').startEvent().endEvent('end').toXml()], 'fine.bpmn'),
          new File(['no xml'], 'text.bpmn'),
          new File([bad], 'bad.bpmn'),
          new File(['{'], 'bad.form'),
        ],
      }),
    );
    expect(status).toBe(400);
    expect(detail).toContain('Nothing was deployed');
    expect((await client().searchProcessDefinitions({ filter: { processDefinitionId: 'fine' } }, now)).items).toEqual(
      [],
    );
    expect((await refused(client().createDeployment({ resources: [new File(['x'], 'notes.txt')] }))).status).toBe(400);
  });

  it('keeps the version of a file that has not changed', async () => {
    const again = await client().createDeployment({ resources: [new File([processes.job], 'job.bpmn')] });
    expect(one(again.deployments).processDefinition?.processDefinitionVersion).toBe(1);
    const changed = await client().createDeployment({ resources: [new File([`${processes.job}\n`], 'job.bpmn')] });
    expect(one(changed.deployments).processDefinition?.processDefinitionVersion).toBe(2);
  });

  it('finds and evaluates decisions, with the rules that matched', async () => {
    const decision = await stage.first('searchDecisionDefinitions', { decisionDefinitionId: 'dish' });
    const { decisionDefinitionKey, decisionRequirementsKey } = decision;
    expect((await client().getDecisionDefinition({ decisionDefinitionKey }, now)).name).toBe('Dish');
    expect(await client().getDecisionDefinitionXml({ decisionDefinitionKey }, now)).toContain('decisionTable');
    expect((await stage.first('searchDecisionRequirements', { decisionRequirementsKey })).resourceName).toBe(
      'dish.dmn',
    );
    expect((await client().getDecisionRequirements({ decisionRequirementsKey }, now)).decisionRequirementsName).toBe(
      'Dishes',
    );
    expect(await client().getDecisionRequirementsXml({ decisionRequirementsKey }, now)).toContain('decisionTable');
    const evaluated = await client().evaluateDecision({
      decisionDefinitionId: 'dish',
      variables: { season: 'Winter' },
    });
    expect(evaluated).toMatchObject({ output: '"Roast"', failureMessage: null });
    expect(one(one(evaluated.evaluatedDecisions).matchedRules).ruleIndex).toBe(1);
    const kept = await stage.first('searchDecisionInstances', {
      decisionEvaluationKey: evaluated.decisionEvaluationKey,
    });
    const { decisionEvaluationInstanceKey } = kept;
    const detail = await client().getDecisionInstance({ decisionEvaluationInstanceKey }, now);
    expect(detail.evaluatedInputs).toMatchObject([{ inputValue: '"Winter"' }]);
    expect((await refused(client().evaluateDecision({ decisionDefinitionId: 'unknown' }))).status).toBe(404);
    expect((await refused(client().getDecisionDefinition({ decisionDefinitionKey: missing }, now))).status).toBe(404);
    expect((await refused(client().getDecisionDefinitionXml({ decisionDefinitionKey: missing }, now))).status).toBe(
      404,
    );
    expect((await refused(client().getDecisionRequirements({ decisionRequirementsKey: missing }, now))).status).toBe(
      404,
    );
    expect(
      (await refused(client().getDecisionInstance({ decisionEvaluationInstanceKey: `${missing}-1` }, now))).status,
    ).toBe(404);
  });

  it('evaluates expressions', async () => {
    const answer = await client().evaluateExpression({ expression: '=a + b', variables: { a: 1, b: 2 } });
    expect(answer.result).toBe(3);
    expect((await refused(client().evaluateExpression({ expression: '=1 +' }))).status).toBe(400);
  });

  it('calls every operation that it answers for', () => {
    expect(uncalledOf('definitions', stage.called)).toEqual([]);
  });
});
