import {
  INVARIANTS,
  overlappingSeats,
  pairingStarts,
  pairingsStartingOutside,
  workshopRoles,
} from '../../graph/invariants.ts';
import { pendingMigrations } from '../../graph/migrations/index.ts';
import type { Graph } from '../../graph/session.ts';
import { schoolYearEnd, schoolYearFrom, schoolYearStart } from '../domain/calendar.ts';
import { type Day, later } from '../domain/day.ts';
import type { RegionId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import { rolesFor } from '../domain/policy/staffing.ts';
import type { Text } from '../domain/roster.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { effectivePolicyAt } from './policy.ts';
import { strayTexts } from './searchText.ts';

/** One place where an invariant of the graph does not hold. */
export interface DoctorFinding {
  /** Stable code of the invariant. */
  readonly code: string;
  /** What should hold. */
  readonly text: Text;
  /** Ids of the things concerned. */
  readonly ids: readonly string[];
}

export interface DoctorReport {
  /** How many invariants were checked. */
  readonly checked: number;
  readonly findings: readonly DoctorFinding[];
}

const MIGRATIONS_PENDING: Text = {
  zh: '数据库结构是本程序所需的版本。启动服务即可升级。',
  en: 'The database has the shape that this program needs. Start the server to bring it there.',
};
const ROLE_UNKNOWN: Text = {
  zh: '席位的角色在其工作室的政策中有定义。',
  en: "The role of every seat is known to its workshop's policy.",
};
const UNDER_ANOTHER_ROLE: Text = {
  zh: '席位的上级席位，其角色是工作室的政策规定的上级角色。',
  en: "A seat stands under a seat of the role that its workshop's policy names for it.",
};
const SEATS_OVERLAP: Text = {
  zh: '一个人同一时间在同一角色中只有一个席位。',
  en: 'A person has one seat of a role at a time.',
};
const PAIRING_OUTSIDE: Text = {
  zh: '结对在其学年内开始。',
  en: 'A pairing starts in its school year.',
};
const TEXT_STRAYS: Text = {
  zh: '人员、学校和工作坊按现有的姓名、名称和编号可以查到。',
  en: 'People, schools and workshops are found by the name and code that they have.',
};

/** Checks every invariant of the graph and names the places where one does not hold. Changes nothing. */
export async function examine(graph: Graph): Promise<DoctorReport> {
  const findings: DoctorFinding[] = [];
  const pending = await pendingMigrations(graph);
  if (pending.length > 0)
    findings.push({ code: 'migrations-pending', text: MIGRATIONS_PENDING, ids: pending.map(String) });
  for (const { code, text, query } of INVARIANTS)
    for (const ids of await graph.read(PROGRAM_SCOPE, query, {})) findings.push({ code, text, ids });
  const policies = new PolicyBook(graph);
  findings.push(...(await seatFindings(graph, policies)), ...(await pairingFindings(graph, policies)));
  for (const id of await strayTexts(graph)) findings.push({ code: 'search-text-stray', text: TEXT_STRAYS, ids: [id] });
  return { checked: INVARIANTS.length + 6, findings };
}

async function seatFindings(graph: Graph, policies: PolicyBook): Promise<readonly DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  const leading = new Set<string>();
  for (const { id, founder, founded, level, stages, roles, ties } of await graph.read(
    PROGRAM_SCOPE,
    workshopRoles,
    {},
  )) {
    const policy = await policies.at(founder, founded);
    // Before a body's first policy nothing says which roles there are.
    if (policy === null) continue;
    const known = rolesFor(policy, { level, stages });
    for (const { code, leads } of known) if (leads) leading.add(code);
    if (roles.some((role) => !known.some(({ code }) => code === role)))
      findings.push({ code: 'seat-role-unknown', text: ROLE_UNKNOWN, ids: [id] });
    if (ties.some(({ role, above }) => known.some(({ code, under }) => code === role && under !== above)))
      findings.push({ code: 'under-another-role', text: UNDER_ANOTHER_ROLE, ids: [id] });
  }
  // Somebody may lead two workshops; whoever learns or serves in two places at once was entered twice.
  for (const { role, seats } of await graph.read(PROGRAM_SCOPE, overlappingSeats, {}))
    if (!leading.has(role)) findings.push({ code: 'seats-overlap', text: SEATS_OVERLAP, ids: seats });
  return findings;
}

async function pairingFindings(graph: Graph, policies: PolicyBook): Promise<readonly DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  for (const { issuer, schoolYear: first, ...starts } of await graph.read(PROGRAM_SCOPE, pairingStarts, {})) {
    const calendar = (await policies.at(issuer, later(starts.first, starts.last)))?.calendar ?? DEFAULT_CALENDAR;
    const schoolYear = schoolYearFrom(first);
    const [start, end] = [schoolYearStart(schoolYear, calendar), schoolYearEnd(schoolYear, calendar)];
    if (starts.first >= start && starts.last < end) continue;
    const input = { issuer, schoolYear: first, start, end };
    for (const id of await graph.read(PROGRAM_SCOPE, pairingsStartingOutside, input))
      findings.push({ code: 'pairing-outside-its-school-year', text: PAIRING_OUTSIDE, ids: [id] });
  }
  return findings;
}

/** Policies by body and day, each asked for once. */
class PolicyBook {
  readonly #graph: Graph;
  readonly #known = new Map<string, EffectivePolicy | null>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  async at(region: RegionId, day: Day): Promise<EffectivePolicy | null> {
    const key = `${region} ${day}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const policy = await effectivePolicyAt(this.#graph, PROGRAM_SCOPE, region, day);
    this.#known.set(key, policy);
    return policy;
  }
}
