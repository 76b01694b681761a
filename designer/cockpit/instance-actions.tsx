import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Asked } from '../api/instance-operations.ts';
import { cancelInstance, newIdempotencyKey, resumeInstance, suspendInstance } from '../api/instance-operations.ts';
import { session } from '../api/overview.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAnnounce } from '../ui/toasts.tsx';
import { ReasonedConfirm } from './reasoned-confirm.tsx';

// Their diagrams and plans are loaded by who needs them.
const MigrationDialog = lazy(async () => ({
  default: (await import('./migration/migration-dialog.tsx')).MigrationDialog,
}));
const RestartDialog = lazy(async () => ({ default: (await import('./restart-dialog.tsx')).RestartDialog }));

interface InstanceActionsProps {
  readonly instance: ProcessInstanceResult;
  readonly isSuspended: boolean;
  readonly onModify: (() => void) | null;
}

type Asking = 'suspend' | 'cancel' | 'migrate' | 'restart';

/** Everything that can be done to the instance as a whole. */
export function InstanceActions({ instance, isSuspended, onModify }: InstanceActionsProps) {
  const { t } = useWords();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const runs = instance.endDate === null;
  return (
    <div className="actions">
      <TemporalLink instanceKey={instance.processInstanceKey} />
      {runs && !isSuspended && (
        <Button icon="pause" onClick={() => setAsking('suspend')}>
          {t('operate.suspend')}
        </Button>
      )}
      {runs && isSuspended && <ResumeButton instance={instance} />}
      {runs && onModify !== null && (
        <Button icon="edit" onClick={onModify}>
          {t('operate.modify')}
        </Button>
      )}
      {runs && (
        <Button icon="migrate" onClick={() => setAsking('migrate')}>
          {t('operate.migrate')}
        </Button>
      )}
      {runs && (
        <Button look="danger" icon="stop" onClick={() => setAsking('cancel')}>
          {t('cockpit.instance.cancel')}
        </Button>
      )}
      {!runs && instance.parentProcessInstanceKey === null && (
        <Button icon="retry" onClick={() => setAsking('restart')}>
          {t('operate.restart')}
        </Button>
      )}
      {asking === 'suspend' && <SuspendDialog instance={instance} onClose={close} />}
      {asking === 'cancel' && <CancelDialog instance={instance} onClose={close} />}
      <Suspense fallback={null}>
        {asking === 'migrate' && <MigrationDialog instance={instance} onClose={close} />}
        {asking === 'restart' && <RestartDialog instance={instance} onClose={close} />}
      </Suspense>
    </div>
  );
}

function TemporalLink({ instanceKey }: { readonly instanceKey: string }) {
  const { t } = useWords();
  const temporalUrl = useQuery(session).data?.temporalInstanceUrl ?? null;
  if (temporalUrl === null) return null;
  return (
    <a className="button" href={temporalUrl.replace('{key}', instanceKey)} target="_blank" rel="noreferrer">
      {t('cockpit.instance.temporal')} <Icon name="external" size={14} />
    </a>
  );
}

/** Needs no asking: it can be suspended again. */
function ResumeButton({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const key = instance.processInstanceKey as string;
  const resume = async () => {
    setBusy(true);
    try {
      await resumeInstance(key, { reason: '', idempotencyKey: newIdempotencyKey() });
      announce.done(t('operate.resumed'));
      await client.invalidateQueries({ queryKey: ['instance', key] });
    } catch (failure) {
      announce.failed(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="primary" icon="play" disabled={busy} onClick={() => void resume()}>
      {t('operate.resume')}
    </Button>
  );
}

interface AskingProps {
  readonly instance: ProcessInstanceResult;
  readonly onClose: () => void;
}

function SuspendDialog({ instance, onClose }: AskingProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const key = instance.processInstanceKey as string;
  const suspend = async (asked: Asked) => {
    await suspendInstance(key, asked);
    announce.done(t('operate.suspended'));
    await client.invalidateQueries({ queryKey: ['instance', key] });
  };
  return (
    <ReasonedConfirm title={t('operate.suspendTitle')} confirm={t('operate.suspend')} act={suspend} onClose={onClose}>
      <p>{t('operate.suspendText', { name: instance.businessId ?? key })}</p>
    </ReasonedConfirm>
  );
}

function CancelDialog({ instance, onClose }: AskingProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const key = instance.processInstanceKey as string;
  const cancel = async (asked: Asked) => {
    await cancelInstance(key, asked);
    announce.done(t('cockpit.instance.cancelled'));
    await client.invalidateQueries({ queryKey: ['instance', key] });
  };
  return (
    <ReasonedConfirm
      danger
      title={t('cockpit.instance.cancelTitle')}
      confirm={t('cockpit.instance.cancelConfirm')}
      act={cancel}
      onClose={onClose}
    >
      <p>{t('cockpit.instance.cancelText', { name: instance.businessId ?? key })}</p>
    </ReasonedConfirm>
  );
}
