import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schoolYearFrom } from '../../src/domain/calendar.ts';
import { type Day, addDays, toDay } from '../../src/domain/day.ts';
import { type EndingQuestion, type UnitEndings, type WorkshopTerm, listEndings } from '../../src/domain/ending.ts';
import type {
  DesignationId,
  PairingId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from '../../src/domain/identifier.ts';
import { DEFAULT_CALENDAR } from '../../src/domain/policy/effective.ts';
import type { SeatRule } from '../../src/domain/policy/staffing.ts';
import type { WorkshopRole } from '../../src/domain/policy/types.ts';
import type { Setting } from '../../src/domain/school.ts';
import { type HeldSeat, countSeats, placeGroups } from '../../src/domain/seats.ts';
import { known } from '../../src/domain/unknown.ts';
import { type MentoredPeople, countWithoutMentor } from '../../src/domain/withoutMentor.ts';

const DAY = toDay('2025-11-15');
const NOTHING: UnitEndings = { titles: [], workshops: [], pairings: [] };

function endings(found: Partial<UnitEndings>, more: Partial<EndingQuestion> = {}) {
  return listEndings(
    { ...NOTHING, ...found },
    {
      day: DAY,
      until: toDay('2026-05-15'),
      calendar: DEFAULT_CALENDAR,
      termEndOf: () => null,
      unknownOf: () => null,
      ...more,
    },
  );
}

function title(
  termEnd: string,
  state: 'IN_FORCE' | 'EXPIRED' | 'REVOKED' = 'IN_FORCE',
  stateKnownOn: Day | null = null,
) {
  return {
    id: `title ${termEnd} ${state}` as DesignationId,
    teacher: `holder ${termEnd} ${state}` as TeacherId,
    staffNo: '1',
    awarded: toDay('2020-01-01'),
    termEnd: toDay(termEnd),
    state,
    stateKnownOn,
  };
}

const workshop = (more: Partial<WorkshopTerm> = {}): WorkshopTerm => ({
  id: 'workshop' as WorkshopId,
  code: 'W',
  level: 'CITY',
  stages: [],
  from: toDay('2023-01-01'),
  to: null,
  founder: { kind: 'Region', id: 'city' as RegionId },
  seats: [],
  ...more,
});

describe('what ends', () => {
  test('the first day after `asOf` up to the last of the time, both days as half-open ends say', () => {
    const found = endings({
      titles: ['2025-11-15', '2025-11-16', '2026-05-15', '2026-05-16'].map((day) => title(day)),
    });
    expect(found.ending.map(({ date }) => date)).toEqual(['2025-11-16', '2026-05-15']);
    expect(found.overdue.map(({ date }) => date)).toEqual(['2025-11-15']);
  });

  test('a title that the office called expired or revoked is not overdue', () => {
    const { overdue, byKind } = endings({
      titles: [title('2025-01-01', 'EXPIRED', DAY), title('2025-01-01', 'REVOKED', DAY)],
    });
    expect(overdue).toEqual([]);
    expect(byKind.find(({ kind }) => kind === 'TITLE')?.overdue).toEqual(known(0));
  });

  test('a title that was later revoked without a date leaves the number of titles open', () => {
    const { ending, byKind } = endings({
      titles: [title('2026-01-01', 'REVOKED', addDays(DAY, 30)), title('2026-01-02')],
    });
    expect(ending).toHaveLength(1);
    expect(byKind.find(({ kind }) => kind === 'TITLE')?.ending).toMatchObject({
      value: null,
      unknown: { because: 'titleStateNotKnown', persons: 1 },
    });
  });

  test('a workshop by its computed term unless an end is recorded; past its term and running it is overdue', () => {
    const terms = (day: string) => ({ termEndOf: () => toDay(day) });
    expect(endings({ workshops: [workshop()] }, terms('2026-01-01')).ending).toMatchObject([
      { kind: 'WORKSHOP', date: '2026-01-01', recorded: false },
    ]);
    expect(endings({ workshops: [workshop({ to: toDay('2026-03-01') })] }, terms('2026-01-01')).ending).toMatchObject([
      { date: '2026-03-01', recorded: true },
    ]);
    const late = endings({ workshops: [workshop()] }, terms('2025-01-01'));
    expect([late.ending, late.overdue]).toMatchObject([[], [{ kind: 'WORKSHOP', date: '2025-01-01' }]]);
    expect(endings({ workshops: [workshop({ to: toDay('2027-01-01') })] }, terms('2026-01-01')).ending).toEqual([]);
  });

  test('a pairing only when it ends before its school year', () => {
    const pairing = (to: string) => ({
      id: to as PairingId,
      mentee: 'mentee' as TeacherId,
      staffNo: '1',
      schoolYear: schoolYearFrom(2025),
      to: toDay(to),
    });
    const { ending } = endings(
      { pairings: [pairing('2026-08-31'), pairing('2026-09-01')] },
      { until: toDay('2026-12-31') },
    );
    expect(ending.map(({ date }) => date)).toEqual(['2026-08-31']);
  });

  test('a kind that no import covers is left out and not known', () => {
    const { ending, byKind } = endings(
      {
        titles: [title('2026-01-01')],
        workshops: [
          workshop({
            seats: [{ id: 'seat' as SeatId, teacher: 'holder' as TeacherId, staffNo: '1', to: toDay('2026-01-01') }],
          }),
        ],
      },
      { unknownOf: (kind) => (kind === 'TITLE' ? { because: 'noImport', kinds: ['designation'] } : null) },
    );
    expect(ending.map(({ kind }) => kind)).toEqual(['SEAT']);
    expect(byKind.find(({ kind }) => kind === 'TITLE')).toMatchObject({
      ending: { value: null },
      overdue: { value: null },
    });
  });
});

describe('open places one by one', () => {
  const role = (code: string, under: string | null): WorkshopRole => ({
    code,
    text: { zh: code, en: code },
    leads: under === null,
    under,
  });
  const ROLES = [role('guide', null), role('fellow', 'guide'), role('learner', 'fellow')];
  const rule = (index: number, minimum: number, maximum: number | null, forEach: string | null): SeatRule[] => {
    const of = ROLES[index];
    if (of === undefined) return [];
    const perParent = forEach !== null && forEach === of.under;
    return [{ role: of, parentRole: of.under, minimum, maximum, forEach, perParent, unset: null, rules: [] }];
  };
  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const seats = fc.uniqueArray(
    fc.record({ id: ids, role: fc.constantFrom('guide', 'fellow', 'learner'), under: fc.array(ids, { maxLength: 2 }) }),
    { selector: ({ id }) => id },
  );
  const bound = fc.record({ minimum: fc.nat(4), more: fc.option(fc.nat(2)) });

  test('add up to what is counted, role by role, whoever sits where', () => {
    fc.assert(
      fc.property(seats, bound, bound, fc.boolean(), (held, fellows, learners, forEachGuide) => {
        const limits = ({ minimum, more }: { minimum: number; more: number | null }) =>
          [minimum, more === null ? null : minimum + more] as const;
        const rules = [
          ...rule(0, 1, 1, null),
          ...rule(1, ...limits(fellows), forEachGuide ? 'guide' : null),
          ...rule(2, ...limits(learners), 'fellow'),
        ];
        const sitting = held.map((seat): HeldSeat => ({
          ...seat,
          id: seat.id as SeatId,
          from: null,
          under: seat.under as SeatId[],
        }));
        const groups = placeGroups(rules, ROLES, sitting).value ?? [];
        for (const { role: of, seats: counted } of countSeats(rules, ROLES, sitting).value?.byRole ?? []) {
          const own = groups.filter((group) => group.role.code === of.code).map((group) => group.seats);
          const sum = (key: 'required' | 'filled' | 'open' | 'over') =>
            own.reduce((total, count) => total + count[key], 0);
          expect([sum('required'), sum('filled'), sum('open'), sum('over')]).toEqual([
            counted.required,
            counted.filled,
            counted.open,
            counted.over,
          ]);
        }
      }),
    );
  });
});

describe('homeroom teachers without a mentor', () => {
  const [north, south, own] = ['north', 'south', 'own'].map((name) => name as SchoolId) as [
    SchoolId,
    SchoolId,
    SchoolId,
  ];
  const county = 'county' as RegionId;
  const school = (id: SchoolId, part: RegionId | null, setting: Setting) => ({
    id,
    part,
    setting,
    stages: [],
    teachers: 0,
  });
  const holder = (mentored: boolean, persons: number, ...schools: SchoolId[]) => ({
    mentored,
    persons,
    posts: schools.map((at) => ({ school: at, kind: 'class' })),
  });
  const rules = {
    definitionsOf: () =>
      known({
        countingPosts: ['class'],
        isRural: (setting: Setting | null) => setting !== null && setting !== 'URBAN',
      }),
    uncoveredUnit: () => null,
  };
  const people = (children: RegionId[]): MentoredPeople => ({
    children,
    schools: [
      school(north, children.length === 0 ? null : county, 'VILLAGE'),
      school(south, children.length === 0 ? null : county, 'TOWN'),
      school(own, null, 'URBAN'),
    ],
    holders: [holder(true, 5, north), holder(false, 3, north), holder(false, 1, north, south), holder(false, 2, own)],
  });

  test('each person once in the whole; the direct schools apart', () => {
    expect(countWithoutMentor(people([county]), rules)).toMatchObject({
      homeroomTeachers: 11,
      total: 6,
      rural: 4,
      byUnit: [
        { unit: { kind: 'Region', id: county }, homeroomTeachers: 9, total: 4, rural: 4 },
        { unit: null, homeroomTeachers: 2, total: 2, rural: 0 },
      ],
    });
  });

  test('school by school where nothing lies below', () => {
    const { byUnit } = countWithoutMentor(people([]), rules);
    expect(byUnit.map(({ unit, total }) => [unit?.kind, unit?.id, total])).toEqual([
      ['School', north, 4],
      ['School', south, 1],
      ['School', own, 2],
    ]);
  });
});
