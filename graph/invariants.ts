import { DATED_FACTS, DATED_FACT_KINDS, shapeOf } from '../src/domain/datedFact.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId } from '../src/domain/identifier.ts';
import type { Level } from '../src/domain/level.ts';
import { LEVELS } from '../src/domain/level.ts';
import type { Text } from '../src/domain/roster.ts';
import { STAGES, type Stage } from '../src/domain/school.ts';
import { type Parameters, type Query, defineQuery } from './session.ts';
import { day, identifier, list, number, oneOf, text, tuple } from './value.ts';

type Nothing = Record<string, never> & Parameters;

/** Something that holds of every graph this program wrote. Its query names the things of which it does not hold. */
export interface Invariant {
  /** Stable. */
  readonly code: string;
  /** What holds. */
  readonly text: Text;
  /** One row for each place where it does not: the ids of the things concerned. */
  readonly query: Query<Nothing, readonly string[]>;
}

/** No more than so many places of one invariant are named. */
const LIMIT = 1_000;

/** The invariants speak of the whole graph: whoever does not see all of it is told nothing. */
const PROGRAM = '$everything AND $allRecords';

function invariant(code: string, zh: string, en: string, cypher: string): Invariant {
  return {
    code,
    text: { zh, en },
    query: defineQuery(`invariant ${code}`, `${cypher} LIMIT ${LIMIT}`, ([ids]) => list(text)(ids)),
  };
}

/** All nodes of a label, by the index on their ids. */
function each(label: string, variable = 'n'): string {
  return `MATCH (${variable}:${label}) USING INDEX ${variable}:${label}(id) WHERE ${variable}.id IS NOT NULL AND ${PROGRAM}`;
}

function overlapping(a: string, b: string): string {
  return `(${a}.from IS NULL OR ${b}.to IS NULL OR ${a}.from < ${b}.to) AND (${b}.from IS NULL OR ${a}.to IS NULL OR ${b}.from < ${a}.to)`;
}

const DATED_NODES = [
  'Post',
  'Seat',
  'Pairing',
  'SettingPeriod',
  'RegionName',
  'PolicyVersion',
  'Workshop',
  ...DATED_FACT_KINDS.filter((kind) => shapeOf(kind).attributes.some(({ property }) => property === 'to')).map(
    (kind) => DATED_FACTS[kind].label,
  ),
];
const DATED_RELATIONSHIPS = [
  ['Region', 'PART_OF'],
  ['School', 'GOVERNED_BY'],
  ['Teacher', 'WORKS_AT'],
  ['Seat', 'UNDER'],
  ['Seat', 'NAMED'],
] as const;

/** Each thing of the label has so many of these relationships: at least, at most. */
const COUNTED: readonly (readonly [label: string, pattern: string, least: number, most: number | null])[] = [
  ['Post', '(n)<-[:HELD]-(:Teacher)', 1, 1],
  ['Post', '(n)-[:AT]->(:School)', 1, 1],
  ['Seat', '(n)<-[:HELD]-(:Teacher)', 1, 1],
  ['Seat', '(n)-[:IN]->(:Workshop)', 1, 1],
  ['Pairing', '(n)<-[:GAVE]-(:Teacher)', 1, 1],
  ['Pairing', '(n)-[:TO]->(:Teacher)', 1, 1],
  ['Designation', '(n)<-[:HELD]-(:Teacher)', 1, 1],
  ['Designation', '(n)-[:AWARDED_BY]->(:Region)', 0, 1],
  ...DATED_FACT_KINDS.flatMap((kind): (readonly [string, string, number, number])[] => {
    const { label, owners, school } = shapeOf(kind);
    const least = school?.required === true ? 1 : 0;
    return [
      [label, `(n)<-[:HELD]-(:${owners.join('|')})`, 1, 1],
      ...(school === undefined ? [] : [[label, `(n)-[:${school.type}]->(:School)`, least, 1] as const]),
    ];
  }),
  ['SettingPeriod', '(n)<-[:HAS_SETTING]-(:School)', 1, 1],
  ['RegionName', '(n)<-[:KNOWN_AS]-(:Region)', 1, 1],
  ['Region', '(n)-[:KNOWN_AS]->(:RegionName)', 1, null],
  ['School', '(n)-[:GOVERNED_BY]->(:Region)', 1, null],
  ['School', '(n)-[:HAS_SETTING]->(:SettingPeriod)', 1, null],
  ['Teacher', '(n)-[:WORKS_AT]->(:School)', 1, null],
  ['Workshop', '(n)-[:FOUNDED_BY]->()', 1, 1],
  ['PolicyVersion', '(n)<-[:HAS_VERSION]-(:Policy)', 1, 1],
  ['Policy', '(n)-[:OF]->(:Region)', 1, 1],
];

/** Invariants that the graph alone decides. */
export const INVARIANTS: readonly Invariant[] = [
  ...DATED_NODES.map((label) =>
    invariant(
      `interval-reversed-${label}`,
      `${label} 的结束日期不早于开始日期。`,
      `No ${label} ends before it starts.`,
      `${each(label)} AND n.to < n.from RETURN [n.id]`,
    ),
  ),
  ...DATED_RELATIONSHIPS.map(([label, type]) =>
    invariant(
      `interval-reversed-${type}`,
      `${type} 的结束日期不早于开始日期。`,
      `No ${type} ends before it starts.`,
      `${each(label)} MATCH (n)-[held:${type}]->(other) WHERE held.to < held.from RETURN [n.id, other.id]`,
    ),
  ),
  ...COUNTED.map(([label, pattern, least, most]) =>
    invariant(
      `relationships-${label}-${/:([A-Z_]+)/.exec(pattern)?.[1] ?? ''}`,
      `每个 ${label} 有 ${least} 到 ${most ?? '多'} 个 ${pattern}。`,
      `Every ${label} has ${most === least ? `exactly ${least}` : `${least} to ${most ?? 'many'}`} of ${pattern}.`,
      `${each(label)} WITH n, COUNT { ${pattern} } AS found WHERE found < ${least}${most === null ? '' : ` OR found > ${most}`} RETURN [n.id]`,
    ),
  ),
  ...['School', 'Teacher', 'Workshop'].map((label) =>
    invariant(
      `issuer-unknown-${label}`,
      `每个 ${label} 的代码由图中的某个地区签发。`,
      `The code of every ${label} was issued by a region that the graph knows.`,
      `${each(label)} WITH n.issuedBy AS issuer, collect(n.id)[0] AS example
       WHERE NOT EXISTS { MATCH (region:Region) WHERE region.id = issuer } RETURN [example]`,
    ),
  ),
  invariant(
    'under-another-workshop',
    '席位与其上级席位在同一工作室，且其关系不早于任一席位开始。',
    'A seat stands under a seat of the same workshop, and not before either of them starts.',
    `${each('Seat')} MATCH (n)-[under:UNDER]->(parent:Seat)
     WHERE NOT EXISTS { MATCH (n)-[:IN]->(:Workshop)<-[:IN]-(parent) }
       OR under.from < n.from OR under.from < parent.from OR (under.from IS NULL AND NOT (n.from IS NULL AND parent.from IS NULL))
     RETURN [n.id, parent.id]`,
  ),
  invariant(
    'seat-outlives-workshop',
    '席位不晚于其工作室结束。',
    'A seat ends with its workshop at the latest.',
    `${each('Workshop')} AND n.to IS NOT NULL MATCH (n)<-[:IN]-(seat:Seat)
     WHERE (seat.to IS NULL OR seat.to > n.to) AND coalesce(seat.from < n.to, true) RETURN [n.id, seat.id]`,
  ),
  invariant(
    'under-itself',
    '没有席位直接或间接地在自己之下。',
    'No seat stands, directly or through others, under itself.',
    `${each('Seat')} AND EXISTS { (n)-[:UNDER*1..6]->(n) } RETURN [n.id]`,
  ),
  invariant(
    'paired-with-self',
    '指导教师与被指导教师不是同一人。',
    'Nobody is paired with themselves.',
    `${each('Pairing')} MATCH (mentor:Teacher)-[:GAVE]->(n)-[:TO]->(mentor) RETURN [n.id, mentor.id]`,
  ),
  invariant(
    'region-names-overlap',
    '一个地区在同一天只有一个名称和代码。',
    'A region has one name and code at a time.',
    `${each('Region')} MATCH (n)-[:KNOWN_AS]->(a:RegionName) MATCH (n)-[:KNOWN_AS]->(b:RegionName)
     WHERE a.id < b.id AND ${overlapping('a', 'b')} RETURN [n.id, a.id, b.id]`,
  ),
  invariant(
    'region-code-twice',
    '一个代码在同一天只属于一个地区。',
    'A code belongs to one region at a time.',
    `${each('RegionName', 'a')} MATCH (b:RegionName {code: a.code})
     WHERE a.id < b.id AND ${overlapping('a', 'b')} AND NOT EXISTS { MATCH (a)<-[:KNOWN_AS]-(:Region)-[:KNOWN_AS]->(b) }
     RETURN [a.id, b.id]`,
  ),
  ...(
    [
      [
        'Region',
        'PART_OF',
        'region-two-parents',
        '一个地区在同一天只有一个上级。',
        'A region is part of one region at a time.',
      ],
      [
        'School',
        'GOVERNED_BY',
        'school-two-governors',
        '一所学校在同一天只由一个地区管理。',
        'A school is governed by one region at a time.',
      ],
      [
        'Teacher',
        'WORKS_AT',
        'teacher-two-schools',
        '一个人在同一天只有一所所在学校。',
        'A person has one own school at a time.',
      ],
    ] as const
  ).map(([label, type, code, zh, en]) =>
    invariant(
      code,
      zh,
      en,
      `${each(label)} MATCH (n)-[a:${type}]->(one) MATCH (n)-[b:${type}]->(other)
       WHERE elementId(a) < elementId(b) AND ${overlapping('a', 'b')} RETURN [n.id, one.id, other.id]`,
    ),
  ),
  invariant(
    'school-two-settings',
    '一所学校在同一天只有一个城乡类型。',
    'A school has one setting at a time.',
    `${each('School')} MATCH (n)-[:HAS_SETTING]->(a:SettingPeriod) MATCH (n)-[:HAS_SETTING]->(b:SettingPeriod)
     WHERE a.id < b.id AND ${overlapping('a', 'b')} RETURN [n.id, a.id, b.id]`,
  ),
  invariant(
    'region-cycle',
    '地区的上下级关系没有环。',
    'No region is, directly or through others, part of itself.',
    `${each('Region')} AND EXISTS { (n)-[:PART_OF*1..8]->(n) } RETURN [n.id]`,
  ),
  invariant(
    'policy-versions-overlap',
    '同一政策在同一天只有一个版本生效。',
    'A policy has one version in force at a time.',
    `${each('Policy')} MATCH (n)-[:HAS_VERSION]->(a:PolicyVersion) MATCH (n)-[:HAS_VERSION]->(b:PolicyVersion)
     WHERE a.id < b.id AND ${overlapping('a', 'b')} RETURN [n.id, a.id, b.id]`,
  ),
  invariant(
    'import-half-way',
    '没有停在半途的导入：再导入一次同样的文件即可完成。',
    'No import has stopped half-way. Import the same file again to complete it.',
    `${each('ImportRun')} AND n.status IN ['APPLYING', 'INTERRUPTED']
       AND coalesce(n.progressAt, n.createdAt) < datetime() - duration({minutes: 2})
       AND NOT EXISTS {
         MATCH (later:ImportRun) WHERE later.issuer = n.issuer AND later.createdAt > n.createdAt AND later.status = 'APPLIED'
           AND all(kind IN n.kinds WHERE kind IN later.kinds) }
     RETURN [n.id]`,
  ),
  invariant(
    'undo-half-way',
    '没有停在半途的撤销：再撤销一次即可完成。',
    'No undo of an import has stopped half-way. Repeat it to complete it: npx mentorgraph undo, with the id of the import.',
    `${each('ImportRun')} AND n.status = 'UNDOING' AND n.progressAt < datetime() - duration({minutes: 2}) RETURN [n.id]`,
  ),
];

/** Two seats of one role that one person holds over the same days. Whether that may be, the role tells. Index: Seat.id. */
export const overlappingSeats = defineQuery<Nothing, { readonly role: string; readonly seats: readonly string[] }>(
  'overlappingSeats',
  `${each('Seat', 'a')}
   UNWIND [(a)<-[:HELD]-(:Teacher)-[:HELD]->(b:Seat) WHERE a.id < b.id AND a.role = b.role AND ${overlapping('a', 'b')} | b.id] AS other
   RETURN a.role, [a.id, other] LIMIT ${LIMIT}`,
  ([role, seats]) => ({ role: text(role), seats: list(text)(seats) }),
);

/** The workshops with the roles of their seats, and which role stands under which. Index: Workshop.id. */
export const workshopRoles = defineQuery<
  Nothing,
  {
    readonly id: string;
    readonly founder: RegionId;
    readonly founded: Day;
    readonly level: Level;
    readonly stages: readonly Stage[];
    readonly roles: readonly string[];
    readonly ties: readonly { readonly role: string; readonly above: string }[];
  }
>(
  'workshopRoles',
  `${each('Workshop')} MATCH (n)-[:FOUNDED_BY]->(founder)
   RETURN n.id, CASE WHEN founder:Region THEN founder.id ELSE n.issuedBy END, n.from, n.level, n.stages,
          COLLECT { MATCH (n)<-[:IN]-(seat:Seat) RETURN DISTINCT seat.role },
          COLLECT { MATCH (n)<-[:IN]-(seat:Seat)-[:UNDER]->(above:Seat) RETURN DISTINCT [seat.role, above.role] }`,
  ([id, founder, founded, level, stages, roles, ties]) => ({
    id: text(id),
    founder: identifier<RegionId>(founder),
    founded: day(founded),
    level: oneOf(LEVELS)(level),
    stages: list(oneOf(STAGES))(stages),
    roles: list(text)(roles),
    ties: list((tie) => {
      const [role, above] = tuple(tie);
      return { role: text(role), above: text(above) };
    })(ties),
  }),
);

/** For each issuing body and school year, the first and last day on which a pairing starts. Index: Pairing.id. */
export const pairingStarts = defineQuery<
  Nothing,
  { readonly issuer: RegionId; readonly schoolYear: number; readonly first: Day; readonly last: Day }
>(
  'pairingStarts',
  `${each('Pairing')} MATCH (n)<-[:GAVE]-(mentor:Teacher)
   RETURN mentor.issuedBy, n.schoolYear, min(n.from), max(n.from)`,
  ([issuer, schoolYear, first, last]) => ({
    issuer: identifier<RegionId>(issuer),
    schoolYear: number(schoolYear),
    first: day(first),
    last: day(last),
  }),
);

/** The pairings of an issuing body's mentors that start outside the days of their school year. Index: Teacher (issuedBy, staffNo). */
export const pairingsStartingOutside = defineQuery<
  { issuer: RegionId; schoolYear: number; start: Day; end: Day },
  string
>(
  'pairingsStartingOutside',
  `MATCH (mentor:Teacher) WHERE mentor.issuedBy = $issuer AND mentor.staffNo >= '' AND ${PROGRAM}
   MATCH (mentor)-[:GAVE]->(pairing:Pairing)
   WHERE pairing.schoolYear = $schoolYear AND (pairing.from < date($start) OR pairing.from >= date($end))
   RETURN pairing.id LIMIT ${LIMIT}`,
  ([id]) => text(id),
);
