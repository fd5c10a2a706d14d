import type { Day } from '../src/domain/day.ts';
import type { Seat } from '../src/domain/directory.ts';
import type { SeatId, TeacherId, WorkshopId } from '../src/domain/identifier.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, optional, text } from './value.ts';

const SEAT_ON = `seat.id, seat.role, teacher.id, workshop.id, seat.from, seat.to,
          head([(seat)-[under:UNDER]->(above:Seat) WHERE ${holding('under')} | above.id]), seat.part`;

/** What is open to the asker: the workshop and the person are. */
const VISIBLE = '($everything OR (workshop.issuedBy IN $directory AND teacher.issuedBy IN $directory))';

function seat([id, role, holderId, workshopId, from, to, underId, part]: readonly Value[]): Seat {
  return {
    kind: 'Seat',
    id: identifier<SeatId>(id),
    role: text(role),
    part: optional(text)(part),
    holderId: identifier<TeacherId>(holderId),
    workshopId: identifier<WorkshopId>(workshopId),
    from: optional(day)(from),
    to: optional(day)(to),
    underId: optional(identifier<SeatId>)(underId),
  };
}

/** Seats by id, held or ended, with the seat that each stands under on the day. Index: Seat.id. */
export const seatsOn = defineQuery<{ ids: readonly SeatId[]; day: Day }, Seat>(
  'seatsOn',
  `MATCH (teacher:Teacher)-[:HELD]->(seat:Seat)-[:IN]->(workshop:Workshop)
   WHERE seat.id IN $ids AND ${VISIBLE}
   RETURN ${SEAT_ON}`,
  seat,
);

/** The seats of each of these workshops that are held on a day. Index: Workshop.id. */
export const seatsOfWorkshops = defineQuery<{ ids: readonly WorkshopId[]; day: Day }, Seat>(
  'seatsOfWorkshops',
  `MATCH (workshop:Workshop)<-[:IN]-(seat:Seat)<-[:HELD]-(teacher:Teacher)
   WHERE workshop.id IN $ids AND ${VISIBLE} AND ${holding('seat')}
   WITH * ORDER BY seat.from, teacher.staffNo
   RETURN ${SEAT_ON}`,
  seat,
);

/** The seats that each of these people holds on a day. Index: Teacher.id. */
export const seatsOfTeachers = defineQuery<{ ids: readonly TeacherId[]; day: Day }, Seat>(
  'seatsOfTeachers',
  `MATCH (teacher:Teacher)-[:HELD]->(seat:Seat)-[:IN]->(workshop:Workshop)
   WHERE teacher.id IN $ids AND ${VISIBLE} AND ${holding('seat')}
   WITH * ORDER BY workshop.code, seat.from
   RETURN ${SEAT_ON}`,
  seat,
);

/** The seats that stand under each of these on a day. Index: Seat.id. */
export const seatsBeneath = defineQuery<{ ids: readonly SeatId[]; day: Day }, Seat>(
  'seatsBeneath',
  `MATCH (above:Seat)<-[under:UNDER]-(seat:Seat)
   WHERE above.id IN $ids AND ${holding('under')} AND ${holding('seat')}
   MATCH (teacher:Teacher)-[:HELD]->(seat)-[:IN]->(workshop:Workshop)
   WHERE ${VISIBLE}
   WITH * ORDER BY seat.from, teacher.staffNo
   RETURN seat.id, seat.role, teacher.id, workshop.id, seat.from, seat.to, above.id`,
  seat,
);
