import fc from 'fast-check';
import { LEVELS } from '../../src/domain/level.ts';
import { anyDay } from './randomPeople.ts';

/** What a file says, before it is written as YAML (of which JSON is a part). */
export type Written = string | number | boolean | readonly Written[] | { readonly [word: string]: Written };
type Words = Readonly<Record<string, Written>>;

/** The definitions on which the random rules rest. */
export const GROUND = `
calendar: { schoolYear: 09-01, semesters: [09-01, 02-01], countingDay: { schoolYear: 06-30, year: 10-15 }, periods: { plan: { from: 2023-01-01, through: 2025-06-30 } } }
define:
  rural: { setting: [TOWN, VILLAGE] }
  countingPosts: [homeroom]
  daysPerYear: 365
  hourUnits: { day: 6 }
  conversions: { club: 0.25 }
  tolerance: 0.2
  parameters: { minimum: 2 }
codes:
  posts: { homeroom: { zh: 班主任, en: Homeroom }, deputy: { zh: 副班主任, en: Deputy }, trainee: { zh: 见习, en: Trainee } }
  achievements: { contest: { zh: 竞赛, en: Contest }, research: { zh: 科研, en: Research } }
  activities: { lecture: { zh: 讲座, en: Lecture }, club: { zh: 社团, en: Club } }
  certificates: { qualification: { zh: 资格证, en: Qualification }, mentalHealth: { zh: 心理健康, en: Mental health } }
  trainings: { onboarding: { zh: 上岗, en: Onboarding }, inService: { zh: 在岗, en: In-service } }
  appraisals: { yearly: { zh: 年度, en: Yearly }, termly: { zh: 任期, en: Of the term } }
  findings: { conduct: { zh: 师德, en: Conduct }, discipline: { zh: 违纪, en: Discipline } }
  events: { contestHeld: { zh: 竞赛, en: Contest held }, classHeld: { zh: 培训班, en: Class held } }
  links: { partner: { zh: 伙伴, en: Partner }, base: { zh: 基地, en: Base } }
  figures: { pupils: { zh: 学生, en: Pupils }, classes: { zh: 班级, en: Classes } }
scales: { appraisal: [fail, pass, excellent], certificate: [C, B, A] }
ladders:
  - code: titles
    tiers:
      - { code: novice, zh: 新任, en: Novice, who: { persons: { post: homeroom } } }
      - { code: backbone, zh: 骨干, en: Backbone }
      - { code: famous, zh: 名, en: Famous }
      - { code: expert, zh: 专家, en: Expert }
    levels: [SCHOOL, TOWNSHIP, COUNTY, CITY, PROVINCE, NATIONAL]
workshops:
  - kind: studio
    levels: [COUNTY, CITY]
    roles: { host: { zh: 主持人, en: Host, leads: true }, member: { zh: 成员, en: Member }, trainee: { zh: 学员, en: Trainee, under: member } }
  - kind: team
    levels: [SCHOOL]
    roles: { host: { zh: 主持人, en: Host, leads: true }, member: { zh: 成员, en: Member } }
`;

const one = <Value extends Written>(...values: readonly Value[]): fc.Arbitrary<Written> => fc.constantFrom(...values);

/** A value, one of several, or at least, at most … on an ordered scale. */
function ordered(...words: readonly string[]): fc.Arbitrary<Written> {
  return fc.oneof(
    one(...words),
    fc.subarray([...words], { minLength: 1 }),
    fc.tuple(fc.constantFrom('atLeast', 'atMost', 'moreThan', 'lessThan'), one(...words)).map(([is, word]) => ({
      [is]: word,
    })),
  );
}
const coded = (...words: readonly string[]) => fc.oneof(one(...words), fc.subarray([...words], { minLength: 1 }));

function numberOf(values: fc.Arbitrary<number>): fc.Arbitrary<Written> {
  return fc.oneof(
    { weight: 12, arbitrary: values },
    { weight: 1, arbitrary: fc.constant({ parameter: 'minimum' }) },
    { weight: 1, arbitrary: fc.constant({ parameter: 'neverSet' }) },
  );
}
function boundOf(values: fc.Arbitrary<number>): fc.Arbitrary<Words> {
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(
          fc.constantFrom('atLeast', 'atLeast', 'atMost', 'exactly', 'moreThan', 'lessThan', 'about'),
          numberOf(values),
        )
        .map(([is, value]) => ({ [is]: value })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(values, values).map(([a, b]) => ({ between: [Math.min(a, b), Math.max(a, b)] })),
    },
  );
}
const count = boundOf(fc.integer({ min: 0, max: 4 }));
const years = boundOf(fc.constantFrom(0.5, 1, 2, 3, 5, 7.5));
const part = boundOf(fc.constantFrom(0.25, 0.5, 0.6, 1));

/** Some of these attributes; sometimes with `any` and `not`. */
function whereOf(attributes: Readonly<Record<string, fc.Arbitrary<Written>>>): fc.Arbitrary<Words> {
  const names = Object.keys(attributes);
  const some = (least: number): fc.Arbitrary<Words> =>
    fc
      .subarray(names, { minLength: least, maxLength: Math.min(2, names.length) })
      .chain((chosen) =>
        fc.record(Object.fromEntries(chosen.map((name) => [name, attributes[name] ?? fc.constant('')]))),
      );
  // Without a word, `not` and `any` would say of everything or of nothing.
  return fc.oneof(
    { weight: 6, arbitrary: some(0) },
    { weight: 1, arbitrary: fc.tuple(some(0), some(1)).map(([asked, not]) => ({ ...asked, not })) },
    { weight: 1, arbitrary: fc.tuple(some(0), some(1), some(1)).map(([asked, a, b]) => ({ ...asked, any: [a, b] })) },
  );
}

const level = ordered(...LEVELS);
const flag = one(true, false);
const place = {
  stage: coded('PRIMARY', 'JUNIOR', 'SENIOR'),
  setting: coded('VILLAGE', 'TOWN', 'URBAN'),
  rural: flag,
  base: flag,
};
const grade = ordered('fail', 'pass', 'excellent');
const tier = ordered('backbone', 'famous', 'expert');
const region = coded('990100', '990101', '990102');
const school = whereOf({ ...place, cityDirect: flag, region, has: coded('homeroom', 'deputy') });
const workshop = whereOf({
  level,
  kind: coded('studio', 'team'),
  stage: place.stage,
  batch: coded('first', 'second'),
  state: coded('running', 'ended'),
  base: flag,
});
const appraisal = whereOf({ kind: coded('yearly', 'termly'), grade, by: level });
const title = whereOf({ tier, level, ladder: one('titles'), body: region });
const certificate = whereOf({
  kind: coded('qualification', 'mentalHealth'),
  grade: ordered('C', 'B', 'A'),
  valid: flag,
});
const training = whereOf({ kind: coded('onboarding', 'inService'), level, completed: flag });
const seat = { role: coded('host', 'member', 'trainee'), part: coded('core', 'wider'), level, batch: coded('first') };
const personAttributes = {
  ...place,
  post: coded('homeroom', 'deputy', 'trainee'),
  sex: coded('FEMALE', 'MALE'),
  subject: coded('maths', 'chinese'),
  cityDirect: flag,
  region,
  age: boundOf(fc.constantFrom(30, 40, 45, 55)),
  homeroomYears: years,
  teachingYears: years,
  yearsSinceHire: years,
  trained: flag,
  title,
  seat: whereOf(seat),
  certificate,
  training,
  appraisal,
  pairing: whereOf({ as: one('mentor', 'mentee') }),
  finding: whereOf({ kind: coded('conduct', 'discipline'), by: level }),
  school,
};
const person = whereOf(personAttributes);
const holder = whereOf({ ...personAttributes, tier, level });

/** What each kind of record may be asked for. */
const RECORDS = {
  posts: whereOf({ kind: coded('homeroom', 'deputy', 'trainee'), school }),
  titlesHeld: whereOf({ tier, level, ladder: one('titles'), body: region, school }),
  titlesAwarded: whereOf({ tier, level, firstTime: flag, revoked: flag }),
  certificates: certificate,
  appraisals: appraisal,
  achievements: whereOf({
    kind: coded('contest', 'research'),
    level,
    topic: coded('homeroom', 'subject'),
    published: flag,
    part: coded('author'),
  }),
  activities: whereOf({ kind: coded('lecture', 'club'), level }),
  trainings: training,
  hours: training,
  seats: whereOf({ ...seat, workshop }),
  pairings: whereOf({ as: one('mentor', 'mentee'), person }),
  applications: whereOf({
    for: coded('homeroomPost', 'title'),
    reached: coded('review', 'publicity'),
    result: coded('awarded', 'refused'),
    title: whereOf({ tier, level }),
  }),
  findings: whereOf({ kind: coded('conduct', 'discipline'), by: level }),
  links: whereOf({ kind: coded('partner', 'base'), school }),
  persons: person,
  schools: school,
  workshops: workshop,
  events: whereOf({ kind: coded('contestHeld', 'classHeld'), level }),
} as const satisfies Readonly<Record<string, fc.Arbitrary<Words>>>;
type RecordWord = keyof typeof RECORDS;

const OF_PERSON: readonly RecordWord[] = [
  'posts',
  'titlesHeld',
  'titlesAwarded',
  'certificates',
  'appraisals',
  'achievements',
  'activities',
  'trainings',
  'hours',
  'seats',
  'pairings',
  'applications',
  'findings',
  'links',
];
const OF_SCHOOL: readonly RecordWord[] = [
  'posts',
  'titlesHeld',
  'trainings',
  'activities',
  'findings',
  'links',
  'events',
  'persons',
];
const OF_WORKSHOP: readonly RecordWord[] = ['seats', 'appraisals', 'activities', 'findings', 'links'];
const OF_REGION: readonly RecordWord[] = ['titlesHeld', 'persons', 'schools', 'workshops', 'events'];
const NUMBERS: readonly RecordWord[] = ['persons', 'schools', 'workshops'];

const dayText = anyDay.map(String);
const event = fc.oneof(
  dayText,
  one('hire', 'award', 'certificate', 'training', 'seat', 'firstHomeroomPost'),
  one('trainings.onboarding', 'certificates.qualification', 'achievements.contest'),
);
const duration = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('year', 'month', 'schoolYear', 'semester', 'day'))
  .map(([many, unit]) => `${String(unit === 'day' ? many * 100 : many)} ${unit}s`);
/** Windows that count from such events. */
const windowsFrom = (event: fc.Arbitrary<Written>): fc.Arbitrary<Words> =>
  fc.oneof(
    { weight: 3, arbitrary: duration.map((within) => ({ within })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('years', 'schoolYears', 'semesters', 'months'))
        .map(([many, unit]) => ({ last: `${String(many)} ${unit}` })),
    },
    { weight: 1, arbitrary: fc.tuple(duration, event).map(([first, of]) => ({ within: { first, of } })) },
    { weight: 1, arbitrary: event.map((since) => ({ since })) },
    { weight: 1, arbitrary: event.map((before) => ({ before })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(dayText, dayText)
        .map(([a, b]) => (a < b ? { from: a, through: b } : { from: b, through: a })),
    },
    { weight: 1, arbitrary: dayText.map((from) => ({ from })) },
    { weight: 1, arbitrary: fc.constant({ ever: true }) },
  );
const windows = windowsFrom(event);
/** Of what is no person there are no events of a person. */
const datedWindows = windowsFrom(dayText);

/** A window that the records may have; records that are numbers have none. */
function windowFor(records: RecordWord, windows: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  if (NUMBERS.includes(records)) return fc.constant({});
  const lastRecords = fc.integer({ min: 1, max: 4 }).map((last) => ({ last }));
  const some =
    // Which of two of the same day is the last is not said: only records of different days are asked so.
    records === 'appraisals'
      ? fc.oneof({ weight: 4, arbitrary: windows }, { weight: 1, arbitrary: lastRecords })
      : windows;
  return fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: some });
}

function ofRecords(names: readonly RecordWord[], during: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
  return fc.constantFrom(...names).chain((name) => {
    const [where, window] = [RECORDS[name], windowFor(name, during)];
    const counting = fc
      .tuple(where, window, count)
      .map(([asked, time, bound]) => ({ count: name, where: asked, ...time, ...bound }));
    const summing = fc
      .tuple(where, window, boundOf(fc.constantFrom(2, 4, 6.5, 12)), one('hours', 'day'))
      .map(([asked, time, bound, unit]) => ({ sum: name, unit, where: asked, ...time, ...bound }));
    const something = where.filter((asked) => Object.keys(asked).length > 0);
    const sharing = fc
      .tuple(where, something, window, part)
      .map(([among, asked, time, bound]) => ({ share: name, among, where: asked, ...time, ...bound }));
    const all = fc
      .tuple(where, window, something)
      .map(([asked, time, is]) => ({ every: name, where: asked, ...time, is }));
    return fc.oneof(
      { weight: 4, arbitrary: counting },
      { weight: 2, arbitrary: name === 'hours' ? summing : counting },
      { weight: 1, arbitrary: sharing },
      { weight: 1, arbitrary: NUMBERS.includes(name) || name === 'hours' ? counting : all },
    );
  });
}

const facts: fc.Arbitrary<Words> = fc.oneof(
  fc
    .tuple(
      fc.record({ posts: coded('homeroom', 'deputy'), setting: place.setting }, { requiredKeys: [] }),
      fc.oneof(fc.constant({}), windows),
      fc.oneof(
        fc.constant({}),
        fc.constant({}),
        coded('club').map((convert) => ({ convert })),
      ),
      years,
    )
    .map(([parameters, window, convert, bound]) => ({
      fact: 'homeroomYears',
      ...parameters,
      ...convert,
      ...window,
      ...bound,
    })),
  fc
    .tuple(
      fc.oneof(
        fc.constant({}),
        one('30 days', '90 days').map((gapAllowed) => ({ gapAllowed })),
      ),
      years,
    )
    .map(([gap, bound]) => ({ fact: 'continuousHomeroomYears', ...gap, ...bound })),
  flag.map((is) => ({ fact: 'stillServing', is })),
  coded('deputy', 'homeroom').map((posts) => ({ fact: 'stillServing', posts, is: true })),
  years.map((bound) => ({ fact: 'teachingYears', ...bound })),
  fc.tuple(years, event).map(([bound, asAt]) => ({ fact: 'teachingYears', asAt, ...bound })),
  fc.tuple(years, event).map(([bound, since]) => ({ fact: 'yearsSince', event: since, ...bound })),
  fc
    .tuple(
      boundOf(fc.constantFrom(30, 35, 45, 50)),
      fc.oneof(
        fc.constant({}),
        event.map((asAt) => ({ asAt })),
      ),
    )
    .map(([bound, at]) => ({ fact: 'age', ...at, ...bound })),
  fc
    .tuple(
      fc.constantFrom('atLeast', 'exactly', 'atMost', 'moreThan', 'lessThan'),
      one('novice', 'backbone', 'famous'),
      fc.oneof(
        fc.constant({}),
        level.map((asked) => ({ level: asked })),
      ),
    )
    .map(([is, word, at]) => ({ fact: 'standing', ladder: 'titles', ...at, [is]: word })),
  fc
    .tuple(
      one('barred', 'preferred', 'exempt'),
      fc.oneof(
        fc.constant({}),
        one('application', 'hours').map((from) => ({ from })),
      ),
      flag,
    )
    .map(([kind, from, is]) => ({ fact: 'effect', kind, ...from, is })),
  fc
    .tuple(
      fc.oneof(
        fc.constant({}),
        one('first', 'second').map((section) => ({ section })),
      ),
      years,
    )
    .map(([section, bound]) => ({ fact: 'points', rubric: 'R-rubric', ...section, ...bound })),
);

const ratio: fc.Arbitrary<Words> = fc
  .tuple(
    fc.constantFrom('persons', 'schools'),
    person,
    school,
    fc.oneof<fc.Arbitrary<Written>[]>(
      person.map((persons) => ({ persons })),
      school.map((schools) => ({ schools })),
      title.map((holders) => ({ holders })),
      one('pupils', 'classes').map((figure) => ({ figure })),
    ),
    part,
  )
  .map(([records, persons, schools, to, bound]) => ({
    ratio: records,
    where: records === 'persons' ? persons : schools,
    to,
    ...bound,
  }));

export type Whose = 'person' | 'school' | 'workshop' | 'region';

/** A condition that may be asked of such a subject. */
export function anyCondition(of: Whose): fc.Arbitrary<Words> {
  const leaf: fc.Arbitrary<Words> = {
    person: fc.oneof(
      { weight: 5, arbitrary: ofRecords(OF_PERSON, windows) },
      { weight: 4, arbitrary: facts },
      { weight: 1, arbitrary: person.map((is) => ({ is })) },
    ),
    school: fc.oneof(
      { weight: 4, arbitrary: ofRecords(OF_SCHOOL, datedWindows) },
      { weight: 1, arbitrary: school.map((is) => ({ is })) },
    ),
    workshop: fc.oneof(
      { weight: 4, arbitrary: ofRecords(OF_WORKSHOP, datedWindows) },
      { weight: 1, arbitrary: workshop.map((is) => ({ is })) },
    ),
    region: fc.oneof({ weight: 3, arbitrary: ofRecords(OF_REGION, datedWindows) }, { weight: 1, arbitrary: ratio }),
  }[of];
  const { tree } = fc.letrec<{ tree: Words }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 5, arbitrary: leaf },
      { weight: 1, arbitrary: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 2 }))
          .map(([any, atLeast]) => ({ any, atLeast: Math.min(atLeast, any.length) })),
      },
      { weight: 1, arbitrary: tie('tree').map((not) => ({ not })) },
    ),
  }));
  return tree;
}

const periods = fc.option(one('year', 'schoolYear', 'semester', 'month'), { freq: 1 });

/** A rule that falls on such subjects, perhaps only on some of them, perhaps with an exception. */
export function anyRule(of: Whose): fc.Arbitrary<Words> {
  const who: fc.Arbitrary<Words> = {
    person: fc.oneof<fc.Arbitrary<Words>[]>(
      person.map((persons) => ({ persons })),
      holder.map((holders) => ({ holders })),
      whereOf(seat).map((seats) => ({ seats })),
    ),
    school: school.map((schools) => ({ schools })),
    workshop: workshop.map((workshops) => ({ workshops })),
    region: level.map((asked) => ({ region: { level: asked } })),
  }[of];
  return fc
    .record({
      who: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: who }),
      except: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyCondition(of) }),
      per: of === 'region' ? fc.option(one('COUNTY', 'year', 'schoolYear'), { freq: 1 }) : periods,
      require: anyCondition(of),
    })
    .map(({ who: selected, except, per, require }) => ({
      id: `R-${of}`,
      kind: 'obligation',
      clause: '一',
      require,
      ...(selected === null ? {} : { who: selected }),
      ...(except === null ? {} : { except }),
      ...(per === null ? {} : { per }),
    }));
}
