import type { Level } from '../level.ts';
import { LEVELS } from '../level.ts';
import type { Condition } from '../policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind } from '../policy/effective.ts';
import { compositionFor, workshopKindOf } from '../policy/staffing.ts';
import type { Aim, RuleOf } from '../policy/types.ts';
import type { Text } from '../roster.ts';
import { allowedValues, attributesOf } from '../policy/where.ts';
import { conjunctsOf } from './atom.ts';
import { seatsInAll, workshopsAsked } from './compositions.ts';
import { type CoherenceFinding, finding, named } from './finding.ts';
import { type Range, exactly, plus, times, wholeRange } from './range.ts';
import { termOfSeats, yearsBetween } from './terms.ts';
import { rangeText, ruleText, shown, tierText } from './words.ts';

/** Tiers whose holders come out of workshops, where these have fewer places than the tier's target asks for, or hardly more. */
export function feederFindings(policy: EffectivePolicy): readonly CoherenceFinding[] {
  return rulesOfKind(policy, 'target')
    .filter((effective) => binds(effective, policy.regionId))
    .flatMap((target) => tiersAsked(policy, target).flatMap((asked) => findingsFor(policy, asked)));
}

interface TierAsked {
  readonly target: EffectiveRule<RuleOf<'target'>>;
  readonly tier: string;
  readonly level: Level | null;
  readonly required: number;
}

function tiersAsked(policy: EffectivePolicy, target: EffectiveRule<RuleOf<'target'>>): readonly TierAsked[] {
  if (target.rule.per.length > 0) return [];
  return conjunctsOf(target.rule.require).flatMap((condition): TierAsked[] => {
    if (condition.form !== 'count' || condition.records !== 'titlesHeld' || condition.window !== null) return [];
    const where = [...condition.where, ...target.rule.for.flatMap((aim) => (aim.of === 'title' ? aim.where : []))];
    if (!attributesOf(where).every((attribute) => ['tier', 'level', 'ladder'].includes(attribute))) return [];
    const [tier, ...tiers] = allowedValues(where, 'tier') ?? [];
    const [level, ...levels] = allowedValues(where, 'level') ?? [];
    const required = wholeRange(policy, condition.bound)?.least ?? 0;
    if (tier === undefined || tiers.length > 0 || levels.length > 0 || required === 0) return [];
    return [{ target, tier, level: LEVELS.find((known) => known === level) ?? null, required }];
  });
}

/** A rule by which somebody comes to a title. */
type Way = EffectiveRule<RuleOf<'award'> | RuleOf<'eligibility'>>;

function waysTo(policy: EffectivePolicy, { tier, level }: TierAsked): readonly Way[] {
  const fits = (aim: Aim) =>
    aim.of === 'title' &&
    (allowedValues(aim.where, 'tier')?.includes(tier) ?? true) &&
    (level === null || (allowedValues(aim.where, 'level')?.includes(level) ?? true));
  return [
    ...rulesOfKind(policy, 'award').filter(({ rule }) => [...rule.gives, ...rule.for].some(fits)),
    ...rulesOfKind(policy, 'eligibility').filter(({ rule }) => rule.for.some(fits)),
  ].filter((way) => binds(way, policy.regionId));
}

function findingsFor(policy: EffectivePolicy, asked: TierAsked): readonly CoherenceFinding[] {
  const ways = waysTo(policy, asked);
  return ways.flatMap((way) => {
    const role = seatAsked(way);
    const feeder = role === null ? null : placesFor(policy, role, asked);
    if (role === null || feeder === null) return [];
    return fed(
      policy,
      asked,
      way,
      feeder,
      ways.filter((other) => other !== way),
    );
  });
}

/** The seat that a way leads through: its role, and the level of the workshop where it says so. */
function seatAsked({ rule }: Way): { readonly role: string; readonly level: Level | null } | null {
  const conditions = rule.require === null ? [] : conjunctsOf(rule.require);
  for (const condition of conditions) {
    if (condition.form !== 'count' || condition.records !== 'seats') continue;
    const [role, ...roles] = allowedValues(condition.where, 'role') ?? [];
    if (role === undefined || roles.length > 0 || !isFloor(condition)) continue;
    const inner = condition.where.flatMap((term) =>
      term.term === 'nested' && term.attribute === 'workshop' ? term.where : [],
    );
    const [level] =
      allowedValues([...condition.where.filter(({ term }) => term !== 'nested'), ...inner], 'level') ?? [];
    return { role, level: LEVELS.find((known) => known === level) ?? null };
  }
  return null;
}

function isFloor(condition: Extract<Condition, { form: 'count' }>): boolean {
  return condition.bound.is === 'atLeast' || condition.bound.is === 'moreThan' || condition.bound.is === 'exactly';
}

interface Feeder {
  readonly rules: readonly EffectiveRule[];
  readonly roleText: Text;
  readonly workshops: number;
  /** In one workshop. */
  readonly each: Range;
  /** One after another until the target's last day. */
  readonly terms: number;
  readonly termYears: number | null;
  readonly places: Range;
}

function placesFor(
  policy: EffectivePolicy,
  { role, level }: { readonly role: string; readonly level: Level | null },
  { target }: TierAsked,
): Feeder | null {
  const found = workshopsAsked(policy).flatMap((workshops) => {
    if (workshops.level === null || workshops.perUnit !== null || (level !== null && workshops.level !== level))
      return [];
    const traits = { level: workshops.level, stages: workshops.stage === null ? [] : [workshops.stage] };
    const rules = compositionFor(policy, traits);
    const each = seatsInAll(rules)?.get(role);
    const seats = rules.find((rule) => rule.role.code === role);
    if (each === undefined || seats === undefined) return [];
    return [{ workshops, each, seats, kind: workshopKindOf(policy, traits)?.kind ?? null }];
  });
  const [first] = found;
  const workshops = found.reduce((sum, each) => sum + each.workshops.planned, 0);
  if (first === undefined || workshops === 0) return null;
  const term = termOfSeats(policy, first.kind);
  const last = target.rule.through ?? target.rule.by;
  const years = last === null ? 0 : yearsBetween(target.layer.from, last);
  const terms = term === null ? 1 : Math.max(1, Math.floor(years / term.years));
  const atOnce = found.map(({ each, workshops: { planned } }) => times(each, exactly(planned))).reduce(plus);
  return {
    rules: [
      ...found.flatMap((each) => [each.workshops.rule, ...each.seats.rules]),
      ...(term?.rule == null ? [] : [term.rule]),
    ],
    roleText: first.seats.role.text,
    workshops,
    each: found.every(({ each }) => each.least === first.each.least && each.most === first.each.most)
      ? first.each
      : { least: atOnce.least / workshops, most: atOnce.most === null ? null : atOnce.most / workshops },
    terms,
    termYears: term?.years ?? null,
    places: times(atOnce, exactly(terms)),
  };
}

function fed(
  policy: EffectivePolicy,
  { target, tier, required }: TierAsked,
  way: Way,
  feeder: Feeder,
  others: readonly Way[],
): readonly CoherenceFinding[] {
  const { places, workshops, each, terms, roleText } = feeder;
  if (required < places.least || (required === places.least && places.most !== places.least)) return [];
  const tooSmall = places.most !== null && places.most < required;
  const title = tierText(policy, tier);
  const [perWorkshop, inAll] = [rangeText(each), rangeText(places)];
  const needed = required / (workshops * terms);
  const inTerms: Text =
    terms === 1 ? { zh: '', en: '' } : { zh: ` × ${shown(terms)} 届`, en: ` × ${shown(terms)} terms` };
  const conclusion: Text = tooSmall
    ? {
        zh: others.length === 0 ? '，而没有其他途径' : '，不足',
        en: others.length === 0 ? ', and there is no other way' : ', too few by themselves',
      }
    : places.least === places.most
      ? { zh: '：每一个都须通过', en: ': every one of them has to be awarded the title' }
      : { zh: `：每个工作坊至少 ${shown(needed)} 名`, en: `: at least ${shown(needed)} in each workshop` };
  return [
    finding(
      tooSmall ? 'feederTooSmall' : 'feederJustEnough',
      tooSmall ? (others.length === 0 ? 'contradiction' : 'shortfall') : 'note',
      {
        zh: `${shown(workshops)} 个工作坊 × ${perWorkshop.zh} 名${roleText.zh}${inTerms.zh} = ${inAll.zh} 个席位，目标为${title.zh} ${shown(required)} 名${conclusion.zh}。`,
        en: `${shown(workshops)} workshops × ${perWorkshop.en} (${roleText.en.toLowerCase()})${inTerms.en} = ${inAll.en} places for ${shown(required)} (${title.en.toLowerCase()})${conclusion.en}.`,
      },
      {
        rules: [target, way, ...feeder.rules, ...others],
        numbers: [
          named('workshops', workshops),
          named('places', places.least),
          ...(places.most === null ? [] : [named('placesAtMost', places.most)]),
          named('terms', terms),
          named('target', required),
          named('perWorkshop', needed),
        ],
        assumptions: assumptionsOf(feeder, way, others),
      },
    ),
  ];
}

function assumptionsOf({ terms, termYears }: Feeder, way: Way, others: readonly Way[]): readonly Text[] {
  const names = others.map(ruleText).join(', ');
  return [
    termYears === null
      ? {
          zh: '政策没有规定工作坊的任期：按只有一届、每席一人计算。',
          en: 'The term of a workshop is not stated: one term, each place held by one person.',
        }
      : {
          zh: `任期 ${shown(termYears)} 年，到期前共 ${shown(terms)} 届，每届换人。`,
          en: `Terms of ${shown(termYears)} years, ${shown(terms)} until the date, each with other people.`,
        },
    others.length === 0
      ? { zh: `${ruleText(way)} 是唯一途径。`, en: `${ruleText(way)} is the only way.` }
      : {
          zh: `以 ${ruleText(way)} 为唯一途径；另有 ${names}。`,
          en: `${ruleText(way)} is taken as the only way; beside it there is ${names}.`,
        },
    {
      zh: `席位上的人都满足 ${ruleText(way)} 的其他条件。`,
      en: `Everybody in these places meets what else ${ruleText(way)} asks.`,
    },
  ];
}
