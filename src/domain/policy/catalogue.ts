/**
 * The closed catalogue of what a condition may ask for. A name is added here and in the one place that computes it; nothing
 * else in the language changes. Types of attributes: a scale (`level`, `stage`, `setting`), a name that the policy declares
 * (`tier`, `ladder`, `role`, `grade`, `code:GROUP`), something that the record belongs to (`thing:NAME`), or a plain value.
 */
export type AttributeType =
  | 'level'
  | 'stage'
  | 'setting'
  | 'tier'
  | 'ladder'
  | 'role'
  | 'grade'
  | 'flag'
  | 'number'
  | 'day'
  | 'event'
  | 'rule'
  | 'sex'
  | 'pairingAs'
  | 'effectKind'
  | 'text'
  | `code:${CodeGroup}`
  | `thing:${string}`;
export type Attributes = Readonly<Record<string, AttributeType>>;

/** The groups in which a file declares its codes. */
export const CODE_GROUPS = [
  'posts',
  'achievements',
  'activities',
  'certificates',
  'findings',
  'trainings',
  'appraisals',
  'events',
  'links',
  'figures',
  'promotions',
  'attested',
  'grades',
  'words',
] as const;
export type CodeGroup = (typeof CODE_GROUPS)[number];

const SCHOOL: Attributes = {
  kind: 'text',
  stage: 'stage',
  setting: 'setting',
  rural: 'flag',
  cityDirect: 'flag',
  base: 'flag',
  region: 'text',
  state: 'text',
  has: 'code:posts',
  appraisal: 'thing:appraisal',
};
const WORKSHOP: Attributes = {
  kind: 'text',
  level: 'level',
  stage: 'stage',
  state: 'text',
  setting: 'setting',
  rural: 'flag',
  base: 'flag',
  region: 'text',
  batch: 'text',
  appraisal: 'thing:appraisal',
};
const TITLE: Attributes = { ladder: 'ladder', tier: 'tier', level: 'level', body: 'text' };
const SEAT: Attributes = {
  role: 'role',
  part: 'text',
  level: 'level',
  stage: 'stage',
  kind: 'text',
  batch: 'text',
  workshop: 'thing:workshop',
};
const CERTIFICATE: Attributes = { kind: 'code:certificates', grade: 'grade', valid: 'flag' };
const PERSON: Attributes = {
  post: 'code:posts',
  sex: 'sex',
  stage: 'stage',
  subject: 'text',
  setting: 'setting',
  rural: 'flag',
  cityDirect: 'flag',
  base: 'flag',
  region: 'text',
  state: 'text',
  age: 'number',
  homeroomYears: 'number',
  teachingYears: 'number',
  yearsSinceHire: 'number',
  hired: 'day',
  firstHomeroomPost: 'day',
  trained: 'flag',
  title: 'thing:title',
  seat: 'thing:seat',
  certificate: 'thing:certificate',
  training: 'thing:training',
  pairing: 'thing:pairing',
  appraisal: 'thing:appraisal',
  finding: 'thing:finding',
  school: 'thing:school',
};

/** What a record may belong to, and what is sought or decided: the attributes of each. */
export const THINGS: Readonly<Record<string, Attributes>> = {
  school: SCHOOL,
  workshop: WORKSHOP,
  person: PERSON,
  title: TITLE,
  seat: SEAT,
  certificate: CERTIFICATE,
  post: { kind: 'code:posts', level: 'level', school: 'thing:school' },
  training: { kind: 'code:trainings', level: 'level', completed: 'flag' },
  pairing: { as: 'pairingAs', relation: 'text' },
  appraisal: { kind: 'code:appraisals', grade: 'grade', by: 'level' },
  finding: { kind: 'code:findings', by: 'level' },
  promotion: { kind: 'code:promotions', level: 'level' },
  application: { title: 'thing:title', seat: 'thing:seat', level: 'level', for: 'text' },
};

/** On whom a rule may fall: the attributes that single them out. */
export const POPULATION_ATTRIBUTES: Readonly<
  Record<'persons' | 'holders' | 'seats' | 'workshops' | 'schools' | 'region', Attributes>
> = {
  persons: PERSON,
  holders: { ...PERSON, ...TITLE },
  seats: { ...SEAT, person: 'thing:person' },
  workshops: WORKSHOP,
  schools: SCHOOL,
  region: { level: 'level', region: 'text' },
};

/** What `is` may ask of the subject itself, whoever it is. */
export const OWN_ATTRIBUTES: Attributes = { ...SCHOOL, ...WORKSHOP, ...PERSON };

/** Whose a fact or a record can be; a unit is a school, a region or a body. */
export type Owner = 'person' | 'workshop' | 'school' | 'unit';

interface FactEntry {
  readonly of: readonly Owner[];
  readonly unit: 'years' | 'flag' | 'tier' | 'points';
  /** Words that may stand beside the bound. */
  readonly parameters: Attributes;
}

/** One value of a person or a workshop, by name. */
export const FACTS = {
  homeroomYears: {
    of: ['person'],
    unit: 'years',
    parameters: { posts: 'code:posts', setting: 'setting', stage: 'stage', convert: 'code:activities' },
  },
  continuousHomeroomYears: { of: ['person'], unit: 'years', parameters: { posts: 'code:posts', gapAllowed: 'text' } },
  stillServing: { of: ['person'], unit: 'flag', parameters: { posts: 'code:posts' } },
  teachingYears: { of: ['person'], unit: 'years', parameters: {} },
  yearsSince: { of: ['person', 'workshop'], unit: 'years', parameters: { event: 'event' } },
  age: { of: ['person'], unit: 'years', parameters: {} },
  standing: { of: ['person'], unit: 'tier', parameters: { ladder: 'ladder', level: 'level' } },
  effect: { of: ['person', 'workshop', 'school'], unit: 'flag', parameters: { kind: 'effectKind', from: 'text' } },
  points: { of: ['person'], unit: 'points', parameters: { rubric: 'rule', section: 'text' } },
} as const satisfies Readonly<Record<string, FactEntry>>;
export type FactName = keyof typeof FACTS;

interface RecordEntry {
  /** Lasting records are counted on a day, happening ones over a period, numbers on the day asked. */
  readonly sort: 'lasting' | 'happening' | 'number';
  /** What `where` may ask for. */
  readonly attributes: Attributes;
  /** What an amount of them is summed in: training hours and what converts to them, or times. Absent: they only count. */
  readonly amount?: 'hours' | 'times';
}

/** Things that can be counted, summed and shared out, by name. */
export const RECORDS = {
  posts: { sort: 'lasting', attributes: { kind: 'code:posts', school: 'thing:school' } },
  titlesHeld: { sort: 'lasting', attributes: { ...TITLE, school: 'thing:school' } },
  titlesAwarded: {
    sort: 'happening',
    attributes: { ...TITLE, firstTime: 'flag', revoked: 'flag', school: 'thing:school' },
  },
  certificates: { sort: 'lasting', attributes: CERTIFICATE },
  appraisals: { sort: 'happening', attributes: { kind: 'code:appraisals', grade: 'grade', by: 'level' } },
  achievements: {
    sort: 'happening',
    attributes: { kind: 'code:achievements', level: 'level', topic: 'text', published: 'flag', part: 'text' },
  },
  activities: { sort: 'happening', amount: 'times', attributes: { kind: 'code:activities', level: 'level' } },
  trainings: {
    sort: 'happening',
    amount: 'hours',
    attributes: { kind: 'code:trainings', level: 'level', completed: 'flag' },
  },
  hours: {
    sort: 'happening',
    amount: 'hours',
    attributes: { kind: 'code:trainings', level: 'level', completed: 'flag' },
  },
  seats: { sort: 'lasting', attributes: { ...SEAT, person: 'thing:person' } },
  pairings: { sort: 'lasting', attributes: { as: 'pairingAs', relation: 'text', person: 'thing:person' } },
  applications: {
    sort: 'happening',
    attributes: { for: 'text', reached: 'text', result: 'text', nominator: 'text', title: 'thing:title' },
  },
  findings: { sort: 'happening', attributes: { kind: 'code:findings', by: 'level' } },
  links: { sort: 'lasting', attributes: { kind: 'code:links', school: 'thing:school' } },
  persons: { sort: 'number', attributes: PERSON },
  schools: { sort: 'number', attributes: SCHOOL },
  workshops: { sort: 'number', attributes: WORKSHOP },
  events: { sort: 'happening', attributes: { kind: 'code:events', level: 'level' } },
  figure: { sort: 'number', attributes: { name: 'code:figures', stage: 'stage', day: 'text' } },
} as const satisfies Readonly<Record<string, RecordEntry>>;
export type RecordName = keyof typeof RECORDS;

/**
 * What a window, `asAt` and `yearsSince` may count from or to, beside a day. Each is the latest of the subject's, up to the
 * day asked; a code's own records are meant by `GROUP.CODE`, such as `trainings.backbone`.
 */
export const EVENTS = [
  'birth',
  'hire',
  'teachingStart',
  'firstHomeroomPost',
  'award',
  'certificate',
  'training',
  'appraisal',
  'seat',
  'founding',
  'application',
] as const;
export type EventName = (typeof EVENTS)[number];

/** What the fact `effect` may ask for. */
export const EFFECT_KINDS = ['barred', 'preferred', 'exempt'] as const;

/** The groups whose codes may stand as `GROUP.CODE` for an event. */
export const EVENT_GROUPS = [
  'posts',
  'achievements',
  'activities',
  'certificates',
  'findings',
  'trainings',
  'appraisals',
  'events',
] as const satisfies readonly CodeGroup[];
