import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { IconButton } from '../button.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { diagramColors, fitDiagram, zoomBy } from './canvas.ts';
import { withDrawing } from './with-drawing.ts';
import './diagram.css';

interface ProcessDiagramProps {
  readonly xml: string;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** Called once the diagram is drawn; what it answers cleans up before the next diagram. */
  readonly onReady: (viewer: NavigatedViewer) => (() => void) | undefined;
  readonly onElementClick?: (elementId: string) => void;
  readonly children?: ReactNode;
}

/** A diagram to look at: pan by dragging, zoom with Ctrl and the wheel. Shown in a frame that keeps the bpmn.io mark free. */
export function ProcessDiagram({ xml, label, onReady, onElementClick, children }: ProcessDiagramProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const click = useRef(onElementClick);
  useEffect(() => {
    click.current = onElementClick;
  });
  useEffect(() => {
    if (frame.current === null) return undefined;
    const created = new NavigatedViewer({ container: frame.current, bpmnRenderer: diagramColors });
    let current = true;
    // Destroying a viewer while it imports throws inside diagram-js, so the end waits for the import.
    const imported = withDrawing(xml)
      .then((drawn) => created.importXML(drawn.xml))
      .then(
        () => {
          if (!current) return;
          fitDiagram(created);
          setViewer(created);
        },
        (failure: unknown) => current && setError(failure),
      );
    created.on('element.click', (event: { element: { id: string } }) => click.current?.(event.element.id));
    return () => {
      current = false;
      setViewer(null);
      void imported.then(() => created.destroy());
    };
  }, [xml]);
  useEffect(() => (viewer === null ? undefined : onReady(viewer)), [viewer, onReady]);
  useRefitOnResize(frame, viewer);
  return (
    <figure className="diagram" aria-label={label}>
      <div ref={frame} className="diagram-canvas" />
      {error !== null && <ErrorNotice error={error} />}
      <div className="diagram-tools">
        {children}
        {viewer !== null && <ViewTools viewer={viewer} />}
      </div>
    </figure>
  );
}

const zoomStep = 1.35;

function ViewTools({ viewer }: { readonly viewer: NavigatedViewer }) {
  const { t } = useWords();
  return (
    <>
      <IconButton small icon="minus" label={t('ui.diagram.zoomOut')} onClick={() => zoomBy(viewer, 1 / zoomStep)} />
      <IconButton small icon="plus" label={t('ui.diagram.zoomIn')} onClick={() => zoomBy(viewer, zoomStep)} />
      <IconButton small icon="fit" label={t('ui.diagram.fit')} onClick={() => fitDiagram(viewer)} />
    </>
  );
}

/** Fits again when the frame changes its size, as long as the person has not moved the picture. */
function useRefitOnResize(frame: React.RefObject<HTMLDivElement | null>, viewer: NavigatedViewer | null): void {
  useEffect(() => {
    if (viewer === null || frame.current === null) return undefined;
    let moved = false;
    const onMove = () => (moved = true);
    frame.current.addEventListener('pointerdown', onMove);
    frame.current.addEventListener('wheel', onMove, { passive: true });
    const observer = new ResizeObserver(() => {
      if (!moved) fitDiagram(viewer);
    });
    const watched = frame.current;
    observer.observe(watched);
    return () => {
      observer.disconnect();
      watched.removeEventListener('pointerdown', onMove);
      watched.removeEventListener('wheel', onMove);
    };
  }, [frame, viewer]);
}
