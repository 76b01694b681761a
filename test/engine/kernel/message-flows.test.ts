import { describe, expect, it } from 'vitest';
import { loadProcesses, ProcessTest } from '#engine/testing/index.ts';

const message = (id: string, key: string): string =>
  `<bpmn:message id="${id}" name="${id}"><bpmn:extensionElements><zeebe:subscription correlationKey="${key}"/></bpmn:extensionElements></bpmn:message>`;

/** Two pools that talk: the buyer asks, the seller answers, each over a message flow and with nothing else said. */
const pools = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions id="Definitions" xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
  <bpmn:collaboration id="c"><bpmn:participant id="b" processRef="buyer"/><bpmn:participant id="s" processRef="seller"/>
    <bpmn:messageFlow id="asks" sourceRef="ask" targetRef="asked"/><bpmn:messageFlow id="answers" sourceRef="answer" targetRef="wait"/>
  </bpmn:collaboration>
  <bpmn:process id="buyer" isExecutable="true">
    <bpmn:startEvent id="bs"/><bpmn:sequenceFlow id="b1" sourceRef="bs" targetRef="ask"/>
    <bpmn:sendTask id="ask"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=article" target="article"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:sendTask>
    <bpmn:sequenceFlow id="b2" sourceRef="ask" targetRef="wait"/><bpmn:receiveTask id="wait" messageRef="Answer"/>
    <bpmn:sequenceFlow id="b3" sourceRef="wait" targetRef="be"/><bpmn:endEvent id="be"/>
  </bpmn:process>
  <bpmn:process id="seller" isExecutable="true">
    <bpmn:startEvent id="ss"/><bpmn:sequenceFlow id="s1" sourceRef="ss" targetRef="asked"/>
    <bpmn:intermediateCatchEvent id="asked"><bpmn:messageEventDefinition messageRef="Question"/></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="s2" sourceRef="asked" targetRef="price"/>
    <bpmn:serviceTask id="price"><bpmn:extensionElements><zeebe:taskDefinition type="price"/></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:sequenceFlow id="s3" sourceRef="price" targetRef="answer"/>
    <bpmn:endEvent id="answer"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=euros" target="euros"/></zeebe:ioMapping></bpmn:extensionElements><bpmn:messageEventDefinition/></bpmn:endEvent>
  </bpmn:process>
  ${message('Question', '=order')}${message('Answer', '=order')}
</bpmn:definitions>`;

/** The seller's process begins with the question. */
const instantiating = pools
  .replace('<bpmn:startEvent id="ss"/><bpmn:sequenceFlow id="s1" sourceRef="ss" targetRef="asked"/>', '')
  .replace('<bpmn:intermediateCatchEvent id="asked">', '<bpmn:startEvent id="asked">')
  .replace('</bpmn:intermediateCatchEvent>', '</bpmn:startEvent>');

describe('a message flow between pools of one file', () => {
  it('correlates in both directions, by the key that the catching side waits for (MSF1)', async () => {
    const world = new ProcessTest(await loadProcesses(pools));
    const seller = world.start({ order: 7 }, { process: 'seller' });
    const other = world.start({ order: 8 }, { process: 'seller' });
    const buyer = world.start({ order: 7, article: 'lamp' }, { process: 'buyer' });
    expect(buyer.waiting()).toEqual(['message Answer (7) at wait']);
    expect(other.waiting()).toEqual(['message Question (8) at asked']);
    seller.completeJob('price', { euros: 12 });
    expect(seller.variables()).toEqual({ order: 7, article: 'lamp', euros: 12 });
    expect(buyer.variables()).toEqual({ order: 7, article: 'lamp', euros: 12 });
    expect(buyer.status).toBe('completed');
  });

  it('to a start event publishes the message that starts the other process (MSF1)', async () => {
    const processes = await loadProcesses(instantiating);
    const ask = processes.get('buyer')?.definition.elements['ask'];
    expect(ask).toMatchObject({
      send: { kind: 'message', publish: { name: { value: 'Question' }, timeToLive: { value: 'PT1H' } } },
    });
    const buyer = new ProcessTest(processes).start({ order: 7, article: 'lamp' }, { process: 'buyer' });
    expect(buyer.waiting()).toEqual(['message Answer (7) at wait']);
  });
});
