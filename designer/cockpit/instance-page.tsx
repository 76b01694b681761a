import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { instanceByKey } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { InstanceDiagramCard } from './instance-diagram-card.tsx';
import { InstanceHead } from './instance-head.tsx';
import { InstanceNow } from './instance-now.tsx';
import { InstanceTimeline } from './instance-timeline.tsx';
import { RelatedInstances } from './related-instances.tsx';
import { VariablesCard } from './variables-card.tsx';
import './cockpit.css';

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
      <QueryView query={query}>
        {(instance) => (
          <>
            <InstanceHead instance={instance} />
            <InstanceNow instance={instance} />
            <InstanceDiagramCard instance={instance} />
            <div className="instance-grid">
              <VariablesCard instance={instance} />
              <div className="instance-side">
                <RelatedInstances instance={instance} />
                <InstanceTimeline instance={instance} />
              </div>
            </div>
          </>
        )}
      </QueryView>
    </div>
  );
}
