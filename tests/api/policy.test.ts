import { beforeAll, describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { findPolicy } from '../../src/services/policy.ts';
import { serving } from './serving.ts';

const api = serving();
let planner = '';
let stranger = '';
beforeAll(async () => {
  planner = await api.token({ regionCode: '530400' });
  stranger = await api.token({ regionCode: '350200' });
});

async function ask(query: string, token = planner, language = 'en'): Promise<Record<string, unknown>> {
  const { data, errors } = await api.ask(query, token, { 'accept-language': language });
  expect(errors).toEqual([]);
  return data ?? {};
}

const PAIR = `policy(code: "yuxi-2023") {
  code title document from fromAssumed to region { code }
  tiers { code name rank ladder } roles { code name leads }
  rules(kind: QUOTA) { code kind clause text modality interpretation }
  targets { rule { code } from by per }
}`;

test('a policy shows its ladder, roles and rules with their clauses, in the language of the request', async () => {
  const { policy: english } = await ask(`{ ${PAIR} }`);
  expect(english).toMatchObject({
    code: 'yuxi-2023',
    document: null,
    from: '2023-01-01',
    fromAssumed: true,
    to: null,
    region: { code: '530400' },
    tiers: [
      { code: 'backbone', name: 'Backbone', rank: 1, ladder: 'titles' },
      { code: 'famous', name: 'Famous', rank: 2, ladder: 'titles' },
    ],
    roles: [
      { code: 'host', name: 'Host', leads: true },
      { code: 'member', leads: false },
      { code: 'trainee', leads: false },
    ],
  });
  const rules = (english as { rules: { code: string }[] }).rules;
  expect(rules.find(({ code }) => code === 'Y-pair')).toMatchObject({
    kind: 'QUOTA',
    clause: '五(五)',
    modality: 'MUST',
    text: expect.stringContaining('floor') as string,
    interpretation: expect.stringContaining("city's holders") as string,
  });
  expect((english as { targets: unknown[] }).targets).toContainEqual({
    rule: { code: 'Y-t-county' },
    from: '2023-01-01',
    by: '2025-12-31',
    per: ['year', 'COUNTY'],
  });
  const { policy: chinese } = await ask(`{ ${PAIR} }`, planner, 'zh-CN');
  expect(chinese).toMatchObject({ code: 'yuxi-2023', roles: [{ code: 'host', name: '主持人' }, {}, {}] });
});

test('a county has the policy of its city, each rule with where it comes from, without the totals of the city', async () => {
  const { region } = await ask(
    '{ region(code: "530402") { policy { layers { code } rules { rule { code kind } from { code } overrides { code } } } } }',
  );
  const { layers, rules } = (
    region as { policy: { layers: unknown; rules: { rule: { code: string }; from: unknown }[] } }
  ).policy;
  expect(layers).toEqual([{ code: 'yuxi-2023' }]);
  const codes = rules.map(({ rule }) => rule.code);
  for (const inherited of ['Y-workshop', 'Y-pair', 'Y-t-county']) expect(codes).toContain(inherited);
  for (const total of ['Y-t-city', 'Y-t-workshops']) expect(codes).not.toContain(total);
});

test('before the first policy nothing holds', async () => {
  expect(await ask('{ region(code: "530400", asOf: "2022-12-31") { policy { layers { code } } } }')).toEqual({
    region: { policy: null },
  });
});

test('the policies of many regions, and of many workshops by their founders and founding days, are one query each', async () => {
  api.takeReads();
  await ask('{ region(code: "530400") { children { code policy { layers { code } } } } }');
  expect(api.takeReads().filter((name) => name.startsWith('polic'))).toEqual(['policyLayers']);
  await ask('{ region(code: "530400") { workshops(first: 15) { nodes { code policy { layers { code } } } } } }');
  expect(api.takeReads().filter((name) => name.startsWith('polic'))).toEqual(['policyLayers']);
});

describe('a policy version', () => {
  test('is found again by its id, which carries no date', async () => {
    const { policies } = await ask('{ policies(region: "530400") { id code } }');
    const [version] = policies as { id: string; code: string }[];
    expect(version?.code).toBe('yuxi-2023');
    const again = await ask(`{ node(id: "${version?.id ?? ''}") { id ... on PolicyVersion { code } } }`);
    expect(again).toEqual({ node: version });
  });

  test('of another city answers as what does not exist', async () => {
    const stored = await findPolicy(api.graph, PROGRAM_SCOPE, 'yuxi-2023', toDay('2025-11-15'));
    const id = Buffer.from(`PolicyVersion:${stored?.id ?? ''}`).toString('base64url');
    expect(
      await ask(
        `{ policy(code: "yuxi-2023") { code } policies(region: "530400") { code } node(id: "${id}") { id } }`,
        stranger,
      ),
    ).toEqual({ policy: null, policies: [], node: null });
  });
});
