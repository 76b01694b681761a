import type { ActivityManifest } from '#engine/contracts/activity.ts';
import type { Language } from '#engine/contracts/language.ts';
import { canonicalJson, startFormOf } from '#engine/model/index.ts';
import { type Database, transaction } from '#engine/store/database.ts';
import { contentHash, type KeyLease, storeContent } from '#engine/store/definitions/index.ts';
import {
  insertDeployment,
  insertForm,
  insertProcess,
  latestForm,
  latestProcess,
  lockDeployments,
  lockStarts,
  replaceStartSubscriptions,
} from '#engine/store/deployments/index.ts';
import type { ProblemItem } from '#engine/server/problems/index.ts';
import { type CompiledForm, type CompiledProcessFile, compileFiles, type DeployedFile } from './compile-files.ts';
import { startSubscriptionsOf } from './start-triggers.ts';
import { type DeployedDecision, type DeployedRequirements, writeDecisions } from './write-decisions.ts';
import { writeResource, type Writing } from './writing.ts';

export interface DeployedProcess {
  readonly kind: 'process';
  readonly key: string;
  readonly processId: string;
  readonly version: number;
  readonly resourceName: string;
}

export interface DeployedForm {
  readonly kind: 'form';
  readonly key: string;
  readonly formId: string;
  readonly version: number;
  readonly resourceName: string;
}

export type Deployed = DeployedProcess | DeployedDecision | DeployedRequirements | DeployedForm;

export interface Deployment {
  readonly deploymentKey: string;
  readonly tenantId: string;
  readonly deployed: readonly Deployed[];
  readonly warnings: readonly ProblemItem[];
}

export interface Deployments {
  /**
   * Deploys all files or none. A file with the same content as the newest version stays that version. Throws one problem
   * with every fault of every file.
   */
  deploy(files: readonly DeployedFile[], tenantId: string, language: Language): Promise<Deployment>;
}

export function createDeployments(parts: {
  readonly database: Database;
  readonly keys: KeyLease;
  /** Activities of this installation: service tasks of these types are bound to them. */
  readonly activities: readonly ActivityManifest[];
  readonly zone: string;
}): Deployments {
  const { database, keys, activities, zone } = parts;
  return {
    async deploy(files, tenantId, language) {
      const compiled = await compileFiles(files, activities, language);
      return transaction(database, async (tx): Promise<Deployment> => {
        await lockDeployments(tx, tenantId);
        const nextKey = (): Promise<string> => keys.next(database.pool);
        const deploymentKey = await nextKey();
        await insertDeployment(tx, deploymentKey, tenantId);
        const writing: Writing = { tx, tenantId, deploymentKey, nextKey };
        const deployed: Deployed[] = [];
        for (const form of compiled.forms) deployed.push(await writeForm(writing, form));
        for (const file of compiled.decisions) deployed.push(...(await writeDecisions(writing, file)));
        const processIds = compiled.processes.flatMap((file) =>
          file.definitions.map((one) => one.definition.processId),
        );
        await lockStarts(tx, tenantId, processIds);
        for (const file of compiled.processes) deployed.push(...(await writeProcesses(writing, file, zone)));
        await tx.query(`select pg_notify('silkflow_lists', 'deployments')`);
        return { deploymentKey, tenantId, deployed, warnings: compiled.warnings };
      });
    },
  };
}

async function writeForm(writing: Writing, form: CompiledForm): Promise<DeployedForm> {
  const { tx, tenantId, deploymentKey } = writing;
  const { file, formId, hash, versionTag } = form;
  const latest = await latestForm(tx, tenantId, formId);
  const resourceName = file.name;
  if (latest?.hash === hash) return { kind: 'form', key: latest.key, formId, version: latest.version, resourceName };
  await storeContent(tx, 'form', file.content);
  const resourceKey = await writeResource(writing, file, 'form');
  const version = (latest?.version ?? 0) + 1;
  const key = await writing.nextKey();
  const inserted = { key, formId, version, versionTag, tenantId, hash, resourceKey, resourceName, deploymentKey };
  await insertForm(tx, inserted);
  return { kind: 'form', key, formId, version, resourceName };
}

async function writeProcesses(
  writing: Writing,
  { file, definitions }: CompiledProcessFile,
  zone: string,
): Promise<readonly DeployedProcess[]> {
  const { tx, tenantId, deploymentKey } = writing;
  const checksum = contentHash(file.content);
  const deployed: DeployedProcess[] = [];
  let resourceKey: string | null = null;
  for (const { definition, hash } of definitions) {
    const { processId } = definition;
    const latest = await latestProcess(tx, tenantId, processId);
    const resourceName = file.name;
    // The file counts besides the definition: a diagram that was only drawn anew is a version too.
    if (latest?.hash === hash && latest.checksum === checksum) {
      deployed.push({ kind: 'process', key: latest.key, processId, version: latest.version, resourceName });
      continue;
    }
    await storeContent(tx, 'process', canonicalJson(definition));
    resourceKey ??= await writeResource(writing, file, 'process');
    const version = (latest?.version ?? 0) + 1;
    const key = await writing.nextKey();
    const { name, versionTag } = definition;
    const hasStartForm = startFormOf(definition) !== null;
    const identity = { key, processId, version, versionTag, name, tenantId, hash, hasStartForm };
    await insertProcess(tx, { ...identity, resourceKey, resourceName, deploymentKey });
    await replaceStartSubscriptions(
      tx,
      { key, processId, tenantId },
      startSubscriptionsOf(definition, zone, Date.now()),
    );
    deployed.push({ kind: 'process', key, processId, version, resourceName });
  }
  return deployed;
}
