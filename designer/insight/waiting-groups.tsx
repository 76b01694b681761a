import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Today } from '#engine/contracts/api/today.ts';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Lasted } from '../ui/clock.tsx';

type Group = Today['waiting'][number];

/** Shown before the person asks for the rest. */
const shownAtFirst = 8;

export function WaitingGroups({ groups }: { readonly groups: readonly Group[] }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, shownAtFirst);
  const most = Math.max(1, ...groups.map((group) => group.count));
  return (
    <section className="card">
      <header>
        <h2>{t('today.waiting')}</h2>
      </header>
      {groups.length === 0 && (
        <Blank icon="timer" title={t('today.nothingWaits')}>
          {t('today.nothingWaitsText')}
        </Blank>
      )}
      <ul className="groups">
        {shown.map((group) => (
          <WaitingLine
            key={`${group.processDefinitionId}-${group.elementId}-${group.reason}`}
            group={group}
            most={most}
          />
        ))}
      </ul>
      {shown.length < groups.length && (
        <div className="card-body">
          <Button small onClick={() => setAll(true)}>
            {t('today.moreGroups', { count: groups.length - shown.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

function WaitingLine({ group, most }: { readonly group: Group; readonly most: number }) {
  const { t, formats, name } = useWords();
  return (
    <li>
      <Link
        className={`group-count ${group.reason === 'incident' ? 'bad' : ''}`}
        to="/instances"
        search={{ process: group.processDefinitionId, element: group.elementId, state: 'running' }}
      >
        {formats.number(group.count)}
      </Link>
      <div>
        <strong>{name(group.elementName ?? group.elementId)}</strong>{' '}
        <span className="faint">{name(group.processName ?? group.processDefinitionId)}</span>
        <p className="soft">
          {t('today.waitsFor', { what: t(`ui.wait.${group.reason}`) })}{' '}
          {group.overdue > 0 && <span className="pill bad">{t('today.overdue', { count: group.overdue })}</span>}
        </p>
        <div className="share" aria-hidden="true">
          <i style={{ width: `${(group.count / most) * 100}%` }} />
        </div>
      </div>
      <span className="faint" title={t('today.longest')}>
        <Lasted from={group.longestSince} />
      </span>
    </li>
  );
}
