import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { Link } from '@tanstack/react-router';
import type { InstanceState } from '#engine/contracts/api/instance.ts';
import { useWords } from '../i18n/language.tsx';
import { Lasted } from '../ui/clock.tsx';
import { Copyable } from '../ui/copyable.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { InstanceActions } from './instance-actions.tsx';

interface InstanceHeadProps {
  readonly instance: ProcessInstanceResult;
  /** Undefined until it is read. */
  readonly state: InstanceState | undefined;
  /** Null while a modification is under way. */
  readonly onModify: (() => void) | null;
}

export function InstanceHead({ instance, state, onModify }: InstanceHeadProps) {
  const { t, formats, name } = useWords();
  const { processDefinitionId, processDefinitionName, processDefinitionVersion, startDate, endDate } = instance;
  return (
    <div className="page-head">
      <div className="titles">
        <p className="crumbs">
          <Link to="/instances">{t('cockpit.instance.crumbs')}</Link> <span aria-hidden="true">/</span>{' '}
          <Link
            to="/processes/$processId"
            params={{ processId: processDefinitionId }}
            search={{ version: processDefinitionVersion }}
          >
            {name(processDefinitionName ?? processDefinitionId)}
          </Link>{' '}
          <span className="faint">{t('cockpit.instance.version', { version: String(processDefinitionVersion) })}</span>
        </p>
        <div className="instance-title">
          <h1>{instance.businessId ?? instance.processInstanceKey}</h1>
          <StateLabel
            state={state?.state === 'suspended' ? 'SUSPENDED' : instance.state}
            hasIncident={instance.hasIncident}
          />
        </div>
        <p className="instance-facts faint">
          <Copyable text={instance.processInstanceKey} />
          <span>{t('cockpit.instance.started', { time: formats.instant(startDate) })}</span>
          {endDate !== null && <span>{t('cockpit.instance.ended', { time: formats.instant(endDate) })}</span>}
          <Lasted from={startDate} until={endDate} />
        </p>
      </div>
      <InstanceActions instance={instance} isSuspended={state?.state === 'suspended'} onModify={onModify} />
    </div>
  );
}
