import { pageParameters } from '../../graph/page.ts';
import {
  teachersFound,
  teachersFoundFromEnd,
  teachersOfRegion,
  teachersOfRegionFromEnd,
} from '../../graph/teacherList.ts';
import { fullTextQuery } from '../../graph/searchText.ts';
import { schoolYearOn } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import type { Teacher } from '../domain/directory.ts';
import type { DirectoryList, ListRequest, TeacherFilter } from '../domain/directoryList.ts';
import type { RegionId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import type { RosterKind } from '../domain/roster.ts';
import { type Unknown, known, notKnown } from '../domain/unknown.ts';
import { whyUnknown } from './known.ts';
import { findRegion } from './region.ts';
import type { RollUpSources } from './rollUp.ts';
import { wordsOf } from './unitLists.ts';

/**
 * The people whose own school lies in a region on a day, as last known then, one page of them and how many there are: one
 * query, beside the policy and the imports that a filter rests on.
 */
export async function loadTeacherList(
  sources: RollUpSources,
  unit: RegionId,
  day: Day,
  { search, filter, page }: ListRequest<TeacherFilter>,
): Promise<DirectoryList<Teacher>> {
  const { graph, scope } = sources;
  const words = wordsOf(search);
  if (words?.length === 0) return { things: [], total: known(0) };
  const policy = await sources.policyOf(unit, day);
  const unknown = await whyNotKnown(sources, unit, day, filter, policy);
  if (unknown !== null) return { things: [], total: notKnown(unknown) };
  const within = filter.county === null ? null : await findRegion(graph, scope, filter.county, day);
  if (filter.county !== null && within === null) return { things: [], total: known(0) };
  const input = { unit, day, where: conditionsOf(filter, within, day, policy), ...pageParameters(page) };
  const [list] =
    words === null
      ? await graph.read(scope, page.backwards ? teachersOfRegionFromEnd : teachersOfRegion, input)
      : await graph.read(scope, page.backwards ? teachersFoundFromEnd : teachersFound, {
          ...input,
          where: { ...input.where, search: fullTextQuery(words) },
        });
  if (list === undefined) return { things: [], total: known(0) };
  const { teachers, total, uncertain } = list;
  const misnamed = total + uncertain === 0 ? noSuchCode(filter, policy) : null;
  if (misnamed !== null) return { things: [], total: notKnown(misnamed) };
  return {
    things: teachers,
    total: uncertain === 0 ? known(total) : notKnown({ because: 'titleStateNotKnown', persons: uncertain, day }),
  };
}

/** Why a filter cannot be answered on a day; null when it can. */
async function whyNotKnown(
  sources: RollUpSources,
  unit: RegionId,
  day: Day,
  filter: TeacherFilter,
  policy: EffectivePolicy | null,
): Promise<Unknown | null> {
  const kinds = kindsOf(filter);
  const uncovered = kinds.length === 0 ? null : await whyUnknown(sources, unit, policy, kinds, day);
  if (uncovered !== null) return uncovered;
  // Who stands on a tier without a title is told by the length of service, which a list does not read.
  if (tiersOf(policy).some(({ code, who }) => code === filter.tier && who !== null)) return { because: 'notEvaluated' };
  if (filter.homeroom === null && filter.rural === null && filter.ladder === null) return null;
  if (policy === null) return { because: 'noPolicy', day };
  if (policy.countingPosts === null && (filter.homeroom !== null || filter.rural !== null))
    return { because: 'notDefined', what: 'countingPosts' };
  return policy.ruralSettings === null && filter.rural !== null ? { because: 'notDefined', what: 'rural' } : null;
}

/** Why nothing was found, where the filter names what no policy in force has; null: it names nothing of the kind. */
function noSuchCode({ tier, ladder }: TeacherFilter, policy: EffectivePolicy | null): Unknown | null {
  if (policy === null) return null;
  const ladders = policy.ladders.map(({ code }) => code);
  if (ladder !== null && !ladders.includes(ladder))
    return { because: 'noSuchCode', what: 'ladder', code: ladder, codes: ladders };
  const tiers = tiersOf(policy).map(({ code }) => code);
  return tier === null || tiers.includes(tier)
    ? null
    : { because: 'noSuchCode', what: 'tier', code: tier, codes: tiers };
}

function tiersOf(policy: EffectivePolicy | null) {
  return policy?.ladders.flatMap(({ tiers }) => tiers) ?? [];
}

/** What imports must have spoken of, beside people and their schools, which are as last known. */
function kindsOf({
  tier,
  level,
  ladder,
  setting,
  rural,
  seat,
  seated,
  mentored,
  homeroom,
}: TeacherFilter): readonly RosterKind[] {
  const kinds: readonly (readonly [RosterKind, readonly unknown[]])[] = [
    ['school', [setting, rural]],
    ['post', [rural, homeroom]],
    ['designation', [tier, level, ladder]],
    ['seat', [seat, seated]],
    ['pairing', [mentored]],
  ];
  return kinds.filter(([, asked]) => asked.some((value) => value !== null)).map(([kind]) => kind);
}

function conditionsOf(filter: TeacherFilter, within: RegionId | null, day: Day, policy: EffectivePolicy | null) {
  const { tier, level, ladder, stage, setting, rural, school, seat, seated, mentored, homeroom } = filter;
  const ofLadder = policy?.ladders.find(({ code }) => code === ladder)?.tiers.map(({ code }) => code) ?? [];
  const tiers = ladder === null ? (tier === null ? null : [tier]) : ofLadder.filter((code) => (tier ?? code) === code);
  const titled = tier !== null || level !== null || ladder !== null;
  return {
    narrowed: titled || [rural, seat, seated, mentored, homeroom].some((asked) => asked !== null),
    stage,
    setting,
    within,
    schoolCode: school,
    titled,
    tiers,
    level,
    seated: seated ?? (seat === null ? null : true),
    role: seat,
    mentored,
    schoolYear: schoolYearOn(day, policy?.calendar ?? DEFAULT_CALENDAR),
    homeroom,
    countingPosts: policy?.countingPosts ?? [],
    rural,
    ruralSettings: policy?.ruralSettings ?? [],
  };
}
