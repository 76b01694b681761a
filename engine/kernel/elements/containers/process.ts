import type { JsonObject } from '#engine/contracts/json.ts';
import type { Element, ElementId, Process } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import { activateAt } from '../../behaviors/activate-at.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { setAllLocal } from '../../behaviors/variables.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import type { ElementInstance } from '../../contract/state.ts';
import { start } from '../../lifecycle/start.ts';
import type { Run } from '../../run.ts';

/** The root scope: starts at its none start event, or where the caller says. */
export const process: ElementBehavior<Process> = {
  activate(run, element, instance) {
    const none = element.startEvents.find((id) => {
      const event = run.element(id);
      return event.kind === 'startEvent' && event.trigger.kind === 'none';
    });
    const first = instance.data.startAt ?? (none === undefined ? [] : [none]);
    const payload = instance.data.payload ?? null;
    return done({
      after: () => {
        if (payload !== null) run.write({ type: 'dataSet', key: instance.key, data: { payload: null } });
        for (const id of first) startFirst(run, instance, id, payload);
      },
    });
  },
  childEnded: endWithLastChild,
};

/** What starts the instance has been triggered already: a start event, a receiving task, or an event behind a gateway. */
function startFirst(run: Run, instance: ElementInstance, id: ElementId, payload: JsonObject | null): void {
  const element = run.element(id);
  if (payload === null)
    return void (element.scope === instance.element ? start(run, id, instance.key) : activateAt(run, id, instance.key));
  const gateway = element.incoming.map((flow) => run.element(run.flow(flow).source)).find(instantiates);
  if (gateway === undefined)
    return void start(run, id, instance.key, { data: { payload, caught: element.kind !== 'startEvent' } });
  // The events that a parallel gateway still waits for correlate by what the first one brought.
  if (gateway.kind === 'eventBasedGateway' && gateway.parallel) setAllLocal(run, instance.key, payload);
  start(run, gateway.id, instance.key, { data: { caught: true, interruption: { element: id, payload } } });
}

function instantiates(element: Element): boolean {
  return element.kind === 'eventBasedGateway' && element.instantiate;
}
