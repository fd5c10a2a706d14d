import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SeatId } from '../../src/domain/identifier.ts';
import type { SeatRule } from '../../src/domain/policy/staffing.ts';
import type { WorkshopRole } from '../../src/domain/policy/types.ts';
import { type HeldSeat, type SeatTotals, countSeats, planSeats, unattachedSeats } from '../../src/domain/seats.ts';

const role = (code: string, under: string | null): WorkshopRole => ({
  code,
  text: { zh: code, en: code },
  leads: under === null,
  under,
});
const [GUIDE, FELLOW, LEARNER] = [role('guide', null), role('fellow', 'guide'), role('learner', 'fellow')] as const;
const ROLES = [GUIDE, FELLOW, LEARNER];

function rule(of: WorkshopRole, minimum: number, maximum: number | null, forEach: string | null = null): SeatRule {
  return {
    role: of,
    parentRole: of.under,
    minimum,
    maximum,
    forEach,
    perParent: forEach !== null && forEach === of.under,
    unset: null,
    rules: [],
  };
}
/** One guide, so many fellows, so many learners with each fellow. */
const rules = (fellows: [number, number | null], learners: [number, number | null]) => [
  rule(GUIDE, 1, 1),
  rule(FELLOW, ...fellows),
  rule(LEARNER, ...learners, 'fellow'),
];
const seat = (of: WorkshopRole, name: string, under: string | null = null): HeldSeat => ({
  id: name as SeatId,
  role: of.code,
  from: null,
  under: under === null ? [] : [under as SeatId],
});
/** A workshop with a guide; each number is a fellow with so many learners. */
const workshop = (...learners: number[]): HeldSeat[] => [
  seat(GUIDE, 'g'),
  ...learners.flatMap((count, fellow) => [
    seat(FELLOW, `f${fellow}`, 'g'),
    ...Array.from({ length: count }, (_, index) => seat(LEARNER, `f${fellow} l${index}`, `f${fellow}`)),
  ]),
];

function counted(seatRules: readonly SeatRule[], seats: readonly HeldSeat[]): SeatTotals {
  const { value } = countSeats(seatRules, ROLES, seats);
  if (value === null) throw new Error('Nothing was counted');
  return value;
}

function of(totals: SeatTotals, { code }: WorkshopRole) {
  return totals.byRole.find((entry) => entry.role.code === code)?.seats;
}

describe('the places of a workshop', () => {
  const three = rules([4, 4], [3, 3]);

  test('an open place leaves the places under it open', () => {
    expect(of(counted(three, workshop(3, 3)), LEARNER)).toEqual({ required: 12, filled: 6, open: 6, over: 0, room: 6 });
  });

  test('whoever is beyond the ceiling under one fills no place under another', () => {
    expect(of(counted(three, workshop(4, 2, 3, 3)), LEARNER)).toEqual({
      required: 12,
      filled: 11,
      open: 1,
      over: 1,
      room: 1,
    });
  });

  test('who stands under a seat that is no longer held is unattached and fills no place', () => {
    const seats = [...workshop(3, 3, 3), seat(LEARNER, 'left alone'), seat(LEARNER, 'under nobody here', 'gone')];
    const totals = counted(three, seats);
    expect(totals.unattached).toBe(2);
    expect(of(totals, LEARNER)).toMatchObject({ filled: 9, open: 3, over: 0 });
    expect(unattachedSeats(ROLES, seats).map(({ id }) => id)).toEqual(['left alone', 'under nobody here']);
  });

  test('a vacant lead leaves those under it where they are', () => {
    const seats = workshop(3, 3, 3, 3).filter(({ id }) => id !== 'g');
    const totals = counted(
      three,
      seats.map((each) => (each.role === FELLOW.code ? { ...each, under: [] } : each)),
    );
    expect(totals).toMatchObject({ all: { required: 17, filled: 16, open: 1 }, unattached: 0 });
  });

  test('a range asks for its least and has room up to its most', () => {
    const range = rules([5, 8], [0, 2]);
    expect(of(counted(range, workshop(0, 0, 0, 0)), FELLOW)).toEqual({
      required: 5,
      filled: 4,
      open: 1,
      over: 0,
      room: 4,
    });
    expect(of(counted(range, workshop(3, 1, 0, 0)), LEARNER)).toEqual({
      required: 0,
      filled: 3,
      open: 0,
      over: 1,
      room: 13,
    });
    expect(of(counted(range, workshop(0, 0, 0, 0, 0, 0, 0, 0, 0)), FELLOW)).toMatchObject({ filled: 8, over: 1 });
  });

  test('without a ceiling nobody is over and there is no number for the room', () => {
    const open = counted(rules([2, null], [1, null]), workshop(5, 0, 2));
    expect(of(open, FELLOW)).toEqual({ required: 2, filled: 3, open: 0, over: 0, room: null });
    expect(of(open, LEARNER)).toEqual({ required: 3, filled: 7, open: 1, over: 0, room: null });
    expect(open.all.room).toBeNull();
  });

  test('a role that no rule names is shown and asks for nothing', () => {
    const totals = counted([rule(GUIDE, 1, 1)], [...workshop(1), seat(role('guest', null), 'x')]);
    expect(totals.byRole.map((entry) => [entry.role.code, entry.seats.required, entry.seats.filled])).toEqual([
      ['guide', 1, 1],
      ['fellow', 0, 1],
      ['learner', 0, 1],
      ['guest', 0, 1],
    ]);
  });

  test('what no rule and no body says is not known', () => {
    expect(countSeats([], ROLES, []).unknown).toEqual({ because: 'notDefined', what: 'composition' });
    const unset = { ...rule(FELLOW, 0, 0), unset: 'fellows' };
    expect(countSeats([unset], ROLES, []).unknown).toEqual({ because: 'parameterNotSet', parameter: 'fellows' });
  });

  test('everybody is counted once: filled, over or unattached; exact numbers leave open what is not filled', () => {
    const staffed = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 });
    fc.assert(
      fc.property(staffed, fc.integer({ min: 0, max: 3 }), (learners, alone) => {
        const seats = [
          ...workshop(...learners),
          ...Array.from({ length: alone }, (_, index) => seat(LEARNER, `alone ${index}`)),
        ];
        const { all, byRole, unattached } = counted(three, seats);
        expect(all.filled + all.over + unattached).toBe(seats.length);
        for (const { seats: places } of byRole) {
          expect(places.open).toBe(places.required - places.filled);
          expect(places.room).toBe(places.open);
        }
      }),
    );
  });
});

describe('planned places', () => {
  const three = rules([4, 4], [3, 3]);

  test('are there before the workshops are', () => {
    expect(planSeats(three, ROLES, 2, []).value?.all).toEqual({ required: 34, filled: 0, open: 34, over: 0, room: 34 });
  });

  test('are held against the workshops that exist', () => {
    const existing = [counted(three, workshop(3, 3, 3, 4))];
    expect(planSeats(three, ROLES, 2, existing).value?.all).toMatchObject({
      required: 34,
      filled: 17,
      open: 17,
      over: 1,
    });
  });

  test('ask for no more than planned when more workshops exist', () => {
    const full = counted(three, workshop(3, 3, 3, 3));
    expect(planSeats(three, ROLES, 1, [full, counted(three, [])]).value?.all).toMatchObject({ required: 17, open: 0 });
  });
});
