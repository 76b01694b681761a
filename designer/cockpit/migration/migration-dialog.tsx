import type { ProcessDefinitionResult, ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Asked } from '../../api/instance-operations.ts';
import { migrateInstance } from '../../api/instance-operations.ts';
import { processDefinitions } from '../../api/process-definitions.ts';
import { useWords } from '../../i18n/language.tsx';
import { Skeleton } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/fields.tsx';
import { useAnnounce } from '../../ui/toasts.tsx';
import { PreviewView } from '../preview/preview-view.tsx';
import { ReasonedConfirm } from '../reasoned-confirm.tsx';
import { useElementNames } from '../use-element-names.ts';
import { bodyOf } from './mapping.ts';
import { MappingTable } from './mapping-table.tsx';
import { MigrationDiagrams } from './migration-diagrams.tsx';
import type { Migration } from './use-migration.ts';
import { useMigration } from './use-migration.ts';

interface MigrationDialogProps {
  readonly instance: ProcessInstanceResult;
  readonly onClose: () => void;
}

/** Where to, what becomes of each token, and what that would do; asks again before it is done. */
export function MigrationDialog({ instance, onClose }: MigrationDialogProps) {
  const { t } = useWords();
  const migration = useMigration(instance);
  const isLoading = useQuery(processDefinitions).isPending;
  const [confirming, setConfirming] = useState(false);
  const { target, preview } = migration;
  const footer = (
    <>
      <Button onClick={onClose}>{t('ui.back')}</Button>
      <Button
        look="primary"
        icon="migrate"
        disabled={
          migration.definitions === null || Object.keys(migration.mapping).length === 0 || preview?.ok === false
        }
        onClick={() => setConfirming(true)}
      >
        {t('operate.migration.confirm')}
      </Button>
    </>
  );
  return (
    <Dialog full title={t('operate.migration.title')} onClose={onClose} footer={footer}>
      {isLoading && <Skeleton lines={6} />}
      {!isLoading && migration.targets.length === 0 && <p className="soft">{t('operate.migration.noTarget')}</p>}
      {migration.targets.length > 0 && <TargetChoice migration={migration} />}
      {target !== undefined && <MigrationPlan instance={instance} migration={migration} target={target} />}
      {confirming && target !== undefined && (
        <ConfirmMigration
          instance={instance}
          migration={migration}
          target={target}
          onDone={onClose}
          onClose={() => setConfirming(false)}
        />
      )}
    </Dialog>
  );
}

function TargetChoice({ migration }: { readonly migration: Migration }) {
  const { t, name } = useWords();
  const { targets, target, chooseTarget } = migration;
  const options = targets.map((one) => ({
    value: one.processDefinitionKey as string,
    label: t('operate.migration.version', {
      name: name(one.name ?? one.processDefinitionId),
      version: String(one.version),
    }),
  }));
  const unchosen = target === undefined ? [{ value: '', label: t('operate.modification.choose') }] : [];
  return (
    <Field label={t('operate.migration.target')}>
      <Select
        label={t('operate.migration.target')}
        value={target?.processDefinitionKey ?? ''}
        options={[...unchosen, ...options]}
        onChange={chooseTarget}
      />
    </Field>
  );
}

interface MigrationPlanProps {
  readonly instance: ProcessInstanceResult;
  readonly migration: Migration;
  readonly target: ProcessDefinitionResult;
}

function MigrationPlan({ instance, migration, target }: MigrationPlanProps) {
  const { rehearsing, preview } = migration;
  const nameOf = useElementNames(instance.processDefinitionKey);
  const laterNameOf = useElementNames(target.processDefinitionKey);
  const [pointed, setPointed] = useState<string | null>(null);
  return (
    <>
      <MigrationDiagrams
        instance={instance}
        migration={migration}
        target={target}
        pointed={pointed}
        onPoint={setPointed}
      />
      <div className="migration-body">
        <MappingTable
          migration={migration}
          nameOf={nameOf}
          laterNameOf={laterNameOf}
          pointed={pointed}
          onPoint={setPointed}
        />
        <PreviewView rehearsing={rehearsing} preview={preview} nameOf={nameOf} laterNameOf={laterNameOf} />
      </div>
    </>
  );
}

interface ConfirmMigrationProps extends MigrationPlanProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function ConfirmMigration({ instance, migration, target, onDone, onClose }: ConfirmMigrationProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const key = instance.processInstanceKey as string;
  const version = String(target.version);
  const act = async (asked: Asked) => {
    await migrateInstance(key, bodyOf(target.processDefinitionKey, migration.mapping), asked);
    announce.done(t('operate.migration.done', { version }));
    await client.invalidateQueries({ queryKey: ['instance', key] });
    onDone();
  };
  return (
    <ReasonedConfirm
      title={t('operate.migration.confirmTitle')}
      confirm={t('operate.migration.confirm')}
      act={act}
      onClose={onClose}
    >
      <p>{t('operate.migration.confirmText', { name: instance.businessId ?? key, version })}</p>
    </ReasonedConfirm>
  );
}
