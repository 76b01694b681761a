import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useMemo, useState } from 'react';
import type { Json, JsonObject } from '#engine/contracts/json.ts';
import { newIdempotencyKey, restartInstance } from '../api/instance-operations.ts';
import { processXml } from '../api/process-definitions.ts';
import { compiledProcess } from '../api/rehearsal-data.ts';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ProcessDiagram } from '../ui/diagram/process-diagram.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Field, Select } from '../ui/fields.tsx';
import { parseJson } from '../ui/parse-json.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useAnnounce } from '../ui/toasts.tsx';
import { canBegin, definitionView } from './definition-view.ts';
import { usePlanLayer } from './modification/use-plan-layer.ts';
import { ReasonField } from './reasoned-confirm.tsx';
import { useElementNames } from './use-element-names.ts';

interface RestartDialogProps {
  readonly instance: ProcessInstanceResult;
  readonly onClose: () => void;
}

/** Starts an ended instance anew, at its beginning or at an element that is chosen in the list or on the diagram. */
export function RestartDialog({ instance, onClose }: RestartDialogProps) {
  const { t } = useWords();
  const [element, setElement] = useState<string | null>(null);
  const [text, setText] = useState('{}');
  const [reason, setReason] = useState('');
  const variables = variablesIn(text);
  const { restart, busy, error } = useRestart(instance, onClose);
  const footer = (
    <>
      <Button onClick={onClose}>{t('ui.back')}</Button>
      <Button
        look="primary"
        icon="play"
        disabled={variables === null || busy}
        onClick={() => variables !== null && void restart(element, variables, reason.trim())}
      >
        {t('operate.restarting.confirm')}
      </Button>
    </>
  );
  return (
    <Dialog wide title={t('operate.restarting.title')} onClose={onClose} footer={footer}>
      <p>{t('operate.restarting.text')}</p>
      <ElementChoice processDefinitionKey={instance.processDefinitionKey} element={element} onChange={setElement} />
      <Field label={t('operate.restarting.variables')}>
        <textarea
          className="input"
          rows={3}
          spellCheck={false}
          aria-invalid={variables === null}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <p className="field-error" role="status">
        {variables === null ? t('cockpit.process.notObject') : ''}
      </p>
      <ReasonField reason={reason} onChange={setReason} />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}

/** Null unless the text is one JSON object. */
function variablesIn(text: string): JsonObject | null {
  const parsed = parseJson(text.trim() === '' ? '{}' : text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : null;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function useRestart(instance: ProcessInstanceResult, onDone: () => void) {
  const { t } = useWords();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const restart = async (element: string | null, variables: JsonObject, reason: string) => {
    setBusy(true);
    setError(null);
    try {
      const startInstructions = element === null ? [] : [{ elementId: element }];
      const asked = { reason, idempotencyKey: newIdempotencyKey() };
      const key = await restartInstance(instance.processInstanceKey, { startInstructions, variables }, asked);
      announce.done(t('operate.restarting.done', { key }));
      onDone();
      await navigate({ to: '/instances/$key', params: { key } });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return { restart, busy, error };
}

interface ElementChoiceProps {
  readonly processDefinitionKey: string;
  /** Null = the beginning. */
  readonly element: string | null;
  readonly onChange: (element: string | null) => void;
}

function ElementChoice({ processDefinitionKey, element, onChange }: ElementChoiceProps) {
  const { t } = useWords();
  const nameOf = useElementNames(processDefinitionKey);
  const xml = useQuery(processXml(processDefinitionKey));
  const { data: compiled } = useQuery(compiledProcess(processDefinitionKey));
  const beginnings = useMemo(() => {
    const ids = compiled === undefined ? [] : canBegin(definitionView(compiled));
    return ids.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
  }, [compiled, nameOf]);
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const click = (clicked: string) => {
    const id = clicked.replace(/_label$/, '');
    if (beginnings.includes(id)) onChange(id === element ? null : id);
  };
  usePlanLayer(
    viewer,
    { plan: element === null ? [] : [{ kind: 'activate', element }], picked: null, refused: [] },
    click,
  );
  const [onReady] = useState(() => (drawn: NavigatedViewer) => {
    setViewer(drawn);
    return () => setViewer(null);
  });
  return (
    <>
      <Field label={t('operate.restarting.at')}>
        <Select
          label={t('operate.restarting.at')}
          value={element ?? ''}
          options={[
            { value: '', label: t('operate.restarting.beginning') },
            ...beginnings.map((id) => ({ value: id, label: nameOf(id) })),
          ]}
          onChange={(id) => onChange(id === '' ? null : id)}
        />
      </Field>
      <p className="soft">{t('operate.restarting.pick')}</p>
      <div className="dialog-diagram">
        <QueryView query={xml} loading={<Skeleton lines={5} />}>
          {(text) => <ProcessDiagram xml={text} label={t('cockpit.instance.diagram')} onReady={onReady} />}
        </QueryView>
      </div>
    </>
  );
}
