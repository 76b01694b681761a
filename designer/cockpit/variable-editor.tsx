import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Json } from '#engine/contracts/json.ts';
import { setVariables } from '../api/variables.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Field } from '../ui/fields.tsx';
import { parseJson } from '../ui/parse-json.ts';
import { useAnnounce } from '../ui/toasts.tsx';
import type { EditedVariable } from './edited-variable.ts';
import { indented } from './edited-variable.ts';

interface VariableEditorProps {
  readonly instanceKey: string;
  readonly edited: EditedVariable;
  readonly onClose: () => void;
}

/** Edits one value as JSON. What is written can be taken back from the message that confirms it. */
export function VariableEditor({ instanceKey, edited, onClose }: VariableEditorProps) {
  const { t, said } = useWords();
  const [name, setName] = useState(edited.name ?? '');
  const [text, setText] = useState(edited.value === null ? '' : indented(edited.value));
  const { write, busy, error } = useWriting(instanceKey, edited, onClose);
  const parsed = parseJson(text);
  const fault =
    name.trim() === ''
      ? t('cockpit.variables.nameMissing')
      : parsed.ok
        ? null
        : t('cockpit.variables.notJson', { reason: said(parsed.reason) });
  const footer = (
    <>
      <Button onClick={onClose}>{t('ui.back')}</Button>
      <Button
        look="primary"
        disabled={fault !== null || busy}
        onClick={() => parsed.ok && void write(name.trim(), parsed.value)}
      >
        {t('cockpit.variables.confirm')}
      </Button>
    </>
  );
  const title =
    edited.name === null ? t('cockpit.variables.addTitle') : t('cockpit.variables.editTitle', { name: edited.name });
  return (
    <Dialog title={title} onClose={onClose} footer={footer}>
      {edited.name === null && (
        <Field label={t('cockpit.variables.nameLabel')}>
          <input className="input mono" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      <Field label={t('cockpit.variables.json')}>
        <textarea
          className="input"
          rows={10}
          spellCheck={false}
          aria-invalid={!parsed.ok}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <p className="field-error" role="status">
        {text === '' ? '' : fault}
      </p>
      <p className="notice wait">{t('cockpit.variables.warning')}</p>
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}

function useWriting(instanceKey: string, edited: EditedVariable, onDone: () => void) {
  const { t } = useWords();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const put = async (name: string, value: Json) => {
    await setVariables(edited.scopeKey, { [name]: value });
    await client.invalidateQueries({ queryKey: ['instance', instanceKey] });
  };
  const takeBack = async (name: string, before: string) => {
    try {
      await put(name, JSON.parse(before) as Json);
      announce.done(t('ui.undone'));
    } catch (failure) {
      announce.failed(failure);
    }
  };
  const write = async (name: string, value: Json) => {
    setBusy(true);
    setError(null);
    try {
      await put(name, value);
      const { value: before } = edited;
      const undo = before === null ? undefined : { label: t('ui.undo'), run: () => void takeBack(name, before) };
      announce.done(t('cockpit.variables.saved', { name }), undo);
      onDone();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return { write, busy, error };
}
