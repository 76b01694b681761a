import type { Behaviors } from './behavior.ts';
import { loopBody } from './behaviors/loop-body.ts';
import { adHocSubProcess } from './elements/containers/ad-hoc-sub-process.ts';
import { adHocInnerInstance } from './elements/containers/ad-hoc-inner-instance.ts';
import { eventSubProcess } from './elements/containers/event-sub-process.ts';
import { process } from './elements/containers/process.ts';
import { subProcess } from './elements/containers/sub-process.ts';
import { transaction } from './elements/containers/transaction.ts';
import { boundaryEvent } from './elements/events/boundary-event.ts';
import { endEvent } from './elements/events/end-event.ts';
import { intermediateCatchEvent } from './elements/events/intermediate-catch-event.ts';
import { intermediateThrowEvent } from './elements/events/intermediate-throw-event.ts';
import { startEvent } from './elements/events/start-event.ts';
import { complexGateway } from './elements/gateways/complex-gateway.ts';
import { eventBasedGateway } from './elements/gateways/event-based-gateway.ts';
import { exclusiveGateway } from './elements/gateways/exclusive-gateway.ts';
import { inclusiveGateway } from './elements/gateways/inclusive-gateway.ts';
import { parallelGateway } from './elements/gateways/parallel-gateway.ts';
import { businessRuleTask } from './elements/tasks/business-rule-task.ts';
import { callActivity } from './elements/tasks/call-activity.ts';
import { receiveTask } from './elements/tasks/receive-task.ts';
import { scriptTask } from './elements/tasks/script-task.ts';
import { sendTask } from './elements/tasks/send-task.ts';
import { serviceTask } from './elements/tasks/service-task.ts';
import { task } from './elements/tasks/task.ts';
import { userTask } from './elements/tasks/user-task.ts';

/** What each kind of element does; a forgotten one does not compile. */
export const behaviors: Behaviors = {
  process,
  subProcess,
  eventSubProcess,
  transaction,
  adHocSubProcess,
  task,
  manualTask: task,
  serviceTask,
  sendTask,
  receiveTask,
  userTask,
  scriptTask,
  businessRuleTask,
  callActivity,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
  complexGateway,
  startEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
  endEvent,
  multiInstanceBody: loopBody,
  adHocInnerInstance,
};
