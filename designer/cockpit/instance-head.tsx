import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { session } from '../api/overview.ts';
import { cancelInstance } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { Lasted } from '../ui/clock.tsx';
import { Copyable } from '../ui/copyable.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { StateLabel } from '../ui/state-label.tsx';
import { useAnnounce } from '../ui/toasts.tsx';

export function InstanceHead({ instance }: { readonly instance: ProcessInstanceResult }) {
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
          <StateLabel state={instance.state} hasIncident={instance.hasIncident} />
        </div>
        <p className="instance-facts faint">
          <Copyable text={instance.processInstanceKey} />
          <span>{t('cockpit.instance.started', { time: formats.instant(startDate) })}</span>
          {endDate !== null && <span>{t('cockpit.instance.ended', { time: formats.instant(endDate) })}</span>}
          <Lasted from={startDate} until={endDate} />
        </p>
      </div>
      <InstanceActions instance={instance} />
    </div>
  );
}

function InstanceActions({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [confirming, setConfirming] = useState(false);
  const temporalUrl = useQuery(session).data?.temporalInstanceUrl ?? null;
  const key = instance.processInstanceKey as string;
  const cancel = async () => {
    await cancelInstance(key);
    announce.done(t('cockpit.instance.cancelled'));
    await client.invalidateQueries({ queryKey: ['instance', key] });
  };
  return (
    <div className="actions">
      {temporalUrl !== null && (
        <a className="button" href={temporalUrl.replace('{key}', key)} target="_blank" rel="noreferrer">
          {t('cockpit.instance.temporal')} <Icon name="external" size={14} />
        </a>
      )}
      {instance.endDate === null && (
        <Button look="danger" icon="stop" onClick={() => setConfirming(true)}>
          {t('cockpit.instance.cancel')}
        </Button>
      )}
      {confirming && (
        <Confirm
          danger
          title={t('cockpit.instance.cancelTitle')}
          confirm={t('cockpit.instance.cancelConfirm')}
          act={cancel}
          onClose={() => setConfirming(false)}
        >
          <p>{t('cockpit.instance.cancelText', { name: instance.businessId ?? key })}</p>
        </Confirm>
      )}
    </div>
  );
}
