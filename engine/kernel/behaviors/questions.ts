import type { Element } from '#engine/model/definition.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { dataCommandId, drawnAssociations } from './data-associations.ts';
import { partCommandId } from './throw-parts.ts';

/**
 * Withdraws what an interrupted element has asked of the host and needs no more: a decision, a publication, a data item. By
 * their ids, since looking through all outstanding commands would cost as much as the instance is large. (Activities, timers
 * and called processes have rules of their own.)
 */
export function withdrawQuestions(run: Run, element: Element, instance: ElementInstance): void {
  const { key } = instance;
  run.withdraw(`${key}:evaluateDecision:${instance.data.round ?? 0}`);
  for (const side of ['input', 'output'] as const) {
    for (const index of drawnAssociations(element, side).keys()) run.withdraw(dataCommandId(key, side, index));
  }
  for (let part = 0; part < partsOf(element); part += 1) {
    run.withdraw(partCommandId(key, 'publishMessage', part));
    run.withdraw(partCommandId(key, 'broadcastSignal', part));
    run.withdraw(partCommandId(key, 'escalateToCaller', part));
  }
}

function partsOf(element: Element): number {
  if (element.kind === 'sendTask') return 1;
  if (!('throws' in element)) return 0;
  return element.throws.kind === 'multiple' ? element.throws.of.length : 1;
}
