import type { DeploymentResult } from '@camunda8/orchestration-cluster-api';
import { send } from './request.ts';

export interface DeployedFile {
  readonly name: string;
  readonly content: string;
}

/** All or nothing; a file that did not change keeps its version. */
export async function deploy(files: readonly DeployedFile[]): Promise<DeploymentResult> {
  const body = new FormData();
  for (const file of files) body.append('resources', new Blob([file.content]), file.name);
  return (await send('/v2/deployments', { method: 'POST', body })) as DeploymentResult;
}
