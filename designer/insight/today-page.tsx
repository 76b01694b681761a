import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Today } from '#engine/contracts/api/today.ts';
import { today } from '../api/overview.ts';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { IncidentGroups } from './incident-groups.tsx';
import { ProcessFigures } from './process-figures.tsx';
import { Throughput } from './throughput.tsx';
import { WaitingGroups } from './waiting-groups.tsx';
import './today.css';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The first look of the day: every number leads to the list it counts. */
export function TodayPage() {
  const { t, formats } = useWords();
  const query = useQuery(today(zone));
  return (
    <div className="page today-page">
      <div className="page-head">
        <div className="titles">
          <h1>{t('today.title')}</h1>
        </div>
        {query.data !== undefined && (
          <span className="faint">{t('today.lead', { time: formats.time(query.data.asOf) })}</span>
        )}
      </div>
      <QueryView query={query}>{(data) => <TodayView data={data} />}</QueryView>
    </div>
  );
}

function TodayView({ data }: { readonly data: Today }) {
  const { t } = useWords();
  if (data.processes.length === 0) {
    return (
      <section className="card">
        <Blank
          icon="today"
          title={t('today.empty')}
          actions={
            <Link className="button primary" to="/design">
              {t('today.emptyAction')}
            </Link>
          }
        >
          {t('today.emptyText')}
        </Blank>
      </section>
    );
  }
  return (
    <div className="today-grid">
      <ProcessFigures data={data} />
      <Throughput hours={data.throughput} />
      <IncidentGroups groups={data.incidents} />
      <WaitingGroups groups={data.waiting} />
    </div>
  );
}
