import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import silkflow from '../silkflow.moddle.json' with { type: 'json' };

/**
 * `zeebe:publishMessage` exists in Zeebe's own model but not in its modeler's schema. The attributes name and meaning are
 * those of a published message (`messageId` makes publishing idempotent; `timeToLive` in milliseconds or ISO-8601).
 */
const publishMessage = {
  name: 'PublishMessage',
  superClass: ['Element'],
  meta: { allowedIn: ['bpmn:SendTask', 'bpmn:IntermediateThrowEvent', 'bpmn:EndEvent'] },
  properties: [
    { name: 'correlationKey', type: 'String', isAttr: true },
    { name: 'messageId', type: 'String', isAttr: true },
    { name: 'timeToLive', type: 'String', isAttr: true },
  ],
};

/** Schema packages of the dialect: what the compiler, the linter and the modeler all read and write BPMN with. */
export const moddlePackages = {
  zeebe: { ...zeebe, types: [...zeebe.types, publishMessage] },
  silkflow,
};
