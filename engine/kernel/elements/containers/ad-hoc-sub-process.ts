import type { AdHocSubProcess } from '#engine/model/definition.ts';
import { failed } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';

export const adHocSubProcess: ElementBehavior<AdHocSubProcess> = {
  activate() {
    return failed('UNKNOWN', 'Ad-hoc subprocesses are not executed yet');
  },
};
