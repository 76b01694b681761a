import { useSyncExternalStore } from 'react';
import { useWords } from '../i18n/language.tsx';

/** One clock for all relative times of a page, so that they change together. */
const listeners = new Set<() => void>();
let now = Date.now();
setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, 1_000);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Epoch milliseconds, to the second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** "3 min ago", the exact instant in the tooltip. */
export function Ago({ at }: { readonly at: string }) {
  const { formats } = useWords();
  return (
    <time dateTime={at} title={formats.instant(at)} className="nowrap">
      {formats.relative(at, useNow())}
    </time>
  );
}

/** How long something has lasted until now, or lasted until `until`. */
export function Lasted({ from, until = null }: { readonly from: string; readonly until?: string | null }) {
  const { formats } = useWords();
  const current = useNow();
  const end = until === null ? current : Date.parse(until);
  return <span className="nowrap">{formats.duration(end - Date.parse(from))}</span>;
}
