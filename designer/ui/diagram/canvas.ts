import type BaseViewer from 'bpmn-js/lib/BaseViewer.js';
import type { Box, Canvas, ElementRegistry } from './diagram-services.ts';

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

const zoomLimits = { smallest: 0.1, largest: 4 };

/** Larger (above 1) or smaller, around the middle of the frame. */
export function zoomBy(viewer: BaseViewer, factor: number): void {
  const canvas = canvasOf(viewer);
  const { x, y, width, height, outer } = canvas.viewbox();
  if (outer.width === 0) return;
  const scale = outer.width / width;
  const next = Math.min(zoomLimits.largest, Math.max(zoomLimits.smallest, scale * factor));
  const [newWidth, newHeight] = [outer.width / next, outer.height / next];
  canvas.viewbox({
    x: x + (width - newWidth) / 2,
    y: y + (height - newHeight) / 2,
    width: newWidth,
    height: newHeight,
  });
}

/** Diagram units that stay visible around what is shown. */
const surroundings = 160;

/** These elements with what is around them, in a size that can be read. Ids without a shape are left out. */
export function showElements(viewer: BaseViewer, ids: readonly string[]): void {
  const registry = viewer.get<ElementRegistry>('elementRegistry');
  const shapes = ids.flatMap((id) => {
    const { x, y, width, height } = registry.get(id) ?? {};
    return x === undefined || y === undefined || width === undefined || height === undefined
      ? []
      : [{ x, y, width, height }];
  });
  const canvas = canvasOf(viewer);
  const { outer } = canvas.viewbox();
  if (shapes.length === 0 || outer.width === 0) return;
  const around = grown(enclosing(shapes), surroundings);
  const scale = Math.min(1, outer.width / around.width, outer.height / around.height);
  const [width, height] = [outer.width / scale, outer.height / scale];
  canvas.viewbox({
    x: around.x - (width - around.width) / 2,
    y: around.y - (height - around.height) / 2,
    width,
    height,
  });
}

function enclosing(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
