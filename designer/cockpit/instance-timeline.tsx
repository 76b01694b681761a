import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TimelineEntry } from '#engine/contracts/api/instance.ts';
import { timelinePage } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { isQuiet, lookOf, sentenceOf } from './timeline-sentence.ts';
import type { NameOf } from './use-element-names.ts';
import { useElementNames } from './use-element-names.ts';

/** What happened, newest first, in plain words; a page at a time, so that a long life does not freeze the browser. */
export function InstanceTimeline({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { t } = useWords();
  const instanceKey = instance.processInstanceKey as string;
  const nameOf = useElementNames(instance.processDefinitionKey);
  const [all, setAll] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['instance', instanceKey, 'timeline', all],
    queryFn: ({ pageParam, signal }) => timelinePage(instanceKey, pageParam, all, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.more ? (page.entries.at(-1)?.seq ?? null) : null),
    meta: { instance: instanceKey },
  });
  const read = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const entries = all ? read : read.filter((entry) => !isQuiet(entry));
  return (
    <section className="card timeline-card" aria-busy={query.isPending}>
      <header>
        <h2>{t('cockpit.instance.timeline')}</h2>
        <label className="check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {t('cockpit.instance.allEvents')}
        </label>
      </header>
      {query.isPending && <Skeleton lines={6} />}
      {query.isError && <ErrorNotice error={query.error} retry={() => void query.refetch()} />}
      <ol className="timeline">
        {entries.map((entry) => (
          <TimelineLine key={entry.seq} entry={entry} nameOf={nameOf} />
        ))}
      </ol>
      <footer>
        {query.hasNextPage ? (
          <Button small disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('cockpit.instance.older')}
          </Button>
        ) : (
          entries.length > 0 && <span className="faint">{t('cockpit.instance.beginning')}</span>
        )}
      </footer>
    </section>
  );
}

interface TimelineLineProps {
  readonly entry: TimelineEntry;
  readonly nameOf: NameOf;
}

function TimelineLine({ entry, nameOf }: TimelineLineProps) {
  const words = useWords();
  return (
    <li className={lookOf(entry)}>
      <time dateTime={entry.at} title={words.formats.instant(entry.at)}>
        {words.formats.time(entry.at)}
      </time>
      <span>{sentenceOf(entry, nameOf, words)}</span>
    </li>
  );
}
