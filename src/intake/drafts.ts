import type { DatedFactKind, FactValue } from '../domain/datedFact.ts';
import type {
  DesignationRecord,
  PairingRecord,
  PostRecord,
  RecordOf,
  RosterKind,
  SchoolRecord,
  SeatRecord,
  TeacherRecord,
  WorkshopRecord,
} from '../domain/roster.ts';
import type { RowPlace } from './findings.ts';

/** What the cells of one row say, before anything that it refers to is looked up: a school stands as it was written. */
export interface DraftOf {
  readonly school: SchoolRecord;
  readonly teacher: Omit<TeacherRecord, 'schoolCode'> & { readonly school: string };
  readonly post: Omit<PostRecord, 'schoolCode'> & { readonly school: string };
  readonly designation: DesignationRecord;
  readonly workshop: Omit<WorkshopRecord, 'foundedBy'>;
  /** Whom it stands under as it was written, whether or not its role stands under anybody who is named. */
  readonly seat: SeatRecord;
  readonly pairing: PairingRecord;
}

/** A dated fact as its row says it: owner, region and schools stand as they were written. */
export interface DatedFactDraft {
  readonly kind: DatedFactKind;
  readonly staffNo: string | null;
  readonly workshopCode: string | null;
  readonly school: string | null;
  readonly region: string | null;
  /** The school beside the owner. */
  readonly other: string | null;
  readonly values: Readonly<Record<string, FactValue>>;
}

/** A row that could be read, with its draft or, later, its record. */
export interface Row<Draft> {
  readonly place: RowPlace;
  readonly record: Draft;
}

/** The rows of each kind that could be read, in the order of the files. */
export type Drafts = { readonly [Kind in keyof DraftOf]: Row<DraftOf[Kind]>[] } & {
  readonly facts: Row<DatedFactDraft>[];
};

export function noDrafts(): Drafts {
  return {
    school: [],
    teacher: [],
    post: [],
    designation: [],
    workshop: [],
    seat: [],
    pairing: [],
    facts: [],
  };
}

/** The accepted rows of each kind without identical duplicates. */
export type Accepted = { readonly [Kind in RosterKind]: readonly Row<RecordOf<Kind>>[] };
