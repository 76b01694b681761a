import type { ProcessDefinitionResult } from '@camunda8/orchestration-cluster-api';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { startInstance } from '../api/process-definitions.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Field } from '../ui/fields.tsx';
import { parseJson } from '../ui/parse-json.ts';
import { useAnnounce } from '../ui/toasts.tsx';

interface StartDialogProps {
  readonly definition: ProcessDefinitionResult;
  readonly onClose: () => void;
}

export function StartDialog({ definition, onClose }: StartDialogProps) {
  const { t, said } = useWords();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const [text, setText] = useState('{}');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const parsed = parseJson(text);
  const isObject =
    parsed.ok && typeof parsed.value === 'object' && parsed.value !== null && !Array.isArray(parsed.value);
  const faultOfShape = isObject ? '' : t('cockpit.process.notObject');
  const fault = parsed.ok ? faultOfShape : t('cockpit.variables.notJson', { reason: said(parsed.reason) });
  const start = async () => {
    if (!parsed.ok) return;
    setBusy(true);
    setError(null);
    try {
      const key = await startInstance(definition.processDefinitionKey, parsed.value);
      announce.done(t('cockpit.process.startedToast', { key }), {
        label: t('cockpit.wait.openChild'),
        run: () => void navigate({ to: '/instances/$key', params: { key } }),
      });
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('ui.back')}</Button>
      <Button look="primary" icon="play" disabled={!isObject || busy} onClick={() => void start()}>
        {t('cockpit.process.startConfirm')}
      </Button>
    </>
  );
  const name = definition.name ?? definition.processDefinitionId;
  return (
    <Dialog title={t('cockpit.process.startTitle', { name })} onClose={onClose} footer={footer}>
      <Field label={t('cockpit.process.startJson')}>
        <textarea
          className="input"
          rows={10}
          spellCheck={false}
          aria-invalid={!isObject}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <p className="field-error" role="status">
        {fault}
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
