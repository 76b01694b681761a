import type { DeploymentResult } from '@camunda8/orchestration-cluster-api';
import type { LinkedFile } from '#engine/contracts/api/linked-files.ts';
import { linkedFilesSchema } from '#engine/contracts/api/linked-files.ts';
import { send, sendChecked } from './request.ts';

/** What a deployed version must be deployed together with: see the contract. */
export async function linkedFiles(processDefinitionKey: string): Promise<readonly LinkedFile[]> {
  return (await sendChecked(linkedFilesSchema, `/api/process-definitions/${processDefinitionKey}/linked-files`)).files;
}

/** All or nothing; a file that did not change keeps its version. */
export async function deploy(files: readonly LinkedFile[]): Promise<DeploymentResult> {
  const body = new FormData();
  for (const file of files) body.append('resources', new Blob([file.content]), file.name);
  return (await send('/v2/deployments', { method: 'POST', body })) as DeploymentResult;
}
