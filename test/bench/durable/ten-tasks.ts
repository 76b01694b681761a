import type { ActivityManifest, ActivityRegistry } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';

/** Shared by the diagram, the flow written by hand (in the sandbox: no imports of Node here) and the worker. */
export const tenTaskTypes = { remote: typesFor('remote'), local: typesFor('local') } as const;

export const tenTaskOptions = { startToCloseTimeout: 10_000, retry: { maximumAttempts: 3 } } as const;

/** An order's worth of variables, about 400 bytes. */
export const tenTaskVariables: JsonObject = {
  orderId: 'ORD-2026-000123',
  customer: { name: 'Ada Lovelace', country: 'GB', segment: 'returning' },
  lines: Array.from({ length: 4 }, (_, index) => ({ sku: `SKU-${index}`, quantity: index + 1, unitPrice: '19.90' })),
  currency: 'GBP',
};

/** What each task answers, as a call to a service would: one small variable. */
export function resultOf(index: number): JsonObject {
  return { [`step${index}`]: 'done' };
}

export const tenTaskManifests: readonly ActivityManifest[] = [
  ...tenTaskTypes.remote.map((type) => ({ ...manifestOf(type), local: false })),
  ...tenTaskTypes.local.map((type) => ({ ...manifestOf(type), local: true })),
];

export const tenTaskActivities: ActivityRegistry = Object.fromEntries(
  Object.values(tenTaskTypes).flatMap((types) =>
    types.map((type, index) => [
      type,
      () => Promise.resolve({ kind: 'completed' as const, variables: resultOf(index) }),
    ]),
  ),
);

function typesFor(place: string): readonly string[] {
  return Array.from({ length: 10 }, (_, index) => `bench.${place}-${index}`);
}

function manifestOf(type: string): ActivityManifest {
  return {
    type,
    startToCloseMs: tenTaskOptions.startToCloseTimeout,
    retry: { maximumAttempts: 3, initialIntervalMs: 1_000, backoffCoefficient: 2, maximumIntervalMs: 100_000 },
  };
}
