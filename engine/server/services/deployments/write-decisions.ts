import { contentHash, storeContent } from '#engine/store/definitions/index.ts';
import {
  decisionsOf,
  insertDecision,
  insertRequirements,
  latestDecision,
  latestRequirements,
} from '#engine/store/deployments/index.ts';
import type { CompiledDecisionFile } from './compile-files.ts';
import { writeResource, type Writing } from './writing.ts';

export interface DeployedRequirements {
  readonly kind: 'requirements';
  readonly key: string;
  readonly requirementsId: string;
  readonly name: string;
  readonly version: number;
  readonly resourceName: string;
}

export interface DeployedDecision {
  readonly kind: 'decision';
  readonly key: string;
  readonly decisionId: string;
  readonly name: string;
  readonly version: number;
  readonly requirementsKey: string;
  readonly requirementsId: string;
  readonly resourceName: string;
}

/** A decision file and the decisions in it; unchanged, it stays the version that it is. */
export async function writeDecisions(
  writing: Writing,
  compiled: CompiledDecisionFile,
): Promise<readonly (DeployedRequirements | DeployedDecision)[]> {
  const { tx, tenantId } = writing;
  const { file, model, hash } = compiled;
  const requirementsId = model.id;
  const resourceName = file.name;
  const latest = await latestRequirements(tx, tenantId, requirementsId);
  const isSame = latest?.hash === hash && latest.checksum === contentHash(file.content);
  const requirements =
    isSame && latest !== null
      ? { key: latest.key, version: latest.version }
      : await writeVersion(writing, compiled, (latest?.version ?? 0) + 1);
  const decisions = await decisionsOf(tx, requirements.key);
  return [
    { kind: 'requirements', ...requirements, requirementsId, name: model.name, resourceName },
    ...decisions.map((decision): DeployedDecision => ({
      kind: 'decision',
      ...decision,
      requirementsKey: requirements.key,
      requirementsId,
      resourceName,
    })),
  ];
}

async function writeVersion(
  writing: Writing,
  { file, model, hash, body }: CompiledDecisionFile,
  version: number,
): Promise<{ readonly key: string; readonly version: number }> {
  const { tx, tenantId, deploymentKey } = writing;
  await storeContent(tx, 'decision', body);
  const resourceKey = await writeResource(writing, file, 'decision');
  const key = await writing.nextKey();
  await insertRequirements(tx, {
    key,
    tenantId,
    version,
    hash,
    resourceKey,
    deploymentKey,
    resourceName: file.name,
    requirementsId: model.id,
    name: model.name,
  });
  for (const { id, name, versionTag = null } of model.decisions) {
    const earlier = await latestDecision(tx, tenantId, id);
    await insertDecision(tx, {
      key: await writing.nextKey(),
      decisionId: id,
      name,
      version: (earlier?.version ?? 0) + 1,
      versionTag,
      tenantId,
      requirementsKey: key,
      deploymentKey,
    });
  }
  return { key, version };
}
