import type {
  DesignationId,
  PairingId,
  PostId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from '../src/domain/identifier.ts';
import type { Designation, Pairing, Post, Region, School, Seat, Teacher, Workshop } from '../src/domain/directory.ts';
import { DATED_FACTS, type DatedFactKind, perDatedFact } from '../src/domain/datedFact.ts';
import type { DatedFact } from '../src/domain/factList.ts';
import type { At } from '../src/domain/moment.ts';
import type { Rule, WorkshopRole } from '../src/domain/policy/types.ts';
import type { Text } from '../src/domain/roster.ts';
import { builder } from './builder.ts';

/**
 * The types that other concepts hang their fields on. A value is the thing as it is on a day, together with that moment
 * (`id`, `day`, `explicitDay`), so that a field asks its loader with the parent itself as the key.
 */
export type RegionOnDay = Region & At<RegionId>;
export type SchoolOnDay = School & At<SchoolId>;
export type UnitOnDay = RegionOnDay | SchoolOnDay;
export type TeacherOnDay = Teacher & At<TeacherId>;
export type WorkshopOnDay = Workshop & At<WorkshopId>;
export type SeatOnDay = Seat & At<SeatId>;
export type PostOnDay = Post & At<PostId>;
export type PairingOnDay = Pairing & At<PairingId>;
export type DesignationOnDay = Designation & At<DesignationId>;

/** Fields added here stand on regions and schools alike. */
export const UnitRef = builder.interfaceRef<UnitOnDay>('Unit');
export const RegionRef = builder.objectRef<RegionOnDay>('Region');
export const SchoolRef = builder.objectRef<SchoolOnDay>('School');
export const TeacherRef = builder.objectRef<TeacherOnDay>('Teacher');
export const WorkshopRef = builder.objectRef<WorkshopOnDay>('Workshop');
export const SeatRef = builder.objectRef<SeatOnDay>('Seat');
export const PostRef = builder.objectRef<PostOnDay>('Post');
export const PairingRef = builder.objectRef<PairingOnDay>('Pairing');
export const DesignationRef = builder.objectRef<DesignationOnDay>('Designation');

export type DatedFactOnDay = DatedFact & At<string>;
/** What all kinds of dated facts have. */
export const DatedFactRef = builder.interfaceRef<DatedFactOnDay>('DatedFact');
const refOf = (kind: DatedFactKind) => builder.objectRef<DatedFactOnDay>(DATED_FACTS[kind].label);
/** The type of each kind. */
export const DATED_FACT_REFS = perDatedFact(refOf);

/** What is there only within the asker's own region or school as of today. */
export const TeacherRecordsRef = builder.objectRef<TeacherOnDay>('TeacherRecords');

/** A rule as its file states it; the same at every moment. */
export const RuleRef = builder.objectRef<Rule>('Rule');
/** A role of a workshop, by the policy that defines it. */
export const RoleRef = builder.objectRef<WorkshopRole>('Role');

/** One tier of a ladder. */
export interface TierOfLadder {
  readonly code: string;
  readonly text: Text;
  /** From 1, the lowest. */
  readonly rank: number;
  /** Code of the ladder. */
  readonly ladder: string;
}
export const TierRef = builder.objectRef<TierOfLadder>('Tier');
