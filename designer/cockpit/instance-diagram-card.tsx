import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { processXml } from '../api/process-definitions.ts';
import { instanceDiagram } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { IconButton } from '../ui/button.tsx';
import { showElements } from '../ui/diagram/canvas.ts';
import { ProcessDiagram } from '../ui/diagram/process-diagram.tsx';
import { TokenLayer } from '../ui/diagram/token-layer.ts';
import { QueryView } from '../ui/query-view.tsx';

interface InstanceDiagramCardProps {
  readonly instance: ProcessInstanceResult;
  /** Told of the drawn diagram, and with null of its end. */
  readonly onViewer: (viewer: NavigatedViewer | null) => void;
}

/** The diagram with the instance's tokens; when it moves on, they are seen to run. */
export function InstanceDiagramCard({ instance, onViewer }: InstanceDiagramCardProps) {
  const { t } = useWords();
  const layer = useRef<TokenLayer | null>(null);
  const xml = useQuery(processXml(instance.processDefinitionKey));
  const { data: diagram } = useQuery(instanceDiagram(instance.processInstanceKey));
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const standing = (diagram?.elements ?? []).filter(({ active }) => active > 0).map(({ elementId }) => elementId);
  const latest = useRef(diagram);
  useEffect(() => {
    latest.current = diagram;
    if (diagram !== undefined) layer.current?.show(diagram);
  }, [diagram]);
  const onReady = useCallback(
    (drawn: NavigatedViewer) => {
      const created = new TokenLayer(drawn);
      layer.current = created;
      setViewer(drawn);
      onViewer(drawn);
      if (latest.current !== undefined) created.show(latest.current);
      return () => {
        created.destroy();
        layer.current = null;
        setViewer(null);
        onViewer(null);
      };
    },
    [onViewer],
  );
  return (
    <section className="card diagram-card" aria-label={t('cockpit.instance.diagram')}>
      <QueryView query={xml} loading={<Skeleton lines={8} height={28} />}>
        {(text) => (
          <ProcessDiagram xml={text} label={t('cockpit.instance.diagram')} onReady={onReady}>
            {viewer !== null && standing.length > 0 && (
              <IconButton
                small
                icon="target"
                label={t('cockpit.instance.showTokens')}
                onClick={() => showElements(viewer, standing)}
              />
            )}
          </ProcessDiagram>
        )}
      </QueryView>
    </section>
  );
}
