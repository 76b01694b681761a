import type { Transaction } from '#engine/store/database.ts';
import { contentHash } from '#engine/store/definitions/index.ts';
import { insertResource, type NewResource } from '#engine/store/deployments/index.ts';
import type { DeployedFile } from './compile-files.ts';

/** A deployment under way: all its rows are written in one transaction. */
export interface Deploying {
  readonly tx: Transaction;
  readonly tenantId: string;
  readonly deploymentKey: string;
  readonly nextKey: () => Promise<string>;
}

/** Keeps the file as it was sent; answers its key. */
export async function writeResource(
  writing: Deploying,
  file: DeployedFile,
  kind: NewResource['kind'],
): Promise<string> {
  const { tx, tenantId, deploymentKey } = writing;
  const key = await writing.nextKey();
  const checksum = contentHash(file.content);
  await insertResource(tx, { key, deploymentKey, tenantId, name: file.name, kind, content: file.content, checksum });
  return key;
}
