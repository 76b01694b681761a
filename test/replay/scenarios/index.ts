import type { Scenario } from '../scenario.ts';
import { catchEventScenarios } from './catch-events.ts';
import { containerScenarios } from './containers.ts';
import { gatewayScenarios } from './gateways.ts';
import { goldenScenarios } from './goldens.ts';
import { longLifeScenarios } from './long-lives.ts';
import { peopleAndDataScenarios } from './people-and-data.ts';
import { taskScenarios } from './tasks.ts';
import { throwEventScenarios } from './throw-events.ts';

/** All that is recorded; each gives one file under `histories/`, a called process one more. */
export const scenarios: readonly Scenario[] = [
  ...taskScenarios,
  ...peopleAndDataScenarios,
  ...gatewayScenarios,
  ...catchEventScenarios,
  ...throwEventScenarios,
  ...containerScenarios,
  ...longLifeScenarios,
  ...goldenScenarios,
];
