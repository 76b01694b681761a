import { describe, expect, it } from 'vitest';
import {
  compileProcesses,
  outlineOf,
  parseBpmn,
  problemText,
  referencesOf,
  startFormOf,
  startTriggersOf,
} from '#engine/model/index.ts';
import type { CompileOptions } from '#engine/model/index.ts';
import type { Definition } from '#engine/model/definition.ts';
import { supportedFeatures, unsupported } from '#engine/model/supported.ts';
import { compileProcess } from '#engine/model/compile/compile-process.ts';
import { bpmn, end, flow, message, messageDefinition, path, serviceTask, start } from './support/bpmn.ts';

/** Reads whatever is in the file, also what the kernel does not run yet. */
async function read(xml: string, process = 0): Promise<Definition> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => `${problem.code} ${problem.elementId}`).join('\n'));
  const node = parsed.file.processes[process];
  if (node === undefined) throw new Error('no process');
  const { definition, problems } = compileProcess(parsed.file.definitions, node, { activities: [], resolve: null });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return definition;
}

async function compileAll(xml: string, options: Partial<CompileOptions> = {}) {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return compileProcesses(parsed.file, { activities: [], resolve: () => null, ...options });
}

const extended = (tag: string, id: string, extension: string, inside = '') =>
  `<bpmn:${tag} id="${id}" name="${id}"><bpmn:extensionElements>${extension}</bpmn:extensionElements>${inside}</bpmn:${tag}>`;

describe('what starts instances', () => {
  it('lists message, timer and signal start events, and receive tasks and gateways that start instances', async () => {
    const definition = await read(
      bpmn(
        `<bpmn:startEvent id="byMessage" name="M">${messageDefinition('ordered')}</bpmn:startEvent>
         <bpmn:startEvent id="byTimer" name="T"><bpmn:timerEventDefinition><bpmn:timeCycle>0 0 6 * * *</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
         <bpmn:startEvent id="bySignal" name="S"><bpmn:signalEventDefinition signalRef="signal"/></bpmn:startEvent>
         ${extended('startEvent', 'byHand', '<zeebe:formDefinition formId="order-form"/>')}
         <bpmn:receiveTask id="received" name="R" instantiate="true" messageRef="message_paid"/>
         <bpmn:eventBasedGateway id="either" name="E" instantiate="true"/>
         <bpmn:intermediateCatchEvent id="first" name="F">${messageDefinition('a')}</bpmn:intermediateCatchEvent>
         <bpmn:intermediateCatchEvent id="second" name="S">${messageDefinition('b')}</bpmn:intermediateCatchEvent>
         ${end}${['byMessage', 'byTimer', 'bySignal', 'byHand', 'received'].map((id) => flow(id, 'end')).join('')}
         ${path('either', 'first', 'end')}${path('either', 'second', 'end')}`,
        {
          roots: `${['ordered', 'paid', 'a', 'b'].map((name) => message(name)).join('')}<bpmn:signal id="signal" name="opened"/>`,
        },
      ),
    );
    expect(startTriggersOf(definition).map(({ element, kind }) => `${element} ${kind}`)).toEqual([
      'byMessage message',
      'byTimer timer',
      'bySignal signal',
      'received message',
      'first message',
      'second message',
    ]);
    expect(startFormOf(definition)).toMatchObject({ kind: 'id', formId: { value: 'order-form' } });
    expect(startTriggersOf(definition).some(({ gathers }) => gathers)).toBe(false);
  });

  it.each([
    ['needs one of them', '', false],
    ['needs all of them', ' parallelMultiple="true"', true],
  ])('lists each trigger of a start event that %s', async (_name, attribute, gathers) => {
    const definition = await read(
      bpmn(
        `<bpmn:startEvent id="both" name="B"${attribute}>${messageDefinition('paid')}${messageDefinition('packed')}</bpmn:startEvent>${end}${path('both', 'end')}`,
        { roots: `${message('paid')}${message('packed')}` },
      ),
    );
    expect(startTriggersOf(definition)).toMatchObject([
      { element: 'both', gathers, kind: 'message', messageName: { value: 'paid' } },
      { element: 'both', gathers, kind: 'message', messageName: { value: 'packed' } },
    ]);
  });
});

describe('what a process refers to', () => {
  const xml = bpmn(
    `${start}${extended('callActivity', 'call', '<zeebe:calledElement processId="other" bindingType="deployment" propagateAllChildVariables="false"/>')}
     ${extended('businessRuleTask', 'decide', '<zeebe:calledDecision decisionId="tax" resultVariable="tax" bindingType="versionTag" versionTag="v1"/>')}
     ${extended('userTask', 'review', '<zeebe:userTask/><zeebe:formDefinition formId="=formOf(order)"/>'.replace('formOf(order)', 'formId'))}
     ${end}${path('start', 'call', 'decide', 'review', 'end')}`,
  );

  it('is listed with its binding', async () => {
    const definition = await read(xml);
    expect(referencesOf(definition)).toEqual([
      { kind: 'process', id: 'other', binding: 'deployment', element: 'call' },
      { kind: 'decision', id: 'tax', binding: 'versionTag', element: 'decide' },
      { kind: 'form', id: null, binding: 'latest', element: 'review' },
    ]);
    expect(outlineOf(definition).map(({ id }) => id)).toEqual(['order', 'start', 'call', 'decide', 'review', 'end']);
    expect(definition.elements['call']).toMatchObject({
      propagateAllChildVariables: false,
      propagateAllParentVariables: true,
    });
  });

  it('is bound to the deployment by content: from elsewhere by the caller, within the file by itself', async () => {
    // given
    const other = `<bpmn:process id="other" isExecutable="true"><bpmn:startEvent id="otherStart"/></bpmn:process>`;
    // when
    const fromElsewhere = await compileAll(xml, { resolve: (kind, id) => `${kind}-${id}` });
    const inFile = await compileAll(xml.replace('</bpmn:definitions>', `${other}</bpmn:definitions>`));
    // then
    if (!fromElsewhere.ok || !inFile.ok) throw new Error('not compiled');
    expect(fromElsewhere.definitions[0]?.definition.elements['call']).toMatchObject({
      binding: { hash: 'process-other' },
    });
    const [caller, called] = inFile.definitions;
    expect(caller?.definition.elements['call']).toMatchObject({ binding: { type: 'deployment', hash: called?.hash } });
  });
});

describe('pools, lanes and data', () => {
  const xml = `<?xml version="1.0"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
      <bpmn:collaboration id="c">
        <bpmn:participant id="pool1" name="Shop" processRef="shop"/><bpmn:participant id="pool2" name="Bank" processRef="bank"/>
        <bpmn:messageFlow id="asks" sourceRef="ask" targetRef="asked"/>
        <bpmn:messageFlow id="answers" sourceRef="answer" targetRef="wait"/>
      </bpmn:collaboration>
      <bpmn:process id="shop" isExecutable="true">
        <bpmn:laneSet id="lanes"><bpmn:lane id="front" name="Front office"><bpmn:flowNodeRef>review</bpmn:flowNodeRef></bpmn:lane>
          <bpmn:lane id="back" name="Back, office"><bpmn:flowNodeRef>check</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
        <bpmn:startEvent id="start"/>
        <bpmn:dataObject id="orderData" name="order"/><bpmn:dataObjectReference id="orderRef" name="order [new]" dataObjectRef="orderData"/>
        <bpmn:dataStoreReference id="stockRef" name="Stock" dataStoreRef="stock"/>
        <bpmn:userTask id="review" name="Review"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>
          <bpmn:property id="p" name="__targetRef_placeholder"/>
          <bpmn:dataInputAssociation id="in"><bpmn:sourceRef>orderRef</bpmn:sourceRef><bpmn:targetRef>p</bpmn:targetRef></bpmn:dataInputAssociation>
          <bpmn:dataOutputAssociation id="out"><bpmn:targetRef>stockRef</bpmn:targetRef><bpmn:transformation>=order.items</bpmn:transformation></bpmn:dataOutputAssociation></bpmn:userTask>
        <bpmn:userTask id="check" name="Check"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>
        <bpmn:sendTask id="ask" name="Ask"/>
        <bpmn:intermediateCatchEvent id="wait" name="Wait">${messageDefinition('answered')}</bpmn:intermediateCatchEvent>
        ${path('start', 'review', 'check', 'ask', 'wait')}
      </bpmn:process>
      <bpmn:process id="bank" isExecutable="true">
        <bpmn:startEvent id="asked" name="Asked">${messageDefinition('question')}</bpmn:startEvent>
        <bpmn:endEvent id="answer" name="Answer"><bpmn:messageEventDefinition/></bpmn:endEvent>${path('asked', 'answer')}
      </bpmn:process>
      <bpmn:dataStore id="stock" name="stock"/>
      ${message('question')}${message('answered', '=orderId')}
    </bpmn:definitions>`;

  it('makes message flows to correlation: the receiver’s name and key, the key from the sender’s variables', async () => {
    const shop = await read(xml);
    const bank = await read(xml, 1);
    expect(shop.elements['ask']).toMatchObject({
      send: { kind: 'message', publish: { name: { value: 'question' }, timeToLive: { value: 'PT1H' } } },
    });
    const answer = bank.elements['answer'];
    expect(answer).toMatchObject({ throws: { kind: 'message', publish: { name: { value: 'answered' } } } });
    expect(bank.expressions.map(({ source }) => source)).toContain('orderId');
    expect(shop.messageFlows.map(({ id }) => id)).toEqual(['asks', 'answers']);
  });

  it('gives a user task that nobody is assigned to the group of its lane', async () => {
    const shop = await read(xml);
    expect(shop.elements['review']).toMatchObject({ candidateGroups: { kind: 'static', value: 'Front office' } });
    // A comma would make two groups of one name.
    const check = shop.elements['check'];
    const groups =
      check?.kind === 'userTask' && check.candidateGroups?.kind === 'feel' ? check.candidateGroups.expression : -1;
    expect(shop.expressions[groups]?.source).toBe('["Back, office"]');
  });

  it('reads data objects as variables and data stores by name', async () => {
    const shop = await read(xml);
    expect(shop.dataObjects).toEqual([
      { id: 'orderRef', name: 'order [new]', kind: 'dataObject', target: 'order', isCollection: false },
      { id: 'stockRef', name: 'Stock', kind: 'dataStore', target: 'stock', isCollection: false },
    ]);
    const review = shop.elements['review'];
    if (review?.kind !== 'userTask') throw new Error('review');
    expect(review.dataInputs).toEqual([{ item: 'orderRef', expression: null, target: null }]);
    expect(shop.expressions[review.dataOutputs[0]?.expression ?? -1]?.source).toBe('order.items');
  });
});

describe('silkflow additions', () => {
  it('are read in milliseconds and names', async () => {
    const definition = await read(
      bpmn(
        `<bpmn:extensionElements><silkflow:calendar id="china"/><silkflow:sensitivity variables="name, address" level="personal"/><zeebe:versionTag value="v2"/></bpmn:extensionElements>
         ${start}${extended('serviceTask', 'work', '<zeebe:taskDefinition type="a"/><silkflow:retry initialInterval="PT2S" coefficient="1.5" maximumInterval="PT1M"/><silkflow:timeout startToClose="PT30S"/><silkflow:execution local="true"/><silkflow:sla target="P1D" warnAt="75"/>')}
         ${end}${path('start', 'work', 'end')}`,
      ),
    );
    expect(definition.elements['work']).toMatchObject({
      job: {
        backoff: { initialIntervalMs: 2_000, coefficient: 1.5, maximumIntervalMs: 60_000 },
        timeoutMs: 30_000,
        local: true,
      },
      sla: { target: { kind: 'static', value: 'P1D' }, warnAtPercent: 75, calendar: null },
    });
    expect(definition).toMatchObject({
      versionTag: 'v2',
      calendar: 'china',
      sensitivity: [
        { variable: 'name', level: 'personal' },
        { variable: 'address', level: 'personal' },
      ],
    });
  });
});

describe('what the kernel does not execute', () => {
  it('is refused by name, from one list', async () => {
    const definition = await read(bpmn(`${start}${serviceTask('a')}${end}${path('start', 'a', 'end')}`));
    const without = new Set([...supportedFeatures].filter((feature) => feature !== 'serviceTask'));
    const [problem, ...others] = unsupported(definition, without);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'element.unsupported', elementId: 'a', values: { feature: 'serviceTask' } });
    expect(problem && problemText(problem, 'zh-CN')).toBe('不支持服务任务。请使用其他元素建模。');
  });
});
