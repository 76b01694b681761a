import { z } from 'zod';
import { waitKinds } from './wait.ts';

const instant = z.iso.datetime({ offset: true });
const count = z.number().int().nonnegative();

/** `GET /api/today?zone={IANA zone}`: the day's picture. "Today" begins at midnight in that zone. */
export const todaySchema = z.object({
  asOf: instant,
  dayStart: instant,
  /** One line per process id, all versions and tenants' root instances together. */
  processes: z.array(
    z.object({
      processDefinitionId: z.string(),
      name: z.string().nullable(),
      active: count,
      withIncident: count,
      startedToday: count,
      completedToday: count,
      terminatedToday: count,
    }),
  ),
  /** What waits and why: active elements grouped by element and reason, most first. */
  waiting: z.array(
    z.object({
      processDefinitionId: z.string(),
      processName: z.string().nullable(),
      elementId: z.string(),
      elementName: z.string().nullable(),
      reason: z.enum(waitKinds),
      count,
      /** Due instant passed. */
      overdue: count,
      longestSince: instant,
    }),
  ),
  /** Open incidents grouped by element and error, most first. */
  incidents: z.array(
    z.object({
      processDefinitionId: z.string(),
      processName: z.string().nullable(),
      elementId: z.string(),
      elementName: z.string().nullable(),
      errorType: z.string(),
      /** Text of the newest of the group. */
      message: z.string(),
      count,
      latestAt: instant,
    }),
  ),
  tasks: z.object({ open: count, unassigned: count, overdue: count }),
  /** The last 24 hours, oldest first, one entry an hour, empty hours included. Root instances. */
  throughput: z.array(z.object({ from: instant, started: count, completed: count, terminated: count })),
});

export type Today = z.infer<typeof todaySchema>;
