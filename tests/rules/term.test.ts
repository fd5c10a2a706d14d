import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, toDay } from '../../src/domain/day.ts';
import type { EffectivePolicy } from '../../src/domain/policy/effective.ts';
import { countsFor, endOf, reviewsOf, termRuleOf, termedTitle, workshopTermEnd } from '../../src/domain/term.ts';
import { CITY, cityPolicy, shipped } from './inForce.ts';
import { policy } from './policies.ts';

const yuxi = shipped('yuxi-2023.yaml');
const LADDER = `ladders:
  - { code: titles, tiers: [{ code: star, zh: 星, en: Star }, { code: sun, zh: 日, en: Sun }], levels: [CITY] }
codes: { appraisals: { check: { zh: 检, en: Check } } }
scales: { appraisal: [fail, pass] }
`;

function ruleFor(inForce: EffectivePolicy, tier: string) {
  const rule = termRuleOf(inForce, termedTitle({ tier, level: 'CITY' }, CITY));
  if (rule === null) throw new Error('No term rule');
  return rule;
}

function reviews(inForce: EffectivePolicy, tier: string, from: string, through: string) {
  const rule = ruleFor(inForce, tier);
  const begun = toDay(from);
  return reviewsOf({ rule, from: begun, to: endOf(begun, rule.rule.lasts) }, toDay(through));
}

describe('Yuxi 六(二): a title lasts three years and is then appraised', () => {
  test('given a title of 1 June 2023, the one review is due on 1 June 2026', () => {
    expect(reviews(yuxi, 'famous', '2023-06-01', '2030-01-01').map(({ due, appraisal }) => [due, appraisal])).toEqual([
      ['2026-06-01', 'termAppraisal'],
    ]);
  });

  test('an appraisal counts from the year after the award to the year after the end', () => {
    const [review] = reviews(yuxi, 'famous', '2023-06-01', '2030-01-01');
    if (review === undefined) throw new Error('No review');
    const years = [2022, 2023, 2024, 2025, 2026, 2027, 2028].filter((year) => countsFor(review, year));
    expect(years).toEqual([2024, 2025, 2026, 2027]);
  });
});

describe('terms and reviews of any length', () => {
  const terms = (lasts: string, review = '') =>
    cityPolicy(
      policy(
        'terms',
        `${LADDER}rules:
  - { id: T-1, kind: term, clause: "1", for: { title: { tier: star } }, lasts: ${lasts}${review} }
`,
      ),
    );

  test('months, dates and open terms end as they say', () => {
    const end = (lasts: string) => endOf(toDay('2024-08-31'), ruleFor(terms(lasts), 'star').rule.lasts);
    expect(end('{ months: 18 }')).toBe('2026-02-28');
    expect(end('{ from: 2024-09-01, through: 2027-08-31 }')).toBe('2027-09-01');
    expect(end('open')).toBeNull();
  });

  test('a yearly review of an open term goes on; of a term of 30 months the last is at its end', () => {
    const yearly = ', review: { every: 1 year, kind: check }';
    const due = (lasts: string) =>
      reviews(terms(lasts, yearly), 'star', '2024-02-29', '2027-01-01').map((each) => each.due);
    expect(due('open')).toEqual(['2025-02-28', '2026-02-28', '2027-02-28']);
    expect(due('{ months: 30 }')).toEqual(['2025-02-28', '2026-02-28', '2026-08-29']);
  });

  test('the reviews of a term follow one another without a gap and never go beyond its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('term', '1 year', '2 semesters', 'schoolYear', 'semester', '3 months'),
        fc.integer({ min: 0, max: 2000 }),
        (months, every, offset) => {
          const from = addDays(toDay('2020-01-01'), offset);
          const found = reviews(
            terms(`{ months: ${months} }`, `, review: { every: ${every}, kind: check }`),
            'star',
            from,
            '2099-01-01',
          );
          expect(found[0]?.since).toBe(from);
          expect(found.at(-1)?.due).toBe(addMonths(from, months));
          found.slice(1).forEach((each, index) => {
            expect(each.since).toBe(found[index]?.due);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a tier of which no rule speaks has no term', () => {
    expect(termRuleOf(terms('open'), termedTitle({ tier: 'sun', level: 'CITY' }, CITY))).toBeNull();
  });

  test('a workshop’s term comes from its kind, else from a term rule for workshops; it needs a founding day', () => {
    const inForce = cityPolicy(
      policy(
        'labs',
        `workshops:
  - { kind: lab, levels: [CITY], term: { months: 18 }, roles: { guide: { zh: 引, en: Guide, leads: true } } }
  - { kind: circle, levels: [COUNTY], roles: { guide: { zh: 引, en: Guide, leads: true } } }
rules:
  - { id: W-1, kind: term, clause: "2", for: { workshop: { level: COUNTY } }, lasts: { years: 3 } }
`,
      ),
    );
    const end = (level: 'CITY' | 'COUNTY', from: string | null) =>
      workshopTermEnd(inForce, { level, stages: ['PRIMARY'], from: from === null ? null : toDay(from) });
    expect([end('CITY', '2024-03-01'), end('COUNTY', '2024-03-01'), end('CITY', null)]).toEqual([
      '2025-09-01',
      '2027-03-01',
      null,
    ]);
  });
});
