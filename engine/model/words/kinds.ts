import { vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './kinds.en.ts';
import { chinese } from './kinds.zh-CN.ts';

export const bpmnKinds = vocabulary(english, chinese);
