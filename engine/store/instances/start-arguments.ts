import { currentFlags } from '#engine/contracts/wire/process-instance.ts';
import type { StartArguments } from '#engine/contracts/wire/process-instance.ts';
import type { DeployedProcess } from './find-definition.ts';

/** Arguments of a root instance of a deployed process, without variables and business id. */
export function startArguments(process: DeployedProcess, key: string): StartArguments {
  return {
    key,
    processDefinitionKey: process.processDefinitionKey,
    processId: process.processId,
    version: process.version,
    tenantId: process.tenantId,
    businessId: null,
    root: key,
    parent: null,
    variables: {},
    flags: currentFlags,
  };
}
