import type { SameKeys } from '../catalogue.ts';
import type { en } from '../en/index.ts';
import { app } from './app.ts';
import { cockpit } from './cockpit.ts';
import { design } from './design.ts';
import { operate } from './operate.ts';
import { tasks } from './tasks.ts';
import { today } from './today.ts';
import { ui } from './ui.ts';

export const zhCN: SameKeys<typeof en> = { app, cockpit, design, operate, tasks, today, ui };
