import { type Day, toDay } from '../../src/domain/day.ts';
import { World } from '../../src/domain/evaluation/world.ts';
import {
  OWNS_NOTHING,
  type OwnedFacts,
  type PersonFacts,
  type SchoolFacts,
  type UnitFacts,
  type WorkshopFacts,
} from '../../src/domain/evaluation/facts.ts';
import type {
  DesignationId,
  PairingId,
  PostId,
  RegionId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from '../../src/domain/identifier.ts';
import { schoolYearFrom } from '../../src/domain/calendar.ts';
import type { Interval } from '../../src/domain/interval.ts';
import type { Level } from '../../src/domain/level.ts';
import { type EffectivePolicy, type EffectiveRule, effectivePolicy } from '../../src/domain/policy/effective.ts';
import type { RosterKind } from '../../src/domain/roster.ts';
import type { Stage } from '../../src/domain/school.ts';
import { layer } from './policies.ts';

/** An invented city with two counties, three schools and whoever a test puts there. */
export const CITY = 'city' as RegionId;
export const NORTH = 'north' as RegionId;
export const SOUTH = 'south' as RegionId;
/** A village school of the north, a town school of the south, a school that the city governs itself. */
export const VILLAGE_SCHOOL = 'villageSchool' as SchoolId;
export const TOWN_SCHOOL = 'townSchool' as SchoolId;
export const CITY_SCHOOL = 'citySchool' as SchoolId;

const ALWAYS: Interval = { from: null, to: null };

export function day(text: string): Day {
  return toDay(text);
}

/** From a day until before another one; without one, open. */
export function during(from: string | null, to: string | null = null): Interval {
  return { from: from === null ? null : toDay(from), to: to === null ? null : toDay(to) };
}

/** Somebody of whom nothing is known but what is given. */
export function person(id: string, facts: Partial<PersonFacts> = {}): PersonFacts {
  return {
    id: id as TeacherId,
    sex: null,
    birth: null,
    hiredOn: null,
    teachingSince: null,
    subject: null,
    works: [{ ...ALWAYS, school: VILLAGE_SCHOOL }],
    posts: [],
    titles: [],
    seats: [],
    pairings: [],
    appraisals: [],
    achievements: [],
    trainings: [],
    activities: [],
    certificates: [],
    findings: [],
    effects: [],
    waivers: [],
    links: [],
    figures: [],
    rubricScores: [],
    applications: [],
    ...facts,
  };
}

let made = 0;
function newId(): string {
  made += 1;
  return `made ${String(made)}`;
}

export function post(from: string | null, to: string | null = null, kind = 'homeroom', school = VILLAGE_SCHOOL) {
  return { ...during(from, to), id: newId() as PostId, kind, school };
}

export function title(
  tier: string,
  level: Level,
  awarded: string,
  termEnd: string | null = null,
  state: 'IN_FORCE' | 'EXPIRED' | 'REVOKED' = 'IN_FORCE',
) {
  return {
    id: newId() as DesignationId,
    tier,
    level,
    awarded: toDay(awarded),
    termEnd: termEnd === null ? null : toDay(termEnd),
    state,
    stateKnownOn: null,
    awardedBy: null,
  };
}

export function pairing(as: 'mentor' | 'mentee', other: string, year: number, from: string, to: string | null = null) {
  return {
    ...during(from, to),
    id: newId() as PairingId,
    as,
    other: other as TeacherId,
    schoolYear: schoolYearFrom(year),
  };
}

export function appraisal(year: number, grade: string, kind = 'yearly') {
  return { id: newId(), year, grade, kind, by: null };
}

export function achievement(kind: string, date: string, level: Level) {
  return { id: newId(), kind, date: toDay(date), level, topic: null, published: null, part: null };
}

export function training(kind: string, date: string, hours: number, level: Level | null = null) {
  return { id: newId(), kind, date: toDay(date), hours, level, completed: true };
}

export function activity(kind: string, date: string, times = 1, level: Level | null = null) {
  return { id: newId(), kind, date: toDay(date), level, times };
}

export function certificate(kind: string, issued: string, to: string | null = null, grade: string | null = null) {
  return { id: newId(), kind, grade, issued: toDay(issued), to: to === null ? null : toDay(to), revokedOn: null };
}

export function finding(kind: string, date: string, level: Level | null = null) {
  return { id: newId(), kind, date: toDay(date), level };
}

export function seat(
  workshop: string,
  role: string,
  from: string,
  to: string | null = null,
  part: string | null = null,
) {
  return { ...during(from, to), id: newId() as SeatId, role, part, workshop: workshop as WorkshopId };
}

export function owning(facts: Partial<OwnedFacts>): OwnedFacts {
  return { ...OWNS_NOTHING, ...facts };
}

/** A seat in a workshop; `under`: the person whose seat it stands under. */
export function taken(
  role: string,
  holder: string,
  {
    from = '2023-09-01',
    to = null as string | null,
    part = null as string | null,
    under = [] as readonly string[],
  } = {},
): WorkshopFacts['seats'][number] {
  return {
    ...during(from, to),
    id: `${role} ${holder}` as SeatId,
    role,
    part,
    person: holder as TeacherId,
    under: under.map((above) => ({ ...ALWAYS, seat: above as SeatId })),
  };
}

export function workshop(
  id: string,
  seats: WorkshopFacts['seats'] = [],
  facts: Partial<WorkshopFacts> = {},
): WorkshopFacts {
  return {
    ...during('2023-09-01'),
    id: id as WorkshopId,
    founder: { kind: 'Region', id: CITY },
    level: 'CITY',
    stages: ['PRIMARY'],
    kind: null,
    batch: null,
    state: null,
    base: null,
    seats,
    owns: OWNS_NOTHING,
    ...facts,
  };
}

function school(
  id: SchoolId,
  code: string,
  stages: readonly Stage[],
  region: RegionId,
  setting: 'URBAN' | 'TOWN' | 'VILLAGE',
): SchoolFacts {
  return {
    id,
    code,
    stages,
    governors: [{ ...ALWAYS, region }],
    settings: [{ ...ALWAYS, setting }],
    base: false,
    owns: OWNS_NOTHING,
  };
}

export const SCHOOLS: readonly SchoolFacts[] = [
  school(VILLAGE_SCHOOL, '9901011', ['PRIMARY'], NORTH, 'VILLAGE'),
  school(TOWN_SCHOOL, '9901021', ['PRIMARY', 'JUNIOR'], SOUTH, 'TOWN'),
  school(CITY_SCHOOL, '9901001', ['SENIOR'], CITY, 'URBAN'),
];

export const REGIONS: UnitFacts['regions'] = [
  { regions: [CITY], steps: [], names: [{ ...ALWAYS, code: '990100', level: 'CITY' }] },
  { regions: [CITY, NORTH], steps: [ALWAYS], names: [{ ...ALWAYS, code: '990101', level: 'COUNTY' }] },
  { regions: [CITY, SOUTH], steps: [ALWAYS], names: [{ ...ALWAYS, code: '990102', level: 'COUNTY' }] },
];

export function unit(people: readonly PersonFacts[], facts: Partial<UnitFacts> = {}): UnitFacts {
  return { id: CITY, regions: REGIONS, schools: SCHOOLS, workshops: [], people, owned: new Map(), ...facts };
}

/** The policy of the city alone: `text` without the lines that every file begins with. */
export function cityPolicy(text: string): EffectivePolicy {
  const policy = effectivePolicy(CITY, [
    layer(CITY, 'CITY', `policy: invented\nregion: "990100"\neffective: { from: 2000-01-01 }\n${text}`),
  ]);
  if (policy === null) throw new Error('Nothing is in force');
  return policy;
}

export function ruleOf(policy: EffectivePolicy, id: string): EffectiveRule {
  const rule = policy.rules.find((each) => each.rule.id === id);
  if (rule === undefined) throw new Error(`No rule ${id}`);
  return rule;
}

/** Everything is covered but these kinds. */
export function worldOf(policy: EffectivePolicy, facts: UnitFacts, uncovered: readonly RosterKind[] = []): World {
  return new World({
    policy,
    facts,
    uncovered: (kinds) => (kinds.some((kind) => uncovered.includes(kind)) ? { because: 'noImport', kinds } : null),
  });
}
