import { sayer } from '#engine/wording/template.ts';
import { english } from './messages.en.ts';

export const say = sayer(english);
