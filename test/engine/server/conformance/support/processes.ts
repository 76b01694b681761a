import { process as bpmn } from '#engine/testing/process-builder.ts';

export const processes = {
  job: bpmn('job').startEvent().serviceTask('task', { type: 'work' }).endEvent('end').toXml(),
  jobNext: bpmn('jobNext').startEvent().serviceTask('taskNext', { type: 'work' }).endEvent('end').toXml(),
  straight: bpmn('straight').startEvent().endEvent('end').toXml(),
  worked: bpmn('worked').startEvent().serviceTask('task', { type: 'byWorker' }).endEvent('end').toXml(),
  waiting: bpmn('waiting')
    .startEvent()
    .catchEvent('catch', { message: 'paid', correlationKey: 'order' })
    .endEvent('end')
    .toXml(),
  lowStock: bpmn('lowStock').startEvent('low', { condition: 'stock < 5' }).userTask('buy').endEvent('end').toXml(),
  alerted: bpmn('alerted').startEvent().catchEvent('catch', { signal: 'alarm' }).endEvent('end').toXml(),
  byMessage: bpmn('byMessage')
    .startEvent('start', { message: 'ordered' })
    .serviceTask('task', { type: 'byMessageWork' })
    .endEvent('end')
    .toXml(),
  caught: bpmn('caught')
    .startEvent()
    .serviceTask('task', { type: 'risky' })
    .endEvent('end')
    .boundaryEvent('refused', 'task', { error: 'REFUSED' })
    .endEvent('afterError')
    .toXml(),
  toolbox: bpmn('toolbox')
    .startEvent()
    .adHocSubProcess('tools', (inside) => inside.serviceTask('pack'))
    .endEvent('end')
    .toXml(),
  broken: bpmn('broken')
    .startEvent()
    .scriptTask('script', {
      expression: 'if amount > 3 then assert(amount, amount > 3) else assert(amount, false)',
      result: 'r',
    })
    .endEvent('end')
    .toXml(),
};

const form = JSON.stringify({
  id: 'review',
  type: 'default',
  components: [{ type: 'textfield', key: 'verdict', label: 'Verdict', validate: { required: true } }],
});

const reviewWithForm = bpmn('formed')
  .startEvent('start', { none: true }, { extensions: '<zeebe:formDefinition formId="review"/>' })
  .userTask('review', { name: 'Review', extensions: '<zeebe:formDefinition formId="review"/>' })
  .endEvent('end')
  .toXml();

const dishes = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dishes" name="Dishes" namespace="http://test">
  <decision id="dish" name="Dish">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="in" label="Season"><inputExpression id="ie" typeRef="string"><text>season</text></inputExpression></input>
      <output id="out" label="Dish" name="dish" typeRef="string"/>
      <rule id="r1"><inputEntry id="i1"><text>"Winter"</text></inputEntry><outputEntry id="o1"><text>"Roast"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="i2"><text>-</text></inputEntry><outputEntry id="o2"><text>"Salad"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

/** Files by deployment: a form is bound by the deployment that uses it. */
export const deployments: readonly (readonly File[])[] = [
  ...Object.entries(processes).map(([name, xml]) => [new File([xml], `${name}.bpmn`)]),
  [new File([dishes], 'dish.dmn'), new File([form], 'review.form')],
  [new File([reviewWithForm], 'formed.bpmn')],
];
