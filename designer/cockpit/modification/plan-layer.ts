import type BaseViewer from 'bpmn-js/lib/BaseViewer.js';
import { canvasOf } from '../../ui/diagram/canvas.ts';
import type { DiagramElement, ElementRegistry, Point } from '../../ui/diagram/diagram-services.ts';
import type { Plan } from './plan.ts';
import { sourceOf, targetOf } from './plan.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

export interface PlanShown {
  readonly plan: Plan;
  /** The element whose token is to be moved next. */
  readonly picked: string | null;
  readonly refused: readonly string[];
}

/** A plan on the diagram: what ends, what begins, and an arrow for each token that moves. */
export class PlanLayer {
  readonly #viewer: BaseViewer;
  readonly #layer: SVGGElement;
  #marked: [element: string, marker: string][] = [];

  constructor(viewer: BaseViewer) {
    this.#viewer = viewer;
    this.#layer = canvasOf(viewer).getLayer('silkflow-plan', 600);
    this.#layer.classList.add('plan-layer');
  }

  show({ plan, picked, refused }: PlanShown): void {
    this.#unmark();
    this.#mark(picked === null ? [] : [picked], 'is-picked');
    this.#mark(
      plan.flatMap((one) => sourceOf(one) ?? []),
      'is-leaving',
    );
    this.#mark(
      plan.flatMap((one) => targetOf(one) ?? []),
      'is-beginning',
    );
    this.#mark(refused, 'is-refused');
    this.#layer.replaceChildren(
      ...plan.flatMap((one) => {
        const [from, to] = [this.#element(sourceOf(one)), this.#element(targetOf(one))];
        return from === undefined || to === undefined ? [] : [arrow(topOf(from), topOf(to))];
      }),
    );
  }

  destroy(): void {
    this.#unmark();
    this.#layer.replaceChildren();
  }

  #element(id: string | null): DiagramElement | undefined {
    return id === null ? undefined : this.#viewer.get<ElementRegistry>('elementRegistry').get(id);
  }

  #mark(ids: readonly string[], marker: string): void {
    for (const id of ids) {
      if (this.#element(id) === undefined) continue;
      canvasOf(this.#viewer).addMarker(id, marker);
      this.#marked.push([id, marker]);
    }
  }

  #unmark(): void {
    for (const [element, marker] of this.#marked) canvasOf(this.#viewer).removeMarker(element, marker);
    this.#marked = [];
  }
}

/** Where an arrow begins and ends: above the element, whose text it must not hide. */
function topOf({ x = 0, y = 0, width = 0 }: DiagramElement): Point {
  return { x: x + width / 2, y };
}

const headLength = 11;
/** How high an arrow rises above its ends, as a share of the way, and at least in diagram units. */
const rise = { share: 0.25, least: 40 };

function arrow(from: Point, to: Point): SVGPathElement {
  const way = Math.hypot(to.x - from.x, to.y - from.y);
  const peak = { x: (from.x + to.x) / 2, y: Math.min(from.y, to.y) - Math.max(rise.least, way * rise.share) };
  const angle = Math.atan2(to.y - peak.y, to.x - peak.x);
  const wing = (turn: number) =>
    `L${to.x - headLength * Math.cos(angle + turn)} ${to.y - headLength * Math.sin(angle + turn)}`;
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute(
    'd',
    `M${from.x} ${from.y}Q${peak.x} ${peak.y} ${to.x} ${to.y}${wing(0.45)}M${to.x} ${to.y}${wing(-0.45)}`,
  );
  return path;
}
