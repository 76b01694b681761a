import type { Json } from '#engine/contracts/json.ts';
import { restartedInstanceSchema } from '#engine/contracts/api/instance.ts';
import { send, sendChecked } from './request.ts';

/** What a person says with a change of an instance. The same key again is the same change. */
export interface Asked {
  readonly reason: string;
  readonly idempotencyKey: string;
}

export interface ModificationBody {
  readonly activateInstructions: readonly { readonly elementId: string; readonly position: 'before' | 'after' }[];
  readonly moveInstructions: readonly {
    readonly sourceElementInstruction: { readonly sourceType: 'byId'; readonly sourceElementId: string };
    readonly targetElementId: string;
    readonly ancestorScopeInstruction: { readonly ancestorScopeType: 'inferred' };
    readonly position: 'before' | 'after';
  }[];
  readonly terminateInstructions: readonly { readonly elementId: string }[];
}

export interface MigrationBody {
  readonly targetProcessDefinitionKey: string;
  readonly mappingInstructions: readonly { readonly sourceElementId: string; readonly targetElementId: string }[];
}

export interface RestartBody {
  readonly startInstructions: readonly { readonly elementId: string }[];
  readonly variables: Readonly<Record<string, Json>>;
}

export async function cancelInstance(key: string, asked: Asked): Promise<void> {
  await send(`/v2/process-instances/${key}/cancellation`, { method: 'POST', body: {}, ...asked });
}

export async function suspendInstance(key: string, asked: Asked): Promise<void> {
  await send(`/api/instances/${key}/suspension`, { method: 'POST', body: {}, ...asked });
}

export async function resumeInstance(key: string, asked: Asked): Promise<void> {
  await send(`/api/instances/${key}/resumption`, { method: 'POST', body: {}, ...asked });
}

export async function modifyInstance(key: string, body: ModificationBody, asked: Asked): Promise<void> {
  await send(`/api/instances/${key}/modification`, { method: 'POST', body, ...asked });
}

export async function migrateInstance(key: string, body: MigrationBody, asked: Asked): Promise<void> {
  await send(`/v2/process-instances/${key}/migration`, { method: 'POST', body, ...asked });
}

/** Answers the key of the new instance. */
export async function restartInstance(key: string, body: RestartBody, asked: Asked): Promise<string> {
  const path = `/api/instances/${key}/restart`;
  return (await sendChecked(restartedInstanceSchema, path, { method: 'POST', body, ...asked })).processInstanceKey;
}

/** Not `crypto.randomUUID`, which a browser offers only to pages that came over HTTPS or loopback. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
