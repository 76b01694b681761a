// `npm run build [designer|code]`: the pages (vite), and the compiled tree that images run. Both without an argument.
import { buildCode } from './build/code.mjs';
import { buildDesigner } from './build/designer.mjs';

const wished = process.argv[2];
if (wished === undefined || wished === 'designer') await buildDesigner();
if (wished === undefined || wished === 'code') await buildCode();
