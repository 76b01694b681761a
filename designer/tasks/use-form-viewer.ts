import { Form } from '@bpmn-io/form-js-viewer';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Language } from '#engine/contracts/language.ts';
import { formWords } from './form-words/form-words.ts';

interface Submission {
  readonly data: JsonObject;
  /** Number of fields with a fault; above zero the data must not be sent. */
  readonly faults: number;
}

/** Shows a form-js form in `container`. `initial` is read when the schema is drawn; later changes of it are not. */
export function useFormViewer(
  schema: JsonObject,
  initial: JsonObject,
  readOnly: boolean,
  language: Language,
  onChanged: (data: JsonObject) => void,
) {
  const container = useRef<HTMLDivElement>(null);
  const form = useRef<Form | null>(null);
  const [importError, setImportError] = useState<unknown>(null);
  const latest = useRef({ initial, onChanged });
  useEffect(() => {
    latest.current.onChanged = onChanged;
  }, [onChanged]);
  useEffect(() => {
    if (container.current === null) return undefined;
    const created = new Form({ container: container.current, additionalModules: [formWords(language)] });
    form.current = created;
    let current = true;
    const imported = created.importSchema(schema, latest.current.initial).then(
      () => {
        if (!current) return;
        created.setProperty('readOnly', readOnly);
        // Drawing the form also reports a change: only what comes afterwards is the person's.
        created.on('changed', ({ data }: { data: JsonObject }) => {
          latest.current.initial = data;
          latest.current.onChanged(data);
        });
      },
      (error: unknown) => current && setImportError(error),
    );
    return () => {
      current = false;
      form.current = null;
      void imported.finally(() => created.destroy());
    };
  }, [schema, readOnly, language]);
  const submit = useCallback((): Submission => {
    if (form.current === null) return { data: {}, faults: 1 };
    const { data, errors } = form.current.submit() as { data: JsonObject; errors: object };
    return { data, faults: Object.keys(errors).length };
  }, []);
  return { container, submit, importError };
}
