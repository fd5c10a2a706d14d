import { type Day, addDays, earlier } from '../day.ts';
import type { Window } from '../policy/condition.ts';
import type { Unknown } from '../unknown.ts';
import type { EvaluationTime } from './evaluate.ts';
import { eventDay } from './eventDay.ts';
import { type Span, dayAfter, isCalendarPeriod, lastPeriods } from './span.ts';
import type { Subject } from './subject.ts';
import type { World } from './world.ts';

/** The days that a window looks at. `span` null: none, for what it counts from did not happen. */
export type WindowSpan =
  { readonly known: true; readonly span: Span | null } | { readonly known: false; readonly unknown: Unknown };

/** The span of a window as of a day, never beyond it. */
export function spanOfWindow(window: Window, subject: Subject, world: World, { day }: EvaluationTime): WindowSpan {
  switch (window.window) {
    case 'ever':
    case 'lastRecords':
      return { known: true, span: { from: null, through: day } };
    case 'within': {
      const start = dayAfter(day, window.duration, -1);
      return start === null ? NO_LENGTH : { known: true, span: { from: addDays(start, 1), through: day } };
    }
    case 'lastPeriods': {
      const { count, unit } = window.duration;
      if (!isCalendarPeriod(unit)) return NO_LENGTH;
      const periods = lastPeriods(unit, count, day, world.policy.calendar);
      const [newest, oldest] = [periods[0], periods.at(-1)];
      if (newest === undefined || oldest === undefined) return { known: true, span: null };
      return { known: true, span: { from: oldest.from, through: newest.through } };
    }
    case 'first': {
      const event = eventDay(world, subject, window.of, day);
      if (event.day === null) return missing(window.of, event.happened);
      const end = dayAfter(event.day, window.duration);
      if (end === null) return NO_LENGTH;
      return within(event.day, addDays(end, -1), day);
    }
    case 'since': {
      const event = eventDay(world, subject, window.event, day);
      return event.day === null ? missing(window.event, event.happened) : within(event.day, day, day);
    }
    case 'before': {
      const event = eventDay(world, subject, window.event, day);
      if (event.day === null) return missing(window.event, event.happened);
      return { known: true, span: { from: null, through: earlier(addDays(event.day, -1), day) } };
    }
    case 'dates': {
      const through = window.through === null ? day : earlier(window.through, day);
      return window.from === null ? { known: true, span: { from: null, through } } : within(window.from, through, day);
    }
  }
}

const NO_LENGTH: WindowSpan = { known: false, unknown: { because: 'notDefined', what: 'term' } };

function within(from: Day, through: Day, day: Day): WindowSpan {
  const last = earlier(through, day);
  return { known: true, span: last < from ? null : { from, through: last } };
}

/** Without the event no day lies in the window; unless it is not known whether there was one. */
function missing(event: string, happened: boolean | null): WindowSpan {
  if (happened === false) return { known: true, span: null };
  return { known: false, unknown: { because: 'notOnRecord', what: event } };
}
