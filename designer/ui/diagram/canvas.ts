import type BaseViewer from 'bpmn-js/lib/BaseViewer.js';
import type { Canvas } from './diagram-services.ts';

/** Colours by CSS variable: a switch between light and dark needs no new drawing. */
export const diagramColors = {
  defaultFillColor: 'var(--diagram-fill)',
  defaultStrokeColor: 'var(--diagram-stroke)',
  defaultLabelColor: 'var(--diagram-label)',
};

export function canvasOf(viewer: BaseViewer): Canvas {
  return viewer.get<Canvas>('canvas');
}

const largestZoom = 1.25;

/** The whole diagram, centred, not larger than is pleasant. */
export function fitDiagram(viewer: BaseViewer): void {
  const canvas = canvasOf(viewer);
  canvas.resized();
  if (canvas.viewbox().outer.width === 0) return;
  // The second argument centres; without it the picture sticks to the upper left corner.
  canvas.zoom('fit-viewport', 'auto');
  if (canvas.zoom() > largestZoom) canvas.zoom(largestZoom, 'auto');
}
