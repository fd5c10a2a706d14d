import { LEVELS } from '../domain/level.ts';
import type { RosterKind } from '../domain/roster.ts';
import { SETTINGS, STAGES } from '../domain/school.ts';

/** The columns that each kind of sheet can have. */
export const FIELDS = {
  school: ['code', 'name', 'county', 'stages', 'setting', 'direct'],
  teacher: ['staffNo', 'name', 'sex', 'birth', 'school', 'hiredOn', 'teachingSince', 'phone', 'leftOn'],
  post: ['staffNo', 'school', 'className', 'postKind', 'from', 'to'],
  designation: ['staffNo', 'tier', 'level', 'awarded', 'termEnd', 'state'],
  workshop: ['code', 'name', 'level', 'stages', 'founded', 'host', 'endedOn'],
  seat: ['workshopCode', 'role', 'staffNo', 'under', 'from', 'to'],
  pairing: ['schoolYear', 'mentor', 'mentee', 'from', 'to'],
  appraisal: ['staffNo', 'year', 'grade'],
  achievement: ['staffNo', 'date', 'category', 'level'],
  attendance: ['staffNo', 'training', 'layer', 'date', 'hours', 'level'],
} as const satisfies Readonly<Record<RosterKind, readonly string[]>>;

/** Columns without which a record still says something. */
export const MAY_BE_UNKNOWN: Readonly<Record<RosterKind, readonly string[]>> = {
  school: ['direct'],
  teacher: ['sex', 'birth', 'hiredOn', 'teachingSince', 'phone', 'leftOn'],
  post: ['className', 'from', 'to'],
  designation: [],
  workshop: ['name', 'host', 'endedOn'],
  seat: ['under', 'from', 'to'],
  pairing: ['to'],
  appraisal: [],
  achievement: [],
  attendance: ['level'],
};

/** What the cells of a column hold. */
export type FieldSort =
  | { readonly sort: 'code'; readonly of: 'staffNo' | 'school' | 'workshop' }
  | { readonly sort: 'day' | 'text' | 'region' | 'schoolName' | 'hours' | 'year' | 'schoolYear' }
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
  const known: readonly string[] = FIELDS[kind];
  return known.includes(field);
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
];
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
};

/** What stands in a column. */
export function sortOf(kind: RosterKind, field: string): FieldSort {
  const list = LISTS[field];
  if (list !== undefined) return { sort: 'word', list };
  if (DAYS.includes(field)) return { sort: 'day' };
  if (PEOPLE.includes(field)) return { sort: 'code', of: 'staffNo' };
  if (field === 'workshopCode' || (kind === 'workshop' && field === 'code')) return { sort: 'code', of: 'workshop' };
  if (kind === 'school' && field === 'code') return { sort: 'code', of: 'school' };
  switch (field) {
    case 'county':
      return { sort: 'region' };
    case 'school':
      return { sort: 'schoolName' };
    case 'hours':
      return { sort: 'hours' };
    case 'year':
      return { sort: 'year' };
    case 'schoolYear':
      return { sort: 'schoolYear' };
    default:
      return { sort: 'text' };
  }
}
