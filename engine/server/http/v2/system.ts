import { z } from 'zod';
import { emptyOperation, jsonOperation, type Operation } from '../operation.ts';
import { defaultTenant } from './common.ts';

const topology = z.object({
  brokers: z.array(
    z.object({
      nodeId: z.int(),
      host: z.string(),
      port: z.int(),
      partitions: z.array(
        z.object({
          partitionId: z.int(),
          role: z.enum(['leader', 'follower', 'inactive']),
          health: z.enum(['healthy', 'unhealthy', 'dead']),
        }),
      ),
      version: z.string(),
    }),
  ),
  clusterId: z.string().nullable(),
  clusterSize: z.int(),
  partitionsCount: z.int(),
  replicationFactor: z.int(),
  gatewayVersion: z.string(),
  lastCompletedChangeId: z.string(),
});

const me = z.object({
  username: z.string(),
  displayName: z.string().nullable(),
  email: z.string().nullable(),
  authorizedComponents: z.array(z.string()),
  tenants: z.array(z.object({ name: z.string(), tenantId: z.string(), description: z.string().nullable() })),
  groups: z.array(z.string()),
  roles: z.array(z.string()),
  salesPlanType: z.string().nullable(),
  c8Links: z.record(z.string(), z.string()),
  canLogout: z.boolean(),
});

export const systemOperations: readonly Operation[] = [
  jsonOperation({
    id: 'getTopology',
    method: 'get',
    path: '/topology',
    summary: 'One node without partitions, in the form that clients expect; its health is that of the database.',
    answer: topology,
    run: async (_request, { services }) => {
      const isHealthy = await services.database.pool.query('select 1').then(
        () => true,
        () => false,
      );
      const { version } = services.settings;
      return {
        brokers: [
          {
            nodeId: 0,
            host: 'localhost',
            port: 0,
            partitions: [
              {
                partitionId: 1,
                role: 'leader' as const,
                health: isHealthy ? ('healthy' as const) : ('unhealthy' as const),
              },
            ],
            version,
          },
        ],
        clusterId: null,
        clusterSize: 1,
        partitionsCount: 1,
        replicationFactor: 1,
        gatewayVersion: version,
        lastCompletedChangeId: '-1',
      };
    },
  }),
  emptyOperation({
    id: 'getStatus',
    method: 'get',
    path: '/status',
    summary: '204 when requests can be served.',
    run: async (_request, { services }) => {
      await services.database.pool.query('select 1');
    },
  }),
  jsonOperation({
    id: 'getLicense',
    method: 'get',
    path: '/license',
    summary: 'The licence: open source, Apache-2.0, nothing to expire.',
    answer: z.object({
      validLicense: z.boolean(),
      licenseType: z.string(),
      isCommercial: z.boolean(),
      expiresAt: z.iso.datetime().nullable(),
    }),
    run: async () => ({ validLicense: true, licenseType: 'Apache-2.0', isCommercial: false, expiresAt: null }),
  }),
  jsonOperation({
    id: 'getAuthentication',
    method: 'get',
    path: '/authentication/me',
    summary: 'Who asks.',
    answer: me,
    run: async (_request, { caller }) => ({
      username: caller.actor,
      displayName: null,
      email: null,
      authorizedComponents: ['*'],
      tenants: [{ name: 'Default', tenantId: defaultTenant, description: null }],
      groups: [],
      roles: [],
      salesPlanType: null,
      c8Links: {},
      canLogout: false,
    }),
  }),
];
