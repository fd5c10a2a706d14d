import { rosterRevision } from '../../graph/importRun.ts';
import { type RosterHoldings, readRosterHoldings } from '../../graph/rosterSnapshot.ts';
import type { Graph } from '../../graph/session.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import { type KnownRegion, nameOn } from '../domain/region.ts';
import type { KnownRecord, RosterPlan, RosterSnapshot } from '../domain/roster.ts';
import { type HeldSeat, type SeatRoles, leadOn, seatRecord } from '../domain/rosterSeats.ts';
import { PROGRAM_SCOPE, type Scope } from '../domain/scope.ts';
import type { Founding, RosterInput, RosterPolicy } from '../intake/input.ts';
import { type Mapping, shippedMapping } from '../intake/mapping.ts';
import { planRoster } from '../intake/planRoster.ts';
import { readFiles } from '../intake/readFiles.ts';
import type { IntakeProgress, SourceFile, SourceSheet } from '../intake/sheet.ts';
import { FoundingRoles } from './foundingRoles.ts';
import { ImportRefused } from './importFailure.ts';
import { effectivePolicyAt } from './policy.ts';
import { codeOnDay, directoryOf, findRegion } from './region.ts';

/** Files that a body sends about one day. */
export interface ImportRequest {
  readonly files: readonly SourceFile[];
  readonly issuer: RegionId;
  readonly asOf: Day;
  /** Why what differs was wrong before; null: what differs has changed on the day. */
  readonly corrects: string | null;
}

/** How files are read. */
export interface ImportReading {
  /** What headers and words mean; the shipped mapping by default. */
  readonly mapping?: Mapping | undefined;
  readonly onProgress?: OnImportProgress | undefined;
}

/** How far an import is. `writing` counts the kinds. */
export type ImportProgress = IntakeProgress | (Omit<IntakeProgress, 'phase'> & { readonly phase: 'writing' });
export type OnImportProgress = (progress: ImportProgress) => void;

/** Milliseconds. Reading turns files into cells; checking and planning include reading the graph's side. */
export interface ImportTimes {
  readonly reading: number;
  readonly checking: number;
  readonly planning: number;
  readonly writing: number;
}

/** A plan with all that writing it needs. */
export interface PreparedImport {
  readonly plan: RosterPlan;
  readonly sheets: readonly SourceSheet[];
  readonly mapping: Mapping;
  readonly holdings: RosterHoldings;
  /** Of the issuer's facts, when the plan was made. */
  readonly revision: number;
  readonly rolesOf: (workshopCode: string) => SeatRoles;
  readonly issuerLevel: (day: Day) => Level | null;
  readonly times: Omit<ImportTimes, 'writing'>;
}

const IMPORTERS: readonly Scope['role'][] = ['planner', 'clerk'];

/**
 * The region of a code, for somebody who may import for it.
 * @throws ImportRefused UnknownRegion, OutOfScope
 */
export async function importingRegion(graph: Graph, scope: Scope, code: string, asOf: Day): Promise<RegionId> {
  const issuer = await findRegion(graph, scope, code, asOf);
  if (issuer === null) {
    const { zh, en } = await codeOnDay(graph, scope, code, asOf);
    throw new ImportRefused('UnknownRegion', { zh: `${code}${zh}`, en: `${code}${en}` });
  }
  assertMayImport(scope, issuer);
  return issuer;
}

/** @throws ImportRefused OutOfScope */
export function assertMayImport(scope: Scope, issuer: RegionId): void {
  if (scope === PROGRAM_SCOPE) return;
  const within = scope.records === 'everything' || scope.records.includes(issuer);
  if (!within || !IMPORTERS.includes(scope.role)) throw new ImportRefused('OutOfScope');
}

/**
 * Reads files and says what importing them would do. Writes nothing.
 * @throws ImportRefused NoPolicy; UnreadableFile
 */
export async function prepareImport(
  graph: Graph,
  scope: Scope,
  { files, issuer, asOf, corrects }: ImportRequest,
  { mapping = shippedMapping(), onProgress = () => undefined }: ImportReading = {},
): Promise<PreparedImport> {
  const started = performance.now();
  let read = started;
  const [revision] = await graph.read(scope, rosterRevision, { issuer });
  if (revision === undefined) throw new ImportRefused('OutOfScope');
  // The files are read in a thread of their own, so that the graph's side costs little time beside it.
  const [sheets, holdings, regions, policy] = await Promise.all([
    readFiles(files, { onProgress }).then((all) => {
      read = performance.now();
      return all;
    }),
    readRosterHoldings(graph, scope, issuer, asOf),
    directoryOf(graph, scope, issuer, asOf),
    effectivePolicyAt(graph, scope, issuer, asOf),
  ]);
  const self = regions.find(({ id }) => id === issuer);
  const name = self === undefined ? null : nameOn(self, asOf);
  if (self === undefined || name === null) throw new ImportRefused('UnknownRegion');
  if (policy === null) throw new ImportRefused('NoPolicy', `${name.code}, ${asOf}`);

  const roles = new FoundingRoles(graph, scope, policy);
  const known = new Map(holdings.workshop.map(({ record }): [string, Founding] => [record.code, record]));
  await roles.load([...known.values()]);
  const rolesIn = (code: string): SeatRoles => roles.ofWorkshop(known.get(code));
  const snapshot = snapshotOf(holdings, rolesIn, asOf);
  const compared = performance.now();
  let checked = 0;
  const input: RosterInput = {
    sheets,
    mapping,
    issuer: { regionId: issuer, code: name.code, level: name.level },
    asOf,
    regions,
    policy: rosterPolicy(policy),
    rolesOf: (workshop) => roles.of(workshop),
    snapshot,
    leads: leadsOf(holdings, rolesIn, asOf),
    corrects,
    onProgress: (progress) => {
      if (progress.phase === 'planning' && checked === 0) checked = performance.now();
      onProgress(progress);
    },
  };
  let plan = planRoster(input);
  // Which body founded a workshop is only known once its row is read: should its policy say otherwise, the rows are read again.
  while (await roles.differ()) plan = planRoster(input);
  await roles.load(plan.changes.workshop.map(({ record }) => record));
  const planned = performance.now();
  const checkedAt = checked === 0 ? planned : checked;
  const written = new Map([...known, ...plan.changes.workshop.map(({ record }) => [record.code, record] as const)]);
  return {
    plan,
    sheets,
    mapping,
    holdings,
    revision,
    rolesOf: (code) => roles.ofWorkshop(written.get(code)),
    issuerLevel: levelOf(self),
    times: {
      reading: read - started,
      checking: checkedAt - compared,
      planning: compared - read + (planned - checkedAt),
    },
  };
}

function levelOf(region: KnownRegion): (day: Day) => Level | null {
  return (day) => nameOn(region, day)?.level ?? null;
}

/** The graph's side in the words of a roster: whoever leads stands on the workshop's record, the others have seats. */
export function snapshotOf(
  holdings: RosterHoldings,
  rolesOf: (workshopCode: string) => SeatRoles,
  asOf: Day,
): RosterSnapshot {
  const seats = new Map(holdings.seat.map((seat) => [seat.id, seat]));
  const inWorkshop = new Map<string, HeldSeat[]>();
  for (const seat of holdings.seat) {
    const others = inWorkshop.get(seat.workshopCode);
    if (others === undefined) inWorkshop.set(seat.workshopCode, [seat]);
    else others.push(seat);
  }
  return {
    ...holdings,
    workshop: holdings.workshop.map(({ id, record }) => {
      const lead = leadOn(inWorkshop.get(record.code) ?? [], rolesOf(record.code), record, asOf);
      return { id, record: { ...record, host: lead?.staffNo ?? null } };
    }),
    seat: holdings.seat
      .filter(({ workshopCode, role }) => role !== rolesOf(workshopCode).leading)
      .map((seat) => seatRecord(seat, rolesOf(seat.workshopCode), (id) => seats.get(id), asOf)),
  };
}

/** The seats that lead, as rows of their own. */
function leadsOf(
  { seat }: RosterHoldings,
  rolesOf: (workshopCode: string) => SeatRoles,
  asOf: Day,
): readonly KnownRecord<'seat'>[] {
  return seat
    .filter(({ workshopCode, role }) => role === rolesOf(workshopCode).leading)
    .map((each) => seatRecord(each, rolesOf(each.workshopCode), () => undefined, asOf));
}

function rosterPolicy({ calendar, countingPosts }: EffectivePolicy): RosterPolicy {
  return { calendar, countingPosts: countingPosts ?? [] };
}
