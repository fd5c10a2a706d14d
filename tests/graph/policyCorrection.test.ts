import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { seatsBeneath, seatsOn } from '../../graph/seat.ts';
import type { RegionId, SeatId, WorkshopId } from '../../src/domain/identifier.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { examine } from '../../src/services/doctor.ts';
import { loadWorkshopLineages } from '../../src/services/lineage.ts';
import { effectivePolicyAt } from '../../src/services/policy.ts';
import { loadCoverages } from '../../src/services/coverage.ts';
import { loadPolicies } from '../../src/services/policyLoading.ts';
import { sharedGraph } from '../setup/graph.ts';
import { AS_OF, InventedCity, SMALL } from './import/city.ts';

const MEMBER = 'member: { zh: 成员, en: Member }';
const TRAINEE = 'trainee: { zh: 学员, en: Trainee, under: member }';
const graph = sharedGraph();
let city: InventedCity;
let shipped: string;
let imported: readonly string[];

beforeAll(async () => {
  shipped = await readFile(new URL('../../seeds/policies/yuxi-2023.yaml', import.meta.url), 'utf8');
  city = await InventedCity.found(graph);
  await city.import(SMALL);
  imported = await city.content();
});

/** Corrects the city's policy: the shipped one with another text for some roles. */
async function correct(roles: Readonly<Record<string, string>>): Promise<void> {
  const own = shipped
    .replace('policy: yuxi-2023', `policy: invented-${city.code.slice(0, -2)}`)
    .replaceAll('"530400"', `"${city.code}"`);
  const text = Object.entries(roles).reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, to);
  }, own);
  const files = [{ fileName: 'invented.yaml', text }];
  expect(await loadPolicies(graph, PROGRAM_SCOPE, files, 'tests', 'misread')).toMatchObject([
    { outcome: 'loaded', policies: [{ change: 'corrected' }] },
  ]);
}

/** What the city's workshop answers, people by the last digit of their staff number. */
async function answers() {
  const { seat, workshop } = await city.holdings();
  const id = workshop[0]?.id as WorkshopId;
  const digit = new Map(seat.map((each) => [each.id, each.staffNo.slice(-1)]));
  const input = { ids: seat.map((each) => each.id), day: AS_OF };
  const said = (above: SeatId, below: SeatId) => `${digit.get(above)} ${digit.get(below)}`;
  const own = await graph.read(PROGRAM_SCOPE, seatsOn, input);
  const beneath = await graph.read(PROGRAM_SCOPE, seatsBeneath, input);
  const lineages = await loadWorkshopLineages(
    {
      graph,
      scope: PROGRAM_SCOPE,
      policyOf: (body: RegionId, day) => effectivePolicyAt(graph, PROGRAM_SCOPE, body, day),
      coverageOf: async (unit, day) => {
        const found = (await loadCoverages({ graph, scope: PROGRAM_SCOPE }, [unit], day)).get(unit);
        if (found === undefined) throw new Error('The city was imported');
        return found;
      },
      layersOf: () => Promise.resolve([]),
      governorOf: () => Promise.resolve(null),
    },
    [id],
    AS_OF,
    true,
  );
  const lineage = lineages.get(id)?.value;
  const { findings } = await examine(graph);
  return {
    under: own.flatMap(({ id: below, underId }) => (underId === null ? [] : [said(underId, below)])).sort(),
    beneath: beneath.flatMap(({ id: below, underId }) => (underId === null ? [] : [said(underId, below)])).sort(),
    formations: lineage?.formations.length,
    size: lineage?.size,
    generations: lineage?.generations,
    doctor: findings.filter(({ ids }) => ids.includes(id)),
  };
}

async function audited(): Promise<readonly (readonly unknown[])[]> {
  return graph.administer(
    `MATCH (workshop:Workshop {issuedBy: $issuer})<-[:IN]-(seat:Seat) MATCH (entry:AuditEntry {fact: seat.id})
     WHERE entry.by = 'tests' AND entry.run IS NULL
     RETURN entry.action, entry.reason, entry.before IS NULL, entry.after IS NULL ORDER BY entry.at`,
    { issuer: city.id },
  );
}

const AS_WRITTEN = {
  under: ['1 2', '1 3', '2 4', '3 5'],
  beneath: ['1 2', '1 3', '2 4', '3 5'],
  formations: 4,
  size: 5,
  generations: 2,
  doctor: [],
};

test('a corrected policy says who stands under whom in the workshops founded under it, and the audit tells', async () => {
  expect(await answers()).toEqual(AS_WRITTEN);

  await correct({ [MEMBER]: 'member: { zh: 成员, en: Member, under: none }' });
  expect(await answers()).toMatchObject({ under: ['2 4', '3 5'], beneath: ['2 4', '3 5'], formations: 2, doctor: [] });
  expect(await audited()).toEqual(Array.from({ length: 2 }, () => ['correct', 'misread', false, true]));
  expect((await city.import(SMALL)).changes).toMatchObject({ create: 0, change: 0, end: 0 });

  await correct({});
  expect(await answers()).toEqual(AS_WRITTEN);
  expect(await city.content()).toEqual(imported);
  expect((await audited()).slice(2)).toEqual(Array.from({ length: 2 }, () => ['correct', 'misread', true, false]));
});

test('whom a roster named is not forgotten while the policy does not count it', async () => {
  await correct({ [TRAINEE]: 'trainee: { zh: 学员, en: Trainee }' });
  expect(await answers()).toMatchObject({
    under: ['1 2', '1 3', '1 4', '1 5'],
    formations: 4,
    size: 5,
    generations: 1,
    doctor: [],
  });
  await correct({ [TRAINEE]: 'trainee: { zh: 学员, en: Trainee, under: none }' });
  expect(await answers()).toMatchObject({ under: ['1 2', '1 3'], formations: 2, size: 3, generations: 1, doctor: [] });

  await correct({});
  expect(await answers()).toEqual(AS_WRITTEN);
  expect(await city.content()).toEqual(imported);
  expect((await city.import(SMALL)).changes).toMatchObject({ create: 0, change: 0, end: 0 });
});
