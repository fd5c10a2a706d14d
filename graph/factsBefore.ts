import { DATED_FACTS, DATED_FACT_KINDS, type DatedFactLabel, perDatedFact, shapeOf } from '../src/domain/datedFact.ts';
import type { RosterKind } from '../src/domain/roster.ts';
import type { RosterFrame } from './rosterRows.ts';
import type { Switch } from './rosterUnits.ts';
import type { SeatEdits, WorkshopEdits } from './rosterWorkshops.ts';
import type { RosterEdits } from './rosterWrite.ts';
import type { Transaction } from './session.ts';

/**
 * What an import writes over is kept beside its run, as it was: a FactBefore with all properties of the fact, and on the
 * relationship that leads to it the label and the relationships that the fact holds. So the import can be taken back exactly.
 */
export const KEPT_LABELS = [
  'School',
  'SettingPeriod',
  'Teacher',
  'Post',
  'Designation',
  'Workshop',
  'Seat',
  'Pairing',
  ...DATED_FACT_KINDS.map((kind): DatedFactLabel => DATED_FACTS[kind].label),
] as const;
export type KeptLabel = (typeof KEPT_LABELS)[number];

/** A relationship that belongs to the fact, and is kept and put back with it. */
export interface OwnTie {
  readonly type: string;
  /** Whether the fact is where it begins. */
  readonly outgoing: boolean;
  /** Labels of what may be at the other side. */
  readonly others: readonly string[];
}

/** The relationships that imports write at facts that the graph has already. */
export const OWN_TIES: Readonly<Record<KeptLabel, readonly OwnTie[]>> = {
  School: [{ type: 'GOVERNED_BY', outgoing: true, others: ['Region'] }],
  SettingPeriod: [],
  Teacher: [{ type: 'WORKS_AT', outgoing: true, others: ['School'] }],
  Post: [],
  Designation: [{ type: 'AWARDED_BY', outgoing: true, others: ['Region'] }],
  Workshop: [{ type: 'FOUNDED_BY', outgoing: true, others: ['Region', 'School'] }],
  Seat: [
    { type: 'HELD', outgoing: false, others: ['Teacher'] },
    { type: 'IN', outgoing: true, others: ['Workshop'] },
    { type: 'UNDER', outgoing: true, others: ['Seat'] },
    { type: 'NAMED', outgoing: true, others: ['Seat'] },
  ],
  Pairing: [],
  ...datedFactTies(),
};

/** Whose a dated fact is never changes; the school beside the owner may. */
function datedFactTies(): Readonly<Record<DatedFactLabel, readonly OwnTie[]>> {
  const ties = DATED_FACT_KINDS.map((kind): readonly [string, readonly OwnTie[]] => {
    const { label, school } = shapeOf(kind);
    return [label, school === undefined ? [] : [{ type: school.type, outgoing: true, others: ['School'] }]];
  });
  return Object.fromEntries(ties) as Record<DatedFactLabel, readonly OwnTie[]>;
}

/** Facts that the edits of one kind may write over, found from ids. */
interface Touched {
  readonly label: KeptLabel;
  readonly ids: readonly string[];
  /** From `id` to the facts `n`, when they are not those of these ids themselves. */
  readonly found?: string;
}

type Identified = readonly { readonly id: string }[];

const AWARDS_OF_PEOPLE = 'MATCH (:Teacher {id: id})-[:HELD]->(n:Designation)';
const AWARDS_OF_SCHOOLS = 'MATCH (:School {id: id})<-[:WORKS_AT]-(:Teacher)-[:HELD]->(n:Designation)';

const TOUCHED: { readonly [Kind in RosterKind]: (edits: RosterEdits[Kind]) => readonly Touched[] } = {
  school: ({ attributes, settings, governedBy }) => [
    { label: 'School', ids: [...idsOf(attributes), ...idsOf(governedBy)] },
    {
      label: 'SettingPeriod',
      ids: idsOf(settings),
      found: 'MATCH (:School {id: id})-[:HAS_SETTING]->(n:SettingPeriod)',
    },
    { label: 'Designation', ids: correctedIds(governedBy), found: AWARDS_OF_SCHOOLS },
  ],
  teacher: ({ attributes, worksAt, left, returned }) => [
    { label: 'Teacher', ids: [attributes, worksAt, left, returned].flatMap(idsOf) },
    { label: 'Designation', ids: correctedIds(worksAt), found: AWARDS_OF_PEOPLE },
  ],
  post: ({ change }) => [{ label: 'Post', ids: idsOf(change) }],
  designation: ({ change }) => [{ label: 'Designation', ids: idsOf(change) }],
  workshop: (edits) => [
    { label: 'Workshop', ids: [...idsOf(edits.attributes), ...idsOf(edits.founders)] },
    ...touchedSeats(edits),
  ],
  seat: touchedSeats,
  pairing: ({ change }) => [{ label: 'Pairing', ids: idsOf(change) }],
  ...perDatedFact((kind) => ({ change }) => [{ label: DATED_FACTS[kind].label, ids: idsOf(change) }]),
};

/** A seat that is removed takes the ties of those under it along. */
function touchedSeats(edits: SeatEdits | WorkshopEdits): readonly Touched[] {
  const { seats, holders, remove, underRemoved, underEnds, under } = edits;
  const ids = [
    ...[seats, holders].flatMap(idsOf),
    ...remove,
    ...[underRemoved, underEnds, under].flat().map(({ seatId }) => seatId),
  ];
  return [{ label: 'Seat', ids, found: 'MATCH (:Seat {id: id})<-[:UNDER|NAMED*0..1]-(n:Seat)' }];
}

function idsOf(rows: Identified): readonly string[] {
  return rows.map(({ id }) => id);
}

function correctedIds(switches: readonly Switch<string>[]): readonly string[] {
  return idsOf(switches.filter(({ correction }) => correction));
}

/**
 * Runs the writing of one kind, and keeps of the facts that it finds there and changes how they were before: in the same
 * transaction, so that neither stands without the other. The run stands in the graph already.
 */
export async function keepingBefore<Kind extends RosterKind>(
  transaction: Transaction,
  { run }: RosterFrame,
  kind: Kind,
  edits: RosterEdits[Kind],
  write: () => Promise<void>,
): Promise<void> {
  const touched = TOUCHED[kind](edits).filter(({ ids }) => ids.length > 0);
  for (const { label, ids, found = `MATCH (n:${label} {id: id})` } of touched)
    await transaction.run(
      `UNWIND $ids AS id ${found} WHERE coalesce(n.run, '') <> $run
       WITH DISTINCT n
       WITH n, ${tiesOf(label)} AS ties
       MATCH (run:ImportRun {id: $run})
       CREATE (run)-[:REPLACED {kind: $kind, label: $label, ties: ties}]->(before:FactBefore)
       SET before = properties(n)`,
      { run, kind, label, ids: [...new Set(ids)] },
    );
  await write();
  for (const { label } of touched)
    await transaction.run(
      `MATCH (:ImportRun {id: $run})-[was:REPLACED {kind: $kind, label: $label}]->(before:FactBefore)
       MATCH (n:${label} {id: before.id}) WHERE properties(n) = properties(before)
       WITH was, before, ${tiesOf(label)} AS ties
       WHERE size(ties) = size(was.ties) AND all(tie IN ties WHERE tie IN was.ties)
       DETACH DELETE before`,
      { run, kind, label },
    );
}

/** The fact's own relationships as texts: type, id of the other side, first day, day after the last. */
function tiesOf(label: KeptLabel): string {
  const lists = OWN_TIES[label].map(
    ({ type, outgoing }) =>
      `[(n)${outgoing ? '' : '<'}-[tie:${type}]-${outgoing ? '>' : ''}(other) |
        '${type}|' + other.id + '|' + coalesce(toString(tie.from), '') + '|' + coalesce(toString(tie.to), '')]`,
  );
  return lists.length === 0 ? '[]' : lists.join(' + ');
}
