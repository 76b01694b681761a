import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { compiledProcess, instanceEvents } from '../../api/rehearsal-data.ts';
import { useWords } from '../../i18n/language.tsx';
import type { Rehearsal } from './rehearsal.ts';

export type Rehearsing =
  | { readonly state: 'loading' }
  | { readonly state: 'tooLong' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly rehearsal: Rehearsal; readonly inWords: (message: string) => string };

/** The kernel and FEEL, which a page that only looks does not load. */
const player = {
  queryKey: ['rehearsal'],
  queryFn: () => import('./rehearsal.ts'),
  staleTime: Infinity,
};

/** The instance as it is now, to be played on in the page. It follows what happens meanwhile. */
export function useRehearsal(instanceKey: string, processDefinitionKey: string): Rehearsing {
  const { language } = useWords();
  const module = useQuery(player);
  const process = useQuery(compiledProcess(processDefinitionKey));
  // Events are only ever added: comparing them one by one would cost more than playing them.
  const events = useQuery({ ...instanceEvents(instanceKey), structuralSharing: false });
  return useMemo((): Rehearsing => {
    const error = module.error ?? process.error ?? events.error;
    if (error !== null) return { state: 'failed', error };
    if (events.data === null) return { state: 'tooLong' };
    if (module.data === undefined || process.data === undefined || events.data === undefined) {
      return { state: 'loading' };
    }
    try {
      const { Rehearsal, kernelWords } = module.data;
      const rehearsal = new Rehearsal(process.data, events.data);
      if (!rehearsal.fitsTogether) return { state: 'loading' };
      return { state: 'ready', rehearsal, inWords: (message) => kernelWords.inLanguage(message, language) };
    } catch (failure) {
      return { state: 'failed', error: failure };
    }
  }, [language, module.error, module.data, process.error, process.data, events.error, events.data]);
}
