import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Coverage } from '../../src/domain/coverage.ts';
import { toDay } from '../../src/domain/day.ts';
import type { Teacher } from '../../src/domain/directory.ts';
import type { RegionId, TeacherId } from '../../src/domain/identifier.ts';
import { DIRECTIONS, type Direction, type Formation } from '../../src/domain/lineage.ts';
import { ROSTER_KINDS } from '../../src/domain/roster.ts';
import { PROGRAM_SCOPE, type Scope } from '../../src/domain/scope.ts';
import type { RollUpSources } from '../../src/services/rollUp.ts';
import { loadLineagePath, loadTeacherLineages } from '../../src/services/teacherLineage.ts';
import { type Formed, distance, lineageOf } from '../oracle/formations.ts';
import { sharedGraph } from '../setup/graph.ts';

const graph = sharedGraph();
/** Two bodies, one of which not everybody may see, and a workshop of each. */
const HERE = `here-${randomUUID()}` as RegionId;
const ELSEWHERE = `elsewhere-${randomUUID()}` as RegionId;
const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const DAYS = ['2019-09-01', '2020-03-01', '2020-09-01', '2021-03-01', '2021-09-01', '2022-09-01'] as const;

interface Dated {
  readonly from: string | null;
  readonly to: string | null;
}
interface Drawn {
  readonly elsewhere: readonly string[];
  readonly seats: readonly (Dated & { readonly holder: string })[];
  readonly ties: readonly (Dated & { readonly below: number; readonly above: number })[];
  readonly pairings: readonly (Dated & { readonly by: string; readonly who: string; readonly year: number })[];
}

const person = fc.constantFrom(...PEOPLE);
const dated = {
  from: fc.option(fc.constantFrom(...DAYS), { freq: 4 }),
  to: fc.option(fc.constantFrom(...DAYS), { freq: 1 }),
};
const drawn: fc.Arbitrary<Drawn> = fc.record({
  elsewhere: fc.subarray(['e', 'f']),
  seats: fc.array(fc.record({ ...dated, holder: person }), { minLength: 2, maxLength: 6 }),
  ties: fc.array(fc.record({ ...dated, below: fc.nat(5), above: fc.nat(5) }), { maxLength: 6 }),
  pairings: fc.array(fc.record({ ...dated, by: person, who: person, year: fc.integer({ min: 2019, max: 2022 }) }), {
    maxLength: 7,
  }),
});

/** What the drawn facts say of a day, each by its own dates: an own computation, beside that of the product. */
function formedBy({ elsewhere, seats, ties, pairings }: Drawn, day: string, ended: boolean, all: boolean): Formed[] {
  const shared = (facts: readonly Dated[]) => ({
    since: facts.map(({ from }) => from).reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a), null),
    until: facts.map(({ to }) => to).reduce((a, b) => ((b ?? '9') < (a ?? '9') ? b : a), null),
  });
  const throughSeats = ties.flatMap((tie, index) => {
    const [below, above] = [seats[tie.below], seats[tie.above]];
    if (below === undefined || above === undefined || below === above) return [];
    return [{ key: `t${String(index)}`, by: above.holder, who: below.holder, ...shared([below, above, tie]) }];
  });
  const throughPairings = pairings.map(({ by, who, from, to, year }, index) => ({
    key: `p${String(index)}`,
    by,
    who,
    since: from,
    until: to ?? `${String(year + 1)}-09-01`,
  }));
  return [...throughSeats, ...throughPairings].filter(
    ({ by, who, since, until }) =>
      (since ?? '') < (until ?? '9') &&
      (since ?? '') <= day &&
      (ended || day < (until ?? '9')) &&
      (all || ![by, who].some((each) => elsewhere.includes(each))),
  );
}

/** Writes the drawn facts; the ids of the people by their letters. */
async function write({ elsewhere, seats, ties, pairings }: Drawn): Promise<ReadonlyMap<string, TeacherId>> {
  const ids = new Map(PEOPLE.map((letter) => [letter as string, randomUUID() as string as TeacherId]));
  const id = (letter: string) => ids.get(letter) ?? '';
  const seatIds = seats.map(() => randomUUID());
  await graph.write('drawn', async (transaction) => {
    await transaction.run(
      'UNWIND $people AS each CREATE (:Teacher {id: each[0], issuedBy: each[1], staffNo: each[2], name: each[2]})',
      { people: PEOPLE.map((letter) => [id(letter), elsewhere.includes(letter) ? ELSEWHERE : HERE, randomUUID()]) },
    );
    await transaction.run(
      `MATCH (workshop:Workshop {issuedBy: $here})
       UNWIND $seats AS each MATCH (holder:Teacher {id: each[1]})
       CREATE (holder)-[:HELD]->(:Seat {id: each[0], role: 'drawn', from: date(each[2]), to: date(each[3])})-[:IN]->(workshop)`,
      { here: HERE, seats: seats.map(({ holder, from, to }, index) => [seatIds[index] ?? '', id(holder), from, to]) },
    );
    await transaction.run(
      `UNWIND $ties AS each MATCH (below:Seat {id: each[0]}) MATCH (above:Seat {id: each[1]})
       CREATE (below)-[:UNDER {from: date(each[2]), to: date(each[3])}]->(above)`,
      {
        ties: ties
          .filter(({ below, above }) => below !== above)
          .map(({ below, above, from, to }) => [seatIds[below] ?? '', seatIds[above] ?? '', from, to]),
      },
    );
    await transaction.run(
      `UNWIND $pairings AS each MATCH (mentor:Teacher {id: each[1]}) MATCH (mentee:Teacher {id: each[2]})
       CREATE (mentor)-[:GAVE]->(:Pairing {id: each[0], schoolYear: toInteger(each[3]), from: date(each[4]), to: date(each[5])})-[:TO]->(mentee)`,
      {
        pairings: pairings.map(({ by, who, year, from, to }, index) => [
          `${HERE} p${String(index)}`,
          id(by),
          id(who),
          year,
          from,
          to,
        ]),
      },
    );
  });
  return ids;
}

async function erase(): Promise<void> {
  await graph.administer(
    `MATCH (person:Teacher) WHERE person.issuedBy IN $bodies
     OPTIONAL MATCH (person)-[:HELD|GAVE]->(fact) DETACH DELETE fact, person`,
    { bodies: [HERE, ELSEWHERE] },
  );
}

beforeAll(() => graph.administer("CREATE (:Workshop {id: $here, issuedBy: $here, code: 'drawn'})", { here: HERE }));
afterAll(async () => {
  await erase();
  await graph.administer('MATCH (workshop:Workshop {id: $here}) DETACH DELETE workshop', { here: HERE });
});

/** No policy is in force, and everything is covered. */
function sources(scope: Scope): RollUpSources {
  const coverage: Coverage = {
    whole: [{ issuer: HERE, asOf: toDay('2030-01-01'), kinds: ROSTER_KINDS }],
    parts: [],
  };
  return {
    graph,
    scope,
    policyOf: () => Promise.resolve(null),
    coverageOf: () => Promise.resolve(coverage),
    layersOf: () => Promise.resolve([]),
    governorOf: () => Promise.resolve(null),
  };
}

const SCOPES = { everything: PROGRAM_SCOPE, own: { ...PROGRAM_SCOPE, directory: [HERE], records: [] } } as const;

interface Question {
  readonly day: string;
  readonly generations: number;
  readonly includeEnded: boolean;
  readonly scope: keyof typeof SCOPES;
  readonly direction: Direction;
}

/** A formation of a lineage, compared as text. */
interface Said {
  readonly by?: string | undefined;
  readonly who?: string | undefined;
  readonly since?: string | null;
  readonly until?: string | null;
  readonly generation: number;
}

const question: fc.Arbitrary<Question> = fc.record({
  day: fc.constantFrom(...DAYS, '2021-01-15', '2023-09-01'),
  generations: fc.integer({ min: 1, max: 6 }),
  includeEnded: fc.boolean(),
  scope: fc.constantFrom('everything', 'own'),
  direction: fc.constantFrom(...DIRECTIONS),
});

test(
  'lineages and paths of everybody, on random days, for whoever asks, are those of the chains counted one by one',
  { timeout: 240_000 },
  async () => {
    const property = fc.asyncProperty(
      drawn,
      fc.array(question, { minLength: 6, maxLength: 6 }),
      async (facts, asked) => {
        const ids = await write(facts);
        try {
          for (const each of asked) await compare(facts, ids, each);
        } finally {
          await erase();
        }
      },
    );
    await fc.assert(property, { seed: inject('seed'), numRuns: 25, endOnFailure: true });
  },
);

async function compare(facts: Drawn, ids: ReadonlyMap<string, TeacherId>, asked: Question): Promise<void> {
  const { scope, day, ...question } = asked;
  const all = scope === 'everything';
  const letters = new Map([...ids].map(([letter, id]) => [id, letter]));
  const visible = PEOPLE.filter((letter) => all || !facts.elsewhere.includes(letter));
  const people = new Map(visible.map((letter) => [letter, teacher(ids.get(letter))]));
  const own = sources(SCOPES[scope]);
  const formed = formedBy(facts, day, question.includeEnded, all);
  const lineages = await loadTeacherLineages(own, [...people.values()], toDay(day), question);
  for (const [letter, { id }] of people) {
    const lineage = lineages.get(id)?.value;
    const expected = lineageOf(letter, question.direction, formed, question.generations);
    const found = lineage?.formations.map(({ teacher: who, formedBy: by, ...each }) =>
      said({ ...each, who: letters.get(who), by: letters.get(by) }),
    );
    const wanted = expected.formations.map(([key, generation]) =>
      said({ ...formed.find((each) => each.key === key), generation }),
    );
    expect(found?.sort()).toEqual(wanted.sort());
    expect(lineage?.size).toBe(expected.people.length);
    expect(lineage?.generations).toBe(expected.generations);
  }
  const [first, last] = [visible[0], visible.at(-1)];
  if (first === undefined || last === undefined) return;
  const ends = [teacher(ids.get(first)), teacher(ids.get(last))] as const;
  const path = await loadLineagePath(own, ...ends, toDay(day), question.generations);
  const began = formedBy(facts, day, true, all);
  expect(path?.length ?? null).toBe(distance(first, last, began, question.generations));
  expect(isChain(path ?? [])).toBe(true);
}

function said({ by, who, since, until, generation }: Said): string {
  return [by, who, since, until, generation].map(String).join(' ');
}

function teacher(id: TeacherId | undefined): Teacher {
  if (id === undefined) throw new Error('Nobody has that letter');
  return { kind: 'Teacher', id, issuedBy: HERE, staffNo: '', name: '', subject: null, schoolId: null };
}

function isChain(path: readonly Formation[]): boolean {
  return path.every((formation, index) => {
    const before = path[index - 1];
    return (
      before === undefined || (before.teacher === formation.formedBy && (before.since ?? '') <= (formation.since ?? ''))
    );
  });
}
