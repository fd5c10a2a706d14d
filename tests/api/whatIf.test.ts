import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';

// What the workbook holds is counted by its own expected numbers, made without this program.
const api = apiOn('2025-11-15', '530400');
const county = apiOn('2025-11-15', '530402');

const YUXI = readFileSync(new URL('../../seeds/policies/yuxi-2023.yaml', import.meta.url), 'utf8');

interface Counts {
  readonly met: number;
  readonly unmet: number;
  readonly unknown: number;
  readonly notApplicable: number;
}
interface Shift {
  readonly before: Counts | null;
  readonly after: Counts | null;
  readonly becomeMet: number;
  readonly ceaseToBeMet: number;
  readonly becomeUnmet: number;
}
interface Eligibility extends Shift {
  readonly aim: string;
  readonly pathsBefore: readonly { readonly code: string }[];
  readonly pathsAfter: readonly { readonly code: string }[];
  readonly people: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly teacher: { readonly staffNo: string };
      readonly before: string | null;
      readonly after: string | null;
    }[];
  };
}
interface Answer {
  readonly whatIf: {
    readonly found: boolean;
    readonly problems: readonly { readonly severity: string; readonly line: number; readonly code: string }[];
    readonly changes: readonly { readonly of: string; readonly change: string; readonly name: string }[] | null;
    readonly eligibility: readonly Eligibility[] | null;
    readonly duties:
      | readonly (Shift & {
          readonly ruleBefore: { readonly code: string } | null;
          readonly ruleAfter: { readonly code: string } | null;
          readonly subjects: { readonly totalCount: number };
        })[]
      | null;
    readonly capacity: {
      readonly seats:
        | readonly {
            readonly role: { readonly code: string };
            readonly before: number;
            readonly after: number;
            readonly appear: number;
          }[]
        | null;
    } | null;
    readonly mentorLoad:
      | readonly {
          readonly turnRed: number | null;
          readonly before: { readonly under: number } | null;
          readonly after: { readonly under: number; readonly rule: { readonly code: string } } | null;
        }[]
      | null;
    readonly targets:
      | readonly {
          readonly moved: boolean;
          readonly before: { readonly required: number | null } | null;
          readonly after: {
            readonly required: number | null;
            readonly target: { readonly rule: { readonly code: string } };
          } | null;
        }[]
      | null;
  } | null;
}

const COUNTS =
  'before { met unmet unknown notApplicable } after { met unmet unknown notApplicable } becomeMet ceaseToBeMet becomeUnmet';
const PARTS = {
  changes: 'changes { of change name }',
  eligibility: `eligibility { aim pathsBefore { code } pathsAfter { code } ${COUNTS} people(change: CEASE_TO_BE_MET, first: 100) { totalCount nodes { teacher { staffNo } before after } } }`,
  duties: `duties(schoolYear: "2024-2025") { ruleBefore { code } ruleAfter { code } ${COUNTS} subjects(change: BECOME_UNMET, first: 3) { totalCount } }`,
  capacity: 'capacity { seats { role { code } before after appear } }',
  mentorLoad: 'mentorLoad { turnRed before { under } after { under rule { code } } }',
  targets: 'targets { moved before { required } after { required target { rule { code } } } }',
} as const;

async function ask(
  policy: object,
  parts: readonly (keyof typeof PARTS)[],
  region = '530400',
  from = api,
): Promise<Answer['whatIf']> {
  const asked = parts.map((part) => PARTS[part]).join(' ');
  const query = `query WhatIf($region: String!, $policy: PolicyChoice!) {
    whatIf(region: $region, policy: $policy, asOf: "2025-11-15") { found problems { severity line code } ${asked} }
  }`;
  return ((await from.askText(query, { region, policy })) as Answer).whatIf;
}

describe('an edited draft', () => {
  test('the same text: nothing differs, nobody stands otherwise', async () => {
    const answer = await ask({ draft: YUXI }, [
      'changes',
      'eligibility',
      'duties',
      'capacity',
      'mentorLoad',
      'targets',
    ]);
    expect(answer).toMatchObject({ found: true, changes: [], eligibility: [], duties: [] });
    expect(answer?.capacity?.seats?.map(({ appear }) => appear)).toEqual([0, 0, 0]);
    expect(answer?.mentorLoad?.map(({ turnRed }) => turnRed)).toEqual([0]);
    expect(answer?.targets?.map(({ moved }) => moved)).toEqual([false, false, false]);
  });

  test('the reading that spares city-direct schools the county title switched off: 1,386 become 1,340, and 46 no longer are', async () => {
    const strict = YUXI.replace(
      'interpretation: { zh: 市直学校没有县级这一步',
      'interpretation: { applied: false, zh: 市直学校没有县级这一步',
    );
    const answer = await ask({ draft: strict }, ['changes', 'eligibility']);
    expect(answer?.changes).toEqual([{ of: 'RULE', change: 'CHANGED', name: 'Y-apply' }]);
    const backbone = answer?.eligibility?.find(({ pathsAfter }) => pathsAfter.some(({ code }) => code === 'Y-apply'));
    expect(backbone).toMatchObject({ before: { met: 1386 }, after: { met: 1340 }, becomeMet: 0, ceaseToBeMet: 46 });
    expect(backbone?.people.totalCount).toBe(46);
    expect(backbone?.people.nodes.every(({ before, after }) => before === 'MET' && after !== 'MET')).toBe(true);
    const famous = answer?.eligibility?.find(({ pathsAfter }) => pathsAfter.some(({ code }) => code === 'Y-famous'));
    expect([famous?.before?.met, famous?.after?.met]).toEqual([442, 422]);
  });

  test('eight members instead of ten, six pairings instead of five, 200 awards a year: seats, red quotas and targets', async () => {
    const edited = YUXI.replace('member: 10, trainee', 'member: 8, trainee')
      .replace('where: { as: mentor }, atLeast: 5', 'where: { as: mentor }, atLeast: 6')
      .replace('atLeast: 180', 'atLeast: 200');
    const answer = await ask({ draft: edited }, ['changes', 'capacity', 'mentorLoad', 'targets']);
    expect(answer?.changes?.map(({ name }) => name)).toEqual(['Y-t-city', 'Y-workshop', 'Y-pair']);
    const [host, ...others] = answer?.capacity?.seats ?? [];
    const hosts = host?.before ?? NaN;
    expect(hosts).toBeGreaterThanOrEqual(15);
    expect([host, ...others].map((seats) => [seats?.role.code, seats?.before, seats?.after])).toEqual([
      ['host', hosts, hosts],
      ['member', 10 * hosts, 8 * hosts],
      ['trainee', 30 * hosts, 24 * hosts],
    ]);
    // 183 have fewer than five, 136 have exactly five.
    expect(answer?.mentorLoad).toMatchObject([{ before: { under: 183 }, after: { under: 319 }, turnRed: 136 }]);
    expect(
      answer?.targets
        ?.filter(({ moved }) => moved)
        .map(({ before, after }) => [after?.target.rule.code, before?.required, after?.required]),
    ).toEqual([['Y-t-city', 540, 600]]);
  });

  test('counties that ask five of their own holders: a quota that turns red', async () => {
    const rule =
      '{ id: Y-pair-county, kind: quota, clause: 五(五), who: { holders: { level: COUNTY } }, per: schoolYear, require: { count: pairings, where: { as: mentor }, atLeast: 5 } }';
    const answer = await ask({ draft: `${YUXI}\n  - ${rule}\n` }, ['mentorLoad']);
    expect(answer?.mentorLoad?.map(({ before, after }) => [after?.rule.code, before === null])).toEqual([
      ['Y-pair', false],
      ['Y-pair-county', true],
    ]);
  });
});

describe("another city's policy", () => {
  test("Lishui's hours on Yuxi's people: 2,514 of 6,652 have fewer than 12 in the school year 2024-2025", async () => {
    const answer = await ask(
      { code: 'lishui-2015' },
      ['eligibility', 'duties', 'mentorLoad', 'targets'],
      '530400',
      anyone,
    );
    const hours = answer?.duties?.find(({ ruleAfter }) => ruleAfter?.code === 'L-year');
    expect(hours).toMatchObject({
      before: null,
      after: { unmet: 2514 },
      becomeUnmet: 2514,
      subjects: { totalCount: 2514 },
    });
    expect((hours?.after?.met ?? 0) + (hours?.after?.unmet ?? 0) + (hours?.after?.unknown ?? 0)).toBe(6652);
    expect(answer?.duties?.find(({ ruleBefore }) => ruleBefore?.code === 'Y-pair')).toMatchObject({ after: null });
    expect(answer?.mentorLoad).toMatchObject([{ after: null }]);
    expect(answer?.targets?.map(({ after }) => after)).toEqual([null, null, null]);
    const gone = answer?.eligibility?.find(({ pathsBefore }) => pathsBefore.some(({ code }) => code === 'Y-apply'));
    expect(gone).toMatchObject({ before: { met: 1386 }, after: null, ceaseToBeMet: 1386 });
  });
});

const anyone = apiOn('2025-11-15');

describe('what is not answered', () => {
  test('a draft with errors: each with its place, and no part', async () => {
    const answer = await ask({ draft: YUXI.replace('kind: quota', 'kind: quotas') }, [
      'changes',
      'eligibility',
      'capacity',
    ]);
    expect(answer).toMatchObject({ found: false, changes: null, eligibility: null, capacity: null });
    expect(answer?.problems[0]).toMatchObject({ severity: 'ERROR' });
  });

  test('a policy that is not there, a region that is not there, records that are not open', async () => {
    expect(await ask({ code: 'no-such-policy' }, ['changes'])).toMatchObject({ found: false, changes: null });
    expect(await ask({ draft: YUXI }, ['changes'], '999999')).toBeNull();
    expect(await ask({ draft: YUXI }, ['changes'], '530400', county)).toBeNull();
    expect(await ask({ draft: YUXI }, ['changes'], '530402', county)).toMatchObject({ found: true });
  });

  test('nothing is written', async () => {
    api.takeStatements();
    await ask({ draft: YUXI.replace('atLeast: 180', 'atLeast: 200') }, ['eligibility', 'duties', 'targets']);
    expect(api.takeStatements().filter(({ kind }) => kind === 'write')).toEqual([]);
  });
});
