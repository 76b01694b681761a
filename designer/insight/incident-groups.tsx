import { Link } from '@tanstack/react-router';
import type { Today } from '#engine/contracts/api/today.ts';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { Ago } from '../ui/clock.tsx';

export function IncidentGroups({ groups }: { readonly groups: Today['incidents'] }) {
  const { t, find, formats, name, said } = useWords();
  return (
    <section className="card">
      <header>
        <h2>{t('today.incidents')}</h2>
      </header>
      {groups.length === 0 && (
        <Blank icon="check" title={t('today.noIncidents')}>
          {t('today.noIncidentsText')}
        </Blank>
      )}
      <ul className="groups">
        {groups.map((group) => (
          <li key={`${group.processDefinitionId}-${group.elementId}-${group.errorType}-${group.message}`}>
            <Link
              className="group-count bad"
              to="/instances"
              search={{ process: group.processDefinitionId, element: group.elementId, state: 'incident' }}
            >
              {formats.number(group.count)}
            </Link>
            <div>
              <strong>{name(group.elementName ?? group.elementId)}</strong>{' '}
              <span className="faint">{name(group.processName ?? group.processDefinitionId)}</span>
              <p className="soft">{find(`cockpit.incident.types.${group.errorType}`) ?? group.errorType}</p>
              <p className="mono soft truncate" title={said(group.message)}>
                {said(group.message)}
              </p>
            </div>
            <span className="faint">
              <Ago at={group.latestAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
