import type { ProcessDefinitionResult, ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useEffect, useState } from 'react';
import { processXml } from '../../api/process-definitions.ts';
import { useWords } from '../../i18n/language.tsx';
import { Skeleton } from '../../ui/blank.tsx';
import { canvasOf } from '../../ui/diagram/canvas.ts';
import type { ElementRegistry } from '../../ui/diagram/diagram-services.ts';
import { ProcessDiagram } from '../../ui/diagram/process-diagram.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Migration } from './use-migration.ts';

interface MigrationDiagramsProps {
  readonly instance: ProcessInstanceResult;
  readonly migration: Migration;
  readonly target: ProcessDefinitionResult;
  /** The element of the source that is looked at. */
  readonly pointed: string | null;
  readonly onPoint: (elementId: string) => void;
}

type Marks = readonly (readonly [element: string, marker: string])[];

/** Both versions side by side: where the tokens stand, and where they will. A click points at both ends of a mapping. */
export function MigrationDiagrams({ instance, migration, target, pointed, onPoint }: MigrationDiagramsProps) {
  const { t } = useWords();
  const { rehearsing, mapping, preview } = migration;
  const live = rehearsing.state === 'ready' ? rehearsing.rehearsal.liveElements() : [];
  const refused = preview?.ok === false ? preview.refusals.flatMap(({ elementId }) => elementId ?? []) : [];
  const then = live.flatMap((id) => mapping[id] ?? []);
  const now: Marks = [
    ...live.map((id) => [id, 'is-active'] as const),
    ...refused.map((id) => [id, 'is-refused'] as const),
    ...(pointed === null ? [] : [[pointed, 'is-picked'] as const]),
  ];
  const later: Marks = [
    ...then.map((id) => [id, 'is-beginning'] as const),
    ...(pointed === null || mapping[pointed] === undefined ? [] : [[mapping[pointed], 'is-picked'] as const]),
  ];
  return (
    <div className="migration-diagrams">
      <MarkedDiagram
        title={t('operate.migration.source')}
        processDefinitionKey={instance.processDefinitionKey}
        marks={now}
        onClick={(id) => live.includes(id) && onPoint(id)}
      />
      <MarkedDiagram
        title={t('operate.migration.goal')}
        processDefinitionKey={target.processDefinitionKey}
        marks={later}
        onClick={(id) => {
          const from = live.find((one) => mapping[one] === id);
          if (from !== undefined) onPoint(from);
        }}
      />
    </div>
  );
}

interface MarkedDiagramProps {
  readonly title: string;
  readonly processDefinitionKey: string;
  readonly marks: Marks;
  readonly onClick: (elementId: string) => void;
}

function MarkedDiagram({ title, processDefinitionKey, marks, onClick }: MarkedDiagramProps) {
  const xml = useQuery(processXml(processDefinitionKey));
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const [onReady] = useState(() => (drawn: NavigatedViewer) => {
    setViewer(drawn);
    return () => setViewer(null);
  });
  const text = JSON.stringify(marks);
  useEffect(() => {
    if (viewer === null) return undefined;
    const canvas = canvasOf(viewer);
    const registry = viewer.get<ElementRegistry>('elementRegistry');
    const shown = (JSON.parse(text) as Marks).filter(([element]) => registry.get(element) !== undefined);
    for (const [element, marker] of shown) canvas.addMarker(element, marker);
    return () => {
      for (const [element, marker] of shown) {
        if (registry.get(element) !== undefined) canvas.removeMarker(element, marker);
      }
    };
  }, [viewer, text]);
  return (
    <div>
      <h3>{title}</h3>
      <div className="dialog-diagram">
        <QueryView query={xml} loading={<Skeleton lines={5} />}>
          {(drawing) => (
            <ProcessDiagram
              xml={drawing}
              label={title}
              onReady={onReady}
              onElementClick={(id) => onClick(id.replace(/_label$/, ''))}
            />
          )}
        </QueryView>
      </div>
    </div>
  );
}
