import { bpmnKinds } from '#engine/model/words/kinds.ts';
import { formedLike, vocabulary } from '#engine/wording/vocabulary.ts';
import { english as host } from './host.en.ts';
import { chinese as hostInChinese } from './host.zh-CN.ts';
import { english as incidents } from './incidents.en.ts';
import { chinese as incidentsInChinese } from './incidents.zh-CN.ts';
import { english as refusals } from './refusals.en.ts';
import { chinese as refusalsInChinese } from './refusals.zh-CN.ts';

export const incidentVocabulary = vocabulary(incidents, incidentsInChinese, {
  // Ids and names of attributes hold no colon, which is what ends the path.
  path: formedLike(/^[^:]*$/),
  // An expression may fail in words of the model's author, and an activity in words of its own.
  reason: 'anything',
  message: 'anything',
  kind: bpmnKinds,
});

export const refusalVocabulary = vocabulary(refusals, refusalsInChinese, { kind: bpmnKinds, otherKind: bpmnKinds });

export const hostVocabulary = vocabulary(host, hostInChinese);
