#!/usr/bin/env node
/** The command: prepares a fresh clone on standard error, then hands over to src/cli.ts in this same process. */
import { endWith, prepare } from './prepare.js';

await prepare().catch(endWith);
const { register } = await import('tsx/esm/api');
register();
await import('../src/cli.ts');
