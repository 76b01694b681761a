import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { lazy, Suspense, useState } from 'react';
import { instanceByKey, instanceState } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { InstanceDiagramCard } from './instance-diagram-card.tsx';
import { InstanceHead } from './instance-head.tsx';
import { InstanceNow } from './instance-now.tsx';
import { InstanceTimeline } from './instance-timeline.tsx';
import { RelatedInstances } from './related-instances.tsx';
import { StateNotice } from './state-notice.tsx';
import { VariablesCard } from './variables-card.tsx';
import './cockpit.css';
import './operate.css';

const AuditCard = lazy(async () => ({ default: (await import('./audit-card.tsx')).AuditCard }));
const ModifyInstance = lazy(async () => ({
  default: (await import('./modification/modify-instance.tsx')).ModifyInstance,
}));

const route = getRouteApi('/instances/$key');

/** One instance: where it stands, why it waits, what happened, what it knows, and everything that can be done about it. */
export function InstancePage() {
  const { t } = useWords();
  const { key } = route.useParams();
  const query = useQuery(instanceByKey(key));
  return (
    <div className="page instance-page">
      {query.data === undefined && <h1 className="visually-hidden">{key}</h1>}
      {query.isError && query.data === undefined && <p className="soft">{t('cockpit.instance.notFound')}</p>}
      {/* Another instance is another page: a plan for one must not be seen at the other. */}
      <QueryView query={query}>{(instance) => <Instance key={key} instance={instance} />}</QueryView>
    </div>
  );
}

function Instance({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { data: state } = useQuery(instanceState(instance.processInstanceKey));
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const [wantsModification, setWantsModification] = useState(false);
  const modifies = wantsModification && instance.endDate === null;
  return (
    <>
      <InstanceHead instance={instance} state={state} onModify={modifies ? null : () => setWantsModification(true)} />
      {state !== undefined && <StateNotice state={state} />}
      <InstanceNow instance={instance} />
      <InstanceDiagramCard instance={instance} onViewer={setViewer} />
      {modifies && (
        <Suspense fallback={<Skeleton lines={3} />}>
          {/* A migration brings another definition: the plan was for the one before. */}
          <ModifyInstance
            key={instance.processDefinitionKey}
            instance={instance}
            viewer={viewer}
            onLeave={() => setWantsModification(false)}
          />
        </Suspense>
      )}
      <div className="instance-grid">
        <div className="instance-side">
          <VariablesCard instance={instance} />
          <Suspense fallback={<Skeleton lines={3} />}>
            <AuditCard instance={instance} />
          </Suspense>
        </div>
        <div className="instance-side">
          <RelatedInstances instance={instance} />
          <InstanceTimeline instance={instance} />
        </div>
      </div>
    </>
  );
}
