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
/** Free space around the picture, in pixels. */
const margin = 28;
/** The bpmn.io mark stands at the bottom: a fitted diagram ends above it. */
const bottomMargin = 48;

/** The whole diagram, centred, not larger than is pleasant. `left` is room that something else covers, in pixels. */
export function fitDiagram(viewer: BaseViewer, left = 0): void {
  const canvas = canvasOf(viewer);
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (outer.width === 0 || inner.width === 0) return;
  const width = outer.width - left - 2 * margin;
  const height = outer.height - margin - bottomMargin;
  const scale = Math.min(largestZoom, width / inner.width, height / inner.height);
  canvas.viewbox({
    x: inner.x - (left + margin + (width - inner.width * scale) / 2) / scale,
    y: inner.y - (margin + (height - inner.height * scale) / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
