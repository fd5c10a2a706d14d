import fc from 'fast-check';
import { schoolYearFrom } from '../../src/domain/calendar.ts';
import { type Day, addDays, toDay } from '../../src/domain/day.ts';
import type {
  OwnedFacts,
  PersonFacts,
  SchoolFacts,
  UnitFacts,
  WorkshopFacts,
} from '../../src/domain/evaluation/facts.ts';
import type {
  DesignationId,
  PairingId,
  PostId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from '../../src/domain/identifier.ts';
import { LEVELS, type Level } from '../../src/domain/level.ts';
import { ROSTER_KINDS, type RosterKind } from '../../src/domain/roster.ts';
import type { Stage } from '../../src/domain/school.ts';
import { CITY, CITY_SCHOOL, NORTH, REGIONS, SCHOOLS, SOUTH, TOWN_SCHOOL, VILLAGE_SCHOOL } from './evaluationFacts.ts';

const FIRST = toDay('2014-01-01');
const PEOPLE = ['ann', 'bao', 'cui'] as const;
const WORKSHOPS = ['studio', 'circle'] as const;

/** A day of the years from which the records come; the edges of years and semesters more often than others. */
export const anyDay: fc.Arbitrary<Day> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 4565 }).map((count) => addDays(FIRST, count)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('2016-02-29', '2019-08-31', '2019-09-01', '2020-02-29', '2022-12-31', '2024-06-30', '2025-01-31')
      .map(toDay),
  },
);
/** The day asked about. */
export const askedDay: fc.Arbitrary<Day> = fc.oneof(
  fc.integer({ min: 1500, max: 4600 }).map((count) => addDays(FIRST, count)),
  fc.constantFrom('2020-02-29', '2024-08-31', '2024-09-01', '2024-12-31', '2025-02-28', '2025-06-30').map(toDay),
);

const level = fc.constantFrom(...LEVELS);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3 });
const few = <Value>(value: fc.Arbitrary<Value>, most = 3) => fc.array(value, { maxLength: most });
const identity = fc.uuid();
const school: fc.Arbitrary<SchoolId> = fc.constantFrom(VILLAGE_SCHOOL, TOWN_SCHOOL, CITY_SCHOOL);

/** Half-open; the start is sometimes not known, the end often open. */
const interval = (unknownStart: boolean) =>
  fc
    .record({
      from: unknownStart ? fc.option(anyDay, { freq: 12 }) : anyDay,
      length: fc.option(fc.integer({ min: 1, max: 2200 }), { freq: 2 }),
      end: anyDay,
    })
    .map(({ from, length, end }) => ({
      from,
      to: length === null ? null : from === null ? end : addDays(from, length),
    }));

const post: fc.Arbitrary<PersonFacts['posts'][number]> = fc
  .record({
    id: identity,
    kind: fc.constantFrom('homeroom', 'homeroom', 'deputy', 'trainee'),
    school,
    dates: interval(true),
  })
  .map(({ dates, id, ...rest }) => ({ ...rest, ...dates, id: id as PostId }));

const title: fc.Arbitrary<PersonFacts['titles'][number]> = fc
  .record({
    id: identity,
    tier: fc.constantFrom('backbone', 'famous', 'expert'),
    level,
    awarded: anyDay,
    term: fc.option(fc.integer({ min: 100, max: 2000 }), { freq: 4 }),
    state: fc.constantFrom('IN_FORCE', 'IN_FORCE', 'EXPIRED', 'REVOKED'),
    stateKnownOn: fc.option(anyDay, { freq: 4 }),
    awardedBy: fc.option(fc.constantFrom(CITY, NORTH, SOUTH), { freq: 4 }),
  })
  .map(({ term, id, ...rest }) => ({
    ...rest,
    id: id as DesignationId,
    termEnd: term === null ? null : addDays(rest.awarded, term),
  }));

const seat: fc.Arbitrary<PersonFacts['seats'][number]> = fc
  .record({
    id: identity,
    role: fc.constantFrom('host', 'member', 'trainee'),
    part: maybe(fc.constantFrom('core', 'wider')),
    workshop: fc.constantFrom(...WORKSHOPS),
    dates: interval(false),
  })
  .map(({ dates, id, workshop, ...rest }) => ({
    ...rest,
    ...dates,
    id: id as SeatId,
    workshop: workshop as WorkshopId,
  }));

const pairing: fc.Arbitrary<PersonFacts['pairings'][number]> = fc
  .record({
    id: identity,
    as: fc.constantFrom('mentor', 'mentee'),
    other: fc.constantFrom(...PEOPLE, 'nobody'),
    schoolYear: fc.integer({ min: 2018, max: 2025 }),
    after: fc.integer({ min: 0, max: 200 }),
    length: fc.option(fc.integer({ min: 1, max: 150 }), { freq: 2 }),
  })
  .map(({ id, as, other, schoolYear, after, length }) => {
    const from = addDays(toDay(`${String(schoolYear)}-09-01`), after);
    return {
      id: id as PairingId,
      as,
      other: other as TeacherId,
      schoolYear: schoolYearFrom(schoolYear),
      from,
      to: length === null ? null : addDays(from, length),
    };
  });

const appraisals = fc.uniqueArray(fc.integer({ min: 2015, max: 2025 }), { maxLength: 8 }).chain((years) =>
  fc.tuple(
    ...years.map((year) =>
      fc.record({
        id: identity,
        year: fc.constant(year),
        kind: fc.constantFrom('yearly', 'yearly', 'yearly', 'termly'),
        grade: fc.constantFrom('fail', 'pass', 'pass', 'excellent'),
        by: maybe(level),
      }),
    ),
  ),
);

const activity = fc.record({
  id: identity,
  kind: fc.constantFrom('lecture', 'club'),
  date: anyDay,
  level: maybe(level),
  times: fc.integer({ min: 1, max: 3 }),
});
const finding = fc.record({
  id: identity,
  kind: fc.constantFrom('conduct', 'discipline'),
  date: anyDay,
  level: maybe(level),
});
const effect = fc
  .record({
    id: identity,
    kind: fc.constantFrom('bar', 'prefer', 'exempt'),
    what: maybe(fc.constantFrom('application', 'hours')),
    dates: interval(false),
  })
  .map(({ dates, ...rest }) => ({ ...rest, ...dates }));
const link = fc
  .record({ id: identity, kind: fc.constantFrom('partner', 'base'), school, dates: interval(false) })
  .map(({ dates, ...rest }) => ({ ...rest, ...dates }));
const figure = fc.record({
  id: identity,
  name: fc.constantFrom('pupils', 'classes'),
  stage: fc.constant(null),
  day: anyDay,
  value: fc.integer({ min: 1, max: 60 }),
});
/** One figure a day and name: which of two of the same day stands is not said. */
const figures = fc.uniqueArray(figure, { maxLength: 3, selector: ({ name, day }) => `${name} ${day}` });

function personFacts(id: string): fc.Arbitrary<PersonFacts> {
  return fc.record({
    id: fc.constant(id as TeacherId),
    sex: maybe(fc.constantFrom('FEMALE', 'MALE')),
    birth: maybe(fc.integer({ min: 0, max: 12000 }).map((count) => addDays(toDay('1968-02-29'), count))),
    hiredOn: maybe(anyDay),
    teachingSince: maybe(anyDay),
    subject: maybe(fc.constantFrom('maths', 'chinese')),
    works: fc.tuple(school, school, fc.option(anyDay)).map(([before, now, moved]) =>
      moved === null
        ? [{ from: null, to: null, school: now }]
        : [
            { from: null, to: moved, school: before },
            { from: moved, to: null, school: now },
          ],
    ),
    posts: few(post, 4),
    titles: few(title),
    seats: few(seat),
    pairings: few(pairing, 4),
    appraisals,
    achievements: few(
      fc.record({
        id: identity,
        kind: fc.constantFrom('contest', 'research'),
        date: anyDay,
        level,
        topic: maybe(fc.constantFrom('homeroom', 'subject')),
        published: maybe(fc.boolean()),
        part: maybe(fc.constantFrom('author', 'co-author')),
      }),
    ),
    trainings: few(
      fc.record({
        id: identity,
        kind: fc.constantFrom('onboarding', 'inService'),
        date: anyDay,
        hours: fc.constantFrom(0, 2.5, 4, 6, 12),
        level: maybe(level),
        completed: maybe(fc.boolean()),
      }),
    ),
    activities: fc.uniqueArray(activity, { maxLength: 4, selector: ({ date }) => date }),
    certificates: few(
      fc
        .record({
          id: identity,
          kind: fc.constantFrom('qualification', 'mentalHealth'),
          grade: maybe(fc.constantFrom('C', 'B', 'A')),
          issued: anyDay,
          valid: fc.option(fc.integer({ min: 1, max: 2000 })),
          revoked: fc.option(fc.integer({ min: 1, max: 2000 }), { freq: 5 }),
        })
        .map(({ valid, revoked, ...rest }) => ({
          ...rest,
          to: valid === null ? null : addDays(rest.issued, valid),
          revokedOn: revoked === null ? null : addDays(rest.issued, revoked),
        })),
      2,
    ),
    findings: few(finding, 2),
    effects: few(effect, 2),
    waivers: fc.constant([]),
    links: few(link, 2),
    figures: fc.constant([]),
    rubricScores: few(
      fc.record({
        id: identity,
        rubric: fc.constant('R-rubric'),
        section: fc.constantFrom('first', 'second'),
        item: fc.constant(null),
        date: anyDay,
        points: fc.constantFrom(0.5, 1, 2, 7.25),
        level: fc.constant(null),
      }),
    ),
    applications: few(
      fc.record({
        id: identity,
        for: fc.constantFrom('homeroomPost', 'title'),
        tier: maybe(fc.constantFrom('backbone', 'famous')),
        level: maybe(level),
        date: anyDay,
        reached: maybe(fc.constantFrom('review', 'publicity')),
        result: maybe(fc.constantFrom('awarded', 'refused')),
        nominator: maybe(school),
      }),
      2,
    ),
  });
}

const owned: fc.Arbitrary<OwnedFacts> = fc.record({
  appraisals,
  activities: fc.uniqueArray(activity, { maxLength: 3, selector: ({ date }) => date }),
  findings: few(finding, 2),
  effects: few(effect, 2),
  waivers: fc.constant([]),
  links: few(link, 2),
  events: few(
    fc.record({
      id: identity,
      kind: fc.constantFrom('contestHeld', 'classHeld'),
      date: anyDay,
      level: maybe(level),
    }),
  ),
  figures,
});

function schoolFacts(facts: SchoolFacts): fc.Arbitrary<SchoolFacts> {
  return fc
    .record({ owns: owned, base: maybe(fc.boolean()), changed: fc.option(anyDay, { freq: 3 }) })
    .map(({ changed, ...rest }) => ({
      ...facts,
      ...rest,
      // Before this day its setting is not known.
      settings: changed === null ? facts.settings : facts.settings.map((each) => ({ ...each, from: changed })),
    }));
}

function workshopFacts(id: string): fc.Arbitrary<WorkshopFacts> {
  return fc
    .record({
      founded: anyDay,
      length: fc.option(fc.integer({ min: 400, max: 2000 }), { freq: 2 }),
      founder: fc.constantFrom<WorkshopFacts['founder']>(
        { kind: 'Region', id: CITY },
        { kind: 'Region', id: NORTH },
        { kind: 'School', id: TOWN_SCHOOL },
      ),
      level: fc.constantFrom<Level>('CITY', 'COUNTY', 'SCHOOL'),
      stages: fc.subarray<Stage>(['PRIMARY', 'JUNIOR', 'SENIOR'], { minLength: 1 }),
      kind: fc.option(fc.constantFrom('studio', 'team')),
      batch: maybe(fc.constantFrom('first', 'second')),
      base: maybe(fc.boolean()),
      owns: owned,
    })
    .map(({ founded, length, ...rest }) => ({
      ...rest,
      id: id as WorkshopId,
      from: founded,
      to: length === null ? null : addDays(founded, length),
      state: null,
      seats: [],
    }));
}

/** Three people, three schools and two workshops of an invented city, with gaps in what is known of them. */
export const anyUnit: fc.Arbitrary<UnitFacts> = fc
  .record({
    people: fc.tuple(...PEOPLE.map(personFacts)),
    schools: fc.tuple(...SCHOOLS.map(schoolFacts)),
    workshops: fc.tuple(...WORKSHOPS.map(workshopFacts)),
    city: owned,
    north: owned,
  })
  .map(({ people, schools, workshops, city, north }) => ({
    id: CITY,
    regions: REGIONS,
    schools,
    people,
    // A seat is known to its holder and to its workshop.
    workshops: workshops.map((each) => ({
      ...each,
      seats: people.flatMap(({ id, seats }) =>
        seats.filter(({ workshop }) => workshop === each.id).map((taken) => ({ ...taken, person: id, under: [] })),
      ),
    })),
    owned: new Map([
      [CITY, city],
      [NORTH, north],
    ]),
  }));

/** Kinds of records that no import covers: mostly none. */
export const anyUncovered: fc.Arbitrary<readonly RosterKind[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.subarray([...ROSTER_KINDS], { maxLength: 4 }) },
);
