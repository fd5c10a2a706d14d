import type { Day } from '../domain/day.ts';
import { onDay } from '../domain/evaluation/evaluate.ts';
import { measureRange } from '../domain/evaluation/measure.ts';
import { factListsAsked } from '../domain/evaluation/recordsAsked.ts';
import { regionSubject, schoolSubject } from '../domain/evaluation/subjects.ts';
import type { World } from '../domain/evaluation/world.ts';
import type { RegionId, SchoolId, UnitId } from '../domain/identifier.ts';
import { holdsOn } from '../domain/interval.ts';
import { type Claimant, type Sharing, shareByCode, shareOut } from '../domain/places.ts';
import type { Quantity } from '../domain/policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from '../domain/policy/effective.ts';
import type { RuleOf } from '../domain/policy/types.ts';
import { type Answer, known, notKnown } from '../domain/unknown.ts';
import { loadUnitFacts, worldOf } from './evaluationGround.ts';
import { recordsOpen } from './recordsOpen.ts';
import { type RollUpSources, type Unit, policyOfUnit } from './rollUp.ts';

/** One that shares in places. */
export type PlaceHolder =
  { readonly kind: 'Region'; readonly id: RegionId } | { readonly kind: 'School'; readonly id: SchoolId };

/** The places of one rule, shared out. */
export interface PlacesReport {
  readonly rule: EffectiveRule<RuleOf<'places'>>;
  readonly total: Answer<number>;
  readonly sharing: Answer<Sharing>;
  /** Who stands behind each code. */
  readonly holders: ReadonlyMap<string, PlaceHolder>;
}

/**
 * The places that a unit's own policy shares out among what lies in it. A unit whose records are not open to the asker has no
 * entry: what places go by may be counted from records. Three queries at most.
 */
export async function loadPlaces(
  sources: RollUpSources,
  units: readonly Unit[],
  day: Day,
  today: Day,
): Promise<ReadonlyMap<UnitId, readonly PlacesReport[]>> {
  const reports = new Map<UnitId, readonly PlacesReport[]>();
  const jobs: { readonly unit: Unit; readonly policy: EffectivePolicy }[] = [];
  for (const unit of units) {
    if (!(await recordsOpen(sources, unit, today))) continue;
    const policy = await policyOfUnit(sources, unit, day);
    reports.set(unit.id, []);
    if (policy !== null && rulesOfKind(policy, 'places').length > 0) jobs.push({ unit, policy });
  }
  if (jobs.length === 0) return reports;
  const lists = new Set(jobs.flatMap(({ policy }) => [...factListsAsked(rulesOfKind(policy, 'places'), policy)]));
  const ids = jobs.map(({ unit }) => unit.id);
  const facts = await loadUnitFacts(sources, ids, { lists, day, today }, day);
  for (const { unit, policy } of jobs) {
    const world = await worldOf(sources, facts, policy, unit.id, day);
    reports.set(
      unit.id,
      rulesOfKind(policy, 'places').map((rule) => reportOf(rule, world, unit.id, day)),
    );
  }
  return reports;
}

function reportOf(rule: EffectiveRule<RuleOf<'places'>>, world: World, unit: UnitId, day: Day): PlacesReport {
  const { total: stated, over, each } = rule.rule;
  const total = valueOf(stated, world.policy);
  const holders = holdersOf(world, over, unit, day);
  const base = { rule, total, holders };
  if (each !== null) return { ...base, sharing: known(shareByCode([...holders.keys()], each, total.value)) };
  if (total.value === null) return { ...base, sharing: notKnown(total.unknown) };
  const claimants = claimantsOf(rule, world, holders, day);
  if (claimants.value === null) return { ...base, sharing: notKnown(claimants.unknown) };
  const { rounding, ties } = rule.rule;
  const sharing = shareOut(total.value, claimants.value, rounding ?? 'largestRemainder', ties ?? 'lowerCode');
  return { ...base, sharing: sharing === null ? notKnown({ because: 'nothingToMeasure', day }) : known(sharing) };
}

function valueOf(quantity: Quantity, policy: EffectivePolicy): Answer<number> {
  if (typeof quantity === 'number') return known(quantity);
  const value = policy.parameters.get(quantity.parameter);
  return value === undefined ? notKnown({ because: 'parameterNotSet', parameter: quantity.parameter }) : known(value);
}

/** The regions of a level, or the schools, by their codes on the day. */
function holdersOf(
  world: World,
  over: RuleOf<'places'>['over'],
  unit: UnitId,
  day: Day,
): ReadonlyMap<string, PlaceHolder> {
  const within = (regions: readonly RegionId[] | undefined) => regions?.some((region) => region === unit) === true;
  if (over === 'SCHOOL')
    return new Map(
      world.unit
        .schoolsOn(day)
        .filter(({ id }) => id === unit || within(world.unit.school(id, day)?.regions))
        .map(({ id, code }) => [code, { kind: 'School', id }]),
    );
  return new Map(
    world.unit
      .regionsOfLevel(over, day)
      .filter((id) => within(world.unit.region(id, day)?.regions))
      .flatMap((id): (readonly [string, PlaceHolder])[] => {
        const code = codeOf(world, id, day);
        return code === null ? [] : [[code, { kind: 'Region', id }]];
      }),
  );
}

function codeOf(world: World, id: RegionId, day: Day): string | null {
  const path = world.facts.regions.find(({ regions }) => regions.at(-1) === id);
  return path?.names.find((name) => holdsOn(name, day))?.code ?? null;
}

function claimantsOf(
  { rule }: EffectiveRule<RuleOf<'places'>>,
  world: World,
  holders: ReadonlyMap<string, PlaceHolder>,
  day: Day,
): Answer<readonly Claimant[]> {
  const claimants: Claimant[] = [];
  for (const [code, holder] of holders) {
    if (rule.inProportionTo === null) {
      claimants.push({ code, measure: 1 });
      continue;
    }
    const subject = holder.kind === 'Region' ? regionSubject(world, holder.id) : schoolSubject(world, holder.id);
    const measured = measureRange(rule.inProportionTo, subject, world, onDay(day));
    if (measured.value === null) return notKnown(measured.unknown);
    const { least, most } = measured.value;
    if (most === null || !least.equals(most)) return notKnown({ because: 'recordsInDoubt', records: 1 });
    claimants.push({ code, measure: least.valueOf() });
  }
  return known(claimants);
}
