/**
 * Why an element stops. These texts are in recorded histories and under digests: their words never change, a better wording
 * is a new key.
 */
export const english = {
  // Expressions and mappings
  'expression.failed': '{{path}}: {{reason}} (= {{source}})',
  'expression.noBoolean': '{{path}}: expected a boolean but = {{source}} gave {{value}}',
  'expression.noList': '{{path}}: expected a list but = {{source}} gave {{value}}',
  'value.text': 'Expected a text but {{given}} gave {{value}}',
  'value.number': 'Expected a number but {{given}} gave {{value}}',
  'value.texts': 'Expected a list of texts but {{given}} gave {{value}}',
  'flow.noneTaken': "No condition of a flow leaving '{{element}}' holds, and there is no default flow",
  'adHoc.cannotActivate': "{{id}} cannot be activated in the ad-hoc subprocess '{{element}}'",
  'process.endless':
    "'{{element}}' was stopped: the process goes on and on without ever waiting. Mend the loop, then resolve this.",
  // Timers
  'timer.type': 'Expected a {{kind}} but {{given}} gave {{value}}',
  'timer.unreadable': "'{{text}}' is no {{kind}}; expected for example {{example}}",
  // Messages and signals
  'message.noCorrelationKey': 'Message {{given}} has no correlation key',
  'message.correlationKey': 'The correlation key {{given}} must be a text or a number but is {{value}}',
  'message.timeToLive': '{{given}} is no time to live: {{value}}',
  'message.notPublished': "Message '{{name}}' could not be published: {{reason}}",
  'signal.notBroadcast': "Signal '{{name}}' could not be broadcast: {{reason}}",
  // User tasks
  'userTask.date': "'{{text}}' is no date-time with an offset, such as 2026-11-23T10:00:00Z",
  'userTask.priority': 'The priority of a user task lies between 0 and 100, not at {{priority}}',
  // Errors
  'error.uncaught': "Error '{{code}}' is caught by nothing around '{{element}}'",
  'error.uncaughtWithMessage': "Error '{{code}}' is caught by nothing around '{{element}}' ({{message}})",
  'error.uncaughtOfChild': "Error '{{code}}' of the called process is caught by nothing around '{{element}}'",
  // What else is called
  'binding.missing': "The deployment of this process holds no '{{id}}'",
  'child.cancelled': "The process that '{{element}}' called was cancelled",
  'data.notRead': "Data store '{{store}}' could not be read: {{reason}}",
  'data.notWritten': "Data store '{{store}}' could not be written: {{reason}}",
  'undo.failed': "The undo of '{{activity}}' failed: {{reason}}",
} as const;
