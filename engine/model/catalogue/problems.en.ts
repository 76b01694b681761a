/** What can be wrong with a model and how to mend it. Keys are stable; places in braces are the problem's `values`. */
export const english = {
  // The file
  'xml.malformed': 'The file is not well-formed XML: {detail}. Export the diagram again from the modeler.',
  'xml.notBpmn': 'The file holds no BPMN 2.0 definitions. Choose a .bpmn file.',
  'xml.tooLarge': 'The file has {size} characters; at most {limit} are read. Split the diagram by call activities.',
  'process.none': 'The file holds no process. Draw one, or choose another file.',
  'process.notExecutable': 'No process of the file is marked executable. Set "Executable" on the one to be deployed.',
  'process.skipped':
    'The process {process} is not marked executable and is not deployed. Mark it, or leave it as documentation.',
  'process.noStart': 'The process has no start event. Add one.',
  'element.unknown': '"{type}" is not a BPMN 2.0 element. Replace it by one of the notation.',
  'element.unsupported': '{feature} is not supported. Model it with another element.',
  'extension.unknown': 'The extension "{type}" is not known and has no effect. Check its spelling.',
  'extension.several': '"{extension}" stands {count} times; which of them counts is not said. Keep one.',
  'attribute.unknown': 'The attribute "{attribute}" is not known and has no effect. Check its spelling.',
  'attribute.missing': '"{attribute}" is missing. Fill it in.',
  'attribute.invalid': '"{value}" is not valid for "{attribute}". Expected: {expected}.',
  'id.missing': 'An element of type {type} has no id. Give it a unique one.',
  'id.duplicate': 'The id {id} is used more than once. Give every element its own id.',
  'id.invalid':
    '"{id}" is not a valid id. Begin with a letter or underscore; letters, digits, "-", "_" and "." may follow.',
  'reference.unresolved': '"{property}" refers to {reference}, which is not in the file. Choose an existing element.',
  // Expressions
  'expression.syntax': '"{source}" is not valid FEEL: line {line}, column {column}: {detail}. Correct it there.',
  'expression.check': '"{source}" cannot work: line {line}, column {column}: {detail}. Correct it there.',
  'expression.required': '"{attribute}" must be an expression, but "{value}" is plain text. Begin it with "=".',
  'expression.notAllowed': '"{attribute}" must be plain text here, not an expression. Remove the leading "=".',
  // Sequence flows
  'flow.dangling':
    'The sequence flow {flow} has no {end}, or one that does not exist. Connect it to an element, or delete it.',
  'flow.crossesScope':
    'The sequence flow {flow} crosses the border of a subprocess. Connect elements of the same scope; use events to leave one.',
  'flow.conditionNotAllowed':
    'The sequence flow {flow} has a condition, but flows that leave {kind} may have none. Remove it, or use an exclusive or inclusive gateway.',
  'flow.conditionMissing':
    'The sequence flow {flow} has no condition and is not the default flow. Add a condition or make it the default.',
  'flow.defaultWithCondition': 'The default flow {flow} has a condition, which would never be read. Remove it.',
  'flow.defaultForeign': 'The default flow {flow} does not leave this element. Choose one of its outgoing flows.',
  'flow.intoStart': 'A start event cannot have incoming flows ({flow}). Lead the flow to the first activity.',
  'flow.outOfEnd': 'An end event cannot have outgoing flows ({flow}). Use an intermediate event, or remove the flow.',
  'flow.intoBoundary': 'A boundary event cannot have incoming flows ({flow}). Lead the flow to the activity behind it.',
  'flow.eventSubProcess': 'An event subprocess starts by its event and cannot have flows ({flow}). Remove the flow.',
  'flow.compensationHandler':
    'A compensation handler runs only to undo and cannot have flows ({flow}). Remove the flow.',
  'process.straightThroughLoop':
    'These elements form a loop that never waits: {elements}. Put a wait into it (a job, user task, timer or message).',
  // Events
  'event.triggerNotAllowed': 'The trigger "{trigger}" is not allowed for {place}. Choose another kind of event.',
  'event.alwaysInterrupts': 'An event with the trigger "{trigger}" always interrupts. Make it interrupting.',
  'startEvent.severalNone': 'There are {count} start events without a trigger: {events}. Keep one.',
  'startEvent.notConstant':
    '"= {source}" gives {found} without variables, but a start event must know its {what} when it is deployed. Write a text, or an expression that needs no variables.',
  'subProcess.startEvents':
    'A subprocess needs exactly one start event without a trigger; this one has {none} of {count}. Keep or add one.',
  'eventSubProcess.startEvents':
    'An event subprocess needs exactly one start event, with a trigger; this one has {count}. Keep or add one.',
  'boundary.hostMissing': 'The boundary event is attached to nothing. Attach it to an activity.',
  'boundary.wrongHost':
    'A boundary event with the trigger "{trigger}" cannot be attached to {host}. Attach it to {allowed}.',
  'boundary.onCompensationHandler': 'A compensation handler cannot have boundary events. Remove it.',
  'message.missing': 'The event or task refers to no message. Choose or create one.',
  'message.nameMissing': 'The message {message} has no name. Fill it in.',
  'message.correlationKeyMissing':
    'The message {message} has no correlation key, so no instance can be found for it. Add a subscription correlation key.',
  'message.duplicateName':
    'The message name "{name}" is awaited more than once here: {events}. Give each event its own message.',
  'message.noImplementation':
    'Nothing sends this message. Add a job type, "zeebe:publishMessage", or a message flow to a catching element.',
  'error.missing': 'The error event refers to no error. Choose or create one.',
  'error.codeMissing': 'The error {error} has no code. Fill it in.',
  'error.duplicateCode': 'The error code "{code}" is caught more than once here: {events}. Keep one.',
  'error.severalCatchAll':
    'More than one event catches every error here: {events}. Keep one, or give the others a code.',
  'escalation.missing': 'The escalation event refers to no escalation. Choose or create one.',
  'escalation.codeMissing': 'The escalation {escalation} has no code. Fill it in.',
  'escalation.duplicateCode': 'The escalation code "{code}" is caught more than once here: {events}. Keep one.',
  'escalation.severalCatchAll':
    'More than one event catches every escalation here: {events}. Keep one, or give the others a code.',
  'signal.missing': 'The signal event refers to no signal. Choose or create one.',
  'signal.nameMissing': 'The signal {signal} has no name. Fill it in.',
  'signal.duplicateName': 'The signal "{name}" is awaited more than once here: {events}. Keep one.',
  'conditional.conditionMissing': 'The conditional event has no condition. Add one that begins with "=".',
  'timer.missing': 'The timer has no date, duration or cycle. Add one.',
  'timer.several': 'The timer has more than one of date, duration and cycle. Keep one.',
  'timer.kindNotAllowed': 'A timer with a {kind} is not allowed as {place}. Use: {allowed}.',
  'timer.invalid': '"{text}" is not a {kind}. Write it like {expected}.',
  'link.nameMissing': 'The link event has no name. Give the throwing and the catching event the same one.',
  'link.noCatch': 'No link catch event named "{name}" is in this scope. Add it.',
  'link.severalCatch': 'More than one link catch event is named "{name}": {events}. Give each its own name.',
  'link.catchWithIncoming': 'A link catch event is reached by its name, not by a flow ({flow}). Remove the flow.',
  'link.throwWithOutgoing': 'A link throw event goes on at its catch event, not by a flow ({flow}). Remove the flow.',
  'compensation.noHandler':
    'The compensation event leads to no handler. Draw an association to one activity marked "for compensation".',
  'compensation.severalHandlers': 'The compensation event leads to several handlers: {handlers}. Keep one.',
  'compensation.handlerNotMarked': '{handler} undoes another activity but is not marked "for compensation". Mark it.',
  'compensation.boundaryWithOutgoing':
    'A compensation event leads to its handler by an association, not by a flow ({flow}). Remove the flow.',
  'compensation.severalOnActivity': 'The activity has several compensation events: {events}. Keep one.',
  'compensation.activityNotCompensable':
    '{activity} has nothing that undoes it. Attach a compensation event with a handler, or choose another activity.',
  'compensation.activityOutOfScope':
    '{activity} lies in another scope and cannot be compensated from here. Choose one of this scope.',
  'compensation.notWaiting':
    'Throwing compensation without waiting for it is not supported. Set "wait for completion".',
  'cancel.outsideTransaction':
    'A cancel event only has a meaning directly inside a transaction, or on its border. Use an error event.',
  // Gateways
  'eventGateway.outgoing':
    'An event-based gateway needs at least two outgoing flows; this one has {count}. Add events.',
  'eventGateway.target':
    '{target} cannot follow an event-based gateway. Use message, timer, signal or conditional catch events, or receive tasks.',
  'eventGateway.targetIncoming':
    '{target} follows an event-based gateway and may have no other incoming flow. Remove the others.',
  'eventGateway.targetBoundary':
    '{target} follows an event-based gateway and may have no boundary events. Remove them, or use a catch event.',
  'eventGateway.instantiateIncoming':
    'A gateway that starts instances cannot have incoming flows ({flow}). Remove the flow, or do not let it start instances.',
  'eventGateway.instantiateTarget':
    '{target} cannot start an instance. A gateway that starts instances is followed by message events and receive tasks only.',
  'eventGateway.parallelNeedsInstantiate':
    'An event-based gateway that waits for all events must start instances. Set "instantiate", or wait for one event.',
  'receiveTask.instantiateIncoming':
    'A receive task that starts instances cannot have incoming flows ({flow}). Remove the flow.',
  // Activities
  'task.noImplementation': 'Nothing says how this {kind} is done. Add one of: {options}.',
  'task.severalImplementations': 'This {kind} is implemented in more than one way: {options}. Keep one.',
  'job.retriesInvalid': '"{value}" is not a number of retries. Use a whole number from 0 on, or an expression.',
  'job.priorityInvalid': '"{value}" is not a job priority. Use a whole number of 32 bits, or an expression.',
  'userTask.priorityInvalid': '"{value}" is not a priority. Use a whole number from 0 to 100, or an expression.',
  'userTask.dateInvalid':
    '"{value}" is not a date for "{attribute}". Write it like 2026-11-23T10:00:00Z, or use an expression.',
  'userTask.listInvalid':
    '"{value}" is not a list for "{attribute}": a name is empty. Separate names by single commas, or use an expression.',
  'form.several': 'The form is named in more than one way: {attributes}. Keep one.',
  'form.keyOnNativeTask': 'A form key only works on user tasks that are jobs. Use a form id or an external reference.',
  'form.externalOnJobTask':
    'An external form reference only works on user tasks of the engine. Use a form key, or add zeebe:userTask.',
  'form.embeddedMissing': 'The embedded form "{form}" is not in the process. Embed it again, or use a form id.',
  'form.embeddedInvalid': 'The embedded form "{form}" is not valid JSON. Embed it again.',
  'listener.invalid': 'The listener event "{eventType}" is not allowed here. Use: {allowed}.',
  'listener.duplicate': 'The listener {type} is set twice for "{eventType}". Keep one.',
  'listener.notNative':
    'Task listeners only work on user tasks of the engine. Set the implementation to "Camunda user task" (zeebe:userTask).',
  'mapping.targetInvalid':
    '"{target}" is not a variable name. Use letters, digits and "_", parts joined by ".", no FEEL keyword.',
  'mapping.sourceMissing': 'The output mapping to "{target}" has no source. Fill it in.',
  'loop.inputCollectionMissing':
    'The multi-instance activity has no input collection. Add one; for a fixed count write "= for i in 1..n return i".',
  'loop.outputIncomplete': 'Output collection and output element need each other. Fill in both, or none.',
  'loop.cardinalityIgnored': 'The loop cardinality has no effect; the input collection decides. Remove it.',
  'loop.maximumInvalid': '"{value}" is not a loop maximum. Use a whole number from 0 on.',
  'loop.standardEndless': 'The loop has neither a condition nor a maximum and would never end. Add one.',
  'adHoc.empty': 'An ad-hoc subprocess needs something to do. Add an activity.',
  'adHoc.interruptingEvent':
    'The event subprocess {event} would interrupt an ad-hoc subprocess, which nothing can. Make it non-interrupting.',
  'adHoc.startOrEnd': 'An ad-hoc subprocess cannot hold start or end events ({event}). Remove it.',
  'binding.invalid': '"{value}" is not a binding. Use latest, deployment or versionTag.',
  'binding.versionTagMissing': 'The binding by version tag has no tag. Fill it in.',
  'binding.missing':
    'The {kind} "{id}" is not part of this deployment. Deploy it together, or bind by latest or version tag.',
  'binding.dynamic':
    'A {kind} whose id is an expression cannot be bound to the deployment. Bind by latest or version tag.',
  'binding.cyclic':
    '{processes} call each other, bound to the deployment, so none can be fixed before the others. Bind one by latest or version tag.',
  // Looks wrong (lint)
  'lint.unreachable':
    'No path leads to this element, so neither it nor what only it leads to ever runs. Connect it, or delete it.',
  'lint.label': '{kind} has no name, so nobody can tell what it is for. Name it.',
  'lint.flowLabel': 'The flow {flow} leaves a decision without a name. Write the case it stands for.',
  'lint.conditionsOverlap':
    'The conditions of {first} and {second} can both hold{example}; then the one declared first is taken. Make them exclude each other.',
  'lint.conditionsLeaveGap':
    'No condition may hold and there is no default flow; the instance would stop with an incident. Set a default flow.',
  'lint.joinWaitsForEver':
    'The join waits for all flows, but {split} takes only some of them: it may wait for ever. Join with the same kind of gateway.',
  'lint.joinRunsTwice':
    '{split} starts several paths that meet here without a join, so what follows runs once per path. Join them with a parallel gateway.',
  'lint.timerWithoutEnd':
    'The cycle "{text}" never ends while the element is active. Give it a count (R3/…), or make sure something ends it.',
  'lint.timerPast': 'The date {text} has passed; the timer would fire at once or never. Choose a later date.',
  'lint.linkWithoutThrow': 'No link throw event named "{name}" leads here. Add it, or delete this event.',
  'lint.implicitEnd': 'The path ends here without an end event. Add one, so that readers see the end.',
  'lint.errorUncaught':
    'Nothing in this process catches the error "{code}". Unless a calling process does, the instance stops with an incident.',
  'lint.escalationUncaught':
    'Nothing in this process catches the escalation "{code}"; it has no effect here. Catch it, or make sure the caller does.',
  'lint.gatewaySuperfluous': 'The gateway has one way in and one way out and does nothing. Remove it.',
  'lint.gatewayForksAndJoins': 'The gateway joins and forks at once, which is hard to read. Use two gateways.',
  'lint.variableName':
    '"{target}" is not a plain variable name: expressions can read it in backticks only. Use letters, digits and "_".',
  'lint.conditionIsText':
    'The completion condition "{value}" is plain text, which never holds: the first item that completes raises an incident. Begin it with "=".',
  'lint.headerDuplicate': 'The header "{key}" is set twice; the last one counts. Keep one.',
  'lint.mappingIgnored':
    'The {side} mappings have no effect on a {kind}. Put them on the activity before or behind it.',
  'lint.noAssignment':
    'Nobody is assigned to the user task: no assignee, candidates or lane. Assign it, or everybody sees it.',
  'lint.racingOutput':
    'Instances running in parallel all write "{variable}"; the last one wins. Collect results with an output collection.',
  'lint.handlerUnused':
    'The activity is marked "for compensation", but no compensation event leads to it. Draw the association, or remove the mark.',
  'lint.unusedRoot': '{type} {id} is used by no event or task. Delete it.',
  'lint.camunda7':
    'The file uses Camunda 7 extensions, which have no effect here. Convert the diagram to the zeebe dialect.',
} as const;
