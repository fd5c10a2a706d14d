import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Day, addDays, toDay } from '../../src/domain/day.ts';
import type { SeatId } from '../../src/domain/identifier.ts';
import { overlap } from '../../src/domain/interval.ts';
import type { SeatRecord, WorkshopRecord } from '../../src/domain/roster.ts';
import { type HeldSeat, leadOn } from '../../src/domain/rosterSeats.ts';
import { SeatBook } from '../../src/domain/seatBook.ts';

const ROLES = {
  leading: 'guide',
  parents: new Map([
    ['partner', 'guide'],
    ['learner', 'partner'],
  ]),
};
const FOUNDED = toDay('2023-03-01');
const AS_OF = toDay('2025-11-15');

function workshop(host: string | null, founded: Day = FOUNDED): WorkshopRecord {
  return {
    kind: 'workshop',
    code: 'W',
    name: null,
    level: 'CITY',
    stages: ['PRIMARY'],
    workshopKind: null,
    batch: null,
    workshopState: null,
    base: null,
    founded,
    foundedBy: 'city' as WorkshopRecord['foundedBy'],
    host,
    endedOn: null,
  };
}

function seat(role: string, staffNo: string, under: string | null, from: Day, to: Day | null = null): SeatRecord {
  return { kind: 'seat', workshopCode: 'W', role, staffNo, under, part: null, from, to };
}

let lastId = 0;

function book(seats: readonly HeldSeat[] = [], asOf: Day = AS_OF): SeatBook {
  return new SeatBook(seats, { asOf, rolesOf: () => ROLES, newId: () => `seat-${(lastId += 1)}` as SeatId });
}

const days = fc.integer({ min: 0, max: 1_500 }).map((after) => addDays(FOUNDED, after));

test('rows in any order give the same seats under the same seats', () => {
  const rows = [
    seat('partner', 'B', null, toDay('2023-04-01'), toDay('2024-06-01')),
    seat('partner', 'B', null, toDay('2025-01-01')),
    seat('partner', 'C', null, toDay('2023-05-01')),
    seat('learner', 'D', 'B', toDay('2023-04-15')),
    seat('learner', 'E', 'C', toDay('2023-02-01')),
  ];
  const shapeOf = (order: readonly SeatRecord[]) => {
    const seats = book();
    seats.openWorkshop(workshop('A'));
    for (const row of order) seats.openSeat(row);
    seats.join();
    const byId = new Map(seats.seats().map((each) => [each.id, each]));
    return seats
      .seats()
      .map(({ staffNo, role, from, under }) => {
        const above = under.map((each) => `${byId.get(each.parentId)?.staffNo} ${each.from}`).sort();
        return `${role} ${staffNo} ${from}: ${above.join()}`;
      })
      .sort();
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (order) => {
      expect(shapeOf(order)).toEqual(shapeOf(rows));
    }),
  );
  expect(shapeOf(rows)).toContain('learner D 2023-04-15: B 2023-04-15,B 2025-01-01');
});

test('nothing stands under a seat before either of them starts, whatever changes', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.record({
            change: fc.constant('host' as const),
            host: fc.constantFrom('A', 'Z', null),
            correction: fc.boolean(),
          }),
          fc.record({ change: fc.constant('dates' as const), of: fc.constantFrom('B', 'C', 'D'), from: days }),
          fc.record({
            change: fc.constant('under' as const),
            under: fc.constantFrom('B', 'C'),
            correction: fc.boolean(),
          }),
        ),
        { maxLength: 8 },
      ),
      fc.array(days, { minLength: 8, maxLength: 8 }),
      (changes, moments) => {
        let held: readonly HeldSeat[] = [];
        const first = book();
        first.openWorkshop(workshop('A'));
        for (const row of [
          seat('partner', 'B', null, toDay('2023-04-01')),
          seat('partner', 'C', null, toDay('2023-05-01')),
          seat('learner', 'D', 'B', toDay('2023-04-15')),
        ])
          first.openSeat(row);
        first.join();
        held = first.seats();
        let under = 'B';
        for (const [index, change] of changes.entries()) {
          const asOf = moments[index] ?? AS_OF;
          const next = book(held, asOf);
          const of = (staffNo: string) => {
            const found = held.find((each) => each.staffNo === staffNo && each.role !== 'guide');
            if (found === undefined) throw new Error('No such seat');
            const record = seat(
              found.role,
              staffNo,
              found.role === 'learner' ? under : null,
              found.from ?? FOUNDED,
              found.to,
            );
            return { id: found.id, record };
          };
          if (change.change === 'host') {
            const before = leadOn(held, ROLES, { founded: FOUNDED, endedOn: null }, asOf)?.staffNo ?? null;
            next.changeWorkshop(workshop(before), workshop(change.host), change.correction);
          } else if (change.change === 'dates') {
            const { id, record } = of(change.of);
            next.changeSeat(id, record, { ...record, from: change.from }, true);
          } else {
            const { id, record } = of('D');
            next.changeSeat(id, record, { ...record, under: change.under }, change.correction);
            under = change.under;
          }
          next.join();
          held = next.seats();
          const byId = new Map(held.map((each) => [each.id, each]));
          for (const each of held)
            for (const { parentId, from } of each.under) {
              const parent = byId.get(parentId);
              expect(parent).toBeDefined();
              if (parent === undefined || from === null) continue;
              expect(each.from === null || each.from <= from).toBe(true);
              expect(parent.from === null || parent.from <= from).toBe(true);
            }
        }
      },
    ),
  );
});

test('a workshop is led by one person at a time, whoever follows whom', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ host: fc.constantFrom('A', 'Y', 'Z', null), asOf: days, correction: fc.boolean() }), {
        maxLength: 8,
      }),
      (changes) => {
        const first = book();
        first.openWorkshop(workshop('A'));
        first.join();
        let held = first.seats();
        for (const { host, asOf, correction } of changes) {
          const before = leadOn(held, ROLES, { founded: FOUNDED, endedOn: null }, asOf)?.staffNo ?? null;
          const next = book(held, asOf);
          next.changeWorkshop(workshop(before), workshop(host), correction);
          next.join();
          held = next.seats();
          expect(leadOn(held, ROLES, { founded: FOUNDED, endedOn: null }, asOf)?.staffNo ?? null).toBe(host);
          for (const [index, one] of held.entries())
            for (const other of held.slice(index + 1)) expect(overlap(one, other)).toBe(false);
        }
      },
    ),
  );
});

test('a trainee whose named member left before is under that seat all the same: unattached, not unknown', () => {
  const seats = book();
  seats.openWorkshop(workshop('A'));
  seats.openSeat(seat('partner', 'B', null, toDay('2023-04-01'), toDay('2023-12-01')));
  seats.openSeat(seat('learner', 'D', 'B', toDay('2024-02-01')));
  seats.join();
  const learner = seats.seats().find(({ role }) => role === 'learner');
  expect(learner?.under).toMatchObject([{ from: '2024-02-01', to: null }]);
});
