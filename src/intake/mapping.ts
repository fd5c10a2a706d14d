import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { LEVELS, type Level } from '../domain/level.ts';
import { ROSTER_KINDS, type RosterKind } from '../domain/roster.ts';
import { SETTINGS, STAGES } from '../domain/school.ts';
import { tidy, tidyHeader } from './text.ts';

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

const columnSchema = z.strictObject({
  headers: z.array(z.string()).min(1),
  required: z.boolean().optional(),
  level: z.enum(LEVELS).optional(),
});
const sheetSchema = z.strictObject({
  names: z.array(z.string()).optional(),
  columns: z.record(z.string(), columnSchema),
});
const shortFormSchema = z.strictObject({ ending: z.string(), becomes: z.string(), without: z.array(z.string()) });
const units = z.array(z.string()).optional();

/** One file: the shipped ones and those of an office have the same form, and a later one adds to those before it. */
const mappingSchema = z.strictObject({
  mapping: z.string(),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  sheets: z.partialRecord(z.enum(ROSTER_KINDS), sheetSchema).optional(),
  words: z.partialRecord(z.enum(WORD_LISTS), z.record(z.string(), z.array(z.string()).min(1))).optional(),
  codes: z.partialRecord(z.enum(['staffNo', 'school']), z.strictObject({ digits: z.int().min(1).max(20) })).optional(),
  units: z.strictObject({ hours: units, year: units, schoolYear: units }).optional(),
  notes: z.array(z.string()).optional(),
  ignored: z.array(z.string()).optional(),
  rejected: z.strictObject({ row: z.string(), zh: z.string(), en: z.string() }).optional(),
  regions: z.strictObject({ shortForms: z.array(shortFormSchema) }).optional(),
});
type MappingFile = z.infer<typeof mappingSchema>;

export interface ColumnMapping {
  readonly required: boolean;
  /** The level of the bodies that the column names. */
  readonly level: Level | null;
  /** The heading to ask for. */
  readonly header: string;
}

export interface SheetMapping {
  readonly kind: RosterKind;
  /** Names of sheets, which decide between two kinds that fit. */
  readonly names: ReadonlySet<string>;
  readonly columns: ReadonlyMap<string, ColumnMapping>;
  /** Field by header, as headers are compared. */
  readonly fields: ReadonlyMap<string, string>;
}

export interface WordMapping {
  readonly codes: ReadonlyMap<string, string>;
  /** The usual word for each code. */
  readonly usual: ReadonlyMap<string, string>;
}

export interface ShortForm {
  readonly ending: string;
  readonly becomes: string;
  readonly without: readonly string[];
}

/** How the headers and words of an office's sheets are read. */
export interface Mapping {
  readonly sheets: Readonly<Record<RosterKind, SheetMapping>>;
  readonly words: Readonly<Record<WordList, WordMapping>>;
  /** Digits of a code; null: any. */
  readonly digits: { readonly staffNo: number | null; readonly school: number | null };
  readonly units: Readonly<Record<'hours' | 'year' | 'schoolYear', readonly string[]>>;
  readonly notes: readonly string[];
  readonly ignored: ReadonlySet<string>;
  /** Headers of what stands beside rejected rows. */
  readonly rejected: { readonly row: string; readonly zh: string; readonly en: string };
  readonly shortForms: readonly ShortForm[];
}

/** A mapping file that is not one. */
export class BadMapping extends Error {
  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'BadMapping';
  }
}

/** Reads mapping files, the later ones adding to the earlier. @throws BadMapping */
export function readMapping(files: readonly { readonly name: string; readonly text: string }[]): Mapping {
  const parsed = files.map(({ name, text }) => checkFile(name, text));
  return {
    sheets: perKind((kind) => sheetOf(kind, parsed)),
    words: perList((list) => wordsOf(list, parsed)),
    digits: {
      staffNo: parsed.findLast((file) => file.codes?.staffNo)?.codes?.staffNo?.digits ?? null,
      school: parsed.findLast((file) => file.codes?.school)?.codes?.school?.digits ?? null,
    },
    units: {
      hours: parsed.flatMap((file) => file.units?.hours ?? []),
      year: parsed.flatMap((file) => file.units?.year ?? []),
      schoolYear: parsed.flatMap((file) => file.units?.schoolYear ?? []),
    },
    notes: parsed.flatMap((file) => file.notes ?? []).map(tidy),
    ignored: new Set(
      parsed.flatMap((file) => [...(file.ignored ?? []), ...Object.values(file.rejected ?? {})]).map(tidyHeader),
    ),
    rejected: parsed.findLast((file) => file.rejected)?.rejected ?? { row: 'row', zh: 'zh', en: 'en' },
    shortForms: parsed.flatMap((file) => file.regions?.shortForms ?? []),
  };
}

const SHIPPED_FILES = ['sheets.yaml', 'words.yaml'];
let shipped: Mapping | null = null;

/** The mapping that comes with the product, with an office's own files added to it. @throws BadMapping */
export function shippedMapping(added: readonly { readonly name: string; readonly text: string }[] = []): Mapping {
  if (added.length > 0) return readMapping([...shippedFiles(), ...added]);
  shipped ??= readMapping(shippedFiles());
  return shipped;
}

function shippedFiles(): { readonly name: string; readonly text: string }[] {
  return SHIPPED_FILES.map((name) => ({
    name,
    text: readFileSync(new URL(`./mapping/${name}`, import.meta.url), 'utf8'),
  }));
}

function checkFile(name: string, text: string): MappingFile {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    throw new BadMapping(name, error instanceof Error ? error.message : 'not YAML');
  }
  const result = mappingSchema.safeParse(data);
  if (!result.success) throw new BadMapping(name, z.prettifyError(result.error));
  for (const kind of ROSTER_KINDS) {
    const known: readonly string[] = FIELDS[kind];
    const unknown = Object.keys(result.data.sheets?.[kind]?.columns ?? {}).find((field) => !known.includes(field));
    if (unknown !== undefined) throw new BadMapping(name, `sheets.${kind}.columns.${unknown}: no such column`);
  }
  for (const list of ['level', 'stage', 'setting', 'yesNo', 'sex', 'state'] as const) {
    const unknown = Object.keys(result.data.words?.[list] ?? {}).find((code) => codeOf(list, code) === null);
    if (unknown !== undefined) throw new BadMapping(name, `words.${list}.${unknown}: no such code`);
  }
  return result.data;
}

function sheetOf(kind: RosterKind, files: readonly MappingFile[]): SheetMapping {
  const names = new Set<string>();
  const columns = new Map<string, ColumnMapping>();
  const fields = new Map<string, string>();
  for (const file of files) {
    const sheet = file.sheets?.[kind];
    for (const name of sheet?.names ?? []) names.add(tidy(name));
    for (const [field, column] of Object.entries(sheet?.columns ?? {})) {
      const before = columns.get(field);
      columns.set(field, {
        required: column.required ?? before?.required ?? false,
        level: column.level ?? before?.level ?? null,
        header: before?.header ?? column.headers[0] ?? field,
      });
      for (const header of column.headers) fields.set(tidyHeader(header), field);
    }
  }
  return { kind, names, columns, fields };
}

function wordsOf(list: WordList, files: readonly MappingFile[]): WordMapping {
  const codes = new Map<string, string>();
  const usual = new Map<string, string>();
  for (const file of files)
    for (const [code, words] of Object.entries(file.words?.[list] ?? {}))
      for (const word of words) {
        codes.set(tidy(word), code);
        if (!usual.has(code)) usual.set(code, word);
      }
  return { codes, usual };
}

function perKind<T>(make: (kind: RosterKind) => T): Record<RosterKind, T> {
  return {
    school: make('school'),
    teacher: make('teacher'),
    post: make('post'),
    designation: make('designation'),
    workshop: make('workshop'),
    seat: make('seat'),
    pairing: make('pairing'),
    appraisal: make('appraisal'),
    achievement: make('achievement'),
    attendance: make('attendance'),
  };
}

function perList<T>(make: (list: WordList) => T): Record<WordList, T> {
  return {
    level: make('level'),
    stage: make('stage'),
    setting: make('setting'),
    yesNo: make('yesNo'),
    sex: make('sex'),
    postKind: make('postKind'),
    tier: make('tier'),
    state: make('state'),
    role: make('role'),
    grade: make('grade'),
    category: make('category'),
    layer: make('layer'),
  };
}
