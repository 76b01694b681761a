import { useQueryClient } from '@tanstack/react-query';
import type { Query, QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createContext, use, useEffect, useState } from 'react';
import type { Changed, StreamTopic } from '#engine/contracts/api/stream.ts';
import { streamTopics } from '#engine/contracts/api/stream.ts';
import { Refresher } from './refresher.ts';
import type { StreamState } from './stream.ts';
import { listen } from './stream.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Read again when one of these changed. */
      readonly live?: readonly StreamTopic[];
      /** Read again when this instance changed. */
      readonly instance?: string;
    };
  }
}

const LiveContext = createContext<StreamState>('connecting');

/** Instance pages follow closely; lists and sums, which cost the server more, at a calmer pace. */
const instancePaceMs = 350;
const listPaceMs = 1_500;

/** Keeps what is on screen true: the server says what changed, the queries concerned are read again. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>('connecting');
  useEffect(() => {
    const controller = new AbortController();
    const instances = new Refresher(instancePaceMs, (changed) =>
      refresh(client, (query) => ofInstance(query, changed)),
    );
    const lists = new Refresher(listPaceMs, (changed) => refresh(client, (query) => ofLists(query, changed)));
    const onChanged = (changed: Changed) => {
      instances.add(changed);
      lists.add(changed);
    };
    const everything = { instances: [], more: true, topics: [...streamTopics] };
    void listen({ onChanged, onReset: () => onChanged(everything), onState: setState }, controller.signal);
    return () => controller.abort();
  }, [client]);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useStreamState(): StreamState {
  return use(LiveContext);
}

function refresh(client: QueryClient, concerned: (query: Query) => boolean): Promise<void> {
  return client.invalidateQueries({ predicate: concerned });
}

function ofInstance(query: Query, changed: Changed): boolean {
  const instance = query.meta?.instance;
  return instance !== undefined && (changed.more || changed.instances.includes(instance));
}

function ofLists(query: Query, changed: Changed): boolean {
  return query.meta?.live?.some((topic) => changed.topics.includes(topic)) === true;
}
