import { activityFaults, gatewayFaults } from './faults-of-activities.ts';
import { eventFaults } from './faults-of-events.ts';
import { expressionFaults, fileFaults, flowFaults } from './faults-of-flows.ts';
import type { Fault } from './support/fault.ts';

/** What the rules of the notation refuse; see `faults-of-extensions.ts` for what the extension elements can have wrong. */
export const allFaults: readonly Fault[] = [
  ...fileFaults,
  ...expressionFaults,
  ...flowFaults,
  ...eventFaults,
  ...gatewayFaults,
  ...activityFaults,
];
