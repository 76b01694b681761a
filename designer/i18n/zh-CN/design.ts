import type { SameKeys } from '../catalogue.ts';
import type { design as en } from '../en/design.ts';

export const design: SameKeys<typeof en> = { title: '设计' };
