import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { endPart } from './throw-parts.ts';

/** A compensation handler has ended, one way or the other: the last one lets the throwing event go on. */
export function endHandler(run: Run, handler: ElementInstance): void {
  const { compensates } = handler.data;
  if (compensates === undefined || compensates === null) return;
  if (run.state.waits[compensates.subscription] !== undefined) {
    run.write({ type: 'compensationCompleted', key: compensates.subscription });
  }
  const thrower = run.find(compensates.thrower);
  if (thrower === undefined || thrower.phase !== 'activated') return;
  const left = (thrower.data.compensating ?? 1) - 1;
  run.write({ type: 'dataSet', key: thrower.key, data: { compensating: left } });
  if (left === 0) endPart(run, thrower.key);
}
