import { useWords } from '../../i18n/language.tsx';
import { Skeleton } from '../../ui/blank.tsx';
import { Select } from '../../ui/fields.tsx';
import type { NameOf } from '../use-element-names.ts';
import { candidates, flowCandidates } from './mapping.ts';
import type { Migration } from './use-migration.ts';

interface MappingTableProps {
  readonly migration: Migration;
  readonly nameOf: NameOf;
  readonly laterNameOf: NameOf;
  readonly pointed: string | null;
  readonly onPoint: (elementId: string) => void;
}

interface MappingRow {
  readonly from: string;
  readonly label: string;
  readonly options: readonly string[];
}

/** One line for each thing that holds a token now: only these must have a place then. */
export function MappingTable({ migration, nameOf, laterNameOf, pointed, onPoint }: MappingTableProps) {
  const { t } = useWords();
  const rows = useRows(migration, nameOf);
  const { mapping, map } = migration;
  return (
    <section className="mapping">
      <h3>{t('operate.migration.mapping')}</h3>
      <p className="soft">{t('operate.migration.mappingText')}</p>
      {rows === null && migration.rehearsing.state === 'loading' && <Skeleton lines={2} />}
      {rows?.length === 0 && <p className="soft">{t('operate.migration.noTokens')}</p>}
      {rows !== null && rows.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{t('operate.migration.element')}</th>
              <th>{t('operate.migration.becomes')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from, label, options }) => (
              <tr key={from} className={from === pointed ? 'is-pointed' : ''}>
                <td>
                  <button type="button" className="link" onClick={() => onPoint(from)}>
                    {label}
                  </button>
                </td>
                <td>
                  <Select
                    label={`${label} → ${t('operate.migration.becomes')}`}
                    value={mapping[from] ?? ''}
                    options={[
                      { value: '', label: t('operate.migration.unmapped') },
                      ...options.map((id) => ({ value: id, label: laterNameOf(id) })),
                    ]}
                    onChange={(to) => {
                      onPoint(from);
                      map(from, to === '' ? null : to);
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Null until it can be said. */
function useRows({ rehearsing, definitions, mapping }: Migration, nameOf: NameOf): readonly MappingRow[] | null {
  const { t } = useWords();
  if (rehearsing.state !== 'ready' || definitions === null) return null;
  const { source, target } = definitions;
  const rowOf = (from: string): MappingRow => ({
    from,
    label: nameOf(from),
    options: candidates(source, target, from),
  });
  const joins = rehearsing.rehearsal.waitingJoins();
  const flows = joins.flatMap(({ gateway, flows }) =>
    flows.map((from) => ({
      from,
      label: `${nameOf(gateway)} (${t('operate.migration.flow', { flow: nameOf(from) })})`,
      options: flowCandidates(target, mapping[gateway]),
    })),
  );
  const elements = new Set([...rehearsing.rehearsal.liveElements(), ...joins.map(({ gateway }) => gateway)]);
  return [...[...elements].map(rowOf), ...flows];
}
