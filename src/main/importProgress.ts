import type { ImportProgress } from '../services/import.ts';
import type { Progress } from './database.ts';

const INTERVAL_MILLISECONDS = 1_000;

const PHASES: Readonly<Record<ImportProgress['phase'], string>> = {
  reading: 'reading',
  checking: 'checking',
  planning: 'comparing with the graph',
  writing: 'writing',
};

/** Tells how far an import is: each new phase at once, and then once a second. */
export function importProgress(progress: Progress): (event: ImportProgress) => void {
  let lastPhase: ImportProgress['phase'] | null = null;
  let lastTold = 0;
  return ({ phase, sheet, done, total }) => {
    const now = performance.now();
    if (phase === lastPhase && now - lastTold < INTERVAL_MILLISECONDS) return;
    lastPhase = phase;
    lastTold = now;
    progress([PHASES[phase], sheet, total > 0 ? `${done} of ${total}` : ''].filter((part) => part !== '').join(' '));
  };
}
