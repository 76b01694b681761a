import type Modeler from 'bpmn-js/lib/Modeler.js';
import type { ModelProblem } from '#engine/model/problem.ts';
import type { ElementRegistry, Overlays } from '../../ui/diagram/diagram-services.ts';

const overlayType = 'silkflow-problem';

/** A mark at the upper left corner of every element with a problem; its tooltip says what is wrong. */
export function showProblemMarkers(
  modeler: Modeler,
  problems: readonly ModelProblem[],
  textOf: (problem: ModelProblem) => string,
): void {
  const overlays = modeler.get<Overlays>('overlays');
  const registry = modeler.get<ElementRegistry>('elementRegistry');
  overlays.remove({ type: overlayType });
  const elementIds = new Set(problems.flatMap((problem) => problem.elementId ?? []));
  for (const elementId of elementIds) {
    const element = registry.get(elementId);
    // A process has no shape to hang a mark on: its problems stand in the list.
    if (element === undefined || (element.width === undefined && element.waypoints === undefined)) continue;
    const found = problems.filter((problem) => problem.elementId === elementId);
    const position = element.waypoints === undefined ? { top: -12, left: -12 } : { top: 0, left: 0 };
    overlays.add(element.id, overlayType, { position, html: markerOf(found, textOf) });
  }
}

function markerOf(problems: readonly ModelProblem[], textOf: (problem: ModelProblem) => string): HTMLElement {
  const marker = document.createElement('div');
  const bad = problems.some((problem) => problem.severity === 'error');
  marker.className = `problem-marker ${bad ? 'error' : 'warning'}`;
  marker.textContent = bad ? '!' : '?';
  marker.title = problems.map(textOf).join('\n');
  return marker;
}
