import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/domain/day.ts';
import { evaluateRule } from '../../src/domain/evaluation/evaluateRule.ts';
import type { RubricScoreFact } from '../../src/domain/evaluation/facts.ts';
import { personSubject } from '../../src/domain/evaluation/subjects.ts';
import { LEVELS, type Level } from '../../src/domain/level.ts';
import { rubricNamed, rubricPoints } from '../../src/domain/rubric.ts';
import { cityPolicy, day, person, ruleOf, unit, worldOf } from './evaluationFacts.ts';
import { shipped } from './inForce.ts';

const ganyu = shipped('ganyu-2012.yaml');
const rubric = rubricNamed(ganyu, 'G-rubric')?.rule;
if (rubric === undefined) throw new Error('No rubric');
const { sections } = rubric;

let made = 0;
function score(item: string, points: number, date = '2013-10-15', level: Level | null = null): RubricScoreFact {
  made += 1;
  const section = sections.find(({ items }) => items.some((each) => each.item === item))?.section ?? 'conduct';
  return { id: `score ${made}`, rubric: 'G-rubric', section, item, date: day(date), points, level };
}

const pointsOf = (scores: readonly RubricScoreFact[]) => rubricPoints(rubric, scores, ganyu.calendar);
const totals = (scores: readonly RubricScoreFact[]) =>
  pointsOf(scores).map(({ least, most }) => [least.valueOf(), most.valueOf()]);

describe('Ganyu, annex 2: 100 points in four sections and 23 items', () => {
  test('the sections give 15, 40, 15 and 30 points, by 23 items', () => {
    expect(sections.map(({ points, items }) => [points, items.reduce((sum, item) => sum + item.points, 0)])).toEqual([
      [15, 15],
      [40, 40],
      [15, 15],
      [30, 30],
    ]);
    expect(sections.flatMap(({ items }) => items)).toHaveLength(23);
  });

  test('given everything in one semester, the points are 100, and no item gives more than it says', () => {
    const full = sections.flatMap(({ items }) =>
      items.map(({ item, points }) => score(item, points, '2013-10-15', 'CITY')),
    );
    expect(totals(full)).toEqual([[100, 100]]);
    expect(totals([...full, ...full.map((each) => ({ ...each, id: `${each.id} again` }))])).toEqual([[100, 100]]);
  });

  test.each([
    ['SCHOOL', 3.6],
    ['TOWNSHIP', 3.6],
    ['COUNTY', 4.8],
    ['CITY', 6],
    ['NATIONAL', 6],
  ] as const)('item 17 at %s counts for %d of 6 points', (level, points) => {
    expect(totals([score('17', 6, '2013-10-15', level)])).toEqual([[points, points]]);
  });

  test('a weighted item without its level counts for anything between the least and the most; an unweighted one is certain', () => {
    expect(totals([score('23', 4)])).toEqual([[2.4, 4]]);
    expect(totals([score('22', 4, '2013-10-15', 'SCHOOL')])).toEqual([[4, 4]]);
  });

  test('the months of a semester are summed, and two semesters stand apart', () => {
    const found = pointsOf([score('1', 2, '2013-09-30'), score('1', 3, '2014-01-31'), score('1', 5, '2014-02-01')]);
    expect(found.map(({ period, least }) => [period?.from, period?.through, least.valueOf()])).toEqual([
      ['2013-09-01', '2014-01-31', 5],
      ['2014-02-01', '2014-08-31', 5],
    ]);
  });

  test('a score for an item that the rubric does not have counts for nothing, and is told', () => {
    const [found] = pointsOf([score('1', 2), { ...score('1', 2), item: '99' }]);
    expect([found?.least.valueOf(), found?.unplaced.map(({ item }) => item)]).toEqual([2, ['99']]);
  });

  test('whatever is scored, in whatever order: never above 100 or below 0 a semester, and more never lowers it', () => {
    const items = sections.flatMap((section) => section.items.map(({ item }) => item));
    const anyScore = fc
      .tuple(
        fc.constantFrom(...items),
        fc.double({ min: 0, max: 12, noNaN: true }),
        fc.integer({ min: 0, max: 700 }),
        fc.constantFrom(null, ...LEVELS),
      )
      .map(([item, points, offset, level]) =>
        score(item, Math.round(points * 10) / 10, addDays(day('2013-09-01'), offset), level),
      );
    fc.assert(
      fc.property(fc.array(anyScore, { maxLength: 40 }), anyScore, (scores, one) => {
        for (const { least, most } of pointsOf(scores)) {
          expect(least.compare(0)).toBeGreaterThanOrEqual(0);
          expect(most.compare(least)).toBeGreaterThanOrEqual(0);
          expect(most.compare(100)).toBeLessThanOrEqual(0);
        }
        expect(totals(scores.toReversed())).toEqual(totals(scores));
        const sum = (found: readonly RubricScoreFact[]) => totals(found).reduce((all, [least = 0]) => all + least, 0);
        expect(sum([...scores, one])).toBeGreaterThanOrEqual(sum(scores) - 1e-9);
      }),
    );
  });
});

test('the fact `points` holds the capped points of the period against its bound; a level not told leaves it open', () => {
  const policy = cityPolicy(`rules:
  - id: R
    kind: rubric
    clause: "1"
    sections: [{ section: work, zh: 工作, en: Work, points: 10, items: [{ item: a, points: 6 }, { item: b, points: 4 }] }]
    weights: { items: [b], SCHOOL: 0.5, CITY: 1 }
    roll: { summed: semester }
  - id: Q
    kind: quota
    clause: "2"
    who: { persons: {} }
    per: semester
    require: { fact: points, rubric: R, section: work, atLeast: 9 }
`);
  const scored = (item: string, points: number, level: Level | null) => ({
    ...score('1', points, '2025-10-01', level),
    rubric: 'R',
    section: 'work',
    item,
  });
  const asked = (...rubricScores: readonly RubricScoreFact[]) => {
    const who = person('a', { rubricScores });
    const world = worldOf(policy, unit([who]));
    return evaluateRule(ruleOf(policy, 'Q'), personSubject(world, who), world, day('2025-11-15')).outcome;
  };
  expect(asked(scored('a', 20, null), scored('b', 4, 'CITY'))).toBe('met');
  expect(asked(scored('a', 20, null), scored('b', 4, 'SCHOOL'))).toBe('unmet');
  expect(asked(scored('a', 20, null), scored('b', 4, null))).toBe('unknown');
});
