import { type Day, addDays, earlier } from '../day.ts';
import type { TargetPeriod } from '../targetPeriod.ts';
import { type AwardEvent, type AwardFlow, arrived } from './awards.ts';
import type { ForecastLevers } from './levers.ts';
import { type Outlook, certain, mapped } from './outlook.ts';

/** Titles awarded from one day to another: those that were, and those to come. */
export function awardedBy(
  events: readonly AwardEvent[],
  flow: AwardFlow,
  { first, last }: Pick<TargetPeriod, 'first' | 'last'>,
  day: Day,
  on: Day,
  levers: ForecastLevers,
): Outlook {
  const through = earlier(on, last);
  const given = events.filter(({ awarded }) => first <= awarded && awarded <= earlier(day, through)).length;
  const after = day < first ? addDays(first, -1) : day;
  if (through <= after) return certain(given);
  return mapped(flow.perYear(levers), (pace) => given + arrived(flow.timing, pace, after, through));
}
