import type { Transaction } from '#engine/model/definition.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { startInside } from '../../behaviors/start-inside.ts';

/** A subprocess that a cancel end event inside it undoes and leaves by its cancel boundary event (TRA1, TRA2). */
export const transaction: ElementBehavior<Transaction> = {
  activate: startInside,
  childEnded: endWithLastChild,
};
