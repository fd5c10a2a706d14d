import type { Day } from '../src/domain/day.ts';
import type { Designation } from '../src/domain/directory.ts';
import type { RegionId, TeacherId } from '../src/domain/identifier.ts';
import { DESIGNATION, designation } from './designation.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { identifier, list, tuple } from './value.ts';

/** A person's own school's body on the day, and what the person was awarded by it. */
export interface Awards {
  readonly id: TeacherId;
  /** The region that governs the person's own school; the one that issued the staff number where that is not known. */
  readonly region: RegionId;
  readonly designations: readonly Designation[];
}

/** The titles that each of these people was awarded by a day, ended or not: [person, region, titles]. Index: Teacher.id. */
export const awards = defineQuery<{ ids: readonly TeacherId[]; day: Day }, Awards>(
  'awards',
  `MATCH (teacher:Teacher) WHERE teacher.id IN $ids AND ($everything OR teacher.issuedBy IN $directory)
   RETURN teacher.id,
          coalesce(head([(teacher)-[works:WORKS_AT]->(:School)-[governs:GOVERNED_BY]->(region:Region)
                         WHERE ${holding('works')} AND ${holding('governs')} | region.id]), teacher.issuedBy),
          [(teacher)-[:HELD]->(designation:Designation) WHERE designation.awarded <= date($day) |
            [${DESIGNATION}]]`,
  ([id, region, designations]) => ({
    id: identifier<TeacherId>(id),
    region: identifier<RegionId>(region),
    designations: list((row) => designation(tuple(row)))(designations),
  }),
);
