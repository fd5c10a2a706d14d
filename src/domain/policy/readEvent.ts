import { isScalar } from 'yaml';
import { isDay } from '../day.ts';
import { EVENTS, EVENT_GROUPS } from './catalogue.ts';
import { oneOfThese, say } from './problem.ts';
import type { Shape } from './reading.ts';

/**
 * What a window or a fact counts from: a day, an event of the subject's, the latest record of a code (`trainings.backbone`),
 * or a period that the calendar names, from its first day.
 */
export const event: Shape<string> = {
  standIn: 'hire',
  read: (value, reading, fallback) => {
    const at = reading.placeOf(value, fallback);
    const stated = isScalar(value) ? value.value : null;
    if (typeof stated !== 'string') {
      reading.problem(at, 'unexpected-value', say.expected(oneOfThese(EVENTS), value));
      return 'hire';
    }
    if (isDay(stated) || EVENTS.some((known) => known === stated)) return stated;
    const [group = '', code, ...more] = stated.split('.');
    if (code !== undefined && more.length === 0 && EVENT_GROUPS.some((known) => known === group))
      reading.refer(`code:${group}`, code, at);
    else if (code !== undefined) reading.problem(at, 'unknown-word', say.unknown(group, EVENT_GROUPS));
    else reading.refer('event', stated, at);
    return stated;
  },
};
