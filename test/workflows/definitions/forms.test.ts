import { describe, expect, it } from 'vitest';
import { formKeys, parseForm } from '#engine/form/index.ts';
import { shippedFiles } from './shipped-processes.ts';

const forms = shippedFiles('form');
const diagrams = [...shippedFiles('bpmn').values()].join('\n');

it('every form that a diagram names is shipped, under its id', () => {
  const named = [...diagrams.matchAll(/formId="([^"]+)"/g)].map((match) => match[1]);
  const shipped = [...forms.values()].map((text) => (JSON.parse(text) as { id: string }).id);
  expect(new Set(named)).toEqual(new Set(shipped));
});

describe.each([...forms])('%s', (file, text) => {
  it('can be read, asks in both languages, and fills variables that its task maps', () => {
    const parsed = parseForm(text);
    expect(parsed, file).toMatchObject({ ok: true });
    const labels = [...text.matchAll(/"(?:label|text)": "([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(labels.length).toBeGreaterThan(1);
    for (const label of labels) expect(label).toMatch(/[A-Za-z].*[\u4e00-\u9fff]/s);
    if (parsed.ok)
      for (const key of formKeys(parsed.form).writes) expect(diagrams).toMatch(new RegExp(`[={ :]${key}[,}"]`));
  });
});
