/** What a name in the catalogue speaks of. */
export type Subject = 'person' | 'workshop' | 'school' | 'region';

interface FactEntry {
  readonly of: readonly Subject[];
  readonly unit: 'years' | 'flag' | 'tier' | 'points';
  /** Words that may stand beside the bound. */
  readonly parameters: readonly string[];
}

interface RecordEntry {
  readonly of: readonly Subject[];
  /** Lasting records are counted on a day, happening ones over a period. */
  readonly sort: 'lasting' | 'happening' | 'number';
  /** Attributes that `where` may ask for. */
  readonly attributes: readonly string[];
}

/** One value of a subject, by name. */
export const FACTS = {
  homeroomYears: { of: ['person'], unit: 'years', parameters: ['posts', 'setting', 'stage', 'convert'] },
  continuousHomeroomYears: { of: ['person'], unit: 'years', parameters: ['posts', 'gapAllowed'] },
  stillServing: { of: ['person'], unit: 'flag', parameters: ['posts'] },
  teachingYears: { of: ['person'], unit: 'years', parameters: [] },
  yearsSince: { of: ['person', 'workshop'], unit: 'years', parameters: ['event'] },
  age: { of: ['person'], unit: 'years', parameters: [] },
  standing: { of: ['person'], unit: 'tier', parameters: ['ladder', 'level'] },
  effect: { of: ['person', 'workshop'], unit: 'flag', parameters: ['kind', 'from'] },
  points: { of: ['person'], unit: 'points', parameters: ['rubric', 'section'] },
} as const satisfies Record<string, FactEntry>;
export type FactName = keyof typeof FACTS;

/** Attributes of people, schools, workshops and bodies, which `is` may ask for and `where` may reach through them. */
const ATTRIBUTES = [
  'sex',
  'stage',
  'subject',
  'setting',
  'rural',
  'cityDirect',
  'base',
  'region',
  'state',
  'level',
] as const;

/** Things that can be counted, summed and shared out, by name. */
export const RECORDS = {
  posts: { of: ['person', 'school'], sort: 'lasting', attributes: ['kind', 'school'] },
  titlesHeld: {
    of: ['person', 'school', 'region'],
    sort: 'lasting',
    attributes: ['ladder', 'tier', 'level', 'body', 'school', 'counted'],
  },
  titlesAwarded: {
    of: ['person', 'region'],
    sort: 'happening',
    attributes: ['ladder', 'tier', 'level', 'body', 'school', 'firstTime', 'revoked', 'counted'],
  },
  certificates: { of: ['person'], sort: 'lasting', attributes: ['kind', 'grade', 'valid'] },
  appraisals: { of: ['person', 'workshop', 'school'], sort: 'happening', attributes: ['kind', 'grade', 'by'] },
  achievements: { of: ['person'], sort: 'happening', attributes: ['kind', 'level', 'topic', 'published', 'part'] },
  activities: { of: ['person', 'school'], sort: 'happening', attributes: ['kind', 'level'] },
  trainings: { of: ['person'], sort: 'happening', attributes: ['kind', 'level', 'completed'] },
  hours: { of: ['person'], sort: 'happening', attributes: ['kind', 'level', 'completed'] },
  seats: {
    of: ['person', 'workshop'],
    sort: 'lasting',
    attributes: ['role', 'part', 'workshop', 'batch', 'school', 'person'],
  },
  pairings: { of: ['person'], sort: 'lasting', attributes: ['as', 'relation', 'person', 'school'] },
  applications: {
    of: ['person', 'region', 'school'],
    sort: 'happening',
    attributes: ['for', 'reached', 'result', 'nominator'],
  },
  findings: { of: ['person'], sort: 'happening', attributes: ['kind'] },
  links: { of: ['person', 'workshop'], sort: 'lasting', attributes: ['kind', 'school'] },
  persons: {
    of: ['school', 'region'],
    sort: 'number',
    attributes: [
      'post',
      'stage',
      'setting',
      'rural',
      'school',
      'tier',
      'trained',
      'hiredWithin',
      'homeroomYears',
      ...ATTRIBUTES,
    ],
  },
  schools: { of: ['region'], sort: 'number', attributes: ['kind', 'has', ...ATTRIBUTES] },
  workshops: {
    of: ['region'],
    sort: 'number',
    attributes: ['kind', 'stage', 'level', 'state', 'setting', 'region', 'foundedBy'],
  },
  events: { of: ['region', 'school'], sort: 'happening', attributes: ['kind', 'level'] },
  figure: { of: ['school', 'region'], sort: 'number', attributes: ['name', 'stage', 'day'] },
} as const satisfies Record<string, RecordEntry>;
export type RecordName = keyof typeof RECORDS;

export { ATTRIBUTES };
