import type { RuntimeServices } from '#activities/runtime/runtime-activities.ts';

/** What the worker needs of the outside in tests that neither evaluate decisions nor publish from processes. */
export function createRuntimeServices(): RuntimeServices {
  return {
    evaluateDecision: async () => ({ ok: false, incident: 'CALLED_DECISION_ERROR', message: 'no decisions here' }),
    bringStart: () => undefined,
  };
}
