import type { EngineWorkerOptions } from '#activities/worker/create-worker.ts';

/** What the worker needs of the outside in tests that neither evaluate decisions nor publish from processes. */
export function createRuntimeServices(): EngineWorkerOptions['services'] {
  return {
    evaluateDecision: () =>
      Promise.resolve({ ok: false, incident: 'CALLED_DECISION_ERROR', message: 'no decisions here' }),
    bringStart: () => undefined,
  };
}
