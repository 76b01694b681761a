import { z } from 'zod';
import { ApiProblem } from '#engine/server/problems/index.ts';
import type { Deployment } from '#engine/server/services/deployments/deployments.ts';
import { formOperation, type Operation } from '../operation.ts';
import { checkTenant } from './common.ts';

const processResult = z.object({
  processDefinitionId: z.string(),
  processDefinitionVersion: z.int(),
  resourceName: z.string(),
  tenantId: z.string(),
  processDefinitionKey: z.string(),
});
const decisionResult = z.object({
  decisionDefinitionId: z.string(),
  version: z.int(),
  name: z.string(),
  tenantId: z.string(),
  decisionRequirementsId: z.string(),
  decisionDefinitionKey: z.string(),
  decisionRequirementsKey: z.string(),
});
const requirementsResult = z.object({
  decisionRequirementsId: z.string(),
  decisionRequirementsName: z.string(),
  version: z.int(),
  resourceName: z.string(),
  tenantId: z.string(),
  decisionRequirementsKey: z.string(),
});
const formResult = z.object({
  formId: z.string(),
  version: z.int(),
  resourceName: z.string(),
  tenantId: z.string(),
  formKey: z.string(),
});

const entry = z.object({
  processDefinition: processResult.nullable(),
  decisionDefinition: decisionResult.nullable(),
  decisionRequirements: requirementsResult.nullable(),
  form: formResult.nullable(),
  resource: z.null(),
});

const answer = z.object({ deploymentKey: z.string(), tenantId: z.string(), deployments: z.array(entry) });

const none = {
  processDefinition: null,
  decisionDefinition: null,
  decisionRequirements: null,
  form: null,
  resource: null,
} as const;

function toEntry(deployed: Deployment['deployed'][number], tenantId: string): z.input<typeof entry> {
  const { resourceName } = deployed;
  switch (deployed.kind) {
    case 'process':
      return {
        ...none,
        processDefinition: {
          processDefinitionId: deployed.processId,
          processDefinitionVersion: deployed.version,
          processDefinitionKey: deployed.key,
          resourceName,
          tenantId,
        },
      };
    case 'decision':
      return {
        ...none,
        decisionDefinition: {
          decisionDefinitionId: deployed.decisionId,
          decisionDefinitionKey: deployed.key,
          name: deployed.name,
          version: deployed.version,
          decisionRequirementsId: deployed.requirementsId,
          decisionRequirementsKey: deployed.requirementsKey,
          tenantId,
        },
      };
    case 'requirements':
      return {
        ...none,
        decisionRequirements: {
          decisionRequirementsId: deployed.requirementsId,
          decisionRequirementsKey: deployed.key,
          decisionRequirementsName: deployed.name,
          version: deployed.version,
          resourceName,
          tenantId,
        },
      };
    case 'form':
      return {
        ...none,
        form: { formId: deployed.formId, version: deployed.version, formKey: deployed.key, resourceName, tenantId },
      };
  }
}

export const deploymentOperations: readonly Operation[] = [
  formOperation({
    id: 'createDeployment',
    path: '/deployments',
    summary: 'Deploys processes, decisions and forms: all of them, or none.',
    problems: [413],
    answer,
    run: async (form, { services, caller }) => {
      const tenant = form.get('tenantId');
      const tenantId = checkTenant(typeof tenant === 'string' && tenant !== '' ? tenant : undefined);
      const files = await Promise.all(
        form.getAll('resources').map(async (part) => {
          if (typeof part === 'string') throw new ApiProblem(400, 'request.notMultipart', {}, { field: 'resources' });
          return { name: part.name, content: await part.text() };
        }),
      );
      const deployment = await services.deployments.deploy(files, tenantId, caller.language);
      return {
        deploymentKey: deployment.deploymentKey,
        tenantId,
        deployments: deployment.deployed.map((deployed) => toEntry(deployed, tenantId)),
      };
    },
  }),
];
