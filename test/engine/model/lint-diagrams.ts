import { bpmn, end, flow, path, serviceTask, start, timerDefinition } from './support/bpmn.ts';

export const gateway = (kind: string, id: string, attributes = '') =>
  `<bpmn:${kind}Gateway id="${id}" name="${id}?" ${attributes}/>`;
export const decision = (first: string, second: string, attributes = '') =>
  `${start}${gateway('exclusive', 'gate', attributes)}${serviceTask('a')}${serviceTask('b')}${end}${path('start', 'gate')}
   ${flow('gate', 'a', first)}${flow('gate', 'b', second)}${path('a', 'end')}${path('b', 'end')}`;
export const straight = (element: string, id: string) => `${start}${element}${end}${path('start', id, 'end')}`;
export const errorEnd =
  '<bpmn:endEvent id="fail" name="Fail"><bpmn:errorEventDefinition errorRef="error"/></bpmn:endEvent>';
export const error = '<bpmn:error id="error" name="E" errorCode="E1"/>';
export const cycle = (text: string) =>
  `<bpmn:timerEventDefinition><bpmn:timeCycle>${text}</bpmn:timeCycle></bpmn:timerEventDefinition>`;
export const userTask = (extension: string) =>
  `<bpmn:userTask id="review" name="Review"><bpmn:extensionElements><zeebe:userTask/>${extension}</bpmn:extensionElements></bpmn:userTask>`;
export const jobTask = (extension: string) =>
  userTask(`${extension}<zeebe:assignmentDefinition assignee="li"/>`).replace('<zeebe:userTask/>', '');
export const multiInstance = (loop: string, mapping: string, sequential = false) =>
  `<bpmn:serviceTask id="each" name="Each"><bpmn:extensionElements><zeebe:taskDefinition type="a"/><zeebe:ioMapping>${mapping}</zeebe:ioMapping></bpmn:extensionElements>
   <bpmn:multiInstanceLoopCharacteristics isSequential="${sequential}"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items" ${loop}/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>`;
export const link = (kind: 'Throw' | 'Catch', id: string) =>
  `<bpmn:intermediate${kind}Event id="${id}" name="A"><bpmn:linkEventDefinition name="A"/></bpmn:intermediate${kind}Event>`;
/** A decision inside a fork: "stop" ends one branch, so the join never gets its flow. */
export const starving = (stop: string, id: string) =>
  bpmn(
    `${start}${gateway('parallel', 'fork')}${gateway('exclusive', 'ok', `default="ok_${id}"`)}${serviceTask('b')}${gateway('parallel', 'join')}${stop}${end}
     ${path('start', 'fork', 'ok')}${flow('ok', 'join', 'good')}${flow('ok', id)}${path('fork', 'b', 'join', 'end')}`,
    { roots: stop.includes('errorRef') ? error : '' },
  );

/** Diagrams without any fault or warning. */
export const rightDiagrams: readonly (readonly [title: string, xml: string])[] = [
  ['a decision with a default flow', bpmn(decision('x > 5', 'x <= 5'))],
  [
    'a join after a fork',
    bpmn(`${start}${gateway('parallel', 'fork')}${serviceTask('a')}${serviceTask('b')}${gateway('parallel', 'join')}${end}
      ${path('start', 'fork', 'a', 'join', 'end')}${path('fork', 'b', 'join')}`),
  ],
  [
    'a retry loop inside a fork',
    bpmn(`${start}${gateway('parallel', 'fork')}${gateway('exclusive', 'merge')}${serviceTask('a')}${gateway('exclusive', 'ok', 'default="ok_join"')}${serviceTask('b')}${gateway('parallel', 'join')}${end}
      ${path('start', 'fork', 'merge', 'a', 'ok')}${flow('ok', 'join')}${flow('ok', 'merge', 'again')}${path('fork', 'b', 'join', 'end')}`),
  ],
  [
    'a branch that ends the whole process by an error that is caught',
    starving('<bpmn:endEvent id="stop" name="Stop"><bpmn:terminateEventDefinition/></bpmn:endEvent>', 'stop'),
  ],
  [
    'branches that end in one end event',
    bpmn(
      `${start}${gateway('parallel', 'fork')}${serviceTask('a')}${serviceTask('b')}${end}${path('start', 'fork', 'a', 'end')}${path('fork', 'b', 'end')}`,
    ),
  ],
  [
    'outputs collected by item',
    bpmn(
      straight(
        multiInstance(
          'outputCollection="results" outputElement="=result"',
          '<zeebe:output source="=r" target="result"/>',
        ),
        'each',
      ),
    ),
  ],
  [
    'a pair of links',
    bpmn(
      `${start}${link('Throw', 'jump')}${link('Catch', 'land')}${end}${path('start', 'jump')}${path('land', 'end')}`,
    ),
  ],
  [
    'a task assigned by its lane',
    bpmn(
      `<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="Front office"><bpmn:flowNodeRef>review</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>${straight(userTask(''), 'review')}`,
    ),
  ],
  [
    'an interrupting timer',
    bpmn(
      `${straight(serviceTask('a'), 'a')}<bpmn:boundaryEvent id="late" name="L" attachedToRef="a">${timerDefinition('PT1H')}</bpmn:boundaryEvent>${path('late', 'end')}`,
    ),
  ],
];
