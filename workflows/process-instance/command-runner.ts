import { CancellationScope } from '@temporalio/workflow';
import type { ChildEnded } from '#engine/contracts/wire/process-instance.ts';
import type { Answer, Command, CommandId } from '#engine/kernel/index.ts';
import { ActivityCalls } from './activity-calls.ts';
import { ChildCalls } from './child-calls.ts';
import type { InstanceHost } from './instance-host.ts';
import { broadcastSignal, evaluateDecision, leaseKeys, publishMessage, readData, writeData } from './runtime-calls.ts';
import { waitUntil } from './timers.ts';

interface Running {
  readonly scope: CancellationScope;
  /** Whether it survives a continue-as-new: it is simply started again from the state. */
  readonly carries: boolean;
}

/** Does what the kernel asks for, and answers it. Only real waits are asynchronous here. */
export class CommandRunner {
  readonly #host: InstanceHost;
  readonly #running = new Map<CommandId, Running>();
  readonly #activities: ActivityCalls;
  readonly #children: ChildCalls;

  constructor(host: InstanceHost, children: Readonly<Record<string, string>>) {
    this.#host = host;
    this.#activities = new ActivityCalls(host);
    this.#children = new ChildCalls(host, children);
  }

  get isQuiet(): boolean {
    for (const { carries } of this.#running.values()) if (!carries) return false;
    return true;
  }

  /** Command → workflow id of the children that run. */
  get children(): Readonly<Record<CommandId, string>> {
    return this.#children.running;
  }

  perform(command: Command): void {
    switch (command.type) {
      case 'runActivity':
        if (this.#activities.admit(command)) this.#launch(command, () => this.#activities.run(command));
        return;
      case 'undoActivity':
        return this.#launch(command, () => this.#activities.undo(command));
      case 'startTimer':
        return this.#launch(command, () => waitUntil(command.due), { carries: true });
      case 'callProcess':
        if (!this.#children.isRunning(command.id)) this.#launch(command, () => this.#children.start(command));
        return;
      case 'cancelChild':
        return this.#launch(command, () => this.#children.cancel(command));
      case 'evaluateDecision':
        return this.#launch(command, () => evaluateDecision(this.#host, command));
      case 'publishMessage':
        return this.#launch(command, () => publishMessage(this.#host, command));
      case 'broadcastSignal':
        return this.#launch(command, () => broadcastSignal(this.#host, command));
      case 'leaseKeys':
        return this.#launch(command, leaseKeys);
      case 'readData':
        return this.#launch(command, () => readData(this.#host, command));
      case 'writeData':
        return this.#launch(command, () => writeData(this.#host, command));
    }
  }

  childEnded(ended: ChildEnded): void {
    this.#children.ended(ended);
  }

  /** Nobody waits for the answer any more, or (an activity that can be undone) it is to come soon. */
  withdraw(id: CommandId): void {
    const unstarted = this.#activities.withdraw(id);
    if (unstarted !== null) this.#host.submit({ type: 'answered', command: id, answer: unstarted });
    this.#running.get(id)?.scope.cancel();
    this.#children.forget(id);
  }

  /** A null answer means that the answer comes by another way. A throw is a fault of ours. */
  #launch(
    command: Command,
    work: () => Promise<Answer | null>,
    { carries }: { readonly carries: boolean } = { carries: false },
  ): void {
    // Shielded: a cancellation asked for by Temporal is the instance's to handle, as a request.
    void CancellationScope.nonCancellable(async () => {
      const scope = new CancellationScope();
      this.#running.set(command.id, { scope, carries });
      try {
        const answer = await scope.run(work);
        this.#finish(command);
        if (answer !== null) this.#host.submit({ type: 'answered', command: command.id, answer });
      } catch (error) {
        this.#finish(command);
        if (!scope.consideredCancelled) this.#host.fail(error);
      }
    });
  }

  #finish(command: Command): void {
    this.#running.delete(command.id);
    if (command.type !== 'runActivity') return;
    const next = this.#activities.next();
    if (next !== null) this.perform(next);
  }
}
