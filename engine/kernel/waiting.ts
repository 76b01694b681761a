import type { ElementId, FlowId } from '#engine/model/definition.ts';
import type { InstanceState, Key } from './contract/state.ts';
import type { JobWait, Wait } from './contract/wait.ts';

export function jobOf(state: InstanceState, key: Key): JobWait | null {
  const wait = state.waits[key];
  return wait?.kind === 'job' ? wait : null;
}

/** Why an instance does not go on: everything it waits for, by key. Empty for one that has ended or has work left. */
export function waitingReasons(state: InstanceState): readonly (Wait & { readonly key: Key })[] {
  return Object.entries(state.waits).flatMap(([key, wait]) => (wait.kind === 'compensation' ? [] : [{ key, ...wait }]));
}

/** A gateway that holds tokens until others come. */
export interface WaitingJoin {
  readonly scope: Key;
  readonly gateway: ElementId;
  /** The incoming flows that have brought a token; none for a complex gateway that waits to be reset. */
  readonly arrived: readonly FlowId[];
}

/** Tokens that wait at a join: why an instance does not go on where `waitingReasons` names nothing. */
export function waitingJoins({ elements }: InstanceState): readonly WaitingJoin[] {
  return Object.values(elements).flatMap(({ key, joins = {}, data }) => {
    const gateways = new Set([...Object.keys(joins), ...Object.keys(data.resetting ?? {})]);
    return [...gateways].map((gateway) => ({ scope: key, gateway, arrived: Object.keys(joins[gateway] ?? {}) }));
  });
}
