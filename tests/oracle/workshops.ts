import { runs } from './population.ts';
import { type Seat, type Workshop, roster } from './roster.ts';

/** 1 host, 10 members, 3 trainees under each member: the composition that Yuxi's document asks for. */
const MEMBERS = 10;
const TRAINEES_OF_A_MEMBER = 3;
/** The workshops that the city's target asks for, by stage. */
const PLANNED: Readonly<Record<string, number>> = { 幼儿园: 2, 小学: 3, 初中: 3, 高中: 3, 中职: 3, 高职: 1 };

export interface SeatCount {
  readonly required: number;
  readonly filled: number;
  readonly open: number;
  readonly over: number;
}
export interface SeatTotals {
  readonly workshops: number;
  readonly host: SeatCount;
  readonly member: SeatCount;
  readonly trainee: SeatCount;
  readonly places: SeatCount;
}
export interface Capacity {
  readonly planned: SeatTotals;
  readonly founded: SeatTotals;
  readonly unattached: number;
}
export interface Member {
  readonly member: string;
  readonly trainees: readonly string[];
}
export interface WorkshopState {
  readonly workshop: Workshop;
  readonly exists: boolean;
  readonly host: string | null;
  readonly members: readonly Member[];
  readonly unattached: readonly string[];
}
export interface Edge {
  readonly person: string;
  readonly formedBy: string;
  readonly role: 'member' | 'trainee';
}

/** Who sits where in a workshop on a day. */
export function workshopOn(workshop: Workshop, day: string): WorkshopState {
  const exists = workshop.founded <= day;
  const running = exists ? seatsOf(workshop.code).filter((seat) => runs(seat, day)) : [];
  const members = running.filter(({ role }) => role === 'member').map(({ staffNo }) => staffNo);
  const trainees = running.filter(({ role }) => role === 'trainee');
  return {
    workshop,
    exists,
    host: exists ? workshop.host : null,
    members: members.sort().map((member) => ({
      member,
      trainees: trainees.filter((seat) => seat.member === member).map(({ staffNo }) => staffNo),
    })),
    unattached: trainees.filter((seat) => !members.includes(seat.member ?? '')).map(({ staffNo }) => staffNo),
  };
}

export function workshopsOn(day: string): readonly WorkshopState[] {
  return roster().workshops.map((workshop) => workshopOn(workshop, day));
}

export function workshopCapacity(state: WorkshopState): SeatTotals {
  if (!state.exists) return totals(0, count(0, 0, 0), count(0, 0, 0), count(0, 0, 0));
  const seated = state.members.map(({ trainees }) => trainees.length);
  const memberSeats = Math.min(MEMBERS, seated.length);
  return totals(
    1,
    count(1, state.host === null ? 0 : 1, 0),
    count(MEMBERS, memberSeats, seated.length - memberSeats),
    count(
      MEMBERS * TRAINEES_OF_A_MEMBER,
      sum(seated.map((trainees) => Math.min(TRAINEES_OF_A_MEMBER, trainees))),
      sum(seated.map((trainees) => Math.max(0, trainees - TRAINEES_OF_A_MEMBER))),
    ),
  );
}

/** The city-level workshops: planned places (also of workshops not yet founded) and founded ones. */
export function cityCapacityOn(day: string, stage?: string): Capacity {
  const states = workshopsOn(day).filter(
    ({ workshop }) => workshop.level === 'CITY' && (stage === undefined || workshop.stage === stage),
  );
  const founded = capacityOf(states);
  const target = stage === undefined ? sum(Object.values(PLANNED)) : (PLANNED[stage] ?? 0);
  return {
    founded,
    planned: totals(
      target,
      count(target, founded.host.filled, founded.host.over),
      count(target * MEMBERS, founded.member.filled, founded.member.over),
      count(target * MEMBERS * TRAINEES_OF_A_MEMBER, founded.trainee.filled, founded.trainee.over),
    ),
    unattached: sum(states.map(({ unattached }) => unattached.length)),
  };
}

/** The places of the workshops that exist. */
export function capacityOf(states: readonly WorkshopState[]): SeatTotals {
  const each = states.filter(({ exists }) => exists).map(workshopCapacity);
  const all = (role: 'host' | 'member' | 'trainee') =>
    count(
      sum(each.map((of) => of[role].required)),
      sum(each.map((of) => of[role].filled)),
      sum(each.map((of) => of[role].over)),
    );
  return totals(each.length, all('host'), all('member'), all('trainee'));
}

/** Who formed whom through the seats that run on the day. */
export function lineageEdges({ host, members }: WorkshopState): readonly Edge[] {
  return members.flatMap(({ member, trainees }): Edge[] => [
    ...(host === null ? [] : [{ person: member, formedBy: host, role: 'member' as const }]),
    ...trainees.map((person) => ({ person, formedBy: member, role: 'trainee' as const })),
  ]);
}

let grouped: Map<string, Seat[]> | undefined;

function seatsOf(workshop: string): readonly Seat[] {
  if (!grouped) {
    grouped = new Map();
    for (const seat of roster().seats) grouped.set(seat.workshop, [...(grouped.get(seat.workshop) ?? []), seat]);
  }
  return grouped.get(workshop) ?? [];
}

function count(required: number, filled: number, over: number): SeatCount {
  return { required, filled, open: required - filled, over };
}

function totals(workshops: number, host: SeatCount, member: SeatCount, trainee: SeatCount): SeatTotals {
  const all = [host, member, trainee];
  return {
    workshops,
    host,
    member,
    trainee,
    places: count(sum(all.map((of) => of.required)), sum(all.map((of) => of.filled)), sum(all.map((of) => of.over))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
