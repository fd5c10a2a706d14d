import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { PolicyVersionId, RegionId } from '../../src/domain/identifier.ts';
import { effectivePolicy } from '../../src/domain/policy/effective.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';
import { createLoaders } from '../../src/loaders.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { findRegion } from '../../src/services/region.ts';
import { loadDuties } from '../../src/services/duty.ts';
import { expected } from '../oracle/expected.ts';
import { sharedGraph } from '../setup/graph.ts';
import { apiOn } from './api.ts';

const TODAY = '2025-11-15';
const api = apiOn(TODAY);
const ofCounty = apiOn(TODAY, '530402');
const IN_CITY = 'region(code: "530400")';

interface Counts {
  readonly met: number;
  readonly unmet: number;
  readonly unknown: number;
  readonly notApplicable: number;
}
interface Eligible {
  readonly totals: Counts;
  readonly alreadyHolds: number;
  readonly perhapsHolds: number;
  readonly candidates: number;
  readonly totalCount: number;
  readonly nodes: readonly { readonly teacher: { readonly staffNo: string }; readonly unknown: string | null }[];
}

async function eligible(tier: string, outcome: string, more = ''): Promise<Eligible> {
  const answer = (await api.askText(`{ ${IN_CITY} {
    eligible(for: { title: { tier: "${tier}", level: CITY } }, outcome: ${outcome}, first: 20${more}) {
      totals { met unmet unknown notApplicable } alreadyHolds perhapsHolds candidates totalCount
      nodes { teacher { staffNo } unknown }
    } } }`)) as { region: { eligible: Eligible } };
  return answer.region.eligible;
}

describe('who of the city may become what, as the rosters alone say', () => {
  test.each([
    ['backbone', expected.facts.eligible_for_city_backbone, expected.facts.eligible_ids_lowest_20.backbone],
    ['famous', expected.facts.eligible_for_city_famous, expected.facts.eligible_ids_lowest_20.famous],
  ] as const)(
    '%s: who meets the rule, who holds the title already, who is a candidate and who is unknown stand apart',
    async (tier, numbers, lowest) => {
      const found = await eligible(tier, 'MET');
      const { meets, unknown, unmet, alreadyHolds, candidates } = numbers;
      expect(found).toMatchObject({
        totals: { met: meets, unmet, unknown, notApplicable: 0 },
        alreadyHolds,
        perhapsHolds: 0,
        candidates,
        totalCount: meets,
      });
      expect(found.nodes.map(({ teacher }) => teacher.staffNo)).toEqual(lowest);
    },
  );

  test('who is unknown is told with the reason, and candidates are listed without the holders', async () => {
    const found = await eligible('famous', 'UNKNOWN');
    expect(found.nodes.map(({ teacher }) => teacher.staffNo)).toEqual(
      expected.facts.eligible_ids_lowest_20.famous_unknown,
    );
    for (const { unknown } of found.nodes) expect(unknown).toContain('appraisals');
    const candidates = await eligible('famous', 'MET', ', candidatesOnly: true');
    expect(candidates.totalCount).toBe(expected.facts.eligible_for_city_famous.candidates);
  });

  test('the second page goes on where the first one ended', async () => {
    const page = (after: string) =>
      api.askText(
        `{ ${IN_CITY} { eligible(rule: "Y-apply", outcome: MET, first: 10${after}) { pageInfo { endCursor } nodes { teacher { staffNo } } } } }`,
      ) as Promise<{
        region: { eligible: { pageInfo: { endCursor: string }; nodes: { teacher: { staffNo: string } }[] } };
      }>;
    const first = (await page('')).region.eligible;
    const second = (await page(`, after: "${first.pageInfo.endCursor}"`)).region.eligible;
    expect([...first.nodes, ...second.nodes].map(({ teacher }) => teacher.staffNo)).toEqual(
      expected.facts.eligible_ids_lowest_20.backbone,
    );
  });

  test('the condition that most often fails stands first, and what people judge stands beside', async () => {
    const { region } = (await api.askText(`{ ${IN_CITY} { eligible(rule: "Y-apply") {
      paths { rule { code } attested conditions { clause met unmet unknown } } } } }`)) as {
      region: {
        eligible: { paths: { attested: string; conditions: { met: number; unmet: number; unknown: number }[] }[] };
      };
    };
    const [path] = region.eligible.paths;
    const unmet = path?.conditions.map((condition) => condition.unmet) ?? [];
    expect(unmet).toHaveLength(4);
    expect(unmet).toEqual(unmet.toSorted((a, b) => b - a));
    expect(path?.attested).toContain('四(一)1-6');
    for (const each of path?.conditions ?? []) expect(each.met + each.unmet + each.unknown).toBe(expected.facts.people);
  });

  test('a seat: hosts of city workshops come from those with the famous title', async () => {
    const { region } = (await api.askText(
      `{ ${IN_CITY} { eligible(for: { seat: { role: "host", level: CITY } }, outcome: UNMET, first: 500) { alreadyHolds nodes { alreadyHolds teacher { staffNo } } } } }`,
    )) as {
      region: { eligible: { alreadyHolds: number; nodes: { alreadyHolds: boolean; teacher: { staffNo: string } }[] } };
    };
    expect(region.eligible.alreadyHolds).toBeGreaterThan(0);
  });
});

describe('what nothing in force speaks of is refused by name', () => {
  test.each([
    'for: { title: { tier: "expert", level: CITY } }',
    'rule: "X-backbone"',
    'for: { certificate: { kind: "x" } }',
  ])('%s', async (aim) => {
    await expect(api.askText(`{ ${IN_CITY} { eligible(${aim}) { totalCount } } }`)).rejects.toThrow('Y-apply');
  });

  test.each(['', 'rule: "Y-apply", for: { title: {} }'])('exactly one aim: (%s)', async (aim) => {
    const field = aim === '' ? 'eligible(first: 1)' : `eligible(${aim})`;
    await expect(api.askText(`{ ${IN_CITY} { ${field} { totalCount } } }`)).rejects.toThrow('exactly one');
  });
});

describe('one person', () => {
  const [candidate = ''] = expected.facts.eligible_ids_lowest_20.backbone;

  test('each condition comes with its clause, what was found and the records it rests on', async () => {
    const { teacher } = (await api.askText(`{ teacher(region: "530400", staffNo: "${candidate}") { records {
      eligibility(for: { title: { tier: "backbone", level: CITY } }) { outcome passes vetoes { clause }
        paths { earliest conditions { clause outcome found earliest evidence { kind from certain post { from } } } } } } } }`)) as {
      teacher: {
        records: {
          eligibility: {
            outcome: string;
            passes: boolean;
            vetoes: unknown[];
            paths: {
              earliest: string;
              conditions: {
                outcome: string;
                found: string | null;
                earliest: string;
                evidence: { kind: string; from: string; certain: boolean; post: { from: string } | null }[];
              }[];
            }[];
          };
        };
      };
    };
    const { outcome, passes, vetoes, paths } = teacher.records.eligibility;
    expect({ outcome, passes, vetoes }).toEqual({ outcome: 'MET', passes: true, vetoes: [] });
    const [path] = paths;
    expect(path?.earliest).toBe(TODAY);
    expect(path?.conditions.map((condition) => condition.outcome)).toEqual(['MET', 'MET', 'MET', 'MET']);
    const posts = path?.conditions[0]?.evidence ?? [];
    expect(posts.length).toBeGreaterThan(0);
    for (const { kind, from, post } of posts) expect({ kind, from }).toEqual({ kind: 'Post', from: post?.from });
  });

  test('before any policy nothing is known, and the answer says so', async () => {
    const answer =
      (await api.askText(`{ teacher(region: "530400", staffNo: "${candidate}", asOf: "2020-01-01") { records {
      eligibility(rule: "Y-apply") { outcome unknown paths { outcome } } duties { outcome } } } }`)) as {
        teacher: { records: { eligibility: unknown; duties: unknown } };
      };
    expect(answer.teacher.records).toEqual({
      eligibility: { outcome: 'UNKNOWN', unknown: 'No policy is in force on 2020-01-01.', paths: [] },
      duties: null,
    });
  });
});

describe('eligibility rests on records and follows their scope', () => {
  test("a county's planner sees the own county's people, and nothing of the city as a whole", async () => {
    const answer = (await ofCounty.askText(`{
      own: region(code: "530402") { eligible(rule: "Y-apply") { totals { met } } duties(rule: "Y-pair") { totals { met } } awardsDue { rule { code } } certificates { unknown } }
      city: region(code: "530400") { eligible(rule: "Y-apply") { totals { met } } duties { totals { met } } awardsDue { rule { code } } certificates { unknown } }
    }`)) as { own: { eligible: { totals: Counts } }; city: unknown };
    expect(answer.city).toEqual({ eligible: null, duties: null, awardsDue: null, certificates: null });
    const all = (await api.askText(`{ region(code: "530402") { eligible(rule: "Y-apply") { totals { met } } } }`)) as {
      region: { eligible: { totals: Counts } };
    };
    expect(answer.own.eligible.totals.met).toBeGreaterThan(0);
    expect(answer.own.eligible.totals.met).toBeLessThanOrEqual(all.region.eligible.totals.met);
  });
});

describe('duties', () => {
  test('pairings below the floor are missing until the end of the school year, and a closed one is missed', async () => {
    const ask = async (year: string) =>
      (await api.askText(`{ ${IN_CITY} { duties(rule: "Y-pair", schoolYear: "${year}") {
        lookedAtOn totals { met unmet unknown } byUnit { totals { unmet } } subjects(first: 1) { totalCount nodes { due } } } } }`)) as {
        region: {
          duties: {
            lookedAtOn: string;
            totals: { met: number; unmet: number; unknown: number };
            subjects: { totalCount: number; nodes: { due: string | null }[] };
          }[];
        };
      };
    const [now] = (await ask('2025-2026')).region.duties;
    const { below_5: below, holders } = expected.facts.city_holder_pairings;
    expect(now).toMatchObject({
      lookedAtOn: TODAY,
      totals: { met: holders - below, unmet: below, unknown: 0 },
      subjects: { totalCount: below, nodes: [{ due: '2026-08-31' }] },
    });
    const [before] = (await ask('2024-2025')).region.duties;
    expect(before).toMatchObject({ lookedAtOn: '2025-08-31', subjects: { nodes: [{ due: null }] } });
    expect((await ask('2026-2027')).region.duties).toEqual([]);
  });

  test('a duty that falls on nobody of this code is refused', async () => {
    await expect(api.askText(`{ ${IN_CITY} { duties(rule: "Y-apply") { totals { met } } } }`)).rejects.toThrow(
      'No obligation or quota',
    );
  });
});

describe("another city's rules asked of these people", () => {
  const graph = sharedGraph();
  const lishui = readFileSync(new URL('../../seeds/policies/lishui-2015.yaml', import.meta.url), 'utf8');

  async function under(text: string, rule: string, day: string) {
    const on = toDay(day);
    const region = await findRegion(graph, PROGRAM_SCOPE, '530400', on);
    const [parsed] = parsePolicies(text);
    const document = parsed?.document ?? null;
    if (region === null || document === null) throw new Error('Neither city nor policy');
    const { sources, region: regions } = createLoaders({ graph, scope: PROGRAM_SCOPE });
    const unit = await regions.load({ id: region, day: on, explicitDay: true });
    const layer = {
      versionId: 'draft' as PolicyVersionId,
      code: document.policy,
      regionId: region,
      level: 'CITY' as const,
      from: document.effective.from,
      to: null,
      document,
    };
    const policy = effectivePolicy(region, [layer]);
    if (unit === null || policy === null) throw new Error('Nothing is in force');
    const question = { kind: null, rule, schoolYear: null, today: on, policy };
    const report = (await loadDuties(sources, [unit], on, question)).get(unit.id);
    return { finding: report?.findings[0], region };
  }

  test('hours of the school year below twelve, by the county of the post on the counting day', async () => {
    const { total, of, by_county: byCounty } = expected.facts.below_12_hours;
    const { finding, region } = await under(lishui, 'L-year', '2025-08-31');
    expect(finding?.totals).toMatchObject({ unmet: total, met: of - total, unknown: 0 });
    const codes = await codesBelow(region);
    const counted = finding?.byUnit.map(({ unit, unmet }) => [unit === null ? '530400' : codes.get(unit), unmet]);
    expect(Object.fromEntries(counted ?? [])).toEqual(byCounty);
  });

  test('new homeroom teachers below 24 hours of onboarding, new since 1 September 2024 by an edited rule', async () => {
    const start = lishui.indexOf('  - id: L-new\n');
    const end = lishui.indexOf('  - id: L-year\n');
    const draft = `${lishui.slice(0, start)}  - id: L-new
    kind: quota
    clause: 五
    who: { persons: { firstHomeroomPost: { atLeast: 2024-09-01 } } }
    require: { sum: hours, unit: hour, where: { kind: onboarding }, ever: true, atLeast: 24 }

${lishui.slice(end)}`;
    const { finding } = await under(draft, 'L-new', '2025-11-15');
    const { new: all, below_24: below } = expected.facts.new_homeroom_teachers_onboarding;
    expect(finding?.totals).toMatchObject({ unmet: below, met: all - below, unknown: 0 });
  });

  async function codesBelow(region: RegionId): Promise<ReadonlyMap<string, string>> {
    const { childrenOfRegion, region: regions } = createLoaders({ graph, scope: PROGRAM_SCOPE });
    const moment = { day: toDay('2025-08-31'), explicitDay: true };
    const children = await childrenOfRegion.load({ id: region, ...moment });
    const found = await Promise.all(children.map((id) => regions.load({ id, ...moment })));
    return new Map(found.flatMap((child) => (child === null ? [] : [[child.id, child.code]])));
  }
});
