import { completeJob, failJob, throwJobError } from '../behaviors/job-results.ts';
import type { Command } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import type { Key } from '../contract/state.ts';
import type { JobWait } from '../contract/wait.ts';
import { checkJobResult } from '../operations/check-job-result.ts';
import type { Run } from '../run.ts';

/** The result of an activity. Of an interrupted one only that it is over matters: its undo follows (UND1). */
export function takeActivityAnswer(
  run: Run,
  command: Extract<Command, { type: 'runActivity' }>,
  answer: Answer,
): boolean {
  if (!isActivityAnswer(answer)) return false;
  run.settle(command.id);
  const job = run.state.waits[command.job];
  if (job?.kind !== 'job') {
    run.queue({ type: 'undo', key: command.elementInstance });
    return true;
  }
  switch (answer.type) {
    case 'activityCompleted':
      completed(run, command.job, job, answer);
      return true;
    case 'activityFailed':
      failJob(run, command.job, job, answer.message, {});
      return true;
    case 'activityErrorThrown': {
      // Not the answer itself: its `type` would become the event's.
      const { code, message, variables } = answer;
      throwJobError(run, command.job, job, { code, message, variables });
      return true;
    }
    case 'activityCancelled':
      failJob(run, command.job, job, 'The activity was cancelled from outside', {});
      return true;
  }
}

/**
 * An activity answers as a worker does: as a task listener it can deny or correct, for an ad-hoc subprocess say what comes
 * next. What may not be answered fails the job, so that it can run again. Before flag 6 (see `currentFlags`) only variables counted.
 */
function completed(
  run: Run,
  key: Key,
  job: JobWait,
  { variables, result }: Extract<ActivityAnswer, { type: 'activityCompleted' }>,
): void {
  if (!run.state.flags.includes(6)) return completeJob(run, key, job, variables);
  const problems = checkJobResult(run, job, variables, result);
  if (problems.length === 0) return completeJob(run, key, job, variables, result);
  failJob(run, key, job, problems.map(({ message }) => message).join('; '), {});
}

type ActivityAnswer = Extract<Answer, { type: `activity${string}` }>;

function isActivityAnswer(answer: Answer): answer is ActivityAnswer {
  return answer.type.startsWith('activity');
}
