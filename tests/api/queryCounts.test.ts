import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';

const api = apiOn('2025-11-15');

const IN_CITY = 'region(code: "530400", asOf: "2025-11-15")';
const WORKSHOP = 'workshop(region: "530400", code: "YX-GZS-03", asOf: "2025-11-15")';
const TEACHER = 'teacher(region: "530400", staffNo: "25015528", asOf: "2025-11-15")';

/** What every answer rests on, asked for all of them together, once for each step at which more of them become known. */
const GROUND = ['policyLayers', 'coverages', 'regionsOn'];

/** How often each named query ran for a request. */
async function statements(query: string): Promise<ReadonlyMap<string, number>> {
  api.takeStatements();
  await api.askText(query);
  const counts = new Map<string, number>();
  for (const { name } of api.takeStatements()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

describe('a roll-up, lineage or report is one query', () => {
  test.each([
    [
      'population',
      `{ ${IN_CITY} { population { homeroomTeachers byUnit { unit { name } schools } } } }`,
      'populations',
    ],
    [
      'capacity',
      `{ ${IN_CITY} { capacity { founded { all { filled } } byUnit { unit { name } workshops } byStage { workshops } } } }`,
      'unitWorkshops',
    ],
    ['mentor load', `{ ${IN_CITY} { mentorLoad { mentors byUnit { unit { name } mentors } } } }`, 'mentorLoads'],
    [
      'targets',
      `{ ${IN_CITY} { targets { actual state parts { year unit { name } actual } apart { actual } } } }`,
      'targetFacts',
    ],
    [
      'people without a mentor',
      `{ ${IN_CITY} { withoutMentor { total rural byUnit { unit { name } total } } } }`,
      'peopleByMentored',
    ],
    [
      'what ends',
      `{ ${IN_CITY} { ending { byKind { kind ending } entries(first: 1) { totalCount nodes { date recorded } } } } }`,
      'unitEndings',
    ],
    ['open places', `{ ${IN_CITY} { openPlaces { totalCount open nodes { required open } } } }`, 'unitWorkshops'],
    ['lineage', `{ ${WORKSHOP} { lineage { size formations { generation } } } }`, 'workshopLineages'],
    ["a person's lineage", `{ ${TEACHER} { descendants(generations: 6) { size generations } } }`, 'descendants'],
    ["a person's ancestors", `{ ${TEACHER} { ancestors { size formations { generation } } } }`, 'ancestors'],
    [
      'places and composition',
      `{ ${WORKSHOP} { capacity { all { filled } } composition { outcome } } }`,
      'staffedWorkshops',
    ],
    ['homeroom years', `{ ${TEACHER} { records { homeroomYears { years serving } } } }`, 'postHistories'],
    ["a person's mentor load", `{ ${TEACHER} { mentorLoad { current } } }`, 'mentorRecords'],
  ])('%s', async (_, query, name) => {
    const counts = await statements(query);
    expect(counts.get(name)).toBe(1);
    for (const [other, count] of counts)
      expect([other, count <= (GROUND.includes(other) ? 2 : 1)]).toEqual([other, true]);
    // The thing itself, the policies and the imports that it rests on, and the roll-up.
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(7);
  });

  test('a lineage, its people and what became of them are three', async () => {
    const counts = await statements(
      `{ ${TEACHER} { descendants(generations: 6) { formations { teacher { name } formedBy { name } } rises { list { before { code } } byTier { persons } } } } }`,
    );
    // The person asked about is looked up before the people of the lineage.
    for (const [name, count] of [
      ['descendants', 1],
      ['awards', 1],
      ['teachersOn', 2],
    ] as const)
      expect([name, counts.get(name)]).toEqual([name, count]);
  });

  test('a report and one page of its rows are two', async () => {
    const counts = await statements(`{ ${IN_CITY} { mentorLoad { mentors rows(first: 20) { nodes { current } } } } }`);
    expect(counts.get('mentorLoads')).toBe(1);
    expect(counts.get('mentorLoadPage')).toBe(1);
  });
});

describe('what rules say of people is read with a fixed number of queries', () => {
  const BACKBONE = '{ title: { tier: "backbone", level: CITY } }';

  test.each([
    [
      'who may become something',
      `eligible(for: ${BACKBONE}, first: 50) { totals { met } nodes { teacher { name } paths { outcome } } }`,
    ],
    ['the duties of a unit', 'duties { totals { unmet } byUnit { totals { unmet } } }'],
    ['awards that are due', 'awardsDue { totals { met } }'],
    ['certificates that run out', 'certificates { totalCount }'],
  ])('%s: places, people and what they name elsewhere, for one unit and for all counties', async (_, field) => {
    const [one, all] = [
      await statements(`{ ${IN_CITY} { ${field} } }`),
      await statements(`{ ${IN_CITY} { children { ${field} } } }`),
    ];
    for (const counts of [one, all])
      for (const name of ['unitPlaces', 'peopleOfUnits', 'placesNamed', 'teachersOn'])
        expect([name, (counts.get(name) ?? 0) <= 1]).toEqual([name, true]);
  });

  test.each([
    ['may become', `eligibility(for: ${BACKBONE}) { outcome paths { conditions { outcome found } } }`],
    ['has to do', 'duties(schoolYear: "2025-2026") { outcome due }'],
  ])('what one person %s: the person and the places named', async (_, field) => {
    const counts = await statements(`{ ${TEACHER} { records { ${field} } } }`);
    for (const name of ['peopleById', 'placesNamed']) expect([name, counts.get(name)]).toEqual([name, 1]);
    expect(counts.get('peopleOfUnits') ?? 0).toBe(0);
  });
});

describe('under a list the number of queries does not grow with the list', () => {
  test('roll-ups of all counties', async () => {
    const counts = await statements(
      `{ ${IN_CITY} { children { name population { homeroomTeachers } capacity { workshops } mentorLoad { mentors } targets { actual } } } }`,
    );
    for (const name of ['populations', 'unitWorkshops', 'mentorLoads', 'targetFacts', 'regionChildren'])
      expect([name, counts.get(name)]).toEqual([name, 1]);
  });

  test.each([
    ['schools', 'schools', 'name rural region { name } population { homeroomTeachers }', 4, 200, {}],
    [
      'workshops with seats, people and their seats',
      'workshops',
      `capacity { all { filled } } composition { outcome } lineage { formations { teacher { name } } }
       seats { holder { name school { name } seats { role { code } } } beneath { holder { name } } }`,
      2,
      18,
      // People stand on three levels of this request, seats of theirs below one of them.
      { teachersOn: 3 },
    ],
    [
      'lineages of people and what became of those formed',
      'workshops',
      `lead { holder { descendants(generations: 6) { size formations { teacher { name } pairing { schoolYear } } rises { list { tier { code } before { code } } } }
       ancestors { size formations { formedBy { name } } } } }`,
      2,
      18,
      // The hosts, then the people of their lineages.
      { teachersOn: 3 },
    ],
  ])('%s', async (_, list, fields, few, many, levels: Readonly<Record<string, number>>) => {
    const query = (first: number) => `{ ${IN_CITY} { ${list}(first: ${first}) { nodes { ${fields} } } } }`;
    const [small, large] = [await statements(query(few)), await statements(query(many))];
    for (const [name, count] of large) {
      const most = levels[name] ?? (GROUND.includes(name) ? 3 : 1);
      expect([name, count <= most ? 'at most' : count, most]).toEqual([name, 'at most', most]);
    }
    expect([...large.keys()].filter((name) => !small.has(name) && !GROUND.includes(name))).toEqual([]);
  });
});
