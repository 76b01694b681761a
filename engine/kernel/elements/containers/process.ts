import type { Process } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { start } from '../../lifecycle/start.ts';

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
        for (const id of first) start(run, id, instance.key, payload === null ? {} : { data: { payload } });
      },
    });
  },
  childEnded: endWithLastChild,
  isContainer: true,
};
