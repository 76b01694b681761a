import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { Crash, NotFound } from './fallbacks.tsx';
import { Shell } from './shell.tsx';

/** One lazy route per page: what a page does not use, it does not load. All filter state stands in the address. */
const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Crash });

const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../insight/today-page.tsx'), 'TodayPage'),
});

/** A search parameter that does not read well counts as absent: an old link still opens the list. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const instanceSearch = z.object({
  state: optional(z.enum(['running', 'incident', 'suspended', 'completed', 'terminated', 'all'])),
  process: optional(z.coerce.string()),
  version: optional(z.coerce.number().int().positive()),
  element: optional(z.coerce.string()),
  q: optional(z.coerce.string()),
  page: optional(z.coerce.number().int().min(2)),
});

const instances = createRoute({
  getParentRoute: () => root,
  path: '/instances',
  validateSearch: (search) => instanceSearch.parse(search),
  component: lazyRouteComponent(() => import('../cockpit/instances-page.tsx'), 'InstancesPage'),
});

const instance = createRoute({
  getParentRoute: () => root,
  path: '/instances/$key',
  component: lazyRouteComponent(() => import('../cockpit/instance-page.tsx'), 'InstancePage'),
});

const process = createRoute({
  getParentRoute: () => root,
  path: '/processes/$processId',
  validateSearch: (search) => z.object({ version: optional(z.coerce.number().int().positive()) }).parse(search),
  component: lazyRouteComponent(() => import('../cockpit/process-page.tsx'), 'ProcessPage'),
});

const taskSearch = z.object({
  queue: optional(z.enum(['mine', 'unassigned', 'all', 'completed'])),
  q: optional(z.coerce.string()),
  task: optional(z.coerce.string()),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: (search) => taskSearch.parse(search),
  component: lazyRouteComponent(() => import('../tasks/tasks-page.tsx'), 'TasksPage'),
});

const design = createRoute({
  getParentRoute: () => root,
  path: '/design',
  validateSearch: (search) =>
    z.object({ definition: optional(z.coerce.string()), new: optional(z.coerce.boolean()) }).parse(search),
  component: lazyRouteComponent(() => import('../design/design-page.tsx'), 'DesignPage'),
});

export type InstanceSearch = z.infer<typeof instanceSearch>;
export type TaskSearch = z.infer<typeof taskSearch>;

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([today, instances, instance, process, tasks, design]),
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Instance keys have more digits than a double holds: search values stay text unless a schema says otherwise.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
      const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
      return query === '' ? '' : `?${query}`;
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
