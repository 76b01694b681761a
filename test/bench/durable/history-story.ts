import type { WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];

/** A history in one line, e.g. `started · task · activity×3 · task · completed`: workflow tasks and activities as one word. */
export function historyStory({ events }: History): string {
  const words: string[] = [];
  for (const event of events ?? []) {
    const word = wordOf(event);
    if (word === null) continue;
    const last = words.at(-1);
    const [name, times = '1'] = last?.split('×') ?? [];
    if (name === word) words[words.length - 1] = `${word}×${Number(times) + 1}`;
    else words.push(word);
  }
  return words.join(' · ');
}

/** Null: told by the event that began it. */
function wordOf(event: Event): string | null {
  if (event.activityTaskScheduledEventAttributes) return 'activity';
  if (event.activityTaskStartedEventAttributes || event.activityTaskCompletedEventAttributes) return null;
  if (event.workflowTaskScheduledEventAttributes) return 'task';
  if (event.workflowTaskStartedEventAttributes || event.workflowTaskCompletedEventAttributes) return null;
  if (event.workflowExecutionStartedEventAttributes) return 'started';
  if (event.workflowExecutionCompletedEventAttributes) return 'completed';
  if (event.workflowExecutionSignaledEventAttributes) return 'signal';
  if (event.workflowExecutionUpdateAcceptedEventAttributes) return 'update';
  if (event.workflowExecutionUpdateCompletedEventAttributes) return null;
  if (event.markerRecordedEventAttributes) return 'local';
  if (event.timerStartedEventAttributes) return 'timer';
  if (event.timerCanceledEventAttributes) return 'timer-cancelled';
  if (event.workflowPropertiesModifiedEventAttributes) return 'memo';
  return `other(${event.eventType})`;
}
