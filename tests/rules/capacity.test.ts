import { describe, expect, test } from 'vitest';
import { type CapacityQuestion, type UnitWorkshop, countCapacity, workshopPlaces } from '../../src/domain/capacity.ts';
import { checkComposition } from '../../src/domain/composition.ts';
import { toDay } from '../../src/domain/day.ts';
import type { RegionId, SeatId, WorkshopId } from '../../src/domain/identifier.ts';
import { type EffectivePolicy, effectivePolicy } from '../../src/domain/policy/effective.ts';
import type { Stage } from '../../src/domain/school.ts';
import { layer, policy } from './policies.ts';

const [CITY, NORTH, SOUTH] = ['city', 'north', 'south'] as RegionId[] as [RegionId, RegionId, RegionId];
const DAY = toDay('2025-11-15');
const FILE = layer(
  CITY,
  'CITY',
  policy(
    'city',
    `workshops:
  - kind: circle
    levels: [CITY, COUNTY]
    roles:
      guide: { zh: 引路人, en: Guide, leads: true }
      fellow: { zh: 同伴, en: Fellow }
rules:
  - { id: C-seats, kind: composition, clause: "1", who: { workshops: {} }, seats: { guide: 1, fellow: { between: [2, 3] } } }
  - { id: C-many, kind: target, clause: "2", from: 2020-01-01, require: { count: workshops, where: { level: CITY, stage: PRIMARY }, atLeast: 2 } }
  - { id: C-each, kind: target, clause: "3", per: COUNTY, from: 2020-01-01, require: { count: workshops, where: { level: COUNTY }, atLeast: 1 } }
`,
  ),
);

function inForce(region: RegionId): EffectivePolicy {
  const found = effectivePolicy(region, [FILE]);
  if (found === null) throw new Error('Nothing is in force');
  return found;
}

function workshop(id: string, part: RegionId | null, stage: Stage, fellows: number): UnitWorkshop {
  const seats = ['guide', ...Array.from({ length: fellows }, () => 'fellow')];
  return {
    id: id as WorkshopId,
    level: part === null ? 'CITY' : 'COUNTY',
    stages: [stage],
    founded: toDay('2023-01-01'),
    founder: { kind: 'Region', id: part ?? CITY },
    part,
    seats: seats.map((role, index) => ({ id: `${id} ${index}` as SeatId, role, from: null, under: [] })),
  };
}

const WORKSHOPS = [
  workshop('a', null, 'PRIMARY', 4),
  workshop('b', NORTH, 'PRIMARY', 1),
  workshop('c', NORTH, 'JUNIOR', 2),
];
const question: CapacityQuestion = {
  day: DAY,
  level: null,
  unitLevel: 'CITY',
  children: [
    { id: NORTH, level: 'COUNTY' },
    { id: SOUTH, level: 'COUNTY' },
  ],
  workshops: WORKSHOPS,
  policyOf: (unit) => inForce(unit ?? CITY),
  policyOfWorkshop: () => inForce(CITY),
  uncoveredUnit: () => null,
};

describe('the capacity of a unit', () => {
  const report = countCapacity(question);
  const required = (part: (typeof report.byUnit)[number] | undefined) => part?.planned.value?.all.required ?? null;

  test('counts each workshop by its own places, over and open beside', () => {
    expect(report.workshops).toBe(3);
    expect(report.founded.value?.all).toEqual({ required: 9, filled: 9, open: 1, over: 1, room: 3 });
  });

  test('asks for what the targets say: in total, and once for each unit of the level they name', () => {
    // Two circles of the city and one of each county, three places each.
    expect(report.planned.value?.all.required).toBe(12);
    expect(report.byUnit.map((part) => [part.unit, part.workshops, required(part)])).toEqual([
      [null, 1, 6],
      [NORTH, 2, 3],
      [SOUTH, 0, 3],
    ]);
  });

  test('asked for one level leaves the others out', () => {
    const city = countCapacity({ ...question, level: 'CITY' });
    expect([city.workshops, city.planned.value?.all.required, city.founded.value?.all.required]).toEqual([1, 6, 3]);
    expect(city.byStage.map(({ stage, workshops }) => [stage, workshops])).toEqual([['PRIMARY', 1]]);
  });

  test('has no plan where no target speaks of workshops, and no number where nothing was in force', () => {
    expect(countCapacity({ ...question, level: 'PROVINCE' }).planned.unknown).toEqual({
      because: 'notDefined',
      what: 'workshopTarget',
    });
    const before = countCapacity({ ...question, policyOf: () => null, workshops: [] });
    expect(before).toMatchObject({ workshops: null, founded: { value: null, unknown: { because: 'noPolicy' } } });
  });

  test('is not known as long as one founding day had no policy', () => {
    const { founded } = countCapacity({
      ...question,
      policyOfWorkshop: ({ id }) => (id === 'c' ? null : inForce(CITY)),
    });
    expect(founded).toEqual({ value: null, unknown: { because: 'noPolicyAtFounding', founded: '2023-01-01' } });
  });
});

describe('the composition of a workshop', () => {
  const outcome = (index: number) => {
    const [asked, rules] = [WORKSHOPS[index], inForce(CITY)];
    if (asked === undefined) throw new Error('There is no such workshop');
    const [finding] = checkComposition(rules, asked, workshopPlaces(asked, rules));
    return finding;
  };

  test('is met when nothing is open and nobody is over', () => {
    expect([0, 1, 2].map((index) => outcome(index)?.outcome)).toEqual(['unmet', 'unmet', 'met']);
  });

  test('says what is required and what was found, role by role', () => {
    expect(outcome(1)).toMatchObject({
      required: { en: 'Guide: 1; Fellow: 2 to 3' },
      found: { zh: '引路人已有1人，缺0人，超出0人；同伴已有1人，缺1人，超出0人' },
      roles: [{ outcome: 'met' }, { outcome: 'unmet' }],
    });
  });

  test('is unknown, with the reason, when the places are', () => {
    const [asked] = WORKSHOPS;
    const unknown = { because: 'noImport', kinds: ['seat'] } as const;
    const [finding] = asked === undefined ? [] : checkComposition(inForce(CITY), asked, { value: null, unknown });
    expect(finding).toMatchObject({ outcome: 'unknown', found: null, unknown });
  });
});
