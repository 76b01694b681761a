import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#engine/contracts/json.ts';
import { process } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

type Mappings = Readonly<Record<string, string>>;

/** Each line was seen on a real Zeebe. */
describe('nested targets', () => {
  it.each<readonly [Mappings, payload: JsonObject, before: JsonObject, after: JsonObject]>([
    [{ 'o.p': 'r', 'o.q': 'p' }, { r: 5, p: 7 }, {}, { o: { p: 5, q: 5 } }],
    [{ 'o.p': 'r', 'o.q': 'o.p' }, { r: 5 }, { o: { p: 1 } }, { o: { p: 5, q: 1 } }],
    [{ 'o.p': 'r', x: 'o', 'o.q': '2' }, { r: 5 }, {}, { o: { p: 5, q: 2 }, x: { p: 5, q: 2 } }],
    [{ x: 'o', 'o.q': '2' }, { r: 5 }, {}, { x: null, o: { q: 2 } }],
    [
      { 'o.p.q': 'r', 'o.p.s': 'q', 'o.t': 'p' },
      { r: 5 },
      { p: 9 },
      { p: 9, o: { p: { q: 5, s: 5 }, t: { q: 5, s: 5 } } },
    ],
    [{ 'o.p': 'r', o: '3' }, { r: 5 }, {}, { o: 3 }],
    [{ o: '3', 'o.p': 'r' }, { r: 5 }, {}, { o: { p: 5 } }],
    [{ 'o.p.q': '1', 'o.p': 'r' }, { r: 5 }, {}, { o: { p: 5 } }],
  ])('outputs %j make contexts (MAP4)', async (outputs, payload, before, after) => {
    const { instance } = await given(
      process('p').startEvent().serviceTask('t', { outputs }).userTask('u').endEvent(),
      before,
    );
    expect(instance.completeJob('t', payload).variables()).toEqual(after);
  });

  it.each<readonly [Mappings, payload: JsonObject, before: JsonObject, after: JsonObject]>([
    [{ 'o.p.q': 'r' }, { r: 5 }, { o: { p: { w: 1 }, z: 1 } }, { o: { p: { w: 1, q: 5 }, z: 1 } }],
    [{ 'o.p.q': 'r' }, { r: 5 }, { o: { p: null, z: 1 } }, { o: { p: { q: 5 }, z: 1 } }],
    [{ 'o.p.q': 'r' }, { r: 5 }, { o: { p: 5, z: 1 } }, { o: { p: null, z: 1 } }],
    [{ 'o.p': 'r' }, { r: 5 }, { o: [1] }, { o: null }],
    [{ 'o.p': 'r' }, { r: 5, o: { local: 1 } }, { o: { outer: 1 } }, { o: { local: 1, p: 5 } }],
  ])('outputs %j of %j go into %j (MAP5)', async (outputs, payload, before, after) => {
    const { instance } = await given(
      process('p').startEvent().serviceTask('t', { outputs }).userTask('u').endEvent(),
      before,
    );
    expect(instance.completeJob('t', payload).variables()).toEqual(after);
  });

  it.each<readonly [Mappings, before: JsonObject, locals: JsonObject]>([
    [
      { 'o.p': 'x', 'o.q': 'p', z: 'o.q' },
      { x: 1, p: 7 },
      { o: { p: 1, q: 1 }, z: 1 },
    ],
    [{ 'o.p': 'x', 'o.q': 'o.p' }, { x: 1, o: { p: 3, keep: 1 } }, { o: { p: 1, q: 3 } }],
    [{ 'o.p': 'x', z: 'o', 'o.q': '2' }, { x: 1 }, { o: { p: 1, q: 2 }, z: { p: 1, q: 2 } }],
    [{ a: 'x + 1', b: 'a + 1' }, { x: 1 }, { a: 2, b: 3 }],
  ])('inputs %j as well, in place of what was there (MAP1, MAP4)', async (inputs, before, locals) => {
    const { instance } = await given(process('p').startEvent().serviceTask('t', { inputs }).endEvent(), before);
    expect(instance.state.elements[instance.elementKey('t')]?.variables).toEqual(locals);
  });
});

describe('a sequential multi-instance', () => {
  it('counts the instances that have begun (MI4)', async () => {
    const multiInstance = {
      sequential: true,
      inputCollection: '[1, 2, 3, 4]',
      completionCondition: 'numberOfInstances = 2',
    };
    const { instance } = await given(process('p').startEvent().serviceTask('t', { multiInstance }).endEvent());
    expect(instance.completeJob('t').status).toBe('active');
    expect(instance.completeJob('t').status).toBe('completed');
  });
});
