import type { Transaction } from '#engine/store/database.ts';
import { contentHash } from '#engine/store/definitions/index.ts';
import { insertResource } from '#engine/store/deployments/index.ts';
import type { DeployedFile } from './compile-files.ts';

/** One deployment while it is written. */
export interface Writing {
  readonly tx: Transaction;
  readonly tenantId: string;
  readonly deploymentKey: string;
  readonly nextKey: () => Promise<string>;
}

/** Keeps a file as it was sent. Answers its key. */
export async function writeResource(
  writing: Writing,
  file: DeployedFile,
  kind: 'process' | 'decision' | 'form',
): Promise<string> {
  const { tx, tenantId, deploymentKey } = writing;
  const key = await writing.nextKey();
  const { name, content } = file;
  await insertResource(tx, { key, deploymentKey, tenantId, name, kind, content, checksum: contentHash(content) });
  return key;
}
