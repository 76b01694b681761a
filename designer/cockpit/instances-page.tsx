import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { instancePage } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { filterOf, pageSize } from './instance-filter.ts';
import { InstanceFilters } from './instance-filters.tsx';
import { InstanceTable } from './instance-table.tsx';
import './cockpit.css';

const route = getRouteApi('/instances');

export function InstancesPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const filter = filterOf(search);
  const page = search.page ?? 1;
  const query = useQuery(instancePage(filter, { from: (page - 1) * pageSize, limit: pageSize }));
  return (
    <div className="page">
      <div className="page-head">
        <div className="titles">
          <h1>{t('cockpit.title')}</h1>
        </div>
      </div>
      <InstanceFilters search={search} />
      <section className="card" aria-busy={query.isFetching}>
        <QueryView query={query}>
          {(answer) => <InstanceTable answer={answer} search={search} readAt={query.dataUpdatedAt} />}
        </QueryView>
      </section>
    </div>
  );
}
