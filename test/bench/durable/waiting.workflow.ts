import { condition } from '@temporalio/workflow';
import type { JsonObject } from '#engine/contracts/json.ts';

/** Waits for ever with its variables, as an instance that waits for a person does: the least that Temporal lets it take. */
export async function waitByHand(_key: string, variables: JsonObject): Promise<JsonObject> {
  await condition(() => false);
  return variables;
}

/** Frees what the workflow thread no longer needs, so that its memory can be told; the bench runs with `--expose-gc`. */
export async function collectGarbage(): Promise<boolean> {
  const { gc } = globalThis;
  gc?.();
  return Promise.resolve(gc !== undefined);
}
