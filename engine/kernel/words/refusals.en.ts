/** Why an instance refuses a request. Recorded with the request's answer: words never change, a better wording is a new key. */
export const english = {
  'instance.ended': 'Process instance {{key}} has ended',
  'instance.suspended': 'Process instance {{key}} is suspended: resume it first',
  'instance.suspendedAlready': 'Process instance {{key}} is suspended already',
  'instance.notSuspended': 'Process instance {{key}} is not suspended',
  'businessId.assigned': "Process instance {{key}} has the business id '{{businessId}}' already",
  'scope.notFound': 'There is no live element instance {{key}}',
  'incident.notFound': 'There is no incident {{key}}',
  'incident.noRetries': 'Job {{key}} has no retries left: raise them first',
  'subscription.noMessage': 'There is no message subscription {{key}}',
  'subscription.noSignal': 'There is no signal subscription {{key}}',
  // Jobs
  'job.notFound': 'There is no job {{key}}',
  'job.failed': 'Job {{key}} has failed with no retries left; its incident must be resolved first',
  'job.errorThrown': 'Job {{key}} has thrown an error that nothing caught; its incident must be resolved first',
  'job.listenerError': 'Job {{key}} belongs to a listener, which cannot throw an error',
  'job.retries': 'Retries must be above 0, not {{retries}}',
  // User tasks and their listeners
  'userTask.notFound': 'There is no open user task {{key}}',
  'userTask.assigned': "User task {{key}} is assigned to '{{assignee}}' already",
  'userTask.inTransition': 'User task {{key}} is in transition ({{event}}): its task listeners have not answered yet',
  'taskListener.variables': 'A task listener cannot set variables',
  'taskListener.cannotDeny': "A '{{event}}' listener cannot deny; only {{deniable}} can",
  'taskListener.deniesAndCorrects': 'A task listener either denies or corrects, not both',
  'taskListener.assigneeGiven':
    'The diagram names the assignee; an assigning listener can correct it, a creating one cannot',
  // Ad-hoc subprocesses
  'adHoc.notFound': 'There is no live ad-hoc subprocess instance {{key}}',
  'adHoc.closed': 'Ad-hoc subprocess instance {{key}} is not open for activations',
  'adHoc.unknownElement': "'{{id}}' cannot be activated in the ad-hoc subprocess '{{element}}'",
  // Modification
  'modify.unknownElement': "The process has no element '{{id}}'",
  'modify.isProcess': "'{{id}}' cannot be activated: it is the process itself",
  'modify.waitsForEvent': "'{{id}}' cannot be activated: it waits for an event of its own",
  'modify.afterGateway': "'{{id}}' cannot be activated: its event-based gateway waits in its place",
  'modify.scopeEnds': "'{{id}}' would start inside {{key}}, which the same request terminates",
  'modify.ambiguousScope': "'{{id}}' could start in several instances of '{{scope}}': name the ancestor",
  'modify.insideMultiInstance':
    "'{{id}}' lies in the multi-instance '{{scope}}', whose instances a modification cannot make",
  'modify.ancestor': "{{key}} is no live instance of a container around '{{id}}'",
  'modify.notFound': 'There is no live element instance {{key}} to terminate',
  'modify.nothingToMove': "Element '{{element}}' has no live instance to move",
  // Migration
  'migrate.unknownDefinition': 'The definition {{definition}} is not at hand',
  'migrate.unmapped': "'{{source}}' is active and not mapped",
  'migrate.unknownTarget': "The target has no element '{{target}}'",
  'migrate.kind': "'{{source}}' is a {{kind}}, '{{target}}' a {{otherKind}}",
  'migrate.loop': "'{{source}}' and '{{target}}' do not repeat in the same way",
  'migrate.terminating': "'{{source}}' is being terminated: try again when it has ended",
  'migrate.scope': "'{{target}}' does not lie in the counterpart of '{{scope}}'",
  'migrate.join': "Tokens wait at '{{gateway}}', which is not mapped",
  'migrate.joinFlow': "A token came to '{{gateway}}' over '{{flow}}', which is not mapped to a flow to '{{target}}'",
} as const;
