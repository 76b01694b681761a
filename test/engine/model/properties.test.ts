import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, compileProcesses, contentHash, parseBpmn } from '#engine/model/index.ts';
import {
  bpmn,
  end,
  flow,
  message,
  messageDefinition,
  path,
  serviceTask,
  start,
  timerDefinition,
} from './support/bpmn.ts';

const sample = bpmn(
  `<bpmn:documentation>How an order is paid</bpmn:documentation>
   ${start}<bpmn:exclusiveGateway id="decide" name="Large?" default="decide_end"/>${serviceTask('check')}
   <bpmn:userTask id="review" name="Review" ><bpmn:extensionElements><zeebe:userTask/><zeebe:ioMapping>
     <zeebe:input source="=order.total" target="total"/><zeebe:output source="=decision" target="order.decision"/>
   </zeebe:ioMapping><zeebe:assignmentDefinition assignee="=owner" candidateGroups="risk"/></bpmn:extensionElements></bpmn:userTask>
   <bpmn:boundaryEvent id="late" name="Late" attachedToRef="review" cancelActivity="false">${timerDefinition('PT2H')}</bpmn:boundaryEvent>
   <bpmn:intermediateCatchEvent id="paid" name="Paid">${messageDefinition('paid')}</bpmn:intermediateCatchEvent>${end}
   ${path('start', 'decide')}${flow('decide', 'check', 'order.total > 100')}${flow('decide', 'end')}
   ${path('check', 'review', 'paid', 'end')}${path('late', 'end')}`,
  { roots: message('paid') },
);

async function hashOf(xml: string): Promise<string> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const result = await compileProcesses(parsed.file, { activities: [], resolve: () => null });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.definitions[0]?.hash ?? '';
}

/** The same document written differently: attributes in another order, other white space, quotes, comments, prefix. */
function rewritten(xml: string, choices: { shuffle: number; gap: string; comment: boolean; prefix: string }): string {
  const withAttributes = xml.replaceAll(
    /<([\w:]+)((?:\s+[\w:]+="[^"]*")+)\s*(\/?)>/g,
    (_tag, name, attributes, slash) => {
      const list = String(attributes).match(/[\w:]+="[^"]*"/g) ?? [];
      const turned = list.map((_, position) => list[(position + choices.shuffle) % list.length]);
      return `<${name}${choices.gap}${turned.join(choices.gap)}${slash}>`;
    },
  );
  const spaced = withAttributes.replaceAll(/>\s*</g, `>${choices.gap}${choices.comment ? '<!-- note -->' : ''}<`);
  return spaced.replaceAll('bpmn:', `${choices.prefix}:`).replaceAll('xmlns:bpmn=', `xmlns:${choices.prefix}=`);
}

const choices = fc.record({
  shuffle: fc.nat(5),
  gap: fc.constantFrom(' ', '\n', '\n    ', '\t', '\r\n  '),
  comment: fc.boolean(),
  prefix: fc.constantFrom('bpmn', 'bpmn2', 'x'),
});

describe('the hash of a definition', () => {
  it('is the same however the file is written', async () => {
    const expected = await hashOf(sample);
    await fc.assert(
      fc.asyncProperty(choices, async (choice) => {
        expect(await hashOf(rewritten(sample, choice))).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('changes with what the process does', async () => {
    const changes = [
      sample.replace('> 100', '> 101'),
      sample.replace('type="check"', 'type="check2"'),
      sample.replaceAll('PT2H', 'PT3H'),
      sample.replace('name="Review"', 'name="Look"'),
    ];
    const hashes = await Promise.all([sample, ...changes].map(hashOf));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('survives storage: the same after a round trip through JSON with members in another order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const turned: unknown = JSON.parse(
          JSON.stringify(value, (_name, member: unknown) =>
            typeof member === 'object' && member !== null && !Array.isArray(member)
              ? Object.fromEntries(Object.entries(member).reverse())
              : member,
          ),
        );
        expect(canonicalJson(turned)).toBe(canonicalJson(JSON.parse(JSON.stringify(value))));
        expect(await contentHash(turned)).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a damaged file', () => {
  it('is refused or read, wherever it is cut off, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sample.length - 1), async (length) => {
        const result = await parseBpmn(sample.slice(0, length));
        expect(result.ok).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('is refused or read with any part taken out or doubled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sample.length), fc.nat(120), fc.boolean(), async (from, length, doubled) => {
        const part = sample.slice(from, from + length);
        const xml = sample.slice(0, from) + (doubled ? part + part : '') + sample.slice(from + length);
        const parsed = await parseBpmn(xml);
        const result = parsed.ok
          ? await compileProcesses(parsed.file, { activities: [], resolve: () => null })
          : parsed;
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
