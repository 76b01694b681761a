import type { Event, EventType } from '../contract/event.ts';

/** The event of one type, its time included. */
export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>;
