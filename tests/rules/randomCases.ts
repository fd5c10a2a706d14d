import fc from 'fast-check';
import type { Day } from '../../src/domain/day.ts';
import type { UnitFacts } from '../../src/domain/evaluation/facts.ts';
import { evaluateRule } from '../../src/domain/evaluation/evaluateRule.ts';
import type { Subject } from '../../src/domain/evaluation/subject.ts';
import { personSubject, regionSubject, schoolSubject, workshopSubject } from '../../src/domain/evaluation/subjects.ts';
import type { World } from '../../src/domain/evaluation/world.ts';
import type { EffectivePolicy } from '../../src/domain/policy/effective.ts';
import type { RosterKind } from '../../src/domain/roster.ts';
import { type OracleSubject, tryRule } from '../oracle/evaluation.ts';
import type { Truth } from '../oracle/truth.ts';
import { CITY, NORTH, cityPolicy, ruleOf, worldOf } from './evaluationFacts.ts';
import { anyUncovered, anyUnit, askedDay } from './randomPeople.ts';
import { GROUND, type Whose, type Written, anyRule } from './randomPolicies.ts';

/** What came of a rule, in words that both sides can be told in. */
export type Came = 'met' | 'unmet' | 'unknown' | 'does not apply' | 'perhaps applies';

export interface RandomCase {
  readonly rules: Readonly<Record<Whose, Written>>;
  readonly facts: UnitFacts;
  readonly day: Day;
  readonly uncovered: readonly RosterKind[];
}

/** One rule for each kind of subject, and everybody on whom they are tried. */
export const anyCase: fc.Arbitrary<RandomCase> = fc.record({
  rules: fc.record({
    person: anyRule('person'),
    school: anyRule('school'),
    workshop: anyRule('workshop'),
    region: anyRule('region'),
  }),
  facts: anyUnit,
  day: askedDay,
  uncovered: anyUncovered,
});

const RUBRIC: Written = {
  id: 'R-rubric',
  kind: 'rubric',
  clause: '二',
  sections: [
    { section: 'first', zh: '一', en: 'First', points: 60 },
    { section: 'second', zh: '二', en: 'Second', points: 40 },
  ],
};

/** The policy that says nothing but these rules. */
export function policyOf(rules: readonly Written[]): EffectivePolicy {
  return cityPolicy(`${GROUND}rules: ${JSON.stringify([RUBRIC, ...rules])}\n`);
}

export interface Tried {
  readonly whom: string;
  readonly product: Came;
  readonly oracle: Came;
}

/** What the product and the oracle say of each subject. */
export function tryCase({ rules, facts, day, uncovered }: RandomCase): readonly Tried[] {
  const policy = policyOf(Object.values(rules));
  const world = worldOf(policy, facts, uncovered);
  return (['person', 'school', 'workshop', 'region'] as const).flatMap((whose) => {
    const rule = ruleOf(policy, `R-${whose}`);
    return subjectsOf(whose, facts, world).map(([whom, subject, oracleSubject]) => {
      const said = evaluateRule(rule, subject, world, day);
      const tried = tryRule(rule, oracleSubject, {
        policy,
        unit: facts,
        covered: (kind) => !uncovered.includes(kind),
        day,
      });
      return {
        whom: `${whose} ${whom}`,
        product: said.applies === true ? said.outcome : said.applies === null ? 'perhaps applies' : 'does not apply',
        oracle: cameOf(tried.applies, tried.outcome),
      };
    });
  });
}

function cameOf(applies: Truth, outcome: Truth): Came {
  if (applies !== true) return applies === null ? 'perhaps applies' : 'does not apply';
  return outcome === null ? 'unknown' : outcome ? 'met' : 'unmet';
}

export function subjectsOf(
  whose: Whose,
  facts: UnitFacts,
  world: World,
): readonly (readonly [string, Subject, OracleSubject])[] {
  switch (whose) {
    case 'person':
      return facts.people.map((person) => [person.id, personSubject(world, person), { is: 'person', person }]);
    case 'school':
      return facts.schools.map((school) => [school.id, schoolSubject(world, school.id), { is: 'school', school }]);
    case 'workshop':
      return facts.workshops.map((workshop) => [
        workshop.id,
        workshopSubject(world, workshop.id),
        { is: 'workshop', workshop },
      ]);
    case 'region':
      return [CITY, NORTH].map((region) => [region, regionSubject(world, region), { is: 'region', region }]);
  }
}
