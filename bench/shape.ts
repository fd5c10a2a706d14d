/**
 * Seats and pairings as nodes against plain relationships: one lineage, the capacity roll-up and the mentor-load roll-up,
 * on an empty database of its own. Both shapes check every date and hold the same seats; they are asked in turn, so that
 * whatever else the machine does falls on both.
 *
 *   node --import tsx bench/shape.ts bolt://neo4j:PASSWORD@127.0.0.1:7687 16000 350000
 */
import neo4j, { type Driver } from 'neo4j-driver';

interface Shape {
  readonly name: 'nodes' | 'relationships';
  readonly write: { readonly seats: string; readonly under: string; readonly pairings: string };
  readonly lineage: string;
  readonly capacity: string;
  readonly mentorLoad: string;
}

const RUNNING = (fact: string) => `${fact}.from <= date($day) AND (${fact}.to IS NULL OR date($day) < ${fact}.to)`;

const NODES: Shape = {
  name: 'nodes',
  write: {
    seats: `UNWIND $rows AS row MATCH (t:NodeTeacher {n: row[1]}), (w:NodeWorkshop {n: row[0]})
            CREATE (t)-[:HELD]->(:NodeSeat {n: row[1], role: row[2], from: date(row[4])})-[:IN]->(w)`,
    under: `UNWIND $rows AS row MATCH (s:NodeSeat {n: row[1]}), (p:NodeSeat {n: row[3]})
            CREATE (s)-[:UNDER {from: date(row[4])}]->(p)`,
    pairings: `UNWIND $rows AS row MATCH (a:NodeTeacher {n: row[0]}), (b:NodeTeacher {n: row[1]})
               CREATE (a)-[:GAVE]->(:NodePairing {year: 2025, from: date(row[2])})-[:TO]->(b)`,
  },
  lineage: `MATCH (w:NodeWorkshop {n: $workshop})<-[:IN]-(s:NodeSeat)<-[:HELD]-(t) WHERE ${RUNNING('s')}
            OPTIONAL MATCH (s)-[u:UNDER]->(p:NodeSeat)<-[:HELD]-(by) WHERE ${RUNNING('u')} AND ${RUNNING('p')}
            RETURN collect([t.n, by.n, s.role, s.from, s.to])`,
  capacity: `MATCH (w:NodeWorkshop)
             RETURN w.n, [(w)<-[:IN]-(s:NodeSeat) WHERE ${RUNNING('s')} |
               [s.role, head([(s)-[u:UNDER]->(p) WHERE ${RUNNING('u')} AND ${RUNNING('p')} | p.n])]]`,
  mentorLoad: `MATCH (t:NodeTeacher) WHERE t.mentor
               RETURN t.n, COUNT { (t)-[:GAVE]->(p:NodePairing) WHERE p.year = 2025 AND ${RUNNING('p')} }`,
};

const RELATIONSHIPS: Shape = {
  name: 'relationships',
  write: {
    seats: `UNWIND $rows AS row MATCH (t:EdgeTeacher {n: row[1]}), (w:EdgeWorkshop {n: row[0]})
            FOREACH (_ IN CASE WHEN row[2] = 'host' THEN [1] ELSE [] END | CREATE (t)-[:HOSTS {from: date(row[4])}]->(w))
            FOREACH (_ IN CASE WHEN row[2] = 'member' THEN [1] ELSE [] END | CREATE (t)-[:MEMBER_OF {from: date(row[4])}]->(w))`,
    under: `UNWIND $rows AS row MATCH (t:EdgeTeacher {n: row[1]}), (p:EdgeTeacher {n: row[3]})
            FOREACH (_ IN CASE WHEN row[2] = 'trainee' THEN [1] ELSE [] END |
              CREATE (t)-[:TRAINEE_OF {workshop: row[0], from: date(row[4])}]->(p))`,
    pairings: `UNWIND $rows AS row MATCH (a:EdgeTeacher {n: row[0]}), (b:EdgeTeacher {n: row[1]})
               CREATE (a)-[:MENTORS {year: 2025, from: date(row[2])}]->(b)`,
  },
  lineage: `MATCH (w:EdgeWorkshop {n: $workshop})<-[h:HOSTS]-(host) WHERE ${RUNNING('h')}
            RETURN host.n, [(w)<-[m:MEMBER_OF]-(member) WHERE ${RUNNING('m')} |
              [member.n, m.from, m.to, [(member)<-[x:TRAINEE_OF]-(t) WHERE x.workshop = $workshop AND ${RUNNING('x')} | [t.n, x.from, x.to]]]]`,
  capacity: `MATCH (w:EdgeWorkshop)
             RETURN w.n, [(w)<-[h:HOSTS]-() WHERE ${RUNNING('h')} | 1],
               [(w)<-[m:MEMBER_OF]-(member) WHERE ${RUNNING('m')} |
                 [member.n, size([(member)<-[x:TRAINEE_OF]-() WHERE x.workshop = w.n AND ${RUNNING('x')} | 1])]]`,
  mentorLoad: `MATCH (t:EdgeTeacher) WHERE t.mentor
               RETURN t.n, COUNT { (t)-[p:MENTORS]->() WHERE p.year = 2025 AND ${RUNNING('p')} }`,
};

const ROUNDS = 21;
const BATCH = 5_000;

await main();

async function main(): Promise<void> {
  const [address = '', ...sizes] = process.argv.slice(2);
  const { host, protocol, username, password } = new URL(address);
  const driver = neo4j.driver(`${protocol}//${host}`, neo4j.auth.basic(username, password), {
    disableLosslessIntegers: true,
  });
  try {
    for (const size of sizes) await measure(driver, Number(size));
  } finally {
    await driver.close();
  }
}

async function measure(driver: Driver, people: number): Promise<void> {
  await run(driver, 'MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS');
  const workshops = Math.round(people / 80);
  const seats = seatsOf(workshops);
  const pairings = pairingsOf(people);
  for (const shape of [NODES, RELATIONSHIPS]) {
    const prefix = shape.name === 'nodes' ? 'Node' : 'Edge';
    for (const label of ['Teacher', 'Workshop', 'Seat'])
      await run(
        driver,
        `CREATE CONSTRAINT ${prefix}${label} IF NOT EXISTS FOR (n:${prefix}${label}) REQUIRE n.n IS UNIQUE`,
      );
    await run(driver, `CREATE INDEX ${prefix}Mentor IF NOT EXISTS FOR (n:${prefix}Teacher) ON (n.mentor)`);
    await inBatches(range(people), (rows) =>
      run(
        driver,
        `UNWIND $rows AS n CREATE (t:${prefix}Teacher {n: n}) SET t.mentor = CASE WHEN n % 6 = 0 THEN true END`,
        { rows },
      ),
    );
    await run(driver, `UNWIND range(0, $workshops - 1) AS n CREATE (:${prefix}Workshop {n: n})`, { workshops });
    await inBatches(seats, (rows) => run(driver, shape.write.seats, { rows }));
    await inBatches(
      seats.filter(([, , , under]) => under !== null),
      (rows) => run(driver, shape.write.under, { rows }),
    );
    await inBatches(pairings, (rows) => run(driver, shape.write.pairings, { rows }));
  }
  process.stdout.write(
    `\n${people} people, ${workshops} workshops, ${seats.length} seats, ${pairings.length} pairings\n`,
  );
  for (const question of ['lineage', 'capacity', 'mentorLoad'] as const) {
    const times = { nodes: [] as number[], relationships: [] as number[] };
    for (let round = -3; round < ROUNDS; round += 1) {
      for (const shape of round % 2 === 0 ? [NODES, RELATIONSHIPS] : [RELATIONSHIPS, NODES]) {
        const started = performance.now();
        await run(driver, shape[question], { day: '2025-11-15', workshop: (Math.abs(round) * 7919) % workshops });
        if (round >= 0) times[shape.name].push(performance.now() - started);
      }
    }
    const [nodes, edges] = [median(times.nodes), median(times.relationships)];
    process.stdout.write(
      `${question.padEnd(12)} nodes ${nodes.toFixed(1)} ms, relationships ${edges.toFixed(1)} ms, ${(nodes / edges).toFixed(2)} ×\n`,
    );
  }
}

/** [workshop, person, role, the person it stands under, since]: 1 host, 10 members, 3 trainees each. */
function seatsOf(workshops: number): [number, number, string, number | null, string][] {
  const seats: [number, number, string, number | null, string][] = [];
  for (let workshop = 0; workshop < workshops; workshop += 1) {
    const host = workshop * 80;
    seats.push([workshop, host, 'host', null, '2023-12-01']);
    for (let member = 1; member <= 10; member += 1) {
      seats.push([workshop, host + member, 'member', host, '2023-12-01']);
      for (let trainee = 0; trainee < 3; trainee += 1)
        seats.push([workshop, host + 11 + (member - 1) * 3 + trainee, 'trainee', host + member, '2024-09-01']);
    }
  }
  return seats;
}

/** A sixth of the people mentor ten others each: [mentor, mentee, since]. */
function pairingsOf(people: number): [number, number, string][] {
  const pairings: [number, number, string][] = [];
  for (let mentor = 0; mentor < people; mentor += 6)
    for (let index = 1; index <= 10; index += 1) pairings.push([mentor, (mentor + index * 37) % people, '2025-09-01']);
  return pairings;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

async function inBatches<Row>(rows: readonly Row[], work: (batch: readonly Row[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) await work(rows.slice(start, start + BATCH));
}

async function run(driver: Driver, cypher: string, parameters: Record<string, unknown> = {}): Promise<void> {
  const session = driver.session();
  try {
    await session.run(cypher, parameters);
  } finally {
    await session.close();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
