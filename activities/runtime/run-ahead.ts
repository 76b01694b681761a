import type { ActivityRegistry } from '#engine/contracts/activity.ts';
import type {
  AheadInput,
  RunAheadInput,
  RunAheadResult,
  RuntimeActivities,
} from '#engine/contracts/wire/runtime-activities.ts';
import { link, step } from '#engine/kernel/index.ts';
import type { Answer, Command, InstanceState, Linked } from '#engine/kernel/index.ts';
import { MissingContentError } from '#engine/store/definitions/index.ts';
import type { ContentCache } from '#engine/store/definitions/index.ts';
import type { Definition } from '#engine/model/definition.ts';
import { activityAnswer, activityInput } from '#workflows/process-instance/activity-input.ts';
import { decisionAnswer, decisionInput } from '#workflows/process-instance/decision-input.ts';
import { elementOf, isFusable, mayFuse } from '#workflows/process-instance/fusable.ts';
import type { Fusable } from '#workflows/process-instance/fusable.ts';

// A request to the instance waits for the run's end, so it must not last.
const longestRunMs = 2_000;
const mostTasks = 50;

type EvaluateDecision = RuntimeActivities['silkflow.evaluateDecision'];

/** What a run can do without the workflow. */
export interface Performers {
  readonly activities: ActivityRegistry;
  readonly evaluateDecision: EvaluateDecision;
}

/**
 * Runs one local activity or decision after the other, with the kernel between them, on a copy of the state: until something
 * else is to be waited for. A task that throws ends the run before it; the workflow then runs it alone, with its retries.
 */
export function createRunAhead(
  contents: ContentCache,
  performers: Performers,
): (input: RunAheadInput) => Promise<RunAheadResult> {
  const linked = createLinks(contents);

  return async ({ definition, state: copied, command, now, seed, budget }) => {
    const link = await linked(definition);
    // The workflow sends its kernel state, plain JSON; this is its copy.
    const state = copied as InstanceState;
    const inputs: AheadInput[] = [];
    const began = Date.now();
    let next = outstanding(state, command);
    while (next !== null && inputs.length < mostTasks && Date.now() - began < longestRunMs) {
      const clock = (): number => now + (Date.now() - began);
      const task = { linked: link, state, command: next, now: clock(), seed: `${seed}:${next.id}` };
      const answer = await perform(performers, task);
      if (answer === null) break;
      const input = { now: clock(), seed: `${seed}:${inputs.length}` };
      const outcome = step(link, state, { type: 'answered', command: next.id, answer, budget, ...input });
      inputs.push({ command: next.id, answer, ...input });
      if (!outcome.ok || outcome.more) break;
      next = onlyFusable(link, state, outcome.commands);
    }
    return { inputs, digest: state.digest };
  };
}

interface Task {
  readonly linked: Linked;
  readonly state: InstanceState;
  readonly command: Fusable;
  readonly now: number;
  readonly seed: string;
}

/** Null when the task threw: whether to try again is not decided here. */
async function perform(performers: Performers, { linked, state, command, now, seed }: Task): Promise<Answer | null> {
  try {
    if (command.type === 'evaluateDecision') {
      return decisionAnswer(await performers.evaluateDecision(decisionInput(state, command, { now, seed })));
    }
    const activity = performers.activities[command.activity];
    if (activity === undefined) return null;
    return activityAnswer(await activity(activityInput(linked, state, command.elementInstance)));
  } catch {
    return null;
  }
}

/** The one thing to do next, when the run can do it and nothing else has become due. */
function onlyFusable(linked: Linked, state: InstanceState, commands: readonly Command[]): Fusable | null {
  const [command] = commands;
  if (command === undefined || commands.length > 1 || !isFusable(command, state)) return null;
  const element = elementOf(linked, state, command);
  return element !== null && mayFuse(linked.definition, element) ? command : null;
}

function outstanding(state: InstanceState, id: string): Fusable | null {
  const command = state.outstanding[id];
  return command !== undefined && isFusable(command, state) ? command : null;
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
