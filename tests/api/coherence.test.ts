import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';

const api = apiOn('2026-11-22');
const county = apiOn('2026-11-22', '530402');

const YUXI = readFileSync(new URL('../../seeds/policies/yuxi-2023.yaml', import.meta.url), 'utf8');
const COUNTIES_ASK_TOO = `${YUXI}
  - id: Y-pair-county
    kind: quota
    clause: 五(五)
    who: { holders: { level: COUNTY } }
    per: schoolYear
    require: { count: pairings, where: { as: mentor }, atLeast: 5 }
`;

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly text: string;
  readonly numbers: readonly { readonly name: string; readonly value: number }[];
  readonly assumptions: readonly string[];
  readonly rules: readonly { readonly code: string; readonly clause: string | null }[];
}

const FINDING = 'code severity text numbers { name value } assumptions rules { code clause }';
const Draft = `query Draft($draft: String!, $region: String!, $asOf: Date) {
  policyCoherence(draft: $draft, region: $region, asOf: $asOf) {
    problems { severity line column code message }
    findings { ${FINDING} }
  }
}`;

interface DraftAnswer {
  readonly policyCoherence: {
    readonly problems: readonly { readonly severity: string; readonly line: number; readonly code: string }[];
    readonly findings: readonly Finding[] | null;
  } | null;
}

async function draft(text: string, region = '530400', asOf = '2025-11-15'): Promise<DraftAnswer['policyCoherence']> {
  return ((await api.askText(Draft, { draft: text, region, asOf })) as DraftAnswer).policyCoherence;
}

describe('a policy held against the people of a region', () => {
  test('counties that ask five pairings of their own holders: 16,200 for the homeroom teachers of the region, with its clauses', async () => {
    const answer = await draft(COUNTIES_ASK_TOO);
    expect(answer?.problems.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
    const [finding] = answer?.findings ?? [];
    const population = (await api.askText(
      '{ region(code: "530400", asOf: "2025-11-15") { population { homeroomTeachers } } }',
    )) as {
      region: { population: { homeroomTeachers: number } };
    };
    const people = population.region.population.homeroomTeachers;
    expect(people).toBeGreaterThan(7_000);
    expect(finding).toMatchObject({ code: 'PAIRINGS_ABOVE_PEOPLE', severity: 'SHORTFALL' });
    expect(finding?.text).toContain(
      `that is 16,200 pairings a school year for ${people.toLocaleString('en-US')} homeroom teachers: 2.25 mentors each`,
    );
    expect(finding?.rules).toContainEqual({ code: 'Y-pair', clause: '五(五)' });
    expect(finding?.numbers.find(({ name }) => name === 'mentorsEach')?.value).toBeCloseTo(16_200 / people, 10);
  });

  test('the same when nine counties say so, each in a policy of its own', async () => {
    const codes = ['530402', '530403', '530423', '530424', '530425', '530426', '530427', '530428', '530481'];
    const own = codes.map(
      (code) => `policy: own-${code}
region: "${code}"
effective: { from: 2026-09-01 }
rules:
  - { id: own-pair, kind: quota, clause: "1", who: { holders: { level: COUNTY } }, per: schoolYear, require: { count: pairings, where: { as: mentor }, atLeast: 5 } }
`,
    );
    const answer = await draft([YUXI, ...own].join('\n---\n'));
    expect(answer?.problems.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
    expect(answer?.findings?.[0]?.text).toContain('16,200');
  });

  test('the version in force, alone and against the region: nothing but what follows from its numbers', async () => {
    const { policy } = (await api.askText(
      `{ policy(code: "yuxi-2023") { alone: coherence { ${FINDING} } held: coherence(region: "530400") { ${FINDING} } elsewhere: coherence(region: "999999") { code } } }`,
    )) as { policy: { alone: Finding[]; held: Finding[]; elsewhere: null } };
    expect(policy.alone.map(({ code }) => code)).toEqual([
      'PLACES_IMPLIED',
      'PAIRINGS_IMPLIED',
      'TARGET_PAST',
      'TARGET_PAST',
      'TARGET_PAST',
    ]);
    expect(policy.held.at(-1)?.code).toBe('PEOPLE_NOT_KNOWN');
    expect(policy.held.map(({ severity }) => severity)).not.toContain('CONTRADICTION');
    expect(policy.held[0]?.text).toContain('15 workshops × 41 people = 615 places');
    expect(policy.elsewhere).toBeNull();
  });

  test("another city's policy is taken as the region's own", async () => {
    const { policy } = (await api.askText(
      `{ policy(code: "lishui-2015") { coherence(region: "530400", asOf: "2025-11-15") { code rules { code } } } }`,
    )) as { policy: { coherence: Pick<Finding, 'code' | 'rules'>[] } };
    expect(policy.coherence).toEqual([{ code: 'PARAMETER_NOT_SET', rules: [{ code: 'L-veto' }] }]);
  });
});

describe('a draft with mistakes', () => {
  test('is answered with each of them, where it stands, and nothing is computed', async () => {
    const answer = await draft(YUXI.replace('kind: quota', 'kind: quotas'));
    expect(answer?.findings).toBeNull();
    expect(answer?.problems[0]).toMatchObject({ severity: 'ERROR' });
    expect((await draft('a: ['))?.problems.length).toBeGreaterThan(0);
    expect((await draft(''))?.problems).toMatchObject([{ code: 'empty' }]);
  });

  test('a region that the code does not mean, or that is not open, is not there', async () => {
    expect(await draft(YUXI, '999999')).toBeNull();
    const outside = (await county.askText(Draft, { draft: YUXI, region: '350200' })) as DraftAnswer;
    expect(outside.policyCoherence).toBeNull();
  });
});

test('asking writes nothing and costs the same few statements whatever the draft says', async () => {
  api.takeStatements();
  await draft(COUNTIES_ASK_TOO);
  const statements = api.takeStatements();
  expect(statements.filter(({ kind }) => kind === 'write')).toEqual([]);
  expect(statements.length).toBeLessThan(20);
});
