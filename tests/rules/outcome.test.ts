import { describe, expect, test } from 'vitest';
import { evaluateRule } from '../../src/domain/evaluation/evaluateRule.ts';
import { effectsOn } from '../../src/domain/evaluation/effects.ts';
import type { PersonFacts, WorkshopFacts } from '../../src/domain/evaluation/facts.ts';
import { personSubject, schoolSubject, workshopSubject } from '../../src/domain/evaluation/subjects.ts';
import type { SchoolId, WorkshopId } from '../../src/domain/identifier.ts';
import type { Sought } from '../../src/domain/policy/aim.ts';
import type { EffectivePolicy } from '../../src/domain/policy/effective.ts';
import {
  VILLAGE_SCHOOL,
  appraisal,
  cityPolicy,
  day,
  owning,
  person,
  ruleOf,
  seat,
  taken,
  title,
  unit,
  workshop,
  worldOf,
} from './evaluationFacts.ts';
import { shipped } from './inForce.ts';

const yuxi = shipped('yuxi-2023.yaml');
const ganyu = shipped('ganyu-2012.yaml');

function effectsOf(policy: EffectivePolicy, who: PersonFacts, on: string, workshops: readonly WorkshopFacts[] = []) {
  const world = worldOf(policy, unit([who], { workshops }));
  return effectsOn(world, personSubject(world, who), day(on)).inForce;
}

const shown = (effects: ReturnType<typeof effectsOf>) =>
  effects.map(({ kind, from, to, led }) => [kind, from, to, led?.rule.rule.clause ?? null]);

function sought(of: Sought['of'], attributes: Readonly<Record<string, string>>): Sought {
  return { of, attributes: new Map(Object.entries(attributes)) };
}

describe('Yuxi 六(二): what the appraisal at the end of the term leads to', () => {
  const graded = (grade: string, ...more: PersonFacts['appraisals']) =>
    person('a', {
      titles: [title('backbone', 'CITY', '2022-06-01', '2025-06-01', 'EXPIRED')],
      appraisals: [appraisal(2024, grade, 'termAppraisal'), ...more],
    });

  test('given fail, when nothing else happens, then no application at county or city for one term: three years', () => {
    expect(shown(effectsOf(yuxi, graded('fail'), '2025-03-01'))).toEqual([
      ['bar', '2024-12-31', '2027-12-31', '六(二)'],
    ]);
    expect(effectsOf(yuxi, graded('fail'), '2027-12-30')).toHaveLength(1);
    expect(effectsOf(yuxi, graded('fail'), '2027-12-31')).toEqual([]);
    expect(effectsOf(yuxi, graded('fail'), '2024-12-30')).toEqual([]);
  });

  test('the bar is from what is applied for at county and city, not at the province', () => {
    const [bar] = effectsOf(yuxi, graded('fail'), '2025-03-01');
    const bars = ['COUNTY', 'CITY', 'PROVINCE'].map((level) => bar?.bars(sought('title', { tier: 'famous', level })));
    expect(bars).toEqual([true, true, false]);
    expect(bar?.bars(sought('title', { tier: 'famous' }))).toBeNull();
  });

  test('given pass or excellent, each grade leads to what its own entry says, until the next such appraisal', () => {
    expect(shown(effectsOf(yuxi, graded('pass'), '2025-03-01'))).toEqual([['prefer', '2024-12-31', null, '六(二)']]);
    expect(effectsOf(yuxi, graded('excellent'), '2025-03-01')).toHaveLength(2);
    const later = graded('pass', appraisal(2026, 'fail', 'termAppraisal'));
    expect(shown(effectsOf(yuxi, later, '2027-01-15'))).toEqual([['bar', '2026-12-31', '2029-12-31', '六(二)']]);
    expect(shown(effectsOf(yuxi, later, '2026-06-01'))).toEqual([['prefer', '2024-12-31', '2026-12-31', '六(二)']]);
  });

  test('a grade without an entry, and an appraisal of another kind, lead to nothing', () => {
    expect(effectsOf(yuxi, graded('good'), '2025-03-01')).toEqual([]);
    expect(effectsOf(yuxi, person('a', { appraisals: [appraisal(2024, 'fail')] }), '2025-03-01')).toEqual([]);
  });

  test('a recorded effect stands beside those that follow from grades', () => {
    const recorded = { id: 'e', kind: 'bar', what: 'application:PROVINCE', cause: null };
    const who = { ...graded('fail'), effects: [{ ...recorded, from: day('2025-01-10'), to: null }] };
    expect(shown(effectsOf(yuxi, who, '2025-03-01'))).toEqual([
      ['bar', '2025-01-10', null, null],
      ['bar', '2024-12-31', '2027-12-31', '六(二)'],
    ]);
  });
});

test('Ganyu 8, 10: given a failed year, no application for one school year, and the county is to revoke the certificate', () => {
  const who = person('a', { appraisals: [appraisal(2013, 'fail')] });
  const effects = effectsOf(ganyu, who, '2014-05-01');
  expect(effects.map(({ kind, to, led }) => [kind, to, led?.effect.by])).toEqual([
    ['bar', '2014-12-31', null],
    ['bar', '2014-12-31', null],
    ['revoke', null, 'COUNTY'],
  ]);
  const barred = (asked: Sought, on: string) => effectsOf(ganyu, who, on).some((effect) => effect.bars(asked) === true);
  expect(barred(sought('promotion', { kind: 'professionalTitle' }), '2014-05-01')).toBe(true);
  expect(barred(sought('promotion', { kind: 'professionalTitle' }), '2015-01-01')).toBe(false);
});

describe('an invented policy: the subject of each effect', () => {
  const policy = cityPolicy(`codes:
  appraisals: { yearly: { zh: 年检, en: Yearly } }
scales: { appraisal: [fail, weak, pass] }
workshops:
  - { kind: lab, levels: [CITY], term: { years: 2 }, roles: { guide: { zh: 引, en: Guide, leads: true }, fellow: { zh: 员, en: Fellow } } }
rules:
  - id: O-1
    kind: outcome
    clause: "9"
    of: { appraisal: yearly }
    grades:
      weak: [{ effect: correct, who: workshop, for: 6 months, else: [{ effect: end, who: workshop }] }]
      fail:
        - { effect: end, who: workshop }
        - { effect: bar, who: host, what: { seat: { role: guide } }, for: 1 term }
        - { effect: bar, who: school, what: workshop, until: 2026-09-01 }
  - id: O-2
    kind: eligibility
    clause: "10"
    for: { seat: { role: guide } }
    require: { fact: effect, kind: barred, from: "seat:guide", is: false }
`);
  const lab = (grade: string) =>
    workshop(
      'lab',
      [taken('guide', 'a', { from: '2023-09-01', to: '2024-09-01' }), taken('guide', 'b', { from: '2024-09-01' })],
      {
        founder: { kind: 'School', id: VILLAGE_SCHOOL },
        owns: owning({ appraisals: [appraisal(2024, grade)] }),
      },
    );
  const guide = (id: string, from: string, to: string | null) =>
    person(id, { seats: [{ ...seat('lab', 'guide', from, to) }] });
  const [former, present] = [guide('a', '2023-09-01', '2024-09-01'), guide('b', '2024-09-01', null)];

  test('given a failed workshop, its host of that day is barred for one term of the workshop; a former host is not', () => {
    expect(shown(effectsOf(policy, present, '2025-05-01', [lab('fail')]))).toEqual([
      ['bar', '2024-12-31', '2026-12-31', '9'],
    ]);
    expect(effectsOf(policy, former, '2025-05-01', [lab('fail')])).toEqual([]);
  });

  test('what falls on the workshop is the workshop’s, what falls on the school is its founder’s', () => {
    const world = worldOf(policy, unit([former, present], { workshops: [lab('fail')] }));
    const ofWorkshop = effectsOn(world, workshopSubject(world, 'lab' as WorkshopId), day('2025-05-01')).inForce;
    const ofSchool = (id: SchoolId, on: string) => effectsOn(world, schoolSubject(world, id), day(on)).inForce;
    expect(ofWorkshop.map(({ kind }) => kind)).toEqual(['end']);
    expect(shown(ofSchool(VILLAGE_SCHOOL, '2025-05-01'))).toEqual([['bar', '2024-12-31', '2026-09-01', '9']]);
    expect(ofSchool(VILLAGE_SCHOOL, '2026-09-01')).toEqual([]);
  });

  test('time to put something right ends, and what comes otherwise stands beside it', () => {
    const world = worldOf(policy, unit([], { workshops: [lab('weak')] }));
    const [correct] = effectsOn(world, workshopSubject(world, 'lab' as WorkshopId), day('2025-05-01')).inForce;
    expect([correct?.to, correct?.led?.effect.else.map(({ effect }) => effect)]).toEqual(['2025-06-30', ['end']]);
  });

  test('the fact `effect` sees what grades led to: the rule for guides is unmet for the one who is barred', () => {
    const asked = (who: PersonFacts) => {
      const world = worldOf(policy, unit([former, present], { workshops: [lab('fail')] }));
      return evaluateRule(ruleOf(policy, 'O-2'), personSubject(world, who), world, day('2025-05-01')).outcome;
    };
    expect([asked(present), asked(former)]).toEqual(['unmet', 'met']);
  });
});
