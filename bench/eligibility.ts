/**
 * What evaluating costs on a database that holds a city: one rule for everybody in it, against the two seconds that it may
 * take; and one teacher, against the bare statements for the same facts. The two of a pair are asked in turn, so that
 * whatever else the machine does falls on both.
 *
 *   DATA_DIR=/tmp/city npx mentorgraph seed --city xiamen --scale 1
 *   node --import tsx bench/eligibility.ts bolt://neo4j:PASSWORD@127.0.0.1:7687 350200 2026-10-31 X-backbone
 */
import neo4j from 'neo4j-driver';
import { peopleById, placesNamed } from '../graph/evaluationFacts.ts';
import { Graph } from '../graph/session.ts';
import { toDay } from '../src/domain/day.ts';
import type { EligibilityAim } from '../src/domain/eligibility.ts';
import { factListsAsked } from '../src/domain/evaluation/recordsAsked.ts';
import type { SchoolId } from '../src/domain/identifier.ts';
import { PROGRAM_SCOPE } from '../src/domain/scope.ts';
import { createLoaders } from '../src/loaders.ts';
import { loadEligibility, loadTeacherEligibility } from '../src/services/eligibility.ts';
import { loadPeopleFacts } from '../src/services/evaluationGround.ts';
import { findRegion } from '../src/services/region.ts';

const ROUNDS = { city: 7, teacher: 101 };

await main();

async function main(): Promise<void> {
  const [address = '', code = '', asked = '', rule = ''] = process.argv.slice(2);
  const { host, protocol, username, password } = new URL(address);
  const uri = `${protocol}//${host}`;
  const graph = new Graph({ uri, user: username, password, database: 'neo4j' });
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  const day = toDay(asked);
  const region = await findRegion(graph, PROGRAM_SCOPE, code, day);
  if (region === null) throw new Error(`No region ${code} on ${asked}`);
  const aim: EligibilityAim = { rule, sought: null };

  const city = await measured(ROUNDS.city, async () => {
    const { sources, region: regions } = createLoaders({ graph, scope: PROGRAM_SCOPE });
    const unit = await regions.load({ id: region, day, explicitDay: true });
    if (unit === null) throw new Error('The region is gone');
    return (await loadEligibility(sources, [unit], day, { aim, today: day })).get(region);
  });
  const { rows } = city.last ?? {};
  console.log(`${rule} for ${rows?.length ?? 0} people: ${shown(city.milliseconds)} (of 2000 ms allowed)`);

  const person = rows?.find(({ outcome }) => outcome === 'met')?.person.facts ?? rows?.[0]?.person.facts;
  if (person === undefined) throw new Error('Nobody is there');
  const { sources } = createLoaders({ graph, scope: PROGRAM_SCOPE });
  const policy = await sources.policyOf(region, day);
  if (policy === null) throw new Error('Nothing is in force');
  // The same lists that a single evaluation reads, with what bars from applying.
  const rules = policy.rules.filter((effective) => effective.rule.id === rule);
  const lists = [...new Set([...factListsAsked(rules, policy), 'effects', 'appraisals', 'titles'] as const)];
  const facts = await loadPeopleFacts(sources, [person.id], { lists: new Set(lists), day, today: day });
  const named = {
    schools: facts.places.schools.map(({ id }): SchoolId => id),
    workshops: [...new Set(person.seats.map(({ workshop }) => workshop))],
  };
  const scope = { everything: true, directory: [], allRecords: true, records: [], person: null };
  const bare = async (cypher: string, parameters: object) => {
    const session = driver.session({ defaultAccessMode: 'READ' });
    try {
      await session.run(cypher, { ...parameters, ...scope });
    } finally {
      await session.close();
    }
  };
  const [whole, statements] = await inTurn(
    ROUNDS.teacher,
    () => loadTeacherEligibility(sources, [person.id], region, day, { aim, today: day, policy }),
    async () => {
      await bare(peopleById.cypher, { ids: [person.id], lists, day, school: null });
      await bare(placesNamed.cypher, { lists, ...named });
    },
  );
  console.log(
    `one teacher: ${shown(whole)}, the bare statements ${shown(statements)}: ${(whole / statements).toFixed(2)} × (of 1.5 allowed)`,
  );
  await Promise.all([graph.close(), driver.close()]);
}

function shown(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

/** The median time of several rounds after a first one, and what came of the last. */
async function measured<Result>(rounds: number, work: () => Promise<Result>) {
  let last = await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    last = await work();
    times.push(performance.now() - started);
  }
  return { milliseconds: median(times), last };
}

/** The median times of two works that are done in turn. */
async function inTurn(rounds: number, first: () => Promise<unknown>, second: () => Promise<unknown>) {
  const times: readonly [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, work] of [first, second].entries()) {
      const started = performance.now();
      await work();
      if (round > 0) times[index === 0 ? 0 : 1].push(performance.now() - started);
    }
  }
  return [median(times[0]), median(times[1])] as const;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
