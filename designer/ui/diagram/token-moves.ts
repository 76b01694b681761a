import type { InstanceDiagram } from '#engine/contracts/api/instance.ts';
import type { DiagramElement, Point } from './diagram-services.ts';

export interface Move {
  readonly flow: DiagramElement;
  /** Milliseconds from now. */
  readonly start: number;
  readonly duration: number;
}

/** A page that was asleep would let hundreds of tokens run at once: beyond this the new state is simply shown. */
const mostMoves = 24;
const shortestMs = 160;

/** Ids of the flows that were taken more often in `next` than in `previous`. */
export function crossedFlows(previous: InstanceDiagram, next: InstanceDiagram): string[] {
  const before = new Map(previous.flows.map(({ flowId, taken }) => [flowId, taken]));
  const crossed = next.flows
    .filter(({ flowId, taken }) => taken > (before.get(flowId) ?? 0))
    .map((flow) => flow.flowId);
  return crossed.length > mostMoves ? [] : crossed;
}

/** A flow begins when those that lead to its source have ended; a loop is cut where it comes back to itself. */
export function schedule(flows: readonly DiagramElement[], unitsPerMs: number): Move[] {
  const moves = new Map<string, Move>();
  const place = (flow: DiagramElement, path: ReadonlySet<string>): Move => {
    const known = moves.get(flow.id);
    if (known !== undefined) return known;
    const onPath = new Set([...path, flow.id]);
    const before = flows.filter((other) => other.target?.id === flow.source?.id && !onPath.has(other.id));
    const start = Math.max(0, ...before.map((other) => endOf(place(other, onPath))));
    const move = { flow, start, duration: Math.max(shortestMs, lengthOf(flow.waypoints ?? []) / unitsPerMs) };
    moves.set(flow.id, move);
    return move;
  };
  return flows.map((flow) => place(flow, new Set()));
}

function endOf(move: Move): number {
  return move.start + move.duration;
}

export function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, index) => {
    const last = points[index] ?? point;
    return sum + Math.hypot(point.x - last.x, point.y - last.y);
  }, 0);
}
