import { LEVELS, type Level } from '../level.ts';
import type { Condition, Where } from '../policy/condition.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind } from '../policy/effective.ts';
import type { Aim, RuleOf } from '../policy/types.ts';
import { allowedValues } from '../policy/where.ts';
import { bindingRules, conjunctsOf } from './atom.ts';
import { type CoherenceFinding, finding } from './finding.ts';
import { COMMA, joined, levelText, ruleText, tierText } from './words.ts';

/** Rules that ask for what nobody can have: a title of a level at which it is not given, or what presupposes itself. */
export function reachFindings(policy: EffectivePolicy): readonly CoherenceFinding[] {
  return [...unheld(policy), ...cycles(policy)];
}

function unheld(policy: EffectivePolicy): readonly CoherenceFinding[] {
  return bindingRules(policy).flatMap((effective) => {
    const { rule } = effective;
    if (!('require' in rule) || rule.require === null) return [];
    return conjunctsOf(rule.require).flatMap((condition): readonly CoherenceFinding[] => {
      if (condition.form !== 'count' || !asksForOne(condition)) return [];
      if (condition.records === 'titlesHeld' || condition.records === 'titlesAwarded')
        return titleNotGiven(policy, effective, condition.where);
      return condition.records === 'seats' ? seatNotThere(policy, effective, condition.where) : [];
    });
  });
}

function titleNotGiven(policy: EffectivePolicy, effective: EffectiveRule, where: Where): readonly CoherenceFinding[] {
  const tiers = allowedValues(where, 'tier') ?? [];
  const asked = levelsIn(where);
  const known = tiers.flatMap((code) =>
    policy.ladders.flatMap((ladder) =>
      ladder.tiers.filter((tier) => tier.code === code).map((tier) => ({ ladder, tier })),
    ),
  );
  if (tiers.length === 0 || known.length < tiers.length) return [];
  const names = joined(
    tiers.map((code) => tierText(policy, code)),
    COMMA,
  );
  const titles = known.filter(({ tier }) => tier.who === null);
  if (titles.length === 0)
    return [
      finding(
        'cannotBeHeld',
        'contradiction',
        {
          zh: `${ruleText(effective)} 要求持有${names.zh}，而它不是授予的称号：没有人持有。`,
          en: `${ruleText(effective)} asks for the title ${names.en}, which is no title that is awarded: nobody holds it.`,
        },
        { rules: [effective] },
      ),
    ];
  const given = titles.flatMap(({ ladder }) => ladder.levels);
  if (asked === null || given.length === 0 || asked.some((level) => given.includes(level))) return [];
  const [wanted, at] = [asked.map(levelText), [...new Set(given)].map(levelText)];
  const [one, other] = [joined(wanted, COMMA), joined(at, COMMA)];
  return [
    finding(
      'titleOfAnotherLevel',
      'contradiction',
      {
        zh: `${ruleText(effective)} 要求${one.zh}的${names.zh}，而这一称号只在${other.zh}授予。`,
        en: `${ruleText(effective)} asks for ${names.en} at ${one.en} level; that title is awarded at ${other.en} level only.`,
      },
      { rules: [effective] },
    ),
  ];
}

function seatNotThere(policy: EffectivePolicy, effective: EffectiveRule, where: Where): readonly CoherenceFinding[] {
  const [roles, levels] = [allowedValues(where, 'role') ?? [], levelsIn(where)];
  if (roles.length === 0 || policy.workshopKinds.length === 0) return [];
  const fits = policy.workshopKinds.some(
    (kind) =>
      kind.roles.some(({ code }) => roles.includes(code)) &&
      (levels === null || kind.levels.length === 0 || kind.levels.some((level) => levels.includes(level))),
  );
  if (fits) return [];
  const at = levels === null ? { zh: '', en: '' } : joined(levels.map(levelText), COMMA);
  return [
    finding(
      'cannotBeHeld',
      'contradiction',
      {
        zh: `${ruleText(effective)} 要求${at.zh}工作坊的 ${roles.join('、')} 席位，而没有这样的工作坊。`,
        en: `${ruleText(effective)} asks for a seat as ${roles.join(' or ')}${at.en === '' ? '' : ` at ${at.en} level`}: no kind of workshop has it.`,
      },
      { rules: [effective] },
    ),
  ];
}

function asksForOne(condition: Extract<Condition, { form: 'count' }>): boolean {
  const { bound } = condition;
  if (bound.is === 'between') return typeof bound.least === 'number' && bound.least > 0;
  if (bound.is === 'moreThan') return true;
  return (bound.is === 'atLeast' || bound.is === 'exactly') && typeof bound.value === 'number' && bound.value > 0;
}

/** The levels that a where names; null: any, or it cannot be told. */
function levelsIn(where: Where): readonly Level[] | null {
  const named = allowedValues(
    where.filter((term) => 'attribute' in term && term.term !== 'nested'),
    'level',
  );
  return Array.isArray(named) ? LEVELS.filter((level) => named.includes(level)) : null;
}

/** A rule by which somebody comes to something. */
type Way = EffectiveRule<RuleOf<'award'> | RuleOf<'eligibility'>>;

interface Sought {
  readonly way: Way;
  readonly aim: Aim;
}

/**
 * What presupposes itself. Everything that some rule leads to is taken as out of reach until a rule whose conditions are in
 * reach leads to it; what no rule leads to comes from elsewhere and is in reach.
 */
function cycles(policy: EffectivePolicy): readonly CoherenceFinding[] {
  const sought = [...rulesOfKind(policy, 'award'), ...rulesOfKind(policy, 'eligibility')]
    .filter((way) => binds(way, policy.regionId) && way.rule.modality === 'must' && way.rule.who === null)
    .flatMap((way): Sought[] =>
      [...way.rule.for, ...(way.rule.kind === 'award' ? way.rule.gives : [])].map((aim) => ({ way, aim })),
    );
  const reached = new Set<Sought>();
  const ground: Ground = { policy, sought, reached };
  for (let grew = true; grew;) {
    const found = sought.filter(
      (each) => !reached.has(each) && inReach(each.way.rule.require, ground, new Set([each.way.rule.id])),
    );
    for (const each of found) reached.add(each);
    grew = found.length > 0;
  }
  const missing = sought.filter((each) => !reached.has(each));
  // A thing that another rule leads to is not out of reach for good.
  const lost = missing.filter((each) => ![...reached].some((other) => isSame(each.aim, other.aim)));
  const ways = [...new Set(lost.map(({ way }) => way))];
  if (ways.length === 0) return [];
  const names = ways.map(ruleText);
  return [
    finding(
      'eligibilityCycle',
      'contradiction',
      {
        zh: `${names.join('、')}：要取得的正是它们自己所要求的，没有人能够开始。`,
        en: `${names.join(', ')}: what they lead to is what they ask for themselves, so nobody can begin.`,
      },
      {
        rules: ways,
        assumptions: [
          {
            zh: '不计已经持有者，也不计其他政策授予的。',
            en: 'Apart from those who have it already, and from what other policies give.',
          },
        ],
      },
    ),
  ];
}

interface Ground {
  readonly policy: EffectivePolicy;
  readonly sought: readonly Sought[];
  readonly reached: ReadonlySet<Sought>;
}

/** Whether a condition can be met with what is in reach; of everything else, it can. */
function inReach(condition: Condition | null, ground: Ground, seen: ReadonlySet<string>): boolean {
  if (condition === null || condition.interpretation?.applied === false || condition.modality === 'may') return true;
  switch (condition.form) {
    case 'all':
      return condition.of.every((part) => inReach(part, ground, seen));
    case 'any':
      return condition.of.filter((part) => inReach(part, ground, seen)).length >= condition.atLeast;
    case 'rule': {
      const named = ground.policy.rules.find(({ rule }) => rule.id === condition.rule)?.rule;
      if (named === undefined || seen.has(named.id) || !('require' in named)) return true;
      return inReach(named.require, ground, new Set([...seen, named.id]));
    }
    case 'count': {
      const of = THINGS[condition.records];
      return of === undefined || !asksForOne(condition) || canBeHad(of, condition.where, ground);
    }
    case 'fact':
    case 'not':
    case 'is':
    case 'every':
    case 'sum':
    case 'share':
    case 'ratio':
      return true;
  }
}

/** What a record is of, among what rules lead to. */
const THINGS: Readonly<Record<string, Aim['of']>> = {
  titlesHeld: 'title',
  certificates: 'certificate',
  seats: 'seat',
  posts: 'post',
};

function canBeHad(of: Aim['of'], where: Where, { policy, sought, reached }: Ground): boolean {
  const ways = sought.filter(({ aim }) => aim.of === of && mayFit(aim.where, where));
  if (ways.length === 0 || ways.some((way) => reached.has(way))) return true;
  // What no rule leads to, such as a title of another level, is given by others.
  const beside = (name: string, all: readonly string[]): boolean => {
    const asked = allowedValues(where, name);
    if (asked === undefined) return true;
    const wanted = asked ?? all;
    const led = ways.flatMap(({ aim }) => allowedValues(aim.where, name) ?? wanted);
    return wanted.some((value) => !led.includes(value));
  };
  if (of !== 'title') return beside('kind', []) || beside('role', []) || beside('level', []);
  const titles = policy.ladders.flatMap(({ tiers }) => tiers.flatMap(({ code, who }) => (who === null ? [code] : [])));
  return (
    beside('tier', titles) ||
    beside(
      'level',
      policy.ladders.flatMap(({ levels }) => levels),
    )
  );
}

/** Whether something may be what both speak of. */
function mayFit(aim: Where, asked: Where): boolean {
  return ['tier', 'level', 'kind', 'role', 'grade', 'ladder'].every((name) => {
    const [one, other] = [allowedValues(aim, name), allowedValues(asked, name)];
    return !Array.isArray(one) || !Array.isArray(other) || one.some((value) => other.includes(value));
  });
}

function isSame(a: Aim, b: Aim): boolean {
  return a.of === b.of && JSON.stringify(a.where) === JSON.stringify(b.where);
}
