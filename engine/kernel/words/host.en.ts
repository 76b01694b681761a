/**
 * What hosts answer where they cannot do what an instance asks, and what those they ask say to them. Recorded with the
 * answers: words never change, a better wording is a new key.
 */
export const english = {
  'process.missing': "No process '{{process}}' is deployed",
  'process.missingTag': "No process '{{process}}' is deployed with the version tag '{{tag}}'",
  'process.missingInDeployment': "The deployment holds no process '{{process}}'",
  'process.noStart':
    "Process '{{process}}' has no none start event, so it cannot be called. Add one, or call another process",
  'decision.missing': "No decision '{{decision}}' is deployed",
  'decision.missingTag': "No decision '{{decision}}' is deployed with the version tag '{{tag}}'",
  'child.interrupted': 'The call activity was interrupted before its process had started',
  'undo.cancelled': 'The undo was cancelled in Temporal',
  'worker.older':
    "This worker is older than the instance: it does not know the kernel's flags {{flags}}. Start workers of the version that started the instance, or a later one.",
  // Temporal
  'activity.ran': 'activity StartToClose timeout',
  'activity.all': 'activity ScheduleToClose timeout',
  'activity.waited': 'activity ScheduleToStart timeout',
  'activity.silent': 'activity Heartbeat timeout',
  // Postgres
  'database.nul': 'invalid byte sequence for encoding "UTF8": 0x00',
  'database.escape': 'unsupported Unicode escape sequence',
  // The network
  'network.fetch': 'fetch failed',
  'network.refused': 'connect ECONNREFUSED {{address}}',
  'network.timeout': 'The operation was aborted due to timeout',
} as const;
