import type { ActivityManifest, ActivityRegistry } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';

/** Shared by the diagram, the flow written by hand (in the sandbox: no imports of Node here) and the worker. */
export const tenTaskTypes: readonly string[] = Array.from({ length: 10 }, (_, index) => `bench.task-${index}`);

export const tenTaskOptions = { startToCloseTimeout: 10_000, retry: { maximumAttempts: 3 } } as const;

/** An order's worth of variables, about 600 bytes. */
export const tenTaskVariables: JsonObject = {
  orderId: 'ORD-2026-000123',
  customer: { name: 'Ada Lovelace', country: 'GB', segment: 'returning' },
  lines: Array.from({ length: 4 }, (_, index) => ({ sku: `SKU-${index}`, quantity: index + 1, unitPrice: '19.90' })),
  currency: 'GBP',
};

export function tenTaskManifests(local: boolean): readonly ActivityManifest[] {
  return tenTaskTypes.map((type) => ({
    type,
    startToCloseMs: tenTaskOptions.startToCloseTimeout,
    retry: { maximumAttempts: 3, initialIntervalMs: 1_000, backoffCoefficient: 2, maximumIntervalMs: 100_000 },
    local,
  }));
}

/** Each task answers one small variable, as a call to a service would. */
export const tenTaskActivities: ActivityRegistry = Object.fromEntries(
  tenTaskTypes.map((type, index) => [
    type,
    () => Promise.resolve({ kind: 'completed' as const, variables: { [`step${index}`]: 'done' } }),
  ]),
);
