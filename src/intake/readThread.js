// Plain JavaScript, because a loader given by execArgv does not reach a thread whose parent runs under the same loader:
// the thread registers its own, and reads TypeScript from there on.
import { register } from 'tsx/esm/api';

register();
await import('./readWorker.ts');
