import { targetFacts } from '../../graph/target.ts';
import { coherenceOf } from '../domain/coherence/coherence.ts';
import type { CoherenceFinding } from '../domain/coherence/finding.ts';
import type { Numbers } from '../domain/coherence/numbers.ts';
import { uncovered } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import { inForceOn } from '../domain/designation.ts';
import type { Region } from '../domain/directory.ts';
import type { RegionId, TeacherId } from '../domain/identifier.ts';
import { type EffectivePolicy, effectivePolicy } from '../domain/policy/effective.ts';
import { UnitOverTime } from '../domain/unitOverTime.ts';
import type { PolicyVersion } from './policy.ts';
import { loadPopulations } from './population.ts';
import { type RollUpSources, byId } from './rollUp.ts';

/**
 * Whether what is in force for a region adds up, held against its people on a day. Null: nothing is in force.
 * @param sources what is in force, or what is supposed to be
 */
export async function loadCoherence(
  sources: RollUpSources,
  region: Region,
  day: Day,
): Promise<readonly CoherenceFinding[] | null> {
  const policy = await sources.policyOf(region.id, day);
  return policy === null ? null : coherenceOf(policy, await loadNumbers(sources, region, day, policy), day);
}

/** Whether a version adds up by itself, under what was in force above its body on the day (its first, where that is later). */
export async function versionCoherence(
  { layersOf }: RollUpSources,
  version: PolicyVersion,
  day: Day,
): Promise<readonly CoherenceFinding[]> {
  const on = version.from > day ? version.from : version.to !== null && version.to <= day ? version.from : day;
  const policy = effectivePolicy(version.regionId, await layersOf(version.regionId, on));
  return policy === null ? [] : coherenceOf(policy, null, day);
}

async function loadNumbers(
  sources: RollUpSources,
  region: Region,
  day: Day,
  policy: EffectivePolicy,
): Promise<Numbers> {
  const [populations, [facts], coverage] = await Promise.all([
    loadPopulations(sources, [region], day),
    sources.graph.read(sources.scope, targetFacts, {
      units: [region.id],
      titles: true,
      workplaces: false,
      workshops: false,
      populations: [],
    }),
    sources.coverageOf(region.id, day),
  ]);
  const population = populations.get(region.id);
  const tree = new UnitOverTime(region.id, facts?.regions ?? [], facts?.schools ?? []);
  const parts = (population?.byUnit ?? []).flatMap(({ unit, homeroomTeachers, ruralHomeroomTeachers }) => {
    const level = unit === null ? null : tree.levelOf(unit, day);
    return unit === null || level === null ? [] : [{ id: unit, level, homeroomTeachers, ruralHomeroomTeachers }];
  });
  const policies = await byId(
    parts.map(({ id }) => id),
    (id) => sources.policyOf(id, day),
  );
  const covered = uncovered(coverage, ['school', 'teacher', 'designation'], day, policy.calendar) === null;
  return {
    unknown: population === undefined ? { because: 'noPolicy', day } : population.unknown,
    homeroomTeachers: population?.homeroomTeachers ?? null,
    ruralHomeroomTeachers: population?.ruralHomeroomTeachers ?? null,
    byUnit: parts,
    regionsOf: (level) => tree.regionsOfLevel(level, day).length,
    holdersOf: (tiers, level) => {
      if (!covered) return null;
      const persons = new Set<TeacherId>();
      for (const { person, titles } of facts?.holders ?? []) {
        const held = titles.some(
          (title) =>
            title.level === level && (tiers === null || tiers.includes(title.tier)) && inForceOn(title, day) === true,
        );
        if (held) persons.add(person);
      }
      return persons.size;
    },
    below: parts.flatMap(({ id, level }) => {
      const own = ownPolicy(policies.get(id) ?? null, id);
      return own === null ? [] : [{ id, level, policy: own }];
    }),
  };
}

/** What is in force for a body that has a policy of its own; null: it only stands under those above. */
function ownPolicy(policy: EffectivePolicy | null, id: RegionId): EffectivePolicy | null {
  return policy?.layers.some(({ regionId }) => regionId === id) === true ? policy : null;
}
