import { sessionSchema } from '#engine/contracts/api/index.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { jsonOperation, type Operation } from '../operation.ts';

export const sessionOperations: readonly Operation[] = [
  jsonOperation({
    id: 'getSession',
    method: 'get',
    path: '/session',
    summary: 'Who asks, and what surrounds this server.',
    answer: sessionSchema,
    run: async (_request, { services, caller }) => {
      const { settings } = services;
      const workflows =
        settings.temporalUiUrl === null
          ? null
          : `${settings.temporalUiUrl}/namespaces/${settings.temporalNamespace}/workflows`;
      return {
        user: { username: caller.actor, displayName: null, groups: [] },
        version: settings.version,
        temporalInstanceUrl: workflows === null ? null : `${workflows}/${processInstanceWorkflowId('{key}')}`,
        demo: null,
      };
    },
  }),
];
