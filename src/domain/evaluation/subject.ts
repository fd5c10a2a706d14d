import type { Day } from '../day.ts';
import type { RegionId, SchoolId, TeacherId, WorkshopId } from '../identifier.ts';
import type { RecordName } from '../policy/catalogue.ts';
import type { Thing } from '../policy/where.ts';
import type { PersonFacts, WaiverFact } from './facts.ts';
import type { Span } from './span.ts';
import type { EvidenceKind } from './verdict.ts';

/** One thing that a condition may count. */
export interface CountedRecord {
  readonly kind: EvidenceKind;
  readonly id: string;
  readonly sort: 'lasting' | 'happening';
  /** The day on which it happened, or its first day; null: not known, and it holds back to the beginning. */
  readonly from: Day | null;
  /** Of what lasts, the first day that does not count; null: open. */
  readonly to: Day | null;
  /** Whether it held on some day of a span, or happened in it; null: not known. */
  readonly in: (span: Span) => boolean | null;
  /** What it counts for: times, hours; otherwise 1. */
  readonly amount: number;
  /** Records with the same mark count once; null: each counts. */
  readonly distinct: string | null;
  /** What it is on a day. */
  readonly thing: (on: Day) => Thing;
}

/** Whom or what a rule is held against. */
export interface Subject {
  readonly kind: 'person' | 'school' | 'workshop' | 'region';
  readonly id: TeacherId | SchoolId | WorkshopId | RegionId;
  readonly thing: (on: Day) => Thing;
  /** What it has of a kind, whatever the day; `on`: the day that says who belongs to it. Null: not something it has. */
  readonly records: (name: RecordName, on: Day) => readonly CountedRecord[] | null;
  /** The bodies whose rules may fall on it on a day, from the top down. */
  readonly bodies: (on: Day) => readonly RegionId[];
  /** Set for a person. */
  readonly person: PersonFacts | null;
  readonly waivers: readonly WaiverFact[];
}
