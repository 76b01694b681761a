import { describe, expect, it } from 'vitest';
import { effectKey } from '#engine/kernel/index.ts';
import { process } from '#engine/testing/index.ts';
import type { ProcessBuilder, TestInstance } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

/** The names of what lives, without the instance's own key. */
function names({ state }: TestInstance): string[] {
  return Object.keys(state.elements)
    .filter((key) => key !== state.key)
    .map((key) => effectKey(state, key).slice(state.key.length + 1));
}

describe('the name of an effect', () => {
  const chain = process('p').startEvent().serviceTask('pay').serviceTask('ship').endEvent();

  it('stays the same at another time, though the keys do not (EFF1)', async () => {
    const first = await given(chain);
    first.world.advance('PT1S');
    first.instance.completeJob('pay');
    const second = await given(chain);
    second.world.advance('PT8S');
    second.instance.completeJob('pay');
    const keysOf = ({ state }: TestInstance): string[] => Object.keys(state.elements).slice(1);
    expect(keysOf(first.instance)).not.toEqual(keysOf(second.instance));
    expect([names(first.instance), names(second.instance)]).toEqual([['ship'], ['ship']]);
  });

  it('tells the rounds of a loop, the items of a collection and nested scopes apart (EFF1)', async () => {
    const flow: ProcessBuilder = process('p')
      .startEvent()
      .subProcess('each', (inside) => inside.startEvent('open').serviceTask('pack').endEvent('close'), {
        multiInstance: { inputCollection: '[1, 2]', inputElement: 'item' },
      })
      .endEvent();
    const { instance } = await given(flow);
    expect(names(instance)).toEqual(['each', 'each[0]', 'each[1]', 'each[0]/pack', 'each[1]/pack']);
  });

  it('is never the same for two activations (EFF1)', async () => {
    const { instance } = await given(chain);
    const before = names(instance);
    instance.request({
      type: 'modifyInstance',
      activate: [{ element: 'pay', ancestor: null, variables: [] }],
      move: [],
      terminate: [],
    });
    expect([before, names(instance)]).toEqual([['pay'], ['pay', 'pay#2']]);
  });
});
