/** Signals: broadcast to everyone who waits, never buffered. */
export type { Broadcast } from './broadcast-signal.ts';
export { broadcastSignal } from './broadcast-signal.ts';
