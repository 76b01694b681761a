import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AuditEntry } from '#engine/contracts/api/audit.ts';
import { instanceAudit } from '../api/audit.ts';
import type { Words } from '../i18n/language.tsx';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import type { NameOf } from './use-element-names.ts';
import { useElementNames } from './use-element-names.ts';

/** Who changed what, and why, newest first. What the process did by itself is in the timeline. */
export function AuditCard({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { t } = useWords();
  const query = useInfiniteQuery(instanceAudit(instance.processInstanceKey));
  const nameOf = useElementNames(instance.processDefinitionKey);
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <section className="card audit" aria-busy={query.isPending}>
      <header>
        <h2>{t('operate.audit.title')}</h2>
      </header>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ErrorNotice error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && <p className="card-body soft">{t('operate.audit.empty')}</p>}
      <ol>
        {entries.map((entry) => (
          <AuditLine key={entry.key} entry={entry} instanceKey={instance.processInstanceKey} nameOf={nameOf} />
        ))}
      </ol>
      {query.hasNextPage && (
        <footer>
          <Button small disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('operate.audit.older')}
          </Button>
        </footer>
      )}
    </section>
  );
}

interface OtherInstanceProps {
  readonly entry: AuditEntry;
  readonly instanceKey: string;
}

interface AuditLineProps extends OtherInstanceProps {
  readonly nameOf: NameOf;
}

function AuditLine({ entry, instanceKey, nameOf }: AuditLineProps) {
  const words = useWords();
  const { t, formats } = words;
  const { before, after, reason } = entry;
  return (
    <li>
      <div className="audit-line">
        <strong>{entry.actor}</strong>
        <span>{actionText(entry, words)}</span>
        <time className="faint nowrap" dateTime={entry.at}>
          {formats.instant(entry.at)}
        </time>
      </div>
      <OtherInstance entry={entry} instanceKey={instanceKey} />
      {reason !== null && <p className="soft">{t('operate.audit.reason', { reason })}</p>}
      {(before !== null || after !== null) && (
        <details>
          <summary>{t('operate.audit.details')}</summary>
          <Changes entry={entry} nameOf={nameOf} />
        </details>
      )}
    </li>
  );
}

function actionText(entry: AuditEntry, { find, t }: Words): string {
  const { action, target } = entry;
  return find(`operate.audit.actions.${action}`, target) ?? t('operate.audit.actions.unknown', { action });
}

/** A restart stands in the audit of both: the one that ended, and the one that it began. */
function OtherInstance({ entry, instanceKey }: OtherInstanceProps) {
  const { t } = useWords();
  const { restartedFrom, processInstanceKey: restartedAs } = entry.target;
  if (restartedFrom === undefined || restartedAs === undefined) return null;
  const isOld = restartedFrom === instanceKey;
  const other = isOld ? restartedAs : restartedFrom;
  return (
    <Link to="/instances/$key" params={{ key: other }}>
      {isOld ? t('operate.audit.restartedAs', { key: other }) : t('operate.audit.restartedFrom', { key: other })}
    </Link>
  );
}

interface ChangesProps {
  readonly entry: AuditEntry;
  readonly nameOf: NameOf;
}

/** What was and what is, the parts that changed marked. */
function Changes({ entry, nameOf }: ChangesProps) {
  const words = useWords();
  const { t, find } = words;
  const [before, after] = [entry.before ?? {}, entry.after ?? {}];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  // Variables are called as the process calls them, whatever else has the name.
  const areVariables = entry.action === 'createElementInstanceVariables';
  const shown = (name: string, value: unknown) =>
    areVariables ? textOf(value) : valueText(name, value, nameOf, words);
  return (
    <div className="table-scroll">
      <table className="table audit-changes">
        <thead>
          <tr>
            <th aria-label={t('cockpit.variables.name')} />
            <th>{t('operate.audit.before')}</th>
            <th>{t('operate.audit.after')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const [was, is] = [shown(name, before[name]), shown(name, after[name])];
            return (
              <tr key={name} className={was === is ? 'soft' : 'changed'}>
                <th scope="row">{(areVariables ? null : find(`operate.audit.fields.${name}`)) ?? name}</th>
                <td>{was}</td>
                <td>{is}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function valueText(name: string, value: unknown, nameOf: NameOf, { find, formats, t }: Words): string {
  if (name === 'state') return find(`operate.audit.states.${textOf(value)}`) ?? textOf(value);
  if (name === 'elements' && typeof value === 'object' && value !== null) {
    const counts = Object.entries(value).map(([id, count]) =>
      count === 1 ? nameOf(id) : t('operate.preview.times', { element: nameOf(id), count: textOf(count) }),
    );
    return counts.length === 0 ? '–' : counts.join(', ');
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return formats.instant(value);
  return textOf(value);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
