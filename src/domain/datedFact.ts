import type { Day } from './day.ts';
import type { RegionId } from './identifier.ts';

/**
 * Facts that are alike: each has one owner, a kind or a name that the policies know, and a date or two. What they are made
 * of stands in one table, by which they are read from rosters, written to the graph, read back and shown.
 */

/** Whose a fact may be. */
export const FACT_OWNERS = ['Teacher', 'Workshop', 'School', 'Region'] as const;
export type FactOwner = (typeof FACT_OWNERS)[number];

/** Under which name a record says whose it is. */
export const OWNER_KEYS = {
  Teacher: 'staffNo',
  Workshop: 'workshopCode',
  School: 'schoolCode',
  Region: 'region',
} as const satisfies Readonly<Record<FactOwner, string>>;

export type FactValue = string | number | boolean | null;

/**
 * What a value is. `code`: a word of the office's, as the code by which the policies count. `asWritten`: that word itself.
 * `hours`: at least 0. `whole`: a whole number.
 */
export type AttributeSort =
  'code' | 'asWritten' | 'text' | 'level' | 'stage' | 'day' | 'year' | 'yesNo' | 'hours' | 'number' | 'whole';

export interface FactAttribute {
  /** In a roster's record, and of the column. */
  readonly name: string;
  /** In the graph. */
  readonly property: string;
  readonly sort: AttributeSort;
  /** There is no such fact without it. */
  readonly required?: true;
  /** Two facts of one owner that differ in it are two. */
  readonly identity?: true;
  /** What holds where nothing is said. */
  readonly absent?: number | boolean;
  /** Of texts, in characters; a longer one is refused. */
  readonly longest?: number;
  /** Of numbers, both included. */
  readonly between?: readonly [least: number, most: number];
  /** It has happened by the day that a roster speaks of. */
  readonly happened?: true;
}

export interface FactShape {
  /** In the graph. */
  readonly label: string;
  readonly owners: readonly FactOwner[];
  readonly attributes: readonly FactAttribute[];
  /** A school beside the owner: by which name a record gives its code, by which relationship the fact leads to it. */
  readonly school?: {
    readonly name: string;
    readonly type: string;
    readonly required?: true;
    readonly identity?: true;
  };
}

const OF_ANYBODY = ['Teacher', 'Workshop', 'School'] as const;
const HAPPENED = {
  name: 'date',
  property: 'date',
  sort: 'day',
  required: true,
  identity: true,
  happened: true,
} as const;
const LEVEL = { name: 'level', property: 'level', sort: 'level' } as const;
const FROM = { name: 'from', property: 'from', sort: 'day', identity: true } as const;
const TO = { name: 'to', property: 'to', sort: 'day' } as const;

function kindOf<Name extends string>(name: Name) {
  return { name, property: 'kind', sort: 'code', required: true, identity: true } as const;
}

/**
 * The kinds. Lasting ones have `from` and `to` (half-open), happening ones a `date`; an appraisal speaks of a calendar year
 * and a figure of the day from which on it holds.
 */
export const DATED_FACTS = {
  appraisal: {
    label: 'Appraisal',
    owners: OF_ANYBODY,
    attributes: [
      kindOf('appraisalKind'),
      { name: 'year', property: 'year', sort: 'year', required: true, identity: true, happened: true },
      { name: 'grade', property: 'grade', sort: 'code', required: true },
      { name: 'by', property: 'by', sort: 'level' },
    ],
  },
  achievement: {
    label: 'Achievement',
    owners: ['Teacher'],
    attributes: [
      HAPPENED,
      { name: 'category', property: 'category', sort: 'code', required: true, identity: true },
      { name: 'title', property: 'title', sort: 'asWritten', required: true, identity: true },
      { ...LEVEL, required: true, identity: true },
      { name: 'topic', property: 'topic', sort: 'code' },
      { name: 'published', property: 'published', sort: 'yesNo' },
      { name: 'part', property: 'part', sort: 'code' },
    ],
  },
  attendance: {
    label: 'Attendance',
    owners: ['Teacher'],
    attributes: [
      HAPPENED,
      { name: 'training', property: 'training', sort: 'text', required: true, identity: true },
      { name: 'layer', property: 'layer', sort: 'code', required: true },
      { name: 'hours', property: 'hours', sort: 'hours', required: true },
      LEVEL,
      { name: 'completed', property: 'completed', sort: 'yesNo', required: true, absent: true },
    ],
  },
  certificate: {
    label: 'Certificate',
    owners: ['Teacher'],
    attributes: [
      kindOf('certificateKind'),
      { name: 'certificateGrade', property: 'grade', sort: 'code' },
      { name: 'issued', property: 'from', sort: 'day', required: true, identity: true, happened: true },
      TO,
      { name: 'revokedOn', property: 'revokedOn', sort: 'day', happened: true },
    ],
  },
  activity: {
    label: 'Activity',
    owners: ['Teacher', 'School'],
    attributes: [
      kindOf('activityKind'),
      HAPPENED,
      { ...LEVEL, identity: true },
      { name: 'activityTitle', property: 'title', sort: 'text', longest: 200, identity: true },
      { name: 'times', property: 'times', sort: 'whole', required: true, absent: 1, between: [1, 10_000] },
    ],
  },
  finding: {
    label: 'Finding',
    owners: OF_ANYBODY,
    attributes: [kindOf('findingKind'), HAPPENED, LEVEL],
  },
  effect: {
    label: 'Effect',
    owners: OF_ANYBODY,
    attributes: [
      kindOf('effectKind'),
      { name: 'what', property: 'what', sort: 'text', longest: 200, identity: true },
      FROM,
      TO,
      { name: 'cause', property: 'cause', sort: 'text', longest: 500 },
    ],
  },
  waiver: {
    label: 'Waiver',
    owners: OF_ANYBODY,
    attributes: [
      { name: 'rule', property: 'rule', sort: 'text', longest: 200, required: true, identity: true },
      { name: 'by', property: 'by', sort: 'level', required: true },
      FROM,
      TO,
      { name: 'reason', property: 'reason', sort: 'text', longest: 500 },
    ],
  },
  link: {
    label: 'Link',
    owners: ['Teacher', 'Workshop'],
    attributes: [kindOf('linkKind'), FROM, TO],
    school: { name: 'withSchool', type: 'WITH', required: true, identity: true },
  },
  event: {
    label: 'Event',
    owners: ['School', 'Region'],
    attributes: [
      kindOf('eventKind'),
      HAPPENED,
      { ...LEVEL, identity: true },
      { name: 'eventTitle', property: 'title', sort: 'text', longest: 200, identity: true },
    ],
  },
  figure: {
    label: 'Figure',
    owners: ['School', 'Region', 'Teacher'],
    attributes: [
      { name: 'figureName', property: 'name', sort: 'code', required: true, identity: true },
      { name: 'stage', property: 'stage', sort: 'stage', identity: true },
      { name: 'day', property: 'day', sort: 'day', required: true, identity: true, happened: true },
      { name: 'value', property: 'value', sort: 'number', required: true, between: [0, 1_000_000_000] },
    ],
  },
  rubricScore: {
    label: 'RubricScore',
    owners: ['Teacher'],
    attributes: [
      { name: 'rubric', property: 'rubric', sort: 'text', longest: 200, required: true, identity: true },
      { name: 'section', property: 'section', sort: 'text', longest: 200, required: true, identity: true },
      { name: 'item', property: 'item', sort: 'text', longest: 200, identity: true },
      HAPPENED,
      { name: 'points', property: 'points', sort: 'number', required: true, between: [-1_000, 1_000] },
      { ...LEVEL, identity: true },
    ],
  },
  application: {
    label: 'Application',
    owners: ['Teacher'],
    attributes: [
      { name: 'appliesFor', property: 'for', sort: 'code', required: true, identity: true },
      { name: 'tier', property: 'tier', sort: 'code', identity: true },
      { ...LEVEL, identity: true },
      HAPPENED,
      { name: 'reached', property: 'reached', sort: 'code' },
      { name: 'result', property: 'result', sort: 'code' },
    ],
    school: { name: 'nominatedBy', type: 'NOMINATED_BY' },
  },
} as const satisfies Readonly<Record<string, FactShape>>;

export type DatedFactKind = keyof typeof DATED_FACTS;
export type DatedFactLabel = (typeof DATED_FACTS)[DatedFactKind]['label'];

/** In the order of the table. */
export const DATED_FACT_KINDS = Object.keys(DATED_FACTS) as readonly DatedFactKind[];

/** What one of these kinds is made of. */
export function shapeOf(kind: DatedFactKind): FactShape {
  return DATED_FACTS[kind];
}

/** A roster's row of one of these kinds: exactly one owner's key is filled, and the attributes stand under their names. */
export interface DatedFactRecord {
  readonly kind: DatedFactKind;
  readonly staffNo: string | null;
  readonly workshopCode: string | null;
  readonly schoolCode: string | null;
  readonly region: RegionId | null;
  readonly [attribute: string]: FactValue;
}

export function isDatedFactKind(kind: string): kind is DatedFactKind {
  return Object.hasOwn(DATED_FACTS, kind);
}

export function isDatedFact<Other extends { readonly kind: string }>(
  record: Other | DatedFactRecord,
): record is DatedFactRecord {
  return isDatedFactKind(record.kind);
}

/** One value for each kind. */
export function perDatedFact<Value>(make: (kind: DatedFactKind) => Value): Readonly<Record<DatedFactKind, Value>> {
  return Object.fromEntries(DATED_FACT_KINDS.map((kind) => [kind, make(kind)])) as Record<DatedFactKind, Value>;
}

/** Whose a record is: the owner with its code, or the region's id. */
export function ownerOf(record: DatedFactRecord): { readonly owner: FactOwner; readonly key: string } | null {
  for (const owner of shapeOf(record.kind).owners) {
    const key = record[OWNER_KEYS[owner]];
    if (key !== null) return { owner, key };
  }
  return null;
}

/** What makes two records the same fact. */
export function identityOfFact(record: DatedFactRecord, between: string): string {
  const { attributes, school } = shapeOf(record.kind);
  const { owner, key } = ownerOf(record) ?? { owner: '', key: '' };
  let identity = `${owner}${between}${key}`;
  for (const { name, identity: counts } of attributes)
    if (counts === true) identity += `${between}${record[name] ?? ''}`;
  return school?.identity === true ? `${identity}${between}${record[school.name] ?? ''}` : identity;
}

/** When a record's fact holds; null: it happens. */
export function spanOf(record: DatedFactRecord): { readonly from: Day | null; readonly to: Day | null } | null {
  const { attributes } = shapeOf(record.kind);
  const end = attributes.find(({ property }) => property === 'to');
  if (end === undefined) return null;
  const start = attributes.find(({ property }) => property === 'from');
  return { from: dayIn(record, start), to: dayIn(record, end) };
}

function dayIn(record: DatedFactRecord, attribute: FactAttribute | undefined): Day | null {
  const value = attribute === undefined ? null : record[attribute.name];
  return typeof value === 'string' ? (value as Day) : null;
}
