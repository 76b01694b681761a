import type { IncidentResult, ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Wait } from '#engine/contracts/api/wait.ts';
import { instanceIncidents, retryIncident } from '../api/incidents.ts';
import { instanceWaits } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { Lasted } from '../ui/clock.tsx';
import { Due } from '../ui/due.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Icon } from '../ui/icon.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { useAnnounce } from '../ui/toasts.tsx';
import { useElementNames } from './use-element-names.ts';

/** The answer to "what is it doing?": incidents first, then every wait with its reason, then what may interrupt it. */
export function InstanceNow({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { t } = useWords();
  const key = instance.processInstanceKey as string;
  const waits = useQuery(instanceWaits(key));
  const incidents = useQuery({ ...instanceIncidents(key), enabled: instance.hasIncident });
  const nameOf = useElementNames(instance.processDefinitionKey);
  const open = instance.hasIncident ? (incidents.data ?? []) : [];
  return (
    <section className="now" aria-label={t('cockpit.instance.now')}>
      {open.map((incident) => (
        <IncidentNotice key={incident.incidentKey} incident={incident} elementName={nameOf(incident.elementId)} />
      ))}
      <QueryView query={waits} loading={<Skeleton lines={1} />}>
        {(all) => {
          const shown = all.filter((wait) => wait.reason.kind !== 'incident');
          // What listens on the whole instance does not hold it up; it can only be called in.
          const [aside, holding] = [
            shown.filter((wait) => isAside(wait, key)),
            shown.filter((wait) => !isAside(wait, key)),
          ];
          return (
            <>
              {holding.length === 0 && open.length === 0 && <Quiet state={instance.state} />}
              {[...holding, ...aside].map((wait) => (
                <WaitLine
                  key={`${wait.elementInstanceKey}-${wait.elementId}-${wait.reason.kind}`}
                  wait={wait}
                  name={nameOf(wait.elementId)}
                  aside={isAside(wait, key)}
                />
              ))}
            </>
          );
        }}
      </QueryView>
    </section>
  );
}

function isAside(wait: Wait, instanceKey: string): boolean {
  return wait.elementInstanceKey === instanceKey;
}

function Quiet({ state }: { readonly state: string }) {
  const { t } = useWords();
  if (state === 'COMPLETED') return <p className="soft">{t('cockpit.instance.endedCompleted')}</p>;
  if (state === 'TERMINATED') return <p className="soft">{t('cockpit.instance.endedTerminated')}</p>;
  return <p className="soft">{t('cockpit.instance.nothingWaits')}</p>;
}

interface IncidentNoticeProps {
  readonly incident: IncidentResult;
  readonly elementName: string;
}

function IncidentNotice({ incident, elementName }: IncidentNoticeProps) {
  const { t, find, said } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const retry = async () => {
    setBusy(true);
    setError(null);
    try {
      await retryIncident(incident);
      announce.done(t('cockpit.incident.retried'));
      await client.invalidateQueries({ queryKey: ['instance', incident.processInstanceKey] });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="notice bad incident">
      <div>
        <h3>{t('cockpit.incident.title', { element: elementName })}</h3>
        <p>{find(`cockpit.incident.types.${incident.errorType}`) ?? incident.errorType}</p>
        <p className="incident-message mono">{said(incident.errorMessage)}</p>
        <div className="toolbar">
          <Button small look="primary" icon="retry" disabled={busy} onClick={() => void retry()}>
            {t('cockpit.incident.retry')}
          </Button>
          <a className="button small" href="#variables">
            {t('cockpit.incident.edit')}
          </a>
        </div>
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </div>
  );
}

const icons: Record<Wait['reason']['kind'], IconName> = {
  userTask: 'user',
  timer: 'timer',
  message: 'message',
  signal: 'message',
  condition: 'search',
  job: 'gear',
  child: 'child',
  incident: 'alert',
};

interface WaitLineProps {
  readonly wait: Wait;
  readonly name: string;
  readonly aside: boolean;
}

function WaitLine({ wait, name, aside }: WaitLineProps) {
  return (
    <div className={`wait ${aside ? 'aside' : ''}`}>
      <span className={`wait-icon ${wait.reason.kind}`}>
        <Icon name={icons[wait.reason.kind]} />
      </span>
      <div>
        <div className="wait-name">
          <strong>{name}</strong>
          <span className="faint nowrap">
            <Lasted from={wait.since} />
          </span>
        </div>
        <WaitReasonText wait={wait} />
      </div>
      <WaitAction wait={wait} />
    </div>
  );
}

function WaitReasonText({ wait: { reason } }: { readonly wait: Wait }) {
  const { t, formats, said } = useWords();
  switch (reason.kind) {
    case 'userTask':
      return (
        <p className="soft">
          {reason.assignee === null
            ? t('cockpit.wait.userTask')
            : t('cockpit.wait.userTaskOf', { name: reason.assignee })}{' '}
          {reason.dueAt !== null && <Due at={reason.dueAt} />}
        </p>
      );
    case 'timer':
      return (
        <p className="soft">
          {t('cockpit.wait.timer', { time: formats.instant(reason.dueAt) })} <Due at={reason.dueAt} />
        </p>
      );
    case 'message':
      return (
        <p className="soft">{t('cockpit.wait.message', { name: reason.messageName, key: reason.correlationKey })}</p>
      );
    case 'signal':
      return <p className="soft">{t('cockpit.wait.signal', { name: reason.signalName })}</p>;
    case 'condition':
      return <p className="soft">{t('cockpit.wait.condition')}</p>;
    case 'job':
      return <JobText reason={reason} />;
    case 'child':
      return <p className="soft">{t('cockpit.wait.child')}</p>;
    case 'incident':
      return <p className="soft">{said(reason.message)}</p>;
  }
}

function JobText({ reason }: { readonly reason: Extract<Wait['reason'], { kind: 'job' }> }) {
  const { t, formats, said } = useWords();
  const what =
    reason.execution !== 'external'
      ? t('cockpit.wait.activity', { type: reason.jobType })
      : reason.worker === null
        ? t('cockpit.wait.job', { type: reason.jobType })
        : t('cockpit.wait.jobHeld', { worker: reason.worker, type: reason.jobType });
  return (
    <>
      <p className="soft">
        {what}
        {reason.lastFailure !== null && ` · ${t('cockpit.wait.retriesLeft', { count: reason.retries })}`}
        {reason.backOffUntil !== null && ` · ${t('cockpit.wait.nextTry', { time: formats.time(reason.backOffUntil) })}`}
      </p>
      {reason.lastFailure !== null && <p className="mono soft">{said(reason.lastFailure)}</p>}
    </>
  );
}

function WaitAction({ wait: { reason } }: { readonly wait: Wait }) {
  const { t } = useWords();
  if (reason.kind === 'userTask') {
    return (
      <Link className="button small" to="/tasks" search={{ queue: 'all', task: reason.userTaskKey }}>
        {t('cockpit.wait.openTask')}
      </Link>
    );
  }
  if (reason.kind === 'child') {
    return (
      <Link className="button small" to="/instances/$key" params={{ key: reason.processInstanceKey }}>
        {t('cockpit.wait.openChild')}
      </Link>
    );
  }
  return null;
}
