import { describe, expect, test } from 'vitest';
import { entitlementsOf } from '../../src/domain/entitlement.ts';
import type { PersonFacts } from '../../src/domain/evaluation/facts.ts';
import { personSubject } from '../../src/domain/evaluation/subjects.ts';
import type { EffectivePolicy } from '../../src/domain/policy/effective.ts';
import { reviewsOfTitles, reviewsOfWorkshop } from '../../src/domain/review.ts';
import { revocationCandidates } from '../../src/domain/revocation.ts';
import {
  appraisal,
  cityPolicy,
  day,
  finding,
  owning,
  person,
  post,
  title,
  unit,
  workshop,
  worldOf,
} from './evaluationFacts.ts';
import { shipped } from './inForce.ts';

const yuxi = shipped('yuxi-2023.yaml');

function candidates(policy: EffectivePolicy, who: PersonFacts, on: string) {
  const world = worldOf(policy, unit([who]));
  return revocationCandidates(world, who, day(on)).map(({ title: held, grounds }) => [
    held.awarded,
    ...grounds.map(({ clause }) => clause),
  ]);
}

describe('Yuxi 六(四): six grounds on which a title may be taken away', () => {
  const holder = (facts: Partial<PersonFacts>) =>
    person('a', { titles: [title('famous', 'CITY', '2023-06-01', '2026-06-01')], ...facts });

  test.each([
    ['discipline', '六(四)1'],
    ['conduct', '六(四)2'],
    ['academicMisconduct', '六(四)3'],
    ['classSafety', '六(四)4'],
    ['leftPost', '六(四)6'],
  ])('given a finding of %s since the award, the title stands there under %s', (kind, clause) => {
    const who = holder({ findings: [finding(kind, '2024-03-05')] });
    expect(candidates(yuxi, who, '2024-03-05')).toEqual([['2023-06-01', clause]]);
    expect(candidates(yuxi, who, '2024-03-04')).toEqual([]);
  });

  test('given a failed yearly appraisal, from its day on; one that passed is no ground', () => {
    const who = holder({ appraisals: [appraisal(2023, 'pass'), appraisal(2024, 'fail')] });
    expect(candidates(yuxi, who, '2024-12-30')).toEqual([]);
    expect(candidates(yuxi, who, '2024-12-31')).toEqual([['2023-06-01', '六(四)5']]);
  });

  test('what happened before the award is no ground against it, nor is anything once the title is over', () => {
    const who = holder({ findings: [finding('conduct', '2022-03-05')] });
    expect(candidates(yuxi, who, '2024-01-01')).toEqual([]);
    expect(candidates(yuxi, holder({ findings: [finding('conduct', '2024-03-05')] }), '2026-06-01')).toEqual([]);
  });

  test('several grounds stand together, each with its clause', () => {
    const who = holder({ findings: [finding('leftPost', '2025-03-05'), finding('conduct', '2024-03-05')] });
    expect(candidates(yuxi, who, '2025-06-01')).toEqual([['2023-06-01', '六(四)2', '六(四)6']]);
  });
});

describe('Yuxi 六(二): reviews at the end of the term', () => {
  const question = { day: day('2025-11-15'), months: 12 };
  const shown = (who: PersonFacts) =>
    reviewsOfTitles(yuxi, who, question).map(({ review, overdue, appraisal: found }) => [
      review.due,
      overdue,
      found?.grade ?? null,
    ]);

  test('given a term that ends within the year, the appraisal is due then; one that ends later is not listed', () => {
    expect(shown(person('a', { titles: [title('famous', 'CITY', '2023-06-01', '2026-06-01')] }))).toEqual([
      ['2026-06-01', false, null],
    ]);
    expect(shown(person('a', { titles: [title('famous', 'CITY', '2024-06-01', '2027-06-01')] }))).toEqual([]);
  });

  test('given a term that is over, it is overdue until an appraisal of the kind is on record; a revoked title needs none', () => {
    const over = title('famous', 'COUNTY', '2022-06-01', '2025-06-01', 'EXPIRED');
    expect(shown(person('a', { titles: [over] }))).toEqual([['2025-06-01', true, null]]);
    expect(shown(person('a', { titles: [over], appraisals: [appraisal(2024, 'pass', 'termAppraisal')] }))).toEqual([]);
    expect(shown(person('a', { titles: [over], appraisals: [appraisal(2024, 'pass')] }))).toHaveLength(1);
    expect(shown(person('a', { titles: [{ ...over, state: 'REVOKED' }] }))).toEqual([]);
  });

  test('the level that awarded appraises: one by another level does not count', () => {
    const over = title('famous', 'COUNTY', '2022-06-01', '2025-06-01', 'EXPIRED');
    const by = (level: 'COUNTY' | 'CITY') => ({ ...appraisal(2024, 'pass', 'termAppraisal'), by: level });
    expect(shown(person('a', { titles: [over], appraisals: [by('CITY')] }))).toHaveLength(1);
    expect(shown(person('a', { titles: [over], appraisals: [by('COUNTY')] }))).toEqual([]);
  });
});

describe('an invented policy: workshops reviewed every year, titles that lapse, gifts by a table', () => {
  const policy = cityPolicy(`define: { countingPosts: [homeroom] }
codes:
  posts: { homeroom: { zh: 班主任, en: Homeroom } }
  appraisals: { yearly: { zh: 年检, en: Yearly } }
scales: { appraisal: [fail, pass] }
ladders: [{ code: titles, tiers: [{ code: star, zh: 星, en: Star }], levels: [CITY] }]
workshops:
  - { kind: lab, levels: [CITY], roles: { guide: { zh: 引, en: Guide, leads: true } } }
rules:
  - { id: T-1, kind: term, clause: "1", for: { workshop: {} }, lasts: { years: 3 }, review: { every: 1 year, kind: yearly } }
  - { id: T-2, kind: term, clause: "2", for: { title: {} }, lasts: open, lapsesWhen: { fact: stillServing, is: false } }
  - { id: E-1, kind: entitlement, clause: "3", who: { holders: { tier: star } }, by: setting, gives: { VILLAGE: 300, TOWN: 200 } }
`);
  const star = (facts: Partial<PersonFacts> = {}) =>
    person('a', { titles: [title('star', 'CITY', '2023-06-01')], ...facts });

  test('given a workshop founded on 1 September 2023, its second review is due in 2025 and is late without an appraisal', () => {
    const lab = (years: readonly number[]) =>
      workshop('lab', [], { owns: owning({ appraisals: years.map((year) => appraisal(year, 'pass')) }) });
    const due = (years: readonly number[]) =>
      reviewsOfWorkshop(policy, lab(years), { day: day('2025-11-15'), months: 12 }).map(({ review, overdue }) => [
        review.due,
        overdue,
      ]);
    expect(due([2023])).toEqual([
      ['2025-09-01', true],
      ['2026-09-01', false],
    ]);
    expect(due([2023, 2024])).toEqual([['2026-09-01', false]]);
  });

  test('given a holder who no longer serves, the title stands among those that lapse', () => {
    expect(candidates(policy, star({ posts: [post('2020-09-01', '2025-02-01')] }), '2025-03-01')).toEqual([
      ['2023-06-01', '2'],
    ]);
    expect(candidates(policy, star({ posts: [post('2020-09-01')] }), '2025-03-01')).toEqual([]);
  });

  test('given a table, the row of the person is told; somebody on whom the rule does not fall gets nothing', () => {
    const given = (who: PersonFacts) => {
      const world = worldOf(policy, unit([who]));
      return entitlementsOf(world, personSubject(world, who), day('2025-03-01')).map(({ gives, rowKnown }) => [
        gives,
        rowKnown,
      ]);
    };
    expect(given(star({ posts: [post('2020-09-01')] }))).toEqual([[300, true]]);
    expect(given(person('b'))).toEqual([]);
  });
});
