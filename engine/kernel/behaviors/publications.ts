import type { MessagePublication } from '#engine/model/definition.ts';
import { addDuration, parseDuration } from '#engine/model/iso8601.ts';
import type { Value } from '#engine/model/definition.ts';
import { type Attempt, done, failed } from '../attempt.ts';
import type { Activation } from '../behavior.ts';
import type { ElementInstance } from '../contract/state.ts';
import { effectKey, namesEffects } from '../effect-key.ts';
import type { Run } from '../run.ts';
import { describeValue, evaluateText, evaluateValue, show } from './expressions.ts';
import { partCommandId } from './throw-parts.ts';
import { say } from '../words/say.ts';

/**
 * Publishes into the engine's own inbox (MSG3). Its variables are the element's locals, that is its input mappings, and
 * without a message id the name of its effect makes the publication happen once.
 */
export function planPublication(
  run: Run,
  publish: MessagePublication,
  instance: ElementInstance,
  part = 0,
): Attempt<Activation> {
  const name = evaluateText(run, publish.name, instance.key);
  if (!name.ok) return name;
  const key = evaluateValue(run, publish.correlationKey, instance.key);
  if (!key.ok) return key;
  if (typeof key.value !== 'string' && typeof key.value !== 'number') {
    const given = describeValue(run, publish.correlationKey);
    return failed('EXTRACT_VALUE_ERROR', say('message.correlationKey', { given, value: show(key.value) }));
  }
  const effect = namesEffects(run.state) ? effectKey(run.state, instance.key) : instance.key;
  const messageId =
    publish.messageId === null ? done(`${effect}:${part}`) : evaluateText(run, publish.messageId, instance.key);
  if (!messageId.ok) return messageId;
  const timeToLive = publish.timeToLive === null ? done(0) : evaluateMilliseconds(run, publish.timeToLive, instance);
  if (!timeToLive.ok) return timeToLive;
  const command = {
    type: 'publishMessage',
    id: partCommandId(instance.key, 'publishMessage', part),
    elementInstance: instance.key,
    name: name.value,
    correlationKey: String(key.value),
    messageId: messageId.value,
    timeToLive: timeToLive.value,
    variables: { ...instance.variables },
  } as const;
  return done({ before: () => run.send(command) });
}

/** A number of milliseconds or an ISO-8601 duration. */
function evaluateMilliseconds(run: Run, value: Value, instance: ElementInstance): Attempt<number> {
  const result = evaluateValue(run, value, instance.key);
  if (!result.ok) return result;
  if (typeof result.value === 'number' && result.value >= 0) return done(Math.trunc(result.value));
  if (typeof result.value === 'string' && /^\d+$/.test(result.value)) return done(Number(result.value));
  const duration = typeof result.value === 'string' ? parseDuration(result.value) : null;
  if (duration !== null) return done(addDuration(run.given.now, duration) - run.given.now);
  return failed(
    'EXTRACT_VALUE_ERROR',
    say('message.timeToLive', { given: describeValue(run, value), value: show(result.value) }),
  );
}
