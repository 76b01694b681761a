import type { ElementId, FlowId } from '#engine/model/definition.ts';
import type { Key } from '../contract/state.ts';
import type { Run } from '../run.ts';

/** An event must not grow with the diagram: a wide join takes its tokens in pieces of about this many characters. */
const pieceLength = 800;

/**
 * The tokens that have come to a join over these flows are gone into it. Instances from before flag 7 (see `currentFlags`)
 * say so in one event, however many there are.
 */
export function takeTokens(run: Run, scope: Key, gateway: ElementId, flows: readonly FlowId[]): void {
  let piece: FlowId[] = [];
  let length = 0;
  const flush = (): void => {
    if (piece.length > 0) run.write({ type: 'joined', scope, gateway, flows: piece });
    piece = [];
    length = 0;
  };
  const isPiecewise = run.state.flags.includes(7);
  for (const flow of flows) {
    if (isPiecewise && length + flow.length > pieceLength) flush();
    piece.push(flow);
    length += flow.length + 3;
  }
  flush();
}
