import { type Day, isDay } from '../day.ts';
import type { Subject } from './subject.ts';
import { appraisalDay } from './records.ts';
import type { World } from './world.ts';

/** The day of an event. Without a day: it did not happen (`happened` false), or that is not known (null). */
export interface EventDay {
  readonly day: Day | null;
  readonly happened: boolean | null;
}

/** When something happened that a window or a fact counts from: a day itself, or the latest such record by a day. */
export function eventDay(world: World, subject: Subject, event: string, on: Day): EventDay {
  if (isDay(event)) return { day: event, happened: true };
  const period = world.periodNamed(event);
  if (period !== null) return { day: period.from, happened: true };
  const { person } = subject;
  switch (event) {
    case 'hire':
      return known(person?.hiredOn ?? null);
    case 'teachingStart':
      return known(person?.teachingSince ?? person?.hiredOn ?? null);
    case 'birth':
      return known(person?.birth ?? null);
    case 'firstHomeroomPost': {
      const first = person === null ? null : world.firstHomeroomPost(person, on);
      // Where posts are not covered there may have been an earlier one.
      return first === null || world.uncovered(['post']) !== null ? absent(world, ['post']) : known(first);
    }
    case 'founding': {
      const workshop = world.facts.workshops.find(({ id }) => id === subject.id);
      return known(workshop?.from ?? null);
    }
    case 'award':
      return latest(world, 'designation', person?.titles.map(({ awarded }) => awarded) ?? [], on);
    case 'seat':
      return latest(world, 'seat', person?.seats.flatMap(({ from }) => from ?? []) ?? [], on);
    default:
      return latestOf(world, subject, event, on);
  }
}

/** `certificate`, `training` … any of them; `certificates.training` those of one code. */
function latestOf(world: World, subject: Subject, event: string, on: Day): EventDay {
  const [group = '', code = null] = event.split('.');
  const { person } = subject;
  const owns = person ?? world.owns(subject.id);
  const of = <Fact extends { readonly kind: string }>(facts: readonly Fact[], day: (fact: Fact) => Day | null) =>
    facts.filter(({ kind }) => code === null || kind === code).flatMap((fact) => day(fact) ?? []);
  switch (group) {
    case 'certificate':
    case 'certificates':
      return latest(
        world,
        'certificate',
        of(person?.certificates ?? [], ({ issued }) => issued),
        on,
      );
    case 'training':
    case 'trainings':
      return latest(
        world,
        'attendance',
        of(person?.trainings ?? [], ({ date }) => date),
        on,
      );
    case 'appraisal':
    case 'appraisals': {
      const days = of(owns.appraisals, appraisalDay).filter((day) => day <= on);
      return days.length === 0 ? { day: null, happened: null } : known(days.reduce(laterOf));
    }
    case 'posts':
      return latest(
        world,
        'post',
        of(person?.posts ?? [], ({ from }) => from),
        on,
      );
    case 'achievements':
      return latest(
        world,
        'achievement',
        of(person?.achievements ?? [], ({ date }) => date),
        on,
      );
    case 'activities':
      return latest(
        world,
        'activity',
        of(owns.activities, ({ date }) => date),
        on,
      );
    case 'findings':
      return latest(
        world,
        'finding',
        of(owns.findings, ({ date }) => date),
        on,
      );
    case 'application':
      return latest(
        world,
        'application',
        (person?.applications ?? []).map(({ date }) => date),
        on,
      );
    case 'events': {
      const bodies = subject.bodies(on).flatMap((body) => world.owns(body).events);
      const own = 'events' in owns ? owns.events : [];
      return latest(
        world,
        'event',
        of([...own, ...bodies], ({ date }) => date),
        on,
      );
    }
    default:
      return { day: null, happened: null };
  }
}

function latest(
  world: World,
  kind: Parameters<World['uncovered']>[0][number],
  days: readonly Day[],
  on: Day,
): EventDay {
  const past = days.filter((day) => day <= on);
  // Where they are not covered there may have been a later one.
  if (past.length === 0 || world.uncovered([kind]) !== null) return absent(world, [kind]);
  return known(past.reduce(laterOf));
}

function absent(world: World, kinds: Parameters<World['uncovered']>[0]): EventDay {
  return { day: null, happened: world.uncovered(kinds) === null ? false : null };
}

function known(day: Day | null): EventDay {
  return day === null ? { day: null, happened: null } : { day, happened: true };
}

function laterOf(first: Day, second: Day): Day {
  return first > second ? first : second;
}
