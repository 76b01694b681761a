import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { SearchAnswer } from '../api/page.ts';
import { freshRows, newerCount, suspendedAmong } from '../api/process-instances.ts';
import type { InstanceSearch } from '../app/router.tsx';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Ago, Lasted } from '../ui/clock.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { filterOf, pageSize } from './instance-filter.ts';

interface InstanceTableProps {
  readonly answer: SearchAnswer<ProcessInstanceResult>;
  readonly search: InstanceSearch;
  /** When the list was read, epoch ms. */
  readonly readAt: number;
}

/**
 * The list stands still under the cursor: rows change their state in place, and instances that started since wait behind a
 * pill until the person wants them.
 */
export function InstanceTable({ answer, search, readAt }: InstanceTableProps) {
  const { t } = useWords();
  const keys = answer.items.map((item) => item.processInstanceKey as string);
  const fresh = useQuery(freshRows(keys)).data?.items ?? [];
  const suspended = useQuery(suspendedAmong(keys)).data ?? [];
  const byKey = new Map(fresh.map((item) => [item.processInstanceKey, item]));
  const rows = answer.items.map((item) => byKey.get(item.processInstanceKey) ?? item);
  if (rows.length === 0) return <NoInstances search={search} readAt={readAt} />;
  return (
    <>
      <NewerPill search={search} newest={answer.items[0]?.startDate ?? null} />
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{t('cockpit.list.businessId')}</th>
              <th>{t('cockpit.list.state')}</th>
              <th>{t('cockpit.list.process')}</th>
              <th>{t('cockpit.list.started')}</th>
              <th className="number">{t('cockpit.list.lasted')}</th>
              <th className="number">{t('cockpit.list.key')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <InstanceRow
                key={row.processInstanceKey}
                row={row}
                isSuspended={suspended.includes(row.processInstanceKey)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Pager search={search} total={answer.page.totalItems} />
    </>
  );
}

interface InstanceRowProps {
  readonly row: ProcessInstanceResult;
  readonly isSuspended: boolean;
}

function InstanceRow({ row, isSuspended }: InstanceRowProps) {
  const { t, name } = useWords();
  const link = { to: '/instances/$key', params: { key: row.processInstanceKey as string } } as const;
  return (
    <tr>
      <td>
        <Link {...link} className="lead">
          {row.businessId ?? row.processInstanceKey}
        </Link>
        {row.parentProcessInstanceKey !== null && <div className="faint">{t('cockpit.list.called')}</div>}
      </td>
      <td>
        <StateLabel state={isSuspended ? 'SUSPENDED' : row.state} hasIncident={row.hasIncident} />
      </td>
      <td>
        {name(row.processDefinitionName ?? row.processDefinitionId)}{' '}
        <span className="faint">{t('cockpit.list.versionTag', { version: String(row.processDefinitionVersion) })}</span>
      </td>
      <td>
        <Ago at={row.startDate} />
      </td>
      <td className="number">
        <Lasted from={row.startDate} until={row.endDate} />
      </td>
      <td className="number faint mono">{row.processInstanceKey}</td>
    </tr>
  );
}

interface NewerPillProps {
  readonly search: InstanceSearch;
  readonly newest: string | null;
}

function NewerPill({ search, newest }: NewerPillProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: count = 0 } = useQuery({ ...newerCount(filterOf(search), newest), enabled: newest !== null });
  if (count === 0 || search.page !== undefined) return null;
  const show = async () => {
    await navigate({ to: '/instances', search: { ...search, page: undefined } });
    await client.invalidateQueries({ queryKey: ['instances', 'page'] });
  };
  return (
    <div className="newer">
      <Button small look="primary" onClick={() => void show()}>
        {t('cockpit.list.newer', { count })}
      </Button>
    </div>
  );
}

function NoInstances({ search, readAt }: Pick<InstanceTableProps, 'search' | 'readAt'>) {
  const { t } = useWords();
  const narrowed = search.q ?? search.process ?? search.element ?? search.state;
  const since = new Date(readAt).toISOString();
  return (
    <>
      <NewerPill search={search} newest={since} />
      <Blank
        icon="cockpit"
        title={t(narrowed === undefined ? 'cockpit.list.none' : 'cockpit.list.empty')}
        actions={
          <Link className="button" to="/instances" search={{ state: 'all' }}>
            {t('cockpit.list.states.all')}
          </Link>
        }
      >
        {t(narrowed === undefined ? 'cockpit.list.noneText' : 'cockpit.list.emptyText')}
      </Blank>
    </>
  );
}

interface PagerProps {
  readonly search: InstanceSearch;
  readonly total: number;
}

function Pager({ search, total }: PagerProps) {
  const { t } = useWords();
  const page = search.page ?? 1;
  const from = (page - 1) * pageSize + 1;
  const to = Math.min(page * pageSize, total);
  const at = (target: number): InstanceSearch => ({ ...search, page: target > 1 ? target : undefined });
  return (
    <nav className="pager" aria-label={t('ui.pager.label')}>
      <span>{t('ui.pager.range', { from, to, total })}</span>
      <span className="toolbar">
        {page > 1 && (
          <Link className="button small" to="/instances" search={at(page - 1)}>
            {t('ui.pager.earlier')}
          </Link>
        )}
        {to < total && (
          <Link className="button small" to="/instances" search={at(page + 1)}>
            {t('ui.pager.later')}
          </Link>
        )}
      </span>
    </nav>
  );
}
