import type { Day } from '../src/domain/day.ts';
import type { Teacher } from '../src/domain/directory.ts';
import type { RegionId, SchoolId, TeacherId } from '../src/domain/identifier.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { identifier, optional, text } from './value.ts';

/** Teachers by id, each with the own school on a day. Index: Teacher.id. */
export const teachersOn = defineQuery<{ ids: readonly TeacherId[]; day: Day }, Teacher>(
  'teachersOn',
  `MATCH (teacher:Teacher) WHERE teacher.id IN $ids AND ($everything OR teacher.issuedBy IN $directory)
   RETURN teacher.id, teacher.issuedBy, teacher.staffNo, teacher.name,
          head([(teacher)-[works:WORKS_AT]->(school:School) WHERE ${holding('works')} | school.id]),
          teacher.subject`,
  ([id, issuedBy, staffNo, name, schoolId, subject]) => ({
    kind: 'Teacher',
    id: identifier<TeacherId>(id),
    issuedBy: identifier<RegionId>(issuedBy),
    staffNo: text(staffNo),
    name: text(name),
    schoolId: optional(identifier<SchoolId>)(schoolId),
    subject: optional(text)(subject),
  }),
);

/** The teacher who has a staff number of an issuing body. Index: Teacher (issuedBy, staffNo). */
export const teacherByStaffNo = defineQuery<{ issuer: RegionId; staffNo: string }, TeacherId>(
  'teacherByStaffNo',
  `MATCH (teacher:Teacher {issuedBy: $issuer, staffNo: $staffNo}) WHERE $everything OR teacher.issuedBy IN $directory
   RETURN teacher.id`,
  ([id]) => identifier<TeacherId>(id),
);

/**
 * Those of these people whose records are open to the asker: their own school lies on the day (today, whatever was asked
 * about) in a region of the asker's records, or is the asker's own; who has left belongs to the body that issued the staff
 * number. Index: Teacher.id.
 *
 * @param school the school of an account that stands on one; null: none
 */
export const teachersWithOpenRecords = defineQuery<
  { ids: readonly TeacherId[]; day: Day; school: SchoolId | null },
  TeacherId
>(
  'teachersWithOpenRecords',
  `MATCH (teacher:Teacher) WHERE teacher.id IN $ids AND ${recordsOpen('teacher')}
   RETURN teacher.id`,
  ([id]) => identifier<TeacherId>(id),
);

/**
 * Whether the records of a person are open to the asker, by `$day` (today, whatever was asked about) and `$school` (of an
 * account that stands on one; null: none), which the query must take.
 */
export function recordsOpen(teacher: string): string {
  return `($everything OR ${teacher}.issuedBy IN $directory)
     AND ($allRecords OR ${teacher}.id = $person OR EXISTS {
       MATCH (${teacher})-[works:WORKS_AT]->(school:School) WHERE ${holding('works')}
         AND (school.id = $school OR EXISTS {
           MATCH (school)-[governs:GOVERNED_BY]->(region:Region) WHERE ${holding('governs')} AND region.id IN $records
         })
     } OR (${teacher}.issuedBy IN $records AND NOT EXISTS {
       MATCH (${teacher})-[works:WORKS_AT]->(:School) WHERE ${holding('works')}
     }))`;
}
