import type { Json, JsonObject } from '../json.ts';
import type { DefinitionRef } from './process-instance.ts';

/**
 * What the process workflow asks of the engine itself, by local activities. Each is idempotent: a crash between its effect
 * and the workflow task runs it again. A throw is retried for ever (the database is away); answers tell the rest.
 */
export interface RuntimeActivities {
  'silkflow.callProcess'(input: CallProcessInput): Promise<CallProcessResult>;
  'silkflow.evaluateDecision'(input: EvaluateDecisionInput): Promise<EvaluateDecisionResult>;
  'silkflow.publishMessage'(input: PublishMessageInput): Promise<EffectResult>;
  'silkflow.broadcastSignal'(input: BroadcastSignalInput): Promise<EffectResult>;
  'silkflow.leaseKeys'(): Promise<{ readonly first: string; readonly last: string }>;
  /** Answers the reference; the data converter brings the content, as with the workflow's own definition. */
  'silkflow.loadDefinition'(hash: string): Promise<DefinitionRef>;
  /** Runs consecutive local activities and decisions, with the kernel between them, outside the sandbox (design decision D5). */
  'silkflow.runAhead'(input: RunAheadInput): Promise<RunAheadResult>;
  'silkflow.readData'(input: DataInput): Promise<Json>;
  'silkflow.writeData'(input: DataInput & { readonly value: Json }): Promise<EffectResult>;
}

export type EffectResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Where a process or decision is taken from; see `ResolvedBinding` of the kernel. */
export type WireBinding =
  | { readonly type: 'latest' }
  | { readonly type: 'deployment'; readonly hash: string }
  | { readonly type: 'versionTag'; readonly versionTag: string };

export interface CallProcessInput {
  readonly tenantId: string;
  readonly processId: string;
  readonly binding: WireBinding;
  readonly businessId: string | null;
  readonly root: string;
  readonly parent: { readonly instance: string; readonly elementInstance: string; readonly command: string };
}

/** A child with its key leased and its row written, to be started. The same command again gives the same child. */
export type CallProcessResult =
  | {
      readonly found: true;
      readonly key: string;
      readonly processDefinitionKey: string;
      readonly processId: string;
      readonly version: number;
      readonly definition: string;
    }
  | { readonly found: false; readonly message: string };

export interface EvaluateDecisionInput {
  readonly tenantId: string;
  readonly decisionId: string;
  readonly binding: WireBinding;
  readonly variables: JsonObject;
  /** Epoch milliseconds; what `now()` tells. */
  readonly now: number;
  readonly seed: string;
}

export type EvaluateDecisionResult =
  | { readonly ok: true; readonly decisionKey: string | null; readonly value: Json; readonly explanation: Json }
  | {
      readonly ok: false;
      readonly incident: 'CALLED_DECISION_ERROR' | 'DECISION_EVALUATION_ERROR';
      readonly message: string;
    };

export interface PublishMessageInput {
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
  /** Two buffered messages of one id, name and key are one. */
  readonly messageId: string;
  /** Makes publishing idempotent, whatever has become of the message. */
  readonly effectId: string;
  /** Milliseconds. */
  readonly timeToLive: number;
  readonly variables: JsonObject;
}

export interface BroadcastSignalInput {
  readonly tenantId: string;
  readonly name: string;
  readonly variables: JsonObject;
  /** Makes broadcasting idempotent. */
  readonly effectId: string;
}

export interface DataInput {
  readonly tenantId: string;
  readonly store: string;
  readonly item: string;
}

export interface RunAheadInput {
  /** Content hash. */
  readonly definition: string;
  /** An `InstanceState` of the kernel. */
  readonly state: object;
  /** The local activity or decision to begin with. */
  readonly command: string;
  /** Time, in epoch milliseconds, and seed of the workflow when it asked. */
  readonly now: number;
  readonly seed: string;
  /** Events a step may write: the same here and there, so that both stop at the same place. */
  readonly budget: number;
}

/** The inputs that the kernel took, in order; the workflow takes the same and must come to the same digest. */
export interface RunAheadResult {
  readonly inputs: readonly AheadInput[];
  readonly digest: string;
}

export interface AheadInput {
  readonly command: string;
  /** An `Answer` of the kernel. */
  readonly answer: object;
  readonly now: number;
  readonly seed: string;
}
