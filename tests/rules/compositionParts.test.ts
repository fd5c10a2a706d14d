import { describe, expect, test } from 'vitest';
import { askedBesidePlaces, checkBesidePlaces, countsPerBatch } from '../../src/domain/compositionParts.ts';
import { toDay } from '../../src/domain/day.ts';
import { OWNS_NOTHING, type PersonFacts, type UnitFacts } from '../../src/domain/evaluation/facts.ts';
import { World } from '../../src/domain/evaluation/world.ts';
import type {
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
  PolicyVersionId,
} from '../../src/domain/identifier.ts';
import { type EffectivePolicy, effectivePolicy, rulesOfKind } from '../../src/domain/policy/effective.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';

const DAY = toDay('2025-11-15');
const CITY = 'city' as RegionId;
const [EAST, WEST] = ['east', 'west'] as [RegionId, RegionId];
const WORKSHOP = 'w' as WorkshopId;

/** A policy whose workshops have members in parts, from the host's county. */
function policyWith(rule: string): EffectivePolicy {
  const [parsed] = parsePolicies(`
policy: parts
region: "990100"
title: { zh: 甲, en: A }
document: { number: null, issued: null }
effective: { from: 2020-01-01 }
define: { countingPosts: [homeroom] }
codes: { posts: { homeroom: { zh: 班主任, en: Homeroom teacher } } }
workshops:
  - kind: studio
    zh: 工作室
    en: Studio
    levels: [CITY]
    roles:
      host: { zh: 主持人, en: Host, leads: true }
      member: { zh: 成员, en: Member }
rules:
  - id: C
    kind: composition
    clause: 一
    who: { workshops: {} }
${rule}
`);
  if (parsed?.document == null) throw new Error(JSON.stringify(parsed?.problems));
  const { document } = parsed;
  const layer = {
    versionId: 'v' as PolicyVersionId,
    code: 'parts',
    regionId: CITY,
    level: 'CITY' as const,
    from: document.effective.from,
    to: null,
    document,
  };
  const policy = effectivePolicy(CITY, [layer]);
  if (policy === null) throw new Error('Nothing is in force');
  return policy;
}

const open = { from: null, to: null };

function person(id: string, school: string): PersonFacts {
  const none: never[] = [];
  return {
    id: id as TeacherId,
    sex: null,
    birth: null,
    hiredOn: null,
    teachingSince: null,
    subject: null,
    works: [{ ...open, school: school as SchoolId }],
    posts: none,
    titles: none,
    seats: none,
    pairings: none,
    appraisals: none,
    achievements: none,
    trainings: none,
    activities: none,
    certificates: none,
    findings: none,
    effects: none,
    waivers: none,
    links: none,
    figures: none,
    rubricScores: none,
    applications: none,
  };
}

/** A workshop whose host works in the east, with members at these schools and in these parts. */
function facts(members: readonly { readonly school: string; readonly part: string | null }[]): UnitFacts {
  const region = (id: RegionId, above: readonly RegionId[], level: 'CITY' | 'COUNTY') => ({
    regions: [...above, id],
    steps: above.map(() => open),
    names: [{ ...open, code: id, level }],
  });
  const school = (id: string, governor: RegionId) => ({
    id: id as SchoolId,
    code: id,
    stages: ['PRIMARY' as const],
    governors: [{ ...open, region: governor }],
    settings: [],
    base: null,
    owns: OWNS_NOTHING,
  });
  const seat = (id: string, role: string, part: string | null) => ({
    ...open,
    id: id as SeatId,
    role,
    part,
    person: id as TeacherId,
    under: [],
  });
  return {
    id: CITY,
    regions: [region(CITY, [], 'CITY'), region(EAST, [CITY], 'COUNTY'), region(WEST, [CITY], 'COUNTY')],
    schools: [school('e', EAST), school('w', WEST)],
    workshops: [
      {
        ...open,
        id: WORKSHOP,
        founder: { kind: 'Region', id: CITY },
        level: 'CITY',
        stages: ['PRIMARY'],
        kind: null,
        batch: null,
        state: null,
        base: null,
        seats: [seat('host', 'host', null), ...members.map(({ part }, index) => seat(`m${index}`, 'member', part))],
        owns: OWNS_NOTHING,
      },
    ],
    people: [person('host', 'e'), ...members.map(({ school: at }, index) => person(`m${index}`, at))],
    owned: new Map(),
  };
}

function outcome(rule: string, members: Parameters<typeof facts>[0]): string | null {
  const policy = policyWith(rule);
  const [composition] = rulesOfKind(policy, 'composition');
  if (composition === undefined) throw new Error('No composition rule');
  const asked = askedBesidePlaces(composition);
  if (asked === null) return null;
  const world = new World({ policy, facts: facts(members), uncovered: () => null });
  return checkBesidePlaces(composition, asked, WORKSHOP, world, DAY).verdict.outcome;
}

const IN_PARTS = '    seats: { host: 1, member: { exactly: 2, parts: { lead: 1, care: { atLeast: 1 } } } }';
const FROM_COUNTY = '    seats: { host: 1, member: { atLeast: 1, from: { same: county, as: host } } }';

describe('what a composition rule asks beside its places', () => {
  test('places alone ask nothing beside', () => {
    expect(outcome('    seats: { host: 1, member: 2 }', [])).toBeNull();
  });

  test.each([
    ['one in each part', ['lead', 'care'], 'met'],
    ['two in one, none in the other', ['lead', 'lead'], 'unmet'],
    ['one whose part is not told', ['lead', null], 'unknown'],
  ])('parts within a role: %s', (_, parts, expected) => {
    expect(
      outcome(
        IN_PARTS,
        parts.map((part) => ({ school: 'e', part })),
      ),
    ).toBe(expected);
  });

  test.each([
    [['e', 'e'], 'met'],
    [['e', 'w'], 'unmet'],
    [[], 'met'],
  ])('members of the same county as the host, at schools %j: %s', (schools, expected) => {
    expect(
      outcome(
        FROM_COUNTY,
        schools.map((school) => ({ school, part: null })),
      ),
    ).toBe(expected);
  });

  test('what it requires of the workshop itself', () => {
    const rule = '    require: { count: seats, where: { role: member }, atLeast: 2 }';
    expect(outcome(rule, [{ school: 'e', part: null }])).toBe('unmet');
    expect(
      outcome(rule, [
        { school: 'e', part: null },
        { school: 'w', part: null },
      ]),
    ).toBe('met');
  });

  test('seats per batch are not told of a single workshop', () => {
    const [rule] = rulesOfKind(policyWith('    seats: { member: { atMost: 3, per: batch } }'), 'composition');
    expect(rule === undefined ? null : countsPerBatch(rule)).toBe(true);
  });
});
