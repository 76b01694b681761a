import type { ProcessDefinitionResult, ProcessElementStatisticsResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useCallback, useEffect, useState } from 'react';
import { elementCounts, processXml } from '../api/process-definitions.ts';
import type { Words } from '../i18n/language.tsx';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import type { ElementRegistry, Overlays } from '../ui/diagram/diagram-services.ts';
import { ProcessDiagram } from '../ui/diagram/process-diagram.tsx';
import { QueryView } from '../ui/query-view.tsx';

type List = (elementId: string, state: 'running' | 'incident') => void;

export function ProcessCountsDiagram({ definition }: { readonly definition: ProcessDefinitionResult }) {
  const words = useWords();
  const navigate = useNavigate();
  const { processDefinitionKey, processDefinitionId, version } = definition;
  const xml = useQuery(processXml(processDefinitionKey));
  const { data: counts } = useQuery(elementCounts(processDefinitionKey));
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const list = useCallback<List>(
    (element, state) =>
      void navigate({ to: '/instances', search: { process: processDefinitionId, version, element, state } }),
    [navigate, processDefinitionId, version],
  );
  const onReady = useCallback((ready: NavigatedViewer) => {
    setViewer(ready);
    return () => setViewer(null);
  }, []);
  useEffect(() => {
    if (viewer !== null && counts !== undefined) showCounts(viewer, counts, words, list);
  }, [viewer, counts, words, list]);
  return (
    <section className="card diagram-card tall" aria-label={words.t('cockpit.instance.diagram')}>
      <QueryView query={xml} loading={<Skeleton lines={8} height={28} />}>
        {(text) => <ProcessDiagram xml={text} label={words.t('cockpit.instance.diagram')} onReady={onReady} />}
      </QueryView>
    </section>
  );
}

const overlayType = 'silkflow-count';

function showCounts(
  viewer: NavigatedViewer,
  counts: readonly ProcessElementStatisticsResult[],
  words: Words,
  list: List,
): void {
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<ElementRegistry>('elementRegistry');
  overlays.remove({ type: overlayType });
  for (const count of counts) {
    const element = registry.get(count.elementId);
    if (element === undefined || element.type === 'bpmn:Process' || element.type === 'bpmn:Participant') continue;
    const badge = badgeOf(count, element.businessObject.name ?? element.id, words, list);
    if (badge === null) continue;
    overlays.add(count.elementId, overlayType, {
      position: { top: 0, left: element.width ?? 0 },
      html: badge,
      scale: { min: 1, max: 1.2 },
    });
  }
}

function badgeOf(
  count: ProcessElementStatisticsResult,
  element: string,
  { t, formats }: Words,
  list: List,
): HTMLElement | null {
  const badge = document.createElement('div');
  badge.className = 'count-badge';
  const add = (number: number, look: string, label: string, state: 'running' | 'incident') => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = look;
    button.textContent = formats.number(number);
    button.title = label;
    button.setAttribute('aria-label', label);
    button.addEventListener('click', () => list(count.elementId, state));
    badge.append(button);
  };
  const calm = count.active - count.incidents;
  if (calm > 0) add(calm, 'active', t('cockpit.process.activeBadge', { count: calm, element }), 'running');
  if (count.incidents > 0) {
    add(
      count.incidents,
      'incident',
      t('cockpit.process.incidentBadge', { count: count.incidents, element }),
      'incident',
    );
  }
  return badge.childElementCount === 0 ? null : badge;
}
