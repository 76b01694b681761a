import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

describe('a question that is put again', () => {
  it('maps the inputs again: a called process is found by what has been corrected (INC4)', async () => {
    const child = process('child').startEvent().userTask('inside').endEvent();
    const builder = process('p')
      .startEvent()
      .callActivity('call', { process: '=which' }, { inputs: { which: 'wanted' } })
      .endEvent();
    const { world, instance } = await given(builder, { wanted: 'nowhere' }, { others: [child] });
    expect(instance.waiting()).toEqual(['incident CALLED_ELEMENT_ERROR at call']);
    instance.setVariables({ wanted: 'child' }).resolveIncident();
    expect(world.instances[1]?.active()).toEqual(['inside']);
  });

  it('so does a decision; inputs that fail by then are an incident themselves (INC4)', async () => {
    const builder = process('p')
      .startEvent()
      .businessRuleTask(
        'decide',
        { decision: 'rate', result: 'r' },
        { inputs: { amount: 'assert(total, total > 0) / 2' } },
      )
      .endEvent();
    const { instance } = await given(builder, { total: 2 });
    const [command] = Object.values(instance.state.outstanding);
    const failed = { type: 'decisionFailed', incident: 'DECISION_EVALUATION_ERROR', message: 'too low' } as const;
    instance.answer(command?.id ?? '', failed);
    instance.setVariables({ total: -8 }).resolveIncident();
    expect(instance.waiting()).toEqual(['incident IO_MAPPING_ERROR at decide']);
    instance.setVariables({ total: 8 }).resolveIncident();
    expect(instance.variable('amount', 'decide')).toBe(4);
    expect(Object.values(instance.state.outstanding)).toMatchObject([{ type: 'evaluateDecision' }]);
  });
});
