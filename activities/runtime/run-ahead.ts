import type { ActivityRegistry } from '#engine/contracts/activity.ts';
import type { AheadInput, RunAheadInput, RunAheadResult } from '#engine/contracts/wire/runtime-activities.ts';
import { link, step } from '#engine/kernel/index.ts';
import type { Answer, Command, InstanceState, Linked } from '#engine/kernel/index.ts';
import { MissingContentError } from '#engine/store/definitions/index.ts';
import type { ContentCache } from '#engine/store/definitions/index.ts';
import type { Definition } from '#engine/model/definition.ts';
import { activityAnswer, activityInput } from '#workflows/process-instance/activity-input.ts';
import { elementOf, mayFuse } from '#workflows/process-instance/fusable.ts';

type RunActivity = Extract<Command, { type: 'runActivity' }>;

// A request to the instance waits for the run's end, so it must not last.
const longestRunMs = 2_000;
const mostTasks = 50;

/**
 * Runs one local activity after the other, with the kernel between them, on a copy of the state: until something else is
 * to be waited for. A task that throws ends the run before it; the workflow then runs it alone, with its retries.
 */
export function createRunAhead(
  contents: ContentCache,
  activities: ActivityRegistry,
): (input: RunAheadInput) => Promise<RunAheadResult> {
  const linked = createLinks(contents);

  return async ({ definition, state: copied, command, now, seed, budget }) => {
    const link = await linked(definition);
    // The workflow sends its kernel state, plain JSON; this is its copy.
    const state = copied as InstanceState;
    const inputs: AheadInput[] = [];
    const began = Date.now();
    let next = outstandingActivity(state, command);
    while (next !== null && inputs.length < mostTasks && Date.now() - began < longestRunMs) {
      const answer = await perform(activities, link, state, next);
      if (answer === null) break;
      const input = { now: now + (Date.now() - began), seed: `${seed}:${inputs.length}` };
      const outcome = step(link, state, { type: 'answered', command: next.id, answer, budget, ...input });
      inputs.push({ command: next.id, answer, ...input });
      if (!outcome.ok || outcome.more) break;
      next = onlyLocal(link, state, outcome.commands);
    }
    return { inputs, digest: state.digest };
  };
}

/** Null when the task threw: whether to try again is not decided here. */
async function perform(
  activities: ActivityRegistry,
  linked: Linked,
  state: InstanceState,
  command: RunActivity,
): Promise<Answer | null> {
  const activity = activities[command.activity];
  if (activity === undefined) return null;
  try {
    return activityAnswer(await activity(activityInput(linked, state, command.elementInstance)));
  } catch {
    return null;
  }
}

/** The one thing to do next, when it is another local activity and nothing else has become due. */
function onlyLocal(linked: Linked, state: InstanceState, commands: readonly Command[]): RunActivity | null {
  const [command] = commands;
  if (command === undefined || commands.length > 1 || command.type !== 'runActivity' || !command.local) return null;
  const element = elementOf(linked, state, command);
  return element !== null && mayFuse(linked.definition, element) ? command : null;
}

function outstandingActivity(state: InstanceState, id: string): RunActivity | null {
  const command = state.outstanding[id];
  return command?.type === 'runActivity' ? command : null;
}

function createLinks(contents: ContentCache): (hash: string) => Promise<Linked> {
  const known = new Map<string, Linked>();
  return async (hash) => {
    const kept = known.get(hash);
    if (kept !== undefined) return kept;
    const body = await contents.read(hash);
    if (body === null) throw new MissingContentError(hash);
    // Deployment has checked the content; its hash is its identity.
    const fresh = link(hash, JSON.parse(body) as Definition);
    known.set(hash, fresh);
    return fresh;
  };
}
