import type { ProcessInstanceResult, VariableSearchResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { instanceVariables } from '../api/variables.ts';
import { useWords } from '../i18n/language.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { SearchField } from '../ui/fields.tsx';
import { QueryView } from '../ui/query-view.tsx';
import type { EditedVariable } from './edited-variable.ts';
import { indented } from './edited-variable.ts';

const VariableEditor = lazy(async () => ({ default: (await import('./variable-editor.tsx')).VariableEditor }));

export function VariablesCard({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { t } = useWords();
  const key = instance.processInstanceKey as string;
  const query = useQuery(instanceVariables(key));
  const [filter, setFilter] = useState('');
  const [edited, setEdited] = useState<EditedVariable | null>(null);
  const editable = instance.endDate === null;
  return (
    <section className="card" id="variables">
      <header>
        <h2>{t('cockpit.instance.variables')}</h2>
        <SearchField label={t('cockpit.variables.filter')} value={filter} onSearch={setFilter} />
        {editable && (
          <Button small icon="plus" onClick={() => setEdited({ scopeKey: key, name: null, value: null })}>
            {t('cockpit.variables.add')}
          </Button>
        )}
      </header>
      <QueryView query={query}>
        {(variables) => (
          <VariableTable
            variables={variables.filter((variable) => fits(variable, filter))}
            total={variables.length}
            instanceKey={key}
            onEdit={editable ? setEdited : null}
          />
        )}
      </QueryView>
      <Suspense fallback={null}>
        {edited !== null && <VariableEditor instanceKey={key} edited={edited} onClose={() => setEdited(null)} />}
      </Suspense>
    </section>
  );
}

function fits(variable: VariableSearchResult, filter: string): boolean {
  const text = filter.toLowerCase();
  return variable.name.toLowerCase().includes(text) || variable.value.toLowerCase().includes(text);
}

interface VariableTableProps {
  readonly variables: readonly VariableSearchResult[];
  readonly total: number;
  readonly instanceKey: string;
  readonly onEdit: ((variable: EditedVariable) => void) | null;
}

function VariableTable({ variables, total, instanceKey, onEdit }: VariableTableProps) {
  const { t } = useWords();
  if (variables.length === 0) {
    return <p className="card-body soft">{t(total === 0 ? 'cockpit.variables.empty' : 'cockpit.variables.noMatch')}</p>;
  }
  return (
    <div className="table-scroll">
      <table className="table variables">
        <thead>
          <tr>
            <th>{t('cockpit.variables.name')}</th>
            <th>{t('cockpit.variables.value')}</th>
            <th>{t('cockpit.variables.scope')}</th>
            {onEdit !== null && <th aria-label={t('cockpit.variables.actions')} />}
          </tr>
        </thead>
        <tbody>
          {variables.map((variable) => (
            <tr key={variable.variableKey}>
              <td className="mono lead">{variable.name}</td>
              <td>
                <VariableValue value={variable.value} />
              </td>
              <td className="faint">
                {variable.scopeKey === instanceKey ? t('cockpit.variables.wholeInstance') : variable.scopeKey}
              </td>
              {onEdit !== null && (
                <td className="number">
                  <IconButton
                    small
                    icon="edit"
                    label={t('cockpit.variables.edit', { name: variable.name })}
                    onClick={() => onEdit(variable)}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const foldedLength = 90;

/** Short values whole, long ones folded. */
function VariableValue({ value }: { readonly value: string }) {
  if (value.length <= foldedLength) return <code>{value}</code>;
  return (
    <details>
      <summary>
        <code>{value.slice(0, foldedLength)}…</code>
      </summary>
      <pre className="value-block">{indented(value)}</pre>
    </details>
  );
}
