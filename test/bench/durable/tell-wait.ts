import { proxySinks } from '@temporalio/workflow';
import type { Sinks } from '@temporalio/workflow';

interface OutsideSinks extends Sinks {
  outside: { told(): void };
}

const { outside } = proxySinks<OutsideSinks>();

/**
 * Tells the bench that a flow written by hand waits now, so that what it waits for never comes early and its history is
 * the same every time. Leaves nothing in the history.
 */
export function tellWait(): void {
  outside.told();
}
