/**
 * Every problem the API answers with, in English: title, what happened, and what to do. Places in double braces are filled
 * from the problem's values. The Chinese catalogue beside it has the same keys or does not compile.
 */
export const en = {
  'request.invalid': {
    title: 'The request is not valid',
    detail: '{{field}}: {{message}}',
    remedy: 'Correct the field and send the request again.',
  },
  'request.notJson': {
    title: 'The body is not JSON',
    detail: 'The body could not be read as JSON: {{message}}.',
    remedy: 'Send a JSON document in UTF-8.',
  },
  'request.notMultipart': {
    title: 'The body is not a form',
    detail: 'A deployment is sent as multipart/form-data with one part named "resources" for each file.',
    remedy: 'Send the files as parts of a multipart form.',
  },
  'request.mediaType': {
    title: 'The media type is not supported',
    detail: 'The body was sent as "{{given}}"; this operation takes {{expected}}.',
    remedy: 'Set the Content-Type header to {{expected}}.',
  },
  'request.tooLarge': {
    title: 'The body is too large',
    detail: 'The body is larger than the {{limit}} this operation takes.',
    remedy: 'Send less at a time; keep large documents outside the variables and pass a reference.',
  },
  'request.number': {
    title: 'A number would lose digits',
    detail: 'The number {{literal}} at {{field}} cannot be held without loss: it would become {{stored}}.',
    remedy: 'Send it as text, e.g. "{{literal}}".',
  },
  'request.notObject': {
    title: 'Variables must be an object',
    detail: '{{field}} must be a JSON object whose properties are the variables.',
    remedy: 'Send an object such as {"orderId": "A-1"}.',
  },
  'request.tenant': {
    title: 'Unknown tenant',
    detail: 'There is no tenant "{{tenantId}}".',
    remedy: 'Leave the tenant out or use <default>.',
  },
  'request.idempotencyKey': {
    title: 'The idempotency key was used for something else',
    detail: 'The idempotency key "{{key}}" already belongs to another request.',
    remedy: 'Use a new key for a new request; repeat a key only with the same request.',
  },
  'access.host': {
    title: 'Host not allowed',
    detail: 'Requests to host "{{host}}" are not answered here.',
    remedy: 'Use the address that the server printed, or add the host name to SILKFLOW_ALLOWED_HOSTS.',
  },
  'access.origin': {
    title: 'Origin not allowed',
    detail: 'A page of "{{origin}}" may not use this server.',
    remedy: 'Open the page from this server, or add its host name to SILKFLOW_ALLOWED_HOSTS.',
  },
  'access.token': {
    title: 'Not authenticated',
    detail: 'The request carries no valid API token.',
    remedy: 'Send the header "Authorization: Bearer …" with the token in SILKFLOW_API_TOKEN.',
  },
  'path.notFound': {
    title: 'No such path',
    detail: 'Nothing answers {{method}} {{path}}.',
    remedy: 'See /v2/openapi.json and /api/openapi.json for what is served.',
  },
  'path.method': {
    title: 'Method not allowed',
    detail: '{{path}} does not answer {{method}}.',
    remedy: 'Use one of: {{allowed}}.',
  },
  'operation.unclaimed': {
    title: 'Operation not implemented',
    detail: '{{method}} {{path}} is not among the operations that Silkflow implements.',
    remedy: 'See /v2/openapi.json for the operations that are.',
  },
  'server.internal': {
    title: 'Internal error',
    detail: 'Something went wrong here that is no fault of the request. Reference: {{reference}}.',
    remedy: 'Try again; if it happens again, look up the reference in the log of the server.',
  },
  'server.databaseDown': {
    title: 'The database does not answer',
    detail: 'PostgreSQL cannot be reached, so nothing was done.',
    remedy: 'Try again in a moment; `silkflow status` tells what runs.',
  },
  'request.withdrawn': {
    title: 'The instance did not answer',
    detail: 'The instance did not take the request within {{seconds}} s; it was withdrawn and nothing was done.',
    remedy: 'Check that a worker and Temporal run (`silkflow status`), then try again.',
  },
  'request.stuck': {
    title: 'The instance cannot go on',
    detail:
      'The instance did not take the request within {{seconds}} s, since it cannot go on; it was withdrawn and nothing was done. {{trouble}}',
    remedy: 'Mend what holds the instance up, then try again.',
  },
  'request.pending': {
    title: 'The answer is still open',
    detail: 'The request {{requestId}} was taken but has no answer after {{seconds}} s. It stays and will be answered.',
    remedy: 'Ask again with the same idempotency key, or look at the instance.',
  },
  'request.unanswered': {
    title: 'No answer in time',
    detail: 'Instance {{key}} did not answer within {{seconds}} s. Whether it took the result is open. {{trouble}}',
    remedy:
      'Send it again: a job that is done by then answers 404. If this lasts, check that a worker and Temporal run (`silkflow status`).',
  },
  'instance.notFound': {
    title: 'No such process instance',
    detail: 'There is no process instance with key {{key}}.',
    remedy: 'Check the key; search lists the instances.',
  },
  'instance.ended': {
    title: 'The process instance has ended',
    detail: 'The process instance {{key}} has ended, so the request cannot reach it.',
    remedy: 'Nothing is left to do on this instance.',
  },
  'instance.notEnded': {
    title: 'The instance has not ended in time',
    detail: 'The process instance {{key}} runs on; it had not ended after {{seconds}} s.',
    remedy: 'Read its result later, or allow a longer requestTimeout.',
  },
  'instance.businessId': {
    title: 'The business id is in use',
    detail: 'An active root instance of process "{{processId}}" already has the business id "{{businessId}}": {{key}}.',
    remedy: 'Use that instance, wait until it ends, or choose another business id.',
  },
  'definition.notFound': {
    title: 'No such process',
    detail: 'There is no deployed process {{name}}.',
    remedy: 'Deploy it first, or check its id, version or key.',
  },
  'definition.noStart': {
    title: 'The process cannot be started by a call',
    detail: 'Process "{{processId}}" has no none start event.',
    remedy: 'Publish the message or signal that starts it, or add a none start event.',
  },
  'definition.noElement': {
    title: 'No such element',
    detail: 'Process "{{processId}}" has no element "{{elementId}}" at which an instance can start.',
    remedy: 'Name an element of the process outside multi-instance and event subprocesses.',
  },
  'deployment.invalid': {
    title: 'The deployment was refused',
    detail: 'Nothing was deployed. {{summary}}',
    remedy: 'Correct each fault; `problems` names the file and element of every one.',
  },
  'deployment.empty': {
    title: 'Nothing to deploy',
    detail: 'The deployment holds no file.',
    remedy: 'Send at least one .bpmn, .dmn or .form file.',
  },
  'deployment.duplicateName': {
    title: 'Two files have one name',
    detail: 'The deployment holds two files named "{{name}}".',
    remedy: 'Give each file a name of its own.',
  },
  'deployment.unknownFile': {
    title: 'Unknown kind of file',
    detail: '"{{name}}" is neither a .bpmn, a .dmn nor a .form file.',
    remedy: 'Deploy files with these extensions only.',
  },
  'resource.notFound': {
    title: 'No such resource',
    detail: 'There is no {{kind}} with key {{key}}.',
    remedy: 'Check the key; search lists what is deployed.',
  },
  'element.notFound': {
    title: 'No such element instance',
    detail: 'There is no element instance with key {{key}}.',
    remedy: 'Check the key; search lists the element instances.',
  },
  'variable.notFound': {
    title: 'No such variable',
    detail: 'There is no variable with key {{key}}.',
    remedy: 'Check the key; search lists the variables.',
  },
  'incident.notFound': {
    title: 'No such incident',
    detail: 'There is no incident with key {{key}}.',
    remedy: 'Check the key; search lists the incidents.',
  },
  'incident.resolved': {
    title: 'The incident is resolved already',
    detail: 'Incident {{key}} is not open any more.',
    remedy: 'Nothing is left to do.',
  },
  'job.notFound': {
    title: 'No such job',
    detail: 'There is no open job with key {{key}}.',
    remedy: 'The element was left by another way, or the job was finished before; activate jobs anew.',
  },
  'job.finished': {
    title: 'The job is finished already',
    detail: 'Job {{key}} was finished before: {{state}}.',
    remedy: 'A job is finished once; activate jobs anew.',
  },
  'job.backOff': {
    title: 'The job waits for its next try',
    detail: 'Job {{key}} failed and is kept back until {{until}}.',
    remedy: 'Activate it again after that instant.',
  },
  'job.failed': {
    title: 'The job has failed',
    detail: 'Job {{key}} has no retries left; its incident is open.',
    remedy: 'Give it retries, then resolve the incident.',
  },
  'job.notHeld': {
    title: 'Nobody holds the job',
    detail: 'No worker holds job {{key}}, so there is no time-out to change.',
    remedy: 'Activate the job first.',
  },
  'job.noRetries': {
    title: 'The job has no retries',
    detail: 'The incident cannot be resolved while job {{key}} has no retries left.',
    remedy: 'Raise the retries of the job first, then resolve the incident.',
  },
  'job.notExternal': {
    title: 'The job belongs to an activity',
    detail: 'Job {{key}} is run by the registered activity "{{type}}", not by a worker outside.',
    remedy: 'Correct variables and resolve the incident instead.',
  },
  'userTask.notFound': {
    title: 'No such user task',
    detail: 'There is no user task with key {{key}}.',
    remedy: 'Check the key; search lists the user tasks.',
  },
  'userTask.finished': {
    title: 'The user task is finished already',
    detail: 'User task {{key}} is {{state}}.',
    remedy: 'A task is finished once; refresh the list.',
  },
  'userTask.assigned': {
    title: 'The user task belongs to someone else',
    detail: 'User task {{key}} is assigned to {{assignee}}.',
    remedy: 'Unassign it first, or allow the override.',
  },
  'userTask.form': {
    title: 'The form is not filled in correctly',
    detail: '{{message}}',
    remedy: 'Correct the fields that `problems` names.',
  },
  'message.duplicate': {
    title: 'The message was published before',
    detail: 'A message "{{name}}" with id "{{messageId}}" and the same correlation key is still buffered.',
    remedy: 'Nothing needs to be done: the first one counts.',
  },
  'message.notCorrelated': {
    title: 'Nothing waits for the message',
    detail: 'No subscription for message "{{name}}" with correlation key "{{correlationKey}}" is open.',
    remedy: 'Check name and key, or publish it with a time to live so that it waits.',
  },
  'decision.notFound': {
    title: 'No such decision',
    detail: 'There is no deployed decision {{name}}.',
    remedy: 'Deploy it first, or check its id or key.',
  },
  'expression.failed': {
    title: 'The expression failed',
    detail: '{{message}}',
    remedy: 'Correct the expression; line and column count from 1.',
  },
  'modification.empty': {
    title: 'Nothing to modify',
    detail: 'The modification holds no instruction.',
    remedy: 'Name at least one element to activate, move or terminate.',
  },
  'kernel.refused': {
    title: 'The instance refused the request',
    detail: '{{message}}',
    remedy: 'Look at the instance: its state has changed, or the request does not fit it.',
  },
  'webhook.unknown': {
    title: 'Unknown webhook',
    detail: 'No webhook is known for source "{{source}}".',
    remedy: 'Check the address that the sender calls.',
  },
  'webhook.signature': {
    title: 'The signature does not fit',
    detail: 'The signature of the webhook of "{{source}}" is missing or wrong.',
    remedy: 'Check the shared secret on both sides.',
  },
  'webhook.body': {
    title: 'The webhook cannot be read',
    detail: 'The webhook of "{{source}}" does not have the expected body: {{message}}.',
    remedy: 'Compare the body with the documentation of the source.',
  },
  'search.cursor': {
    title: 'The cursor is not valid',
    detail: 'The page cursor at {{field}} does not belong to this search.',
    remedy: 'Start from the first page and use the cursors of its answer with the same sort.',
  },
  'demo.notConfigured': {
    title: 'There is no demo stream',
    detail: 'This server runs without sample orders.',
    remedy: 'Start Silkflow with its demo to have them.',
  },
  'instance.suspended': {
    title: 'The instance is suspended',
    detail: 'The process instance {{processInstanceKey}} is suspended.',
    remedy: 'Resume it first. Variables can be set, incidents resolved, and it can be modified or cancelled as it is.',
  },
  'instance.notSuspended': {
    title: 'The instance is not suspended',
    detail: 'The process instance {{processInstanceKey}} is not suspended, so there is nothing to resume.',
    remedy: 'Nothing needs to be done: it runs.',
  },
  'instance.running': {
    title: 'The process instance has not ended',
    detail: 'The process instance {{key}} still runs, so it cannot be restarted.',
    remedy: 'Modify it to move its tokens, or cancel it first.',
  },
  'instance.called': {
    title: 'The instance was called by another one',
    detail: 'The process instance {{key}} was called by {{parent}}; on its own nobody would take its result.',
    remedy: 'Restart the caller from its call activity.',
  },
} as const satisfies Record<string, ProblemText>;

/** What happened and what to do about it. */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
}

export type ProblemCode = keyof typeof en;
