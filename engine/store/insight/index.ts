/** What the pages show of instances: diagram, waits, timeline, and the day's picture. */
export { readDiagram } from './read-diagram.ts';
export { readTimeline } from './read-timeline.ts';
export { readToday } from './read-today.ts';
export { readWaits } from './read-waits.ts';
export { readEventPage } from './read-event-page.ts';
