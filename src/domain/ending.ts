import { type Calendar, type SchoolYear, schoolYearEnd } from './calendar.ts';
import type { Day } from './day.ts';
import { type DesignationTerm, inForceOn } from './designation.ts';
import type { DesignationId, PairingId, SeatId, TeacherId, UnitId, WorkshopId } from './identifier.ts';
import type { Level } from './level.ts';
import type { Stage } from './school.ts';
import { type Answer, type Unknown, known, notKnown } from './unknown.ts';

/** What can end: the term of a title, a workshop or its term, a seat, a pairing before its school year. */
export const ENDING_KINDS = ['TITLE', 'WORKSHOP', 'SEAT', 'PAIRING'] as const;
export type EndingKind = (typeof ENDING_KINDS)[number];

/** A title with an end of its term, awarded by the day. */
export interface TitleTerm extends DesignationTerm {
  readonly id: DesignationId;
  readonly teacher: TeacherId;
  readonly staffNo: string;
  readonly termEnd: Day;
}

/** A seat that is held on the day and has a recorded end. */
export interface SeatEnd {
  readonly id: SeatId;
  readonly teacher: TeacherId;
  readonly staffNo: string;
  readonly to: Day;
}

/** A workshop that exists on the day. */
export interface WorkshopTerm {
  readonly id: WorkshopId;
  readonly code: string;
  readonly level: Level;
  readonly stages: readonly Stage[];
  readonly from: Day | null;
  readonly to: Day | null;
  readonly founder: { readonly kind: 'Region' | 'School'; readonly id: UnitId };
  readonly seats: readonly SeatEnd[];
}

/** A pairing that runs on the day and has a recorded end. */
export interface PairingEnd {
  readonly id: PairingId;
  /** Whom it leaves without this mentor. */
  readonly mentee: TeacherId;
  readonly staffNo: string;
  readonly schoolYear: SchoolYear;
  readonly to: Day;
}

/** What the graph knows of what ends in a unit. */
export interface UnitEndings {
  readonly titles: readonly TitleTerm[];
  readonly workshops: readonly WorkshopTerm[];
  readonly pairings: readonly PairingEnd[];
}

interface Ends {
  /** The first day on which it no longer holds. */
  readonly date: Day;
  /** Whether an office recorded that end; false: it follows from the term. */
  readonly recorded: boolean;
}

/** Something that ends, or whose term is over though nothing recorded that it ended. */
export type Ending = Ends &
  (
    | { readonly kind: 'TITLE'; readonly id: DesignationId; readonly teacher: TeacherId; readonly staffNo: string }
    | { readonly kind: 'WORKSHOP'; readonly id: WorkshopId; readonly code: string }
    | {
        readonly kind: 'SEAT';
        readonly id: SeatId;
        readonly teacher: TeacherId;
        readonly staffNo: string;
        readonly workshop: WorkshopId;
      }
    | { readonly kind: 'PAIRING'; readonly id: PairingId; readonly teacher: TeacherId; readonly staffNo: string }
  );

export interface EndingReport {
  /** The last day of the time asked about. */
  readonly until: Day;
  /** After the day and up to {@link EndingReport.until}, by date, then by kind and number. */
  readonly ending: readonly Ending[];
  /** Over by the day, in the same order: nothing has recorded that they ended. */
  readonly overdue: readonly Ending[];
  readonly byKind: readonly {
    readonly kind: EndingKind;
    readonly ending: Answer<number>;
    readonly overdue: Answer<number>;
  }[];
}

export interface EndingQuestion {
  readonly day: Day;
  readonly until: Day;
  readonly calendar: Calendar;
  /** The first day after a workshop's term; null: it has none, or none can be computed. */
  readonly termEndOf: (workshop: WorkshopTerm) => Day | null;
  /** Why nothing can be said about things of a kind; null when it can. */
  readonly unknownOf: (kind: EndingKind) => Unknown | null;
}

/** What ends in a unit after a day, and what should have ended by it. */
export function listEndings(found: UnitEndings, question: EndingQuestion): EndingReport {
  const { day, until } = question;
  const all = [...titles(found, day), ...workshops(found, question), ...seats(found), ...pairings(found, question)]
    .filter(({ kind, date }) => date <= until && question.unknownOf(kind) === null)
    .sort(byDate);
  const ending = all.filter(({ date }) => date > day);
  const overdue = all.filter(({ date }) => date <= day);
  const uncertain = uncertainHolders(found.titles, day, until);
  return {
    until,
    ending,
    overdue,
    byKind: ENDING_KINDS.map((kind) => {
      const unknown = question.unknownOf(kind);
      const count = (among: readonly Ending[]) =>
        unknown === null ? known(among.filter((each) => each.kind === kind).length) : notKnown(unknown);
      const open = kind === 'TITLE' && unknown === null && uncertain > 0;
      return {
        kind,
        ending: open ? notKnown({ because: 'titleStateNotKnown', persons: uncertain, day }) : count(ending),
        overdue: count(overdue),
      };
    }),
  };
}

/** A term that is over leaves a title overdue as long as the office still calls it in force. */
function titles(found: UnitEndings, day: Day): readonly Ending[] {
  return found.titles
    .filter((title) => (title.termEnd > day ? inForceOn(title, day) === true : title.state === 'IN_FORCE'))
    .map(({ id, teacher, staffNo, termEnd }) => ({
      kind: 'TITLE',
      id,
      teacher,
      staffNo,
      date: termEnd,
      recorded: false,
    }));
}

/** Only a recorded end ends a workshop; where there is none, its term is shown. */
function workshops(found: UnitEndings, { termEndOf }: EndingQuestion): readonly Ending[] {
  return found.workshops.flatMap((workshop): readonly Ending[] => {
    const { id, code, to } = workshop;
    const date = to ?? termEndOf(workshop);
    return date === null ? [] : [{ kind: 'WORKSHOP', id, code, date, recorded: to !== null }];
  });
}

function seats(found: UnitEndings): readonly Ending[] {
  return found.workshops.flatMap((workshop) =>
    workshop.seats.map(({ id, teacher, staffNo, to }): Ending => ({
      kind: 'SEAT',
      id,
      teacher,
      staffNo,
      workshop: workshop.id,
      date: to,
      recorded: true,
    })),
  );
}

/** A pairing that runs to the end of its school year does not end early. */
function pairings(found: UnitEndings, { calendar }: EndingQuestion): readonly Ending[] {
  return found.pairings
    .filter(({ schoolYear, to }) => to < schoolYearEnd(schoolYear, calendar))
    .map(({ id, mentee, staffNo, to }) => ({
      kind: 'PAIRING',
      id,
      teacher: mentee,
      staffNo,
      date: to,
      recorded: true,
    }));
}

/** Persons with a title whose term ends in time and of which it is not known whether it was in force on the day. */
function uncertainHolders(found: readonly TitleTerm[], day: Day, until: Day): number {
  const open = found.filter((title) => title.termEnd <= until && inForceOn(title, day) === null);
  return new Set(open.map(({ teacher }) => teacher)).size;
}

function byDate(a: Ending, b: Ending): number {
  const [first, second] = [keyOf(a), keyOf(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function keyOf(ending: Ending): string {
  const rank = ENDING_KINDS.indexOf(ending.kind);
  return [ending.date, rank, ending.kind === 'WORKSHOP' ? ending.code : ending.staffNo, ending.id].join(' ');
}
