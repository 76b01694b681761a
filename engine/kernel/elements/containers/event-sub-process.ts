import type { EventSubProcess } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { start } from '../../lifecycle/start.ts';

/** Exists only once its start event has been triggered; what came with the trigger goes to that event (ESP3). */
export const eventSubProcess: ElementBehavior<EventSubProcess> = {
  activate(run, element, instance) {
    const payload = instance.data.payload ?? {};
    return done({
      after: () => {
        run.write({ type: 'dataSet', key: instance.key, data: { payload: null } });
        const [first] = element.startEvents;
        if (first !== undefined) start(run, first, instance.key, { data: { payload } });
      },
    });
  },
  childEnded: endWithLastChild,
};
