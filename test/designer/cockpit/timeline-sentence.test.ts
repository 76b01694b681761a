import { describe, expect, it } from 'vitest';
import { isQuiet, lookOf, sentenceOf } from '#designer/cockpit/timeline-sentence.ts';
import { lookUp } from '#designer/i18n/translator.ts';
import type { TimelineEntry } from '#engine/contracts/api/instance.ts';
import type { EventType } from '#engine/kernel/contract/event.ts';
import { wordsOf } from './words-of.ts';

function entry(type: string, rest: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    seq: 1,
    at: '2026-11-23T10:00:00Z',
    type,
    elementId: 'Task_A',
    elementName: null,
    elementKind: null,
    values: {},
    ...rest,
  };
}

const nameOf = () => 'Check';

describe('timeline sentences', () => {
  it.each<[Partial<TimelineEntry> & { type: string }, string, string]>([
    [{ type: 'elementCompleted', elementKind: 'exclusiveGateway' }, 'Decided: Check', '作出判断：Check'],
    [{ type: 'elementCompleted', elementKind: 'serviceTask' }, 'Check done', 'Check 完成'],
    [{ type: 'instanceEnded', values: { status: 'terminated' } }, 'Cancelled', '已取消'],
    [{ type: 'userTaskChanged', values: { action: 'claim', assignee: 'li' } }, 'li claimed Check', 'li 认领了 Check'],
    [{ type: 'userTaskChanged', values: { action: 'somethingOwn' } }, 'Check was changed', 'Check 有变更'],
    [{ type: 'variableSet', values: { name: 'total', value: { a: 1 } } }, 'total = {"a":1}', 'total = {"a":1}'],
  ])('%j', (given, english, chinese) => {
    const { type, ...rest } = given;
    expect(sentenceOf(entry(type, rest), nameOf, wordsOf('en'))).toBe(english);
    expect(sentenceOf(entry(type, rest), nameOf, wordsOf('zh-CN'))).toBe(chinese);
  });

  it('never shows a long value whole', () => {
    const text = sentenceOf(
      entry('variableSet', { values: { name: 'x', value: 'y'.repeat(500) } }),
      nameOf,
      wordsOf('en'),
    );
    expect(text.length).toBeLessThan(100);
  });

  it('names an event it does not know rather than hiding it', () => {
    expect(sentenceOf(entry('somethingNew'), nameOf, wordsOf('en'))).toBe('somethingNew Check');
  });

  it('has a sentence for every event of the kernel that is not bookkeeping', () => {
    const told: readonly EventType[] = [
      'instanceCreated',
      'instanceSuspended',
      'instanceResumed',
      'instanceMigrated',
      'businessIdAssigned',
      'elementActivated',
      'elementCompleted',
      'elementTerminated',
      'jobFailed',
      'jobErrorThrown',
      'userTaskCreated',
      'userTaskCompleted',
      'userTaskCancelled',
      'timerStarted',
      'timerFired',
      'messageSubscribed',
      'messageCorrelated',
      'signalCaught',
      'incidentRaised',
      'incidentResolved',
      'compensationTriggered',
      'decisionEvaluated',
      'errorThrown',
      'escalationThrown',
      'childStarted',
      'childEnded',
    ];
    for (const type of told) {
      for (const language of ['en', 'zh-CN'] as const) {
        expect(lookUp(language, `cockpit.event.${type}.any`), `${type} ${language}`).not.toBeNull();
      }
    }
  });
});

describe('what stands out', () => {
  it('is trouble, people and news; data and gateways that begin stay quiet', () => {
    expect(lookOf(entry('incidentRaised'))).toBe('bad');
    expect(lookOf(entry('userTaskCreated'))).toBe('person');
    expect(isQuiet(entry('variableSet'))).toBe(true);
    expect(isQuiet(entry('elementActivated', { elementKind: 'exclusiveGateway' }))).toBe(true);
    expect(isQuiet(entry('elementActivated', { elementKind: 'serviceTask' }))).toBe(false);
    expect(isQuiet(entry('incidentRaised'))).toBe(false);
  });
});
