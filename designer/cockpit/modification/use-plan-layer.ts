import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useEffect, useRef } from 'react';
import type { PlanShown } from './plan-layer.ts';
import { PlanLayer } from './plan-layer.ts';

/** Shows a plan on a diagram and hears of clicks on its elements. */
export function usePlanLayer(
  viewer: NavigatedViewer | null,
  shown: PlanShown,
  onClick: (elementId: string) => void,
): void {
  const layer = useRef<PlanLayer | null>(null);
  const click = useRef(onClick);
  useEffect(() => {
    if (viewer === null) return undefined;
    const created = new PlanLayer(viewer);
    layer.current = created;
    const heard = (event: { element: { id: string } }) => click.current(event.element.id);
    viewer.on('element.click', heard);
    return () => {
      viewer.off('element.click', heard);
      created.destroy();
      layer.current = null;
    };
  }, [viewer]);
  // After every rendering, the one that brought the layer included.
  useEffect(() => {
    click.current = onClick;
    layer.current?.show(shown);
  });
}
