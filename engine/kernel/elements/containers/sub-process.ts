import type { SubProcess } from '#engine/model/definition.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { startInside } from '../../behaviors/start-inside.ts';

/** A scope of its own: starts at its none start event and completes with its last token (SUB1). */
export const subProcess: ElementBehavior<SubProcess> = {
  activate: startInside,
  childEnded: endWithLastChild,
};
