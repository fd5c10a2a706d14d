import type { SchoolYear } from './calendar.ts';
import type { DatedFactKind, DatedFactRecord } from './datedFact.ts';
import type { Day } from './day.ts';
import type { RegionId } from './identifier.ts';
import type { Level } from './level.ts';
import type { Setting, Stage } from './school.ts';

/**
 * What a roster's row says once it is read, in natural keys of the issuing body: people by staff number, schools by code,
 * workshops by number. Kinds, in the order in which they are written to the graph.
 */
export const ROSTER_KINDS = [
  'school',
  'teacher',
  'post',
  'designation',
  'workshop',
  'seat',
  'pairing',
  'appraisal',
  'achievement',
  'attendance',
  'certificate',
  'activity',
  'finding',
  'effect',
  'waiver',
  'link',
  'event',
  'figure',
  'rubricScore',
  'application',
] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

export interface SchoolRecord {
  readonly kind: 'school';
  /** Identity. */
  readonly code: string;
  readonly name: string;
  /** The county that governs it, or the city for a city-direct school. */
  readonly governedBy: RegionId;
  readonly stages: readonly Stage[];
  readonly setting: Setting;
  /** Whether it is a base: of training, of practice. Null: not told. */
  readonly base: boolean | null;
}

export interface TeacherRecord {
  readonly kind: 'teacher';
  /** Identity. */
  readonly staffNo: string;
  readonly name: string;
  readonly sex: 'FEMALE' | 'MALE' | null;
  /** A month without a day is its first day. This and the two below are null only where an office says that it does not know. */
  readonly birth: Day | null;
  readonly schoolCode: string;
  readonly hiredOn: Day | null;
  readonly teachingSince: Day | null;
  /** As written, masked. */
  readonly phone: string | null;
  /** The subject taught, as the office calls it. */
  readonly subject: string | null;
  /** First day on which the person no longer belongs to the school, nor to another of this body: retired, transferred out. */
  readonly leftOn: Day | null;
}

/** Identity: person, school, class, post kind, start. */
export interface PostRecord {
  readonly kind: 'post';
  readonly staffNo: string;
  readonly schoolCode: string;
  readonly className: string | null;
  /** Code of the kind of post as the policies name it: homeroom, deputy, trainee. */
  readonly postKind: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** What an office says today about a title. A state other than IN_FORCE carries no date of its own. */
export type DesignationState = 'IN_FORCE' | 'EXPIRED' | 'REVOKED';

/** Identity: person, tier, level, day of award. */
export interface DesignationRecord {
  readonly kind: 'designation';
  readonly staffNo: string;
  /** Code of the tier in the policy's ladder. */
  readonly tier: string;
  readonly level: Level;
  readonly awarded: Day;
  readonly termEnd: Day;
  readonly state: DesignationState;
}

export interface WorkshopRecord {
  readonly kind: 'workshop';
  /** Identity. */
  readonly code: string;
  readonly name: string | null;
  readonly level: Level;
  readonly stages: readonly Stage[];
  /** Code of its kind in the policy; null: the policy tells it from level and stages. */
  readonly workshopKind: string | null;
  /** The round in which it was founded. */
  readonly batch: string | null;
  /** Code of its state in the policy; null: it runs or has ended, by its dates. */
  readonly workshopState: string | null;
  /** Whether it is tied to a base. Null: not told. */
  readonly base: boolean | null;
  readonly founded: Day;
  /** The body that founded it. */
  readonly foundedBy: RegionId;
  /** Staff number of the one who leads, from the founding day; null: vacant. */
  readonly host: string | null;
  /** First day on which the workshop is no more; with it end the seats in it. Null: it goes on, whatever its term. */
  readonly endedOn: Day | null;
}

/** Identity: workshop, role, person, start. */
export interface SeatRecord {
  readonly kind: 'seat';
  readonly workshopCode: string;
  /** Code of the role in the workshop's policy; never the one that leads, which stands on the workshop's row. */
  readonly role: string;
  readonly staffNo: string;
  /** Staff number of the person whose seat it stands under; null where the role stands under the one that leads. */
  readonly under: string | null;
  /** Code of the part within the role; null: not told, or there are none. */
  readonly part: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Identity: mentor, mentee, school year. */
export interface PairingRecord {
  readonly kind: 'pairing';
  readonly mentor: string;
  readonly mentee: string;
  readonly schoolYear: SchoolYear;
  readonly from: Day;
  /** Null: ends with its school year. */
  readonly to: Day | null;
}

/** What a row of each kind says. Those that are alike are described by the table of dated facts. */
export interface RosterRecords extends Readonly<Record<DatedFactKind, DatedFactRecord>> {
  readonly school: SchoolRecord;
  readonly teacher: TeacherRecord;
  readonly post: PostRecord;
  readonly designation: DesignationRecord;
  readonly workshop: WorkshopRecord;
  readonly seat: SeatRecord;
  readonly pairing: PairingRecord;
}

export type RecordOf<Kind extends RosterKind> = RosterRecords[Kind];
export type RosterRecord = RecordOf<RosterKind>;

/** A record as the graph holds it on the import's day, with the id of the fact (null: derived, such as a host's seat). */
export interface KnownRecord<Kind extends RosterKind = RosterKind> {
  readonly id: string;
  readonly record: RecordOf<Kind>;
}

/** Everything that the issuing body's rosters have put into the graph: what a new file is compared with. */
export type RosterSnapshot = { readonly [Kind in RosterKind]: readonly KnownRecord<Kind>[] };

/** A text in both languages of the product. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Severity = 'error' | 'warning';

/** Something to repair or to know about one cell (or row, or sheet) of a file. */
export interface Finding {
  readonly file: string;
  readonly sheet: string;
  /** As the spreadsheet numbers rows; null: about the whole sheet. */
  readonly row: number | null;
  /** The header's text as written. */
  readonly column: string | null;
  /** `C50`. */
  readonly cell: string | null;
  readonly severity: Severity;
  /** Stable. */
  readonly code: string;
  /** What is wrong and how to repair it. */
  readonly message: Text;
}

/** Where a record stands in the files. */
export interface Origin {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
}

/**
 * What applying does with one distinct accepted record.
 * `change` corrects or really changes (see `correction`) an existing fact; `end` fills an end that was open.
 */
export type RosterChange<Kind extends RosterKind = RosterKind> =
  | { readonly action: 'create'; readonly origin: Origin; readonly record: RecordOf<Kind> }
  | {
      readonly action: 'change' | 'end';
      readonly origin: Origin;
      readonly id: string;
      readonly before: RecordOf<Kind>;
      readonly record: RecordOf<Kind>;
      /**
       * True: the graph was wrong and is put right in place. False: the world changed on the import's as-of day. It speaks of
       * what the graph dates (setting, governing body, own school, host, under whom, state of a title); a name or a date that
       * differs beside it is put right in place all the same.
       */
      readonly correction: boolean;
    };

export interface SheetReport {
  readonly file: string;
  readonly sheet: string;
  readonly kind: RosterKind;
  /** Rows of data: accepted + rejected, without blank and repeated-header rows. */
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly warned: number;
}

/** What an import would do, complete: nothing else is needed to write it. */
export interface RosterPlan {
  readonly issuer: RegionId;
  readonly asOf: Day;
  readonly sheets: readonly SheetReport[];
  readonly findings: readonly Finding[];
  /** Why what differed was wrong before, for a plan that corrects; otherwise null. */
  readonly corrects: string | null;
  /** For each kind, in file order; records that change nothing are only counted. */
  readonly changes: { readonly [Kind in RosterKind]: readonly RosterChange<Kind>[] };
  readonly unchanged: number;
  /** The same, of each kind. */
  readonly unchangedByKind: Readonly<Record<RosterKind, number>>;
  /** Facts of the kinds in the file that the graph holds, that run on the as-of day and that the file does not name. */
  readonly missing: readonly { readonly kind: RosterKind; readonly id: string }[];
  /** Text that is equal for two plans exactly when they would write the same: what a later apply is held against. */
  readonly fingerprint: string;
}
