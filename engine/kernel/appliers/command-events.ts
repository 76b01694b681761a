import type { InstanceState } from '../contract/state.ts';
import type { EventOf } from './event-of.ts';

type CommandEvent = EventOf<
  'commandSent' | 'commandSettled' | 'decisionEvaluated' | 'errorThrown' | 'escalationThrown'
>;

export function applyCommandEvent(state: InstanceState, event: CommandEvent): void {
  switch (event.type) {
    case 'commandSent': {
      const { command } = event;
      state.outstanding[command.id] = command;
      if (command.type !== 'runActivity') return;
      const job = state.waits[command.job];
      if (job?.kind !== 'job') return;
      job.command = command.id;
      job.attempt += 1;
      job.state = 'open';
      return;
    }
    case 'commandSettled':
      delete state.outstanding[event.command];
      return;
    case 'decisionEvaluated':
    case 'errorThrown':
    case 'escalationThrown':
      return;
  }
}
