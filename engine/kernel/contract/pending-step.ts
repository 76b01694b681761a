import type { JsonObject } from '#engine/contracts/json.ts';
import type { ElementId, FlowId } from '#engine/model/definition.ts';
import type { CommandId } from './command.ts';
import type { Answer } from './input.ts';
import type { Key } from './state.ts';

/** One move of a token or a life cycle that waits its turn, first in first out, so that a budget can stop between any two. */
export type PendingStep =
  /** A token reaches `element` over `flow`. */
  | {
      readonly type: 'enter';
      readonly element: ElementId;
      readonly scope: Key;
      readonly flow: FlowId;
      /** An event-based gateway has caught the event already; this came with it. */
      readonly caught?: JsonObject;
    }
  /** Input mappings, start listeners, and what the element does; again when an incident of it is resolved. */
  | { readonly type: 'activate'; readonly key: Key }
  /** What follows the start listeners. */
  | { readonly type: 'begin'; readonly key: Key }
  /** Output mappings, then end listeners. */
  | { readonly type: 'complete'; readonly key: Key }
  /** What follows the end listeners: the outgoing flows. */
  | { readonly type: 'leave'; readonly key: Key }
  | { readonly type: 'terminate'; readonly key: Key }
  /** Start the next items of a multi-instance body. */
  | { readonly type: 'spawn'; readonly body: Key }
  /** See whether an inclusive or complex gateway can go on. */
  | { readonly type: 'checkJoin'; readonly gateway: ElementId; readonly scope: Key }
  /** The job of a listener has completed: the next one, or on with the element. */
  | { readonly type: 'listened'; readonly key: Key }
  /** A process that is cancelled asks its listeners again. */
  | { readonly type: 'endTermination'; readonly key: Key }
  /** Ask all task listeners about a change of a user task again. */
  | { readonly type: 'askTaskListeners'; readonly userTask: Key }
  /** Put a failed job back to work. */
  | { readonly type: 'retryJob'; readonly job: Key }
  /**
   * Put the question of an activated element (decision, called process, publication) to the host again. `part`: of a
   * multiple throw event, only that one.
   */
  | { readonly type: 'askAgain'; readonly key: Key; readonly part?: number }
  /** Ask for the undo of an interrupted activity (again). */
  | { readonly type: 'undo'; readonly key: Key }
  /** An answer that came while the instance was suspended. */
  | { readonly type: 'takeAnswer'; readonly command: CommandId; readonly answer: Answer }
  /** Evaluate the conditional events that see this variable. */
  | {
      readonly type: 'checkConditions';
      readonly scope: Key;
      readonly name: string;
      readonly change: 'create' | 'update';
    }
  | { readonly type: 'checkCondition'; readonly condition: Key };
