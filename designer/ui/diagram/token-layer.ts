import type BaseViewer from 'bpmn-js/lib/BaseViewer.js';
import type { InstanceDiagram } from '#engine/contracts/api/instance.ts';
import { canvasOf } from './canvas.ts';
import type { DiagramElement, ElementRegistry, Point } from './diagram-services.ts';
import { crossedFlows, schedule } from './token-moves.ts';
import type { Move } from './token-moves.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Diagram units per millisecond: a usual flow of 120 units takes 0.4 s. */
const speed = 0.3;
/** Below this zoom tokens no longer shrink with the diagram. */
const legibleZoom = 0.75;

/**
 * Tokens on a diagram. `show` marks where the instance stands and which way it came; against what was shown before it lets
 * tokens run along the flows that were crossed since, one after the other as the flows follow each other.
 */
export class TokenLayer {
  readonly #viewer: BaseViewer;
  readonly #layer: SVGGElement;
  readonly #resting: SVGGElement;
  #shown: InstanceDiagram | null = null;
  #running = new Set<number>();
  #marked: [element: string, marker: string][] = [];

  constructor(viewer: BaseViewer) {
    this.#viewer = viewer;
    this.#layer = canvasOf(viewer).getLayer('silkflow-tokens', 500);
    this.#layer.classList.add('token-layer');
    this.#resting = this.#layer.appendChild(document.createElementNS(svgNamespace, 'g'));
    viewer.on('canvas.viewbox.changed', this.#keepLegible);
    this.#keepLegible();
  }

  show(next: InstanceDiagram): void {
    const previous = this.#shown;
    this.#shown = next;
    this.#mark(next);
    const flows = previous === null || previous.seq === next.seq ? [] : crossedFlows(previous, next);
    const moves = schedule(
      flows.flatMap((id) => this.#element(id) ?? []),
      speed,
    );
    for (const move of moves) this.#run(move);
    this.#rest(next, moves);
  }

  destroy(): void {
    this.#viewer.off('canvas.viewbox.changed', this.#keepLegible);
    for (const frame of this.#running) cancelAnimationFrame(frame);
    this.#running.clear();
    this.#layer.replaceChildren();
  }

  /** Tokens keep their size on screen when a large diagram is shown small. */
  readonly #keepLegible = (): void => {
    const { outer, width } = canvasOf(this.#viewer).viewbox();
    const zoom = width === 0 ? 1 : outer.width / width;
    this.#layer.style.setProperty('--token-scale', String(Math.max(1, legibleZoom / zoom)));
  };

  #element(id: string): DiagramElement | undefined {
    return this.#viewer.get<ElementRegistry>('elementRegistry').get(id);
  }

  #mark(next: InstanceDiagram): void {
    const canvas = canvasOf(this.#viewer);
    for (const [element, marker] of this.#marked) canvas.removeMarker(element, marker);
    this.#marked = [
      ...next.flows.filter((flow) => flow.taken > 0).map((flow): [string, string] => [flow.flowId, 'is-taken']),
      ...next.elements.flatMap(({ elementId, active, completed, incidents }): [string, string][] => {
        if (incidents > 0) return [[elementId, 'has-incident']];
        if (active > 0) return [[elementId, 'is-active']];
        return completed > 0 ? [[elementId, 'is-done']] : [];
      }),
    ].filter(([element]) => this.#element(element) !== undefined);
    for (const [element, marker] of this.#marked) canvas.addMarker(element, marker);
  }

  /** Tokens at rest; one that a running token is about to bring appears when it arrives. */
  #rest(next: InstanceDiagram, moves: readonly Move[]): void {
    this.#resting.replaceChildren(
      ...next.elements.flatMap(({ elementId, active, incidents }) => {
        const element = this.#element(elementId);
        if (element === undefined || active === 0 || isContainer(element)) return [];
        const arrival = moves
          .filter((move) => move.flow.target?.id === elementId)
          .map((move) => move.start + move.duration);
        return [tokenAt(restingPoint(element), active, incidents > 0, Math.max(0, ...arrival))];
      }),
    );
  }

  #run({ flow, start, duration }: Move): void {
    const path = lineOf(flow.waypoints ?? []);
    const token = tokenAt(flow.waypoints?.[0] ?? { x: 0, y: 0 }, 1, false, 0);
    token.classList.add('moving');
    const begin = performance.now() + start;
    const length = path.getTotalLength();
    const frame = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - begin) / duration));
      if (now >= begin && token.parentNode === null) this.#layer.append(token);
      const { x, y } = path.getPointAtLength(length * easeInOut(share));
      token.setAttribute('transform', `translate(${x} ${y})`);
      if (share < 1) this.#next(frame);
      else token.remove();
    };
    this.#next(frame);
  }

  #next(frame: (now: number) => void): void {
    const id = requestAnimationFrame((now) => {
      this.#running.delete(id);
      frame(now);
    });
    this.#running.add(id);
  }
}

function isContainer(element: DiagramElement): boolean {
  return ['bpmn:Process', 'bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess', 'bpmn:Participant'].includes(
    element.type,
  );
}

/** On the upper edge of an activity, in the middle of an event or gateway. */
function restingPoint({ x = 0, y = 0, width = 0, height = 0, type }: DiagramElement): Point {
  const isActivity = /Task$|CallActivity$/.test(type);
  return isActivity ? { x: x + width - 2, y: y + 2 } : { x: x + width / 2, y: y + height / 2 };
}

function tokenAt({ x, y }: Point, count: number, incident: boolean, delay: number): SVGGElement {
  const group = document.createElementNS(svgNamespace, 'g');
  group.classList.add('token');
  if (incident) group.classList.add('incident');
  group.setAttribute('transform', `translate(${x} ${y})`);
  group.style.animationDelay = `${delay}ms`;
  const circle = document.createElementNS(svgNamespace, 'circle');
  circle.setAttribute('r', '9');
  group.append(circle);
  if (count > 1 || incident) {
    const text = document.createElementNS(svgNamespace, 'text');
    text.textContent = incident ? '!' : String(count);
    text.setAttribute('y', '4');
    group.append(text);
  }
  return group;
}

function lineOf(points: readonly Point[]): SVGPathElement {
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(''));
  return path;
}

function easeInOut(share: number): number {
  return share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
}
