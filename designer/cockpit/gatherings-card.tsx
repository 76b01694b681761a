import { useQuery } from '@tanstack/react-query';
import type { Gathering } from '#engine/contracts/api/gathering.ts';
import { gatheringsOf } from '../api/gatherings.ts';
import { useWords } from '../i18n/language.tsx';
import { Ago } from '../ui/clock.tsx';
import { gatheringText } from './gathering-text.ts';
import type { NameOf } from './use-element-names.ts';
import { useElementNames } from './use-element-names.ts';

/** Instances that are yet to start: what has come for them, and what they wait for. Left out where nothing waits. */
export function GatheringsCard({ processDefinitionKey }: { readonly processDefinitionKey: string }) {
  const { t } = useWords();
  const { data } = useQuery(gatheringsOf(processDefinitionKey));
  const nameOf = useElementNames(processDefinitionKey);
  if (data === undefined || data.gatherings.length === 0) return null;
  return (
    <section className="card gatherings">
      <header>
        <h2>{t('cockpit.gathering.title')}</h2>
      </header>
      <ol>
        {data.gatherings.map((gathering) => (
          <GatheringLine key={gathering.processInstanceKey} gathering={gathering} nameOf={nameOf} />
        ))}
      </ol>
      {data.more && <p className="card-body faint">{t('cockpit.gathering.more', { count: data.gatherings.length })}</p>}
    </section>
  );
}

function GatheringLine({ gathering, nameOf }: { readonly gathering: Gathering; readonly nameOf: NameOf }) {
  const words = useWords();
  const { elementId, correlationKey, since } = gathering;
  return (
    <li>
      <strong className="truncate">{nameOf(elementId)}</strong>
      {correlationKey !== null && <span className="mono truncate">{correlationKey}</span>}
      <span>{gatheringText(gathering, words)}</span>
      <span className="faint">
        <Ago at={since} />
      </span>
    </li>
  );
}
