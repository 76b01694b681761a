import { raiseIncident } from '../behaviors/incidents.ts';
import { endPart, parsePart } from '../behaviors/throw-parts.ts';
import type { Command } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import type { Run } from '../run.ts';
import { say } from '../words/say.ts';

type Publication = Extract<Command, { type: 'publishMessage' | 'broadcastSignal' }>;

/** Thrown, the event goes on. What the inbox cannot take is an incident; resolving it throws again, that part alone (MSG4). */
export function takePublicationAnswer(run: Run, command: Publication, answer: Answer): boolean {
  if (answer.type !== 'published' && answer.type !== 'failed') return false;
  run.settle(command.id);
  if (answer.type === 'published') {
    endPart(run, command.elementInstance);
    return true;
  }
  const instance = run.find(command.elementInstance);
  if (instance === undefined) return true;
  const { name } = command;
  const key = command.type === 'publishMessage' ? 'message.notPublished' : 'signal.notBroadcast';
  const message = say(key, { name, reason: answer.message });
  const retry = { type: 'askAgain', key: instance.key, part: parsePart(command.id) } as const;
  raiseIncident(run, instance, { incident: 'UNKNOWN', message }, retry);
  return true;
}
