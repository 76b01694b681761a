import { BpmnModdle } from 'bpmn-moddle';
import { beforeAll, describe, expect, it } from 'vitest';
import { moddlePackages } from '#engine/model/index.ts';
import { children, isNode } from '#engine/model/moddle/node.ts';
import type { Node } from '#engine/model/moddle/node.ts';
import { allFaults } from './faults.ts';
import { extensionFaults } from './faults-of-extensions.ts';
import { rightDiagrams } from './lint-diagrams.ts';

/** Control port of a running Zeebe; without it there is nothing to compare with and the tests are skipped. */
const url = process.env['ZEEBE_ORACLE_URL'];

/** What we refuse and Zeebe 8.8 deploys, each with its reason. */
const explained: Readonly<Record<string, string>> = {
  'attribute.invalid': 'our own namespace, which Zeebe does not read',
  'binding.cyclic': 'a definition names what it calls by hash, which cannot hold its own',
  'binding.dynamic': 'a definition names its deployment’s resources by hash, so their ids must be known',
  'event.triggerNotAllowed error starts a process': 'Zeebe ignores the definition; BPMN 2.0 allows no such start event',
  'event.triggerNotAllowed timer thrown': 'Zeebe ignores the definition; nobody can throw a timer',
  'eventGateway.instantiateIncoming': 'Zeebe ignores "instantiate", we execute it',
  'eventGateway.instantiateTarget': 'Zeebe ignores "instantiate", we execute it',
  'eventGateway.parallelNeedsInstantiate': 'Zeebe ignores the gateway’s type, we execute it',
  'receiveTask.instantiateIncoming': 'Zeebe ignores "instantiate", we execute it',
  'flow.crossesScope': 'BPMN 2.0 §7.6.1: a sequence flow cannot cross the border of a subprocess',
  'flow.eventSubProcess': 'BPMN 2.0 §13.5.4: an event subprocess has no flows',
  'flow.intoStart': 'BPMN 2.0 §10.5.2: a start event has no incoming flows',
  'link.catchWithIncoming': 'BPMN 2.0 §10.5.4: a link catch event has no incoming flow',
  'link.throwWithOutgoing': 'BPMN 2.0 §10.5.4: a link throw event has no outgoing flow; Zeebe never takes it',
  'compensation.severalHandlers': 'BPMN 2.0 §10.7: one handler; which one Zeebe takes is not said',
  'compensation.handlerNotMarked': 'BPMN 2.0 §10.7: without the mark it is an activity of the normal flow',
  'compensation.severalOnActivity': 'BPMN 2.0 §10.7: at most one; which one Zeebe takes is not said',
  'job.priorityInvalid': 'came with Zeebe 8.10',
  'job.retriesInvalid': 'Zeebe finds it when the first instance comes to the task',
  'loop.maximumInvalid': 'Zeebe ignores the standard loop, we execute it',
  'loop.standardEndless': 'Zeebe ignores the standard loop, we execute it',
  'timer.invalid never fires': 'Zeebe starts no timer and says nothing',
};

async function deploy(xml: string): Promise<string> {
  const body = JSON.stringify({ files: [{ name: 'a.bpmn', content: await asZeebeReads(xml) }] });
  const answer: unknown = await (await fetch(`${url}/deploy`, { method: 'POST', body })).json();
  const reason = typeof answer === 'object' && answer !== null && 'reason' in answer ? answer.reason : '';
  return typeof reason === 'string' ? reason : '';
}

/**
 * Zeebe wants what modelers write: child order of the schema, ids of event definitions, and flows named by
 * the elements they leave and enter.
 */
async function asZeebeReads(xml: string): Promise<string> {
  const moddle = new BpmnModdle(moddlePackages);
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    if (!isNode(rootElement) || warnings.some(({ message }) => !message.startsWith('unknown attribute'))) return xml;
    children(rootElement, 'rootElements').forEach(nameFlows);
    return (await moddle.toXML(rootElement)).xml;
  } catch {
    return xml;
  }
}

function nameFlows(container: Node): void {
  for (const element of children(container, 'flowElements')) {
    nameFlows(element);
    for (const definition of children(element, 'eventDefinitions')) write(definition, 'id', `${element.id}_definition`);
    if (element.$type !== 'bpmn:SequenceFlow') continue;
    const [source, target] = [element.get('sourceRef'), element.get('targetRef')];
    if (isNode(source)) write(source, 'outgoing', [...children(source, 'outgoing'), element]);
    if (isNode(target)) write(target, 'incoming', [...children(target, 'incoming'), element]);
  }
}

function write(node: Node, name: string, value: unknown): void {
  if ('set' in node && typeof node.set === 'function') node.set(name, value);
}

describe.skipIf(url === undefined)('against a real Zeebe (ZEEBE_ORACLE_URL)', () => {
  beforeAll(async () => {
    await fetch(`${url}/reset`, { method: 'POST', body: '{}' });
  });

  it.each(
    [...allFaults, ...extensionFaults].map((fault) => ({
      ...fault,
      title: `${fault.code} ${fault.label ?? ''}`.trim(),
    })),
  )('refuses $title', async ({ title, xml }) => {
    const reason = await deploy(xml);
    expect(reason === '' ? (explained[title] ?? 'unexplained') : 'refused').toBe(explained[title] ?? 'refused');
  });

  it.each(rightDiagrams)('deploys %s', async (_title, xml) => expect(await deploy(xml)).toBe(''));
});
