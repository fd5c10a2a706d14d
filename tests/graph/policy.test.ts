import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StatementEvent } from '../../graph/session.ts';
import { toDay } from '../../src/domain/day.ts';
import type { RegionId } from '../../src/domain/identifier.ts';
import { PROGRAM_SCOPE, type Scope } from '../../src/domain/scope.ts';
import {
  effectivePoliciesAt,
  effectivePolicyAt,
  findPolicy,
  policiesOf,
  shippedPolicyChanges,
} from '../../src/services/policy.ts';
import { type FileOutcome, type LoadedPolicy, loadPolicies } from '../../src/services/policyLoading.ts';
import { findRegion, loadRegions } from '../../src/services/region.ts';
import { sharedGraph } from '../setup/graph.ts';

const statements: StatementEvent[] = [];
const graph = sharedGraph((event) => statements.push(event));
const TODAY = toDay('2025-11-15');

const stem = randomUUID().slice(0, 8);
const [CITY, FORMER_CITY, COUNTY, ELSEWHERE] = ['city', 'former', 'county', 'elsewhere'].map(
  (name) => `${stem}-${name}`,
) as [string, string, string, string];
let city: RegionId, county: RegionId, elsewhere: RegionId;

beforeAll(async () => {
  const moved = toDay('2022-01-01');
  await loadRegions(graph, [
    {
      code: CITY,
      name: '虚构市',
      level: 'CITY',
      parentCode: null,
      from: moved,
      former: [{ code: FORMER_CITY, name: '虚构县', level: 'COUNTY', from: null, to: moved, source: 'invented' }],
    },
    { code: COUNTY, name: '虚构区', level: 'COUNTY', parentCode: CITY, from: null, former: [] },
    { code: ELSEWHERE, name: '他市', level: 'CITY', parentCode: null, from: null, former: [] },
  ]);
  const ids = await Promise.all([CITY, COUNTY, ELSEWHERE].map((code) => findRegion(graph, PROGRAM_SCOPE, code, TODAY)));
  const [first, second, third] = ids;
  if (!first || !second || !third) throw new Error('The regions were not made');
  [city, county, elsewhere] = [first, second, third];
});

/** A policy of its own for each test. */
let code: string;
beforeEach(() => {
  code = `invented-${randomUUID()}`;
});

interface Written {
  readonly policy?: string;
  readonly region?: string;
  readonly from?: string;
  readonly floor?: number;
  readonly more?: string;
}

function written({ policy = code, region = CITY, from = '2023-01-01', floor = 3, more = '' }: Written = {}): string {
  return `policy: ${policy}
region: "${region}"
title: { zh: 虚构, en: Invented }
effective: { from: ${from} }
define: { rural: { setting: [VILLAGE] } }
rules:
  - id: I-floor
    kind: quota
    clause: "1"
    who: { holders: { level: CITY } }
    per: schoolYear
    require: { count: pairings, where: { as: mentor }, atLeast: ${floor} }
${more}`;
}

async function load(text: string, scope: Scope = PROGRAM_SCOPE): Promise<FileOutcome> {
  const [outcome] = await loadPolicies(graph, scope, [{ fileName: 'invented.yaml', text }], 'tests', 'a test');
  if (outcome === undefined) throw new Error('Nothing was loaded');
  return outcome;
}

async function loaded(text: string): Promise<LoadedPolicy> {
  const outcome = await load(text);
  const policy = outcome.outcome === 'loaded' ? outcome.policies[0] : undefined;
  if (policy === undefined) throw new Error(JSON.stringify(outcome));
  return policy;
}

async function floorsAt(day: string, regionId: RegionId = city): Promise<unknown> {
  const policy = await effectivePolicyAt(graph, PROGRAM_SCOPE, regionId, toDay(day));
  return policy?.rules
    .filter(({ layer }) => layer.code === code)
    .map(({ rule }) => rule.kind === 'quota' && rule.require?.form === 'count' && rule.require.bound);
}

async function audit(versionId: string): Promise<readonly (readonly unknown[])[]> {
  return graph.administer(
    'MATCH (entry:AuditEntry {fact: $fact}) RETURN entry.action, entry.by, entry.reason, entry.before, entry.after ORDER BY entry.at',
    { fact: versionId },
  );
}

const atLeast = (value: number) => ({ is: 'atLeast', value });

test('a policy holds from its first day on, and not before', async () => {
  expect(await loaded(written())).toMatchObject({ change: 'created', notEvaluatedYet: [], warnings: [] });
  expect(await floorsAt('2023-01-01')).toEqual([atLeast(3)]);
  expect((await effectivePolicyAt(graph, PROGRAM_SCOPE, city, toDay('1990-01-01')))?.layers).toBeUndefined();
});

test('the same file again changes nothing, whatever its lines end with', async () => {
  const first = await loaded(written());
  expect(await loaded(written())).toMatchObject({ change: 'unchanged', versionId: first.versionId });
  expect(await loaded(written().replaceAll('\n', '\r\n'))).toMatchObject({ change: 'unchanged' });
  expect(await audit(first.versionId)).toHaveLength(1);
});

test('other content for the same first day is a correction: the identity stays, the audit shows both', async () => {
  const first = await loaded(written({ floor: 3 }));
  expect(await loaded(written({ floor: 4 }))).toMatchObject({ change: 'corrected', versionId: first.versionId });
  expect(await floorsAt('2023-06-01')).toEqual([atLeast(4)]);
  const [, correction] = await audit(first.versionId);
  expect(correction?.slice(0, 3)).toEqual(['correct', 'tests', 'a test']);
  expect(correction?.[3]).toContain('atLeast: 3');
  expect(correction?.[4]).toContain('atLeast: 4');
});

test('a later first day is a new version, which ends the one before', async () => {
  const first = await loaded(written({ floor: 3 }));
  const second = await loaded(written({ floor: 4, from: '2024-09-01' }));
  expect(second.change).toBe('newVersion');
  expect(second.versionId).not.toBe(first.versionId);
  expect(await floorsAt('2024-08-31')).toEqual([atLeast(3)]);
  expect(await floorsAt('2024-09-01')).toEqual([atLeast(4)]);
  expect((await audit(first.versionId)).map(([action]) => action)).toEqual(['create', 'end']);
  expect(await findPolicy(graph, PROGRAM_SCOPE, code, toDay('2024-08-31'))).toMatchObject({
    id: first.versionId,
    to: '2024-09-01',
  });
});

test('a version that is loaded late ends where the next begins', async () => {
  await loaded(written({ floor: 4, from: '2024-09-01' }));
  await loaded(written({ floor: 3, from: '2023-01-01' }));
  expect(await floorsAt('2024-08-31')).toEqual([atLeast(3)]);
  expect(await floorsAt('2025-01-01')).toEqual([atLeast(4)]);
});

test('a policy that is limited no longer holds after its last day', async () => {
  await loaded(written().replace('{ from: 2023-01-01 }', '{ from: 2023-01-01, through: 2023-12-31 }'));
  expect(await floorsAt('2023-12-31')).toEqual([atLeast(3)]);
  expect(await floorsAt('2024-01-01')).not.toEqual([atLeast(3)]);
});

test("a region's code is read as it was on the policy's first day", async () => {
  await loaded(written({ region: FORMER_CITY, from: '2012-05-17' }));
  expect(await floorsAt('2012-06-01')).toEqual([atLeast(3)]);
  expect(await floorsAt('2025-11-15')).toEqual([atLeast(3)]);
  expect(await load(written({ region: FORMER_CITY, from: '2023-01-01', policy: `${code}-late` }))).toMatchObject({
    refusal: { because: 'unknownRegion', region: FORMER_CITY, day: '2023-01-01' },
  });
});

test('what holds in a county are the policies of the city and its own', async () => {
  await loaded(written({ floor: 3 }));
  const below = `${code}-county`;
  await loaded(written({ policy: below, region: COUNTY, floor: 6 }).replace('id: I-floor', 'id: D-floor'));
  const policy = await effectivePolicyAt(graph, PROGRAM_SCOPE, county, TODAY);
  const own = policy?.layers.filter((layer) => layer.code.startsWith(code)) ?? [];
  expect(own.map((layer) => [layer.code, layer.level])).toEqual([
    [code, 'CITY'],
    [below, 'COUNTY'],
  ]);
  expect(policy?.isRural('TOWN')).toBe(false);
});

describe('a file that is refused leaves nothing behind', () => {
  test('with mistakes, all of which are told, of all its documents', async () => {
    const text = `${written()}---\n${written({ policy: `${code}-b`, more: 'colour: red\n' })}---\n${written({ policy: `${code}-c`, more: 'shape: round\n' })}`;
    expect(await load(text)).toMatchObject({
      refusal: { because: 'invalid', problems: [{ code: 'unknown-key' }, { code: 'unknown-key' }] },
    });
    expect(await findPolicy(graph, PROGRAM_SCOPE, code, TODAY)).toBeNull();
  });

  test('for a region that nobody knows', async () => {
    expect(await load(written({ region: `${stem}-nowhere` }))).toMatchObject({ refusal: { because: 'unknownRegion' } });
    expect(await graph.administer('MATCH (policy:Policy {code: $code}) RETURN policy', { code })).toEqual([]);
  });

  test('under the code of another body', async () => {
    await loaded(written());
    expect(await load(written({ region: ELSEWHERE, from: '2024-01-01' }))).toMatchObject({
      refusal: { because: 'otherBody' },
    });
  });

  test('by an account that may not write there', async () => {
    const reader = { ...PROGRAM_SCOPE, directory: [city, county], records: [county] };
    expect(await load(written(), reader)).toMatchObject({ refusal: { because: 'outOfScope' } });
    expect(await load(written({ region: COUNTY }), reader)).toMatchObject({ outcome: 'loaded' });
  });
});

test('loads of the same file at once make one version', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => loaded(written())));
  expect(new Set(outcomes.map(({ versionId }) => versionId)).size).toBe(1);
  expect(outcomes.filter(({ change }) => change === 'created')).toHaveLength(1);
  expect(
    (await policiesOf(graph, PROGRAM_SCOPE, CITY, TODAY))?.filter((version) => version.code === code),
  ).toHaveLength(1);
});

test('loads of two versions at once leave no day with both and none with neither', async () => {
  await Promise.all([loaded(written({ floor: 3 })), loaded(written({ floor: 4, from: '2024-09-01' }))]);
  expect(await floorsAt('2024-08-31')).toEqual([atLeast(3)]);
  expect(await floorsAt('2024-09-01')).toEqual([atLeast(4)]);
});

test('many bodies, each on its own day, are asked for in one query', async () => {
  await loaded(written({ floor: 3 }));
  await loaded(written({ floor: 4, from: '2024-09-01' }));
  const asked = ['2022-12-31', '2023-05-05', '2024-10-01'].flatMap((day) => [
    { regionId: city, day: toDay(day) },
    { regionId: county, day: toDay(day) },
    { regionId: elsewhere, day: toDay(day) },
  ]);
  statements.length = 0;
  const policies = await effectivePoliciesAt(graph, PROGRAM_SCOPE, asked);
  expect(statements.map(({ name }) => name)).toEqual(['policyLayers']);
  const floors = policies.map(
    (policy) => policy?.layers.filter((layer) => layer.code === code).map(({ from }) => from) ?? [],
  );
  expect(floors).toEqual([[], [], [], ['2023-01-01'], ['2023-01-01'], [], ['2024-09-01'], ['2024-09-01'], []]);
});

test('what lies outside the scope answers as what does not exist', async () => {
  await loaded(written());
  const foreign: Scope = { ...PROGRAM_SCOPE, directory: [elsewhere], records: [elsewhere] };
  expect(await effectivePolicyAt(graph, foreign, city, TODAY)).toBeNull();
  expect(await findPolicy(graph, foreign, code, TODAY)).toBeNull();
  expect(await policiesOf(graph, foreign, CITY, TODAY)).toBeNull();
});

test('a shipped file that differs from what is loaded is named, and stays as it is', async () => {
  const files = [{ fileName: 'invented.yaml', text: written() }];
  expect(await shippedPolicyChanges(graph, PROGRAM_SCOPE, files)).toMatchObject([{ policy: code, change: 'missing' }]);
  await loaded(written());
  expect(await shippedPolicyChanges(graph, PROGRAM_SCOPE, files)).toEqual([]);
  const changed = [{ fileName: 'invented.yaml', text: written({ floor: 9 }) }];
  expect(await shippedPolicyChanges(graph, PROGRAM_SCOPE, changed)).toMatchObject([
    { policy: code, change: 'differs' },
  ]);
  expect(await floorsAt('2023-06-01')).toEqual([atLeast(3)]);
});
