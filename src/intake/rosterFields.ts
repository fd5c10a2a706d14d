import { type FactShape, perDatedFact, shapeOf } from '../domain/datedFact.ts';
import { LEVELS } from '../domain/level.ts';
import type { RosterKind } from '../domain/roster.ts';
import { SETTINGS, STAGES } from '../domain/school.ts';

/** Columns that name the owner of a dated fact. */
export const OWNER_FIELDS = {
  Teacher: 'staffNo',
  Workshop: 'workshopCode',
  School: 'school',
  Region: 'region',
} as const;

/** The columns that each kind of sheet can have. */
export const FIELDS: Readonly<Record<RosterKind, readonly string[]>> = {
  ...perDatedFact((kind) => fieldsOf(shapeOf(kind))),
  school: ['code', 'name', 'county', 'stages', 'setting', 'direct', 'base'],
  teacher: ['staffNo', 'name', 'sex', 'birth', 'school', 'hiredOn', 'teachingSince', 'phone', 'subject', 'leftOn'],
  post: ['staffNo', 'school', 'className', 'postKind', 'from', 'to'],
  designation: ['staffNo', 'tier', 'level', 'awarded', 'termEnd', 'state'],
  workshop: [
    'code',
    'name',
    'level',
    'stages',
    'workshopKind',
    'batch',
    'workshopState',
    'base',
    'founded',
    'host',
    'endedOn',
  ],
  seat: ['workshopCode', 'role', 'staffNo', 'under', 'part', 'from', 'to'],
  pairing: ['schoolYear', 'mentor', 'mentee', 'from', 'to'],
};

/** Columns without which a record still says something. */
export const MAY_BE_UNKNOWN: Readonly<Record<RosterKind, readonly string[]>> = {
  ...perDatedFact((kind) => mayBeUnknownOf(shapeOf(kind))),
  school: ['direct', 'base'],
  teacher: ['sex', 'birth', 'hiredOn', 'teachingSince', 'phone', 'subject', 'leftOn'],
  post: ['className', 'from', 'to'],
  designation: [],
  workshop: ['name', 'workshopKind', 'batch', 'workshopState', 'base', 'host', 'endedOn'],
  seat: ['under', 'part', 'from', 'to'],
  pairing: ['to'],
};

/** What an office calls a thing stands in the column of its code. */
function fieldsOf({ owners, attributes, school }: FactShape): readonly string[] {
  return [
    ...owners.map((owner) => OWNER_FIELDS[owner]),
    ...attributes.filter(({ sort }) => sort !== 'asWritten').map(({ name }) => name),
    ...(school === undefined ? [] : [school.name]),
  ];
}

function mayBeUnknownOf({ owners, attributes, school }: FactShape): readonly string[] {
  return [
    ...(owners.length > 1 ? owners.map((owner) => OWNER_FIELDS[owner]) : []),
    ...attributes.filter(({ required, absent }) => required !== true || absent !== undefined).map(({ name }) => name),
    ...(school === undefined || school.required === true ? [] : [school.name]),
  ];
}

/** What the cells of a column hold. */
export type FieldSort =
  | { readonly sort: 'code'; readonly of: 'staffNo' | 'school' | 'workshop' }
  | { readonly sort: 'day' | 'text' | 'region' | 'schoolName' | 'hours' | 'number' | 'year' | 'schoolYear' }
  | { readonly sort: 'word'; readonly list: WordList };

/** The lists of words. */
export const WORD_LISTS = [
  'level',
  'stage',
  'setting',
  'yesNo',
  'sex',
  'postKind',
  'tier',
  'state',
  'role',
  'grade',
  'category',
  'layer',
  'workshopKind',
  'workshopState',
  'part',
  'topic',
  'appraisalKind',
  'certificateKind',
  'certificateGrade',
  'activityKind',
  'findingKind',
  'effectKind',
  'linkKind',
  'eventKind',
  'figureName',
  'appliesFor',
  'reached',
  'result',
] as const;
export type WordList = (typeof WORD_LISTS)[number];

/** The lists whose codes are the product's own; the codes of the others are the policies'. */
const CLOSED = {
  level: LEVELS,
  stage: STAGES,
  setting: SETTINGS,
  yesNo: ['yes', 'no'],
  sex: ['FEMALE', 'MALE'],
  state: ['IN_FORCE', 'EXPIRED', 'REVOKED'],
} as const satisfies Readonly<Partial<Record<WordList, readonly string[]>>>;
export type ClosedList = keyof typeof CLOSED;
export type OpenList = Exclude<WordList, ClosedList>;
export type CodeOf<List extends ClosedList> = (typeof CLOSED)[List][number];

export const CLOSED_LISTS = {
  names: ['level', 'stage', 'setting', 'yesNo', 'sex', 'state'],
  codesOf: (list: ClosedList): readonly string[] => CLOSED[list],
} as const satisfies {
  readonly names: readonly ClosedList[];
  readonly codesOf: (list: ClosedList) => readonly string[];
};

/** A code as one of its list's; null when it is none, which a checked mapping rules out. */
export function codeOf<List extends ClosedList>(list: List, code: string): CodeOf<List> | null {
  const codes: readonly CodeOf<List>[] = CLOSED[list];
  return codes.find((known) => known === code) ?? null;
}

/** Those codes of a list that are among these, in the list's order. */
export function codesOf<List extends ClosedList>(list: List, among: readonly string[]): CodeOf<List>[] {
  const codes: readonly CodeOf<List>[] = CLOSED[list];
  return codes.filter((code) => among.includes(code));
}

/** Whether sheets of a kind can have such a column. */
export function isField(kind: RosterKind, field: string): boolean {
  return FIELDS[kind].includes(field);
}

const DAYS = [
  'birth',
  'hiredOn',
  'teachingSince',
  'leftOn',
  'from',
  'to',
  'awarded',
  'termEnd',
  'founded',
  'endedOn',
  'date',
  'issued',
  'revokedOn',
  'day',
];
const SCHOOLS = ['school', 'withSchool', 'nominatedBy'];
const PEOPLE = ['staffNo', 'host', 'under', 'mentor', 'mentee'];
const LISTS: Readonly<Record<string, WordList>> = {
  stages: 'stage',
  setting: 'setting',
  direct: 'yesNo',
  sex: 'sex',
  postKind: 'postKind',
  tier: 'tier',
  level: 'level',
  state: 'state',
  role: 'role',
  grade: 'grade',
  category: 'category',
  layer: 'layer',
  stage: 'stage',
  by: 'level',
  base: 'yesNo',
  published: 'yesNo',
  completed: 'yesNo',
  workshopKind: 'workshopKind',
  workshopState: 'workshopState',
  part: 'part',
  topic: 'topic',
  appraisalKind: 'appraisalKind',
  certificateKind: 'certificateKind',
  certificateGrade: 'certificateGrade',
  activityKind: 'activityKind',
  findingKind: 'findingKind',
  effectKind: 'effectKind',
  linkKind: 'linkKind',
  eventKind: 'eventKind',
  figureName: 'figureName',
  appliesFor: 'appliesFor',
  reached: 'reached',
  result: 'result',
};

/** The list of words that a column's cells are read by; null: they are not words of a list. */
export function listOf(field: string): WordList | null {
  return LISTS[field] ?? null;
}

/** What stands in a column. */
export function sortOf(kind: RosterKind, field: string): FieldSort {
  const list = LISTS[field];
  if (list !== undefined) return { sort: 'word', list };
  if (DAYS.includes(field)) return { sort: 'day' };
  if (PEOPLE.includes(field)) return { sort: 'code', of: 'staffNo' };
  if (field === 'workshopCode' || (kind === 'workshop' && field === 'code')) return { sort: 'code', of: 'workshop' };
  if (kind === 'school' && field === 'code') return { sort: 'code', of: 'school' };
  if (SCHOOLS.includes(field)) return { sort: 'schoolName' };
  switch (field) {
    case 'county':
    case 'region':
      return { sort: 'region' };
    case 'hours':
      return { sort: 'hours' };
    case 'times':
    case 'value':
    case 'points':
      return { sort: 'number' };
    case 'year':
      return { sort: 'year' };
    case 'schoolYear':
      return { sort: 'schoolYear' };
    default:
      return { sort: 'text' };
  }
}
