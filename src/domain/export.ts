import type { OpenPlaces, OpenPlacesFilter } from './capacity.ts';
import { type Calendar, type SchoolYear, schoolYearOn } from './calendar.ts';
import { type Day, addMonths } from './day.ts';
import type { Region, School, Workshop } from './directory.ts';
import type { Ending } from './ending.ts';
import type { Level } from './level.ts';
import type { Load } from './mentorLoad.ts';
import type { Rule } from './policy/types.ts';
import type { Text } from './roster.ts';
import type { RuralQuotaCount } from './ruralQuota.ts';
import type { TargetProgress } from './target.ts';
import type { TargetPart } from './targetMeasure.ts';
import type { Unknown } from './unknown.ts';

/** The reports that are written as files, by the names under which they are asked for. */
export const EXPORTS = ['mentor-load', 'rural-report', 'targets', 'open-places', 'without-mentor', 'ending'] as const;
export type ExportName = (typeof EXPORTS)[number];

/** What an export may be asked beside its unit and its day; null: not asked. Each report takes some of it. */
export interface ExportFilter extends OpenPlacesFilter {
  /** Null: the one in which the day lies. */
  readonly schoolYear: SchoolYear | null;
  /** Null: {@link DEFAULT_MONTHS}. */
  readonly months: number | null;
}
export type ExportParameter = keyof ExportFilter;

/** What each report takes beside the unit and the day. Anything else is refused: a file never names what it did not apply. */
export const EXPORT_PARAMETERS: Readonly<Record<ExportName, readonly ExportParameter[]>> = {
  'mentor-load': ['schoolYear'],
  'rural-report': ['schoolYear'],
  targets: [],
  'open-places': ['role', 'level', 'stage'],
  'without-mentor': ['schoolYear'],
  ending: ['months'],
};

/** How many months ahead is looked where nothing else is asked. */
export const DEFAULT_MONTHS = 6;

/** What a report was narrowed to, with what was taken where nothing was asked; null: the report does not take it, or not asked. */
export interface AppliedFilter extends ExportFilter {
  /** The last day of the months, which still counts. */
  readonly until: Day | null;
}

/** What of this a report takes, with what it takes where nothing is asked. */
export function applyFilter(report: ExportName, asked: ExportFilter, day: Day, calendar: Calendar): AppliedFilter {
  const takes = (name: ExportParameter) => EXPORT_PARAMETERS[report].includes(name);
  const months = takes('months') ? (asked.months ?? DEFAULT_MONTHS) : null;
  return {
    schoolYear: takes('schoolYear') ? (asked.schoolYear ?? schoolYearOn(day, calendar)) : null,
    role: takes('role') ? asked.role : null,
    level: takes('level') ? asked.level : null,
    stage: takes('stage') ? asked.stage : null,
    months,
    until: months === null ? null : addMonths(day, months),
  };
}

/** On what an export rests: it is written above its rows. */
export interface ExportHead {
  readonly unit: Region | School;
  readonly day: Day;
  /** The last day that the data speaks of; null: nothing was imported. */
  readonly dataAsOf: Day | null;
  /** What is in force for the unit on the day, from the top down. */
  readonly policies: readonly {
    readonly code: string;
    readonly title: Text;
    readonly from: Day;
    readonly to: Day | null;
  }[];
  readonly filter: AppliedFilter;
  readonly generatedOn: Day;
}

/** Somebody in a list. */
export interface ListedPerson {
  readonly staffNo: string;
  readonly name: string;
  /** The own school on the day, and the region that governs it; null: not known. */
  readonly school: string | null;
  readonly region: string | null;
}

export interface MentorLoadTable {
  readonly rule: Rule;
  readonly schoolYear: SchoolYear;
  readonly rows: readonly { readonly mentor: ListedPerson; readonly load: Load }[];
  readonly unknown: Unknown | null;
}

export interface OpenPlacesRow extends Omit<OpenPlaces, 'workshop' | 'under'> {
  readonly workshop: Workshop;
  readonly under: ListedPerson | null;
}

export interface EndingRow {
  readonly ending: Ending;
  readonly overdue: boolean;
  readonly person: ListedPerson | null;
  readonly workshop: Workshop | null;
  /** The title, for a title. */
  readonly title: { readonly tier: Text; readonly level: Level } | null;
}

/** A target, or a part of one. */
export interface TargetRow {
  readonly target: TargetProgress;
  /** Null: the target as a whole. */
  readonly part: TargetPart | null;
  /** What the unit of the part is called; null: it is not divided by units. */
  readonly unit: string | null;
}

export interface RuralRow extends RuralQuotaCount {
  readonly name: string;
  readonly part: 'whole' | 'unit' | 'ownSchools' | 'school';
  /** The target that asks that everybody rural be trained; null: none is asked of this part by itself. */
  readonly rotation: TargetProgress | null;
}

/** What stands in an export, before it is laid out. */
export type ExportContent =
  | {
      readonly report: 'mentor-load';
      readonly tables: readonly MentorLoadTable[];
      /** Why there is no table at all. */
      readonly unknown: Unknown | null;
    }
  | {
      readonly report: 'open-places';
      readonly rows: readonly OpenPlacesRow[];
      readonly unknown: Unknown | null;
    }
  | {
      readonly report: 'without-mentor';
      readonly people: readonly ListedPerson[];
      readonly unknown: Unknown | null;
    }
  | { readonly report: 'ending'; readonly rows: readonly EndingRow[]; readonly unknown: readonly Unknown[] }
  | { readonly report: 'targets'; readonly rows: readonly TargetRow[]; readonly unknown: Unknown | null }
  | { readonly report: 'rural-report'; readonly rows: readonly RuralRow[] };

export interface Export {
  readonly head: ExportHead;
  readonly content: ExportContent;
}
