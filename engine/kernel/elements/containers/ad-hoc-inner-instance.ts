import type { Element } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { decideAdHoc } from '../../behaviors/ad-hoc.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { start } from '../../lifecycle/start.ts';

/** One flow inside an ad-hoc subprocess, with variables of its own. */
export const adHocInnerInstance: ElementBehavior<Element> = {
  activate(run, _element, instance) {
    return done({
      after: () => {
        for (const id of instance.data.startAt ?? []) start(run, id, instance.key);
      },
    });
  },
  complete(run, element, instance) {
    return decideAdHoc(run, element, instance);
  },
  flows() {
    return done([]);
  },
  childEnded: endWithLastChild,
};
