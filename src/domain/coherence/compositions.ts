import type { Level } from '../level.ts';
import { type EffectivePolicy, type EffectiveRule, binds, rulesOfKind } from '../policy/effective.ts';
import { type SeatRule, type WorkshopTarget, compositionFor, workshopTargets } from '../policy/staffing.ts';
import type { RuleOf, SeatCount } from '../policy/types.ts';
import type { Text } from '../roster.ts';
import { isNarrowerSelection, whoOf } from './atom.ts';
import { type CoherenceFinding, finding, named } from './finding.ts';
import type { Numbers } from './numbers.ts';
import { type Range, exactly, isAbove, plus, times, wholeRange } from './range.ts';
import { COMMA, eachText, joined, rangeText, ruleText, shown, unitsText } from './words.ts';

/** Seats asked for twice that no workshop can have, and how many places the workshops asked for would have. */
export function compositionFindings(policy: EffectivePolicy, numbers: Numbers | null): readonly CoherenceFinding[] {
  const rules = rulesOfKind(policy, 'composition').filter((effective) => binds(effective, policy.regionId));
  return [
    ...rules.flatMap((rule) => partsAgainstWhole(policy, rule)),
    ...rules.flatMap((a, index) => rules.slice(index).flatMap((b) => askedTwice(policy, a, b))),
    ...impliedPlaces(policy, numbers),
  ];
}

/** The workshops that targets ask for, each target as it stands on its own last day. */
export function workshopsAsked(policy: EffectivePolicy): readonly WorkshopTarget[] {
  return rulesOfKind(policy, 'target').flatMap((effective) => {
    const { through, by, from } = effective.rule;
    const day = through ?? by ?? from ?? effective.layer.from;
    if (!binds(effective, policy.regionId) || effective.rule.modality === 'may') return [];
    return workshopTargets({ ...policy, rules: [effective] }, day);
  });
}

/** How many seats a workshop has in each role, all that stand under one role taken together; null: a number is not set. */
export function seatsInAll(rules: readonly SeatRule[]): ReadonlyMap<string, Range> | null {
  const counts = new Map<string, Range>();
  const countOf = (seats: SeatRule, seen: readonly string[]): Range | null => {
    const own = { least: seats.minimum, most: seats.maximum };
    if (seats.unset !== null || seen.includes(seats.role.code)) return null;
    if (seats.forEach === null) return own;
    const parent = rules.find(({ role }) => role.code === seats.forEach);
    const parents = parent === undefined ? null : countOf(parent, [...seen, seats.role.code]);
    return parents === null ? null : times(own, parents);
  };
  for (const seats of rules) {
    const count = countOf(seats, []);
    if (count === null) return null;
    counts.set(seats.role.code, count);
  }
  return counts;
}

function partsAgainstWhole(
  policy: EffectivePolicy,
  effective: EffectiveRule<RuleOf<'composition'>>,
): readonly CoherenceFinding[] {
  return effective.rule.seats.flatMap(({ role, bound, parts }) => {
    const whole = wholeRange(policy, bound);
    if (whole === null) return [];
    const ranges = parts.flatMap((part) => wholeRange(policy, part.bound) ?? []);
    const sum = ranges.length < parts.length || parts.length === 0 ? null : ranges.reduce(plus);
    const impossible = isAbove(whole, whole);
    if (!impossible && (sum === null || !isAbove(sum, whole))) return [];
    const [asked, of] = [rangeText(whole), rangeText(sum ?? whole)];
    return [
      finding(
        'floorAboveCeiling',
        'contradiction',
        impossible
          ? {
              zh: `${ruleText(effective)}：${role} 的人数没有任何数能满足。`,
              en: `${ruleText(effective)}: no number of ${role} is allowed.`,
            }
          : {
              zh: `${ruleText(effective)}：${role} 共 ${asked.zh}，其各部分合计${of.zh}。`,
              en: `${ruleText(effective)}: ${asked.en} ${role} in all, but its parts come to ${of.en}.`,
            },
        { rules: [effective], numbers: [named('least', (sum ?? whole).least), named('most', whole.most ?? 0)] },
      ),
    ];
  });
}

/** Two seat rules of one role, of the same workshops, that no number keeps both of. */
function askedTwice(
  policy: EffectivePolicy,
  a: EffectiveRule<RuleOf<'composition'>>,
  b: EffectiveRule<RuleOf<'composition'>>,
): readonly CoherenceFinding[] {
  const [whoA, whoB] = [whoOf(policy, a), whoOf(policy, b)];
  if (!isNarrowerSelection(whoA, whoB) && !isNarrowerSelection(whoB, whoA)) return [];
  return a.rule.seats.flatMap((seats, index) =>
    (a === b ? b.rule.seats.slice(index + 1) : b.rule.seats)
      .filter(({ role, perBatch }) => role === seats.role && perBatch === seats.perBatch)
      .flatMap((other) => {
        const alike = seats.forEach === other.forEach;
        const rangeOf = (own: SeatCount, rule: EffectiveRule<RuleOf<'composition'>>): Range | null =>
          alike
            ? wholeRange(policy, own.bound)
            : wholeCount(policy, own, [...rule.rule.seats, ...a.rule.seats, ...b.rule.seats]);
        const [first, second] = [rangeOf(seats, a), rangeOf(other, b)];
        if (first === null || second === null || (!isAbove(first, second) && !isAbove(second, first))) return [];
        const [one, two] = [rangeText(first), rangeText(second)];
        return [
          finding(
            'compositionsExclude',
            'contradiction',
            {
              zh: `${ruleText(a)} 要求 ${seats.role} ${one.zh}，${ruleText(b)} 要求 ${two.zh}：同一个工作坊不能同时满足。`,
              en: `${ruleText(a)} asks for ${one.en} ${seats.role}, ${ruleText(b)} for ${two.en}: no workshop can have both.`,
            },
            { rules: [a, b], numbers: [named('first', first.least), named('second', second.least)] },
          ),
        ];
      }),
  );
}

/** The seats of a role in the whole workshop, those of each holder of another role added up. */
function wholeCount(policy: EffectivePolicy, seats: SeatCount, among: readonly SeatCount[], depth = 0): Range | null {
  const own = wholeRange(policy, seats.bound);
  if (own === null || depth > 10) return null;
  if (seats.forEach === null) return own;
  const parent = among.find(({ role }) => role === seats.forEach);
  const parents = parent === undefined ? null : wholeCount(policy, parent, among, depth + 1);
  return parents === null ? null : times(own, parents);
}

function impliedPlaces(policy: EffectivePolicy, numbers: Numbers | null): readonly CoherenceFinding[] {
  const asked = workshopsAsked(policy).filter(({ level }) => level !== null);
  const groups = new Map<string, WorkshopTarget[]>();
  for (const target of asked) {
    const key = `${target.level ?? ''} ${target.perUnit ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  return [...groups.values()].flatMap((targets) => placesOf(policy, numbers, targets));
}

interface Staffed {
  readonly target: WorkshopTarget;
  readonly rules: readonly SeatRule[];
  readonly seats: ReadonlyMap<string, Range>;
}

function placesOf(
  policy: EffectivePolicy,
  numbers: Numbers | null,
  targets: readonly WorkshopTarget[],
): readonly CoherenceFinding[] {
  const staffed = targets.flatMap((target): Staffed[] => {
    if (target.level === null) return [];
    const stages = target.stage === null ? [] : [target.stage];
    const rules = compositionFor(policy, { level: target.level, stages });
    const seats = seatsInAll(rules);
    return rules.length === 0 || seats === null ? [] : [{ target, rules, seats }];
  });
  const [first] = staffed;
  if (first === undefined || staffed.length < targets.length) return [];
  const { perUnit } = first.target;
  const units = perUnit === null ? 1 : (numbers?.regionsOf(perUnit) ?? null);
  const workshops = targets.reduce((sum, { planned }) => sum + planned, 0);
  if (workshops === 0) return [];
  const roles = [...new Set(staffed.flatMap(({ seats }) => [...seats.keys()]))];
  const inAll = roles.map((role) => {
    const count = staffed
      .map(({ seats, target }) => times(seats.get(role) ?? exactly(0), exactly(target.planned)))
      .reduce(plus);
    const name = first.rules.find((rule) => rule.role.code === role)?.role.text ?? { zh: role, en: role };
    return { role, name, count: units === null ? count : times(count, exactly(units)) };
  });
  const total = inAll.map(({ count }) => count).reduce(plus);
  // Seats that no workshop can have are told apart from this.
  if (inAll.some(({ count }) => isAbove(count, count))) return [];
  const text = placesText({ workshops, perUnit, units, staffed, inAll, total });
  const rules = [
    ...targets.map(({ rule }) => rule),
    ...staffed.flatMap(({ rules }) => rules.flatMap((each) => each.rules)),
  ];
  const named_ = [
    named('workshops', workshops * (units ?? 1)),
    ...inAll.map(({ role, count }) => named(role, count.least)),
    named('places', total.least),
    ...(total.most === null ? [] : [named('placesAtMost', total.most)]),
  ];
  const implied = finding('placesImplied', 'note', text, { rules, numbers: named_ });
  const people = numbers?.homeroomTeachers ?? null;
  if (people === null || (perUnit !== null && units === null) || total.least <= people) return [implied];
  return [
    implied,
    finding(
      'placesAbovePeople',
      'shortfall',
      {
        zh: `${text.zh.replace(/。$/u, '')}，而班主任只有 ${shown(people)} 人。`,
        en: `${text.en.replace(/\.$/u, '')}, for ${shown(people)} homeroom teachers.`,
      },
      {
        rules,
        numbers: [...named_, named('homeroomTeachers', people)],
        assumptions: [
          { zh: '每人只占一个席位，且都是班主任。', en: 'Nobody has two places, and all are homeroom teachers.' },
        ],
      },
    ),
  ];
}

function placesText({
  workshops,
  perUnit,
  units,
  staffed,
  inAll,
  total,
}: {
  readonly workshops: number;
  readonly perUnit: Level | null;
  readonly units: number | null;
  readonly staffed: readonly Staffed[];
  readonly inAll: readonly { readonly name: Text; readonly count: Range }[];
  readonly total: Range;
}): Text {
  const sizes = staffed.map(({ seats }) => [...seats.values()].reduce(plus, exactly(0)));
  const [size] = sizes;
  const alike = size !== undefined && sizes.every(({ least, most }) => least === size.least && most === size.most);
  const each = alike ? rangeText(size) : null;
  const by = joined(
    inAll.map(({ name, count }) => {
      const number = rangeText(count);
      return { zh: `${name.zh} ${number.zh}`, en: `${name.en.toLowerCase()} ${number.en}` };
    }),
    COMMA,
  );
  const sum = rangeText(total);
  const before: Text =
    perUnit === null
      ? { zh: '', en: '' }
      : units === null
        ? { zh: `${eachText(perUnit).zh}：`, en: `${eachText(perUnit).en}: ` }
        : { zh: `${unitsText(units, perUnit).zh} × `, en: `${unitsText(units, perUnit).en} × ` };
  const times_ = each === null ? { zh: '', en: '' } : { zh: ` × ${each.zh} 人`, en: ` × ${each.en} people` };
  return {
    zh: `${before.zh}${shown(workshops)} 个工作坊${times_.zh} = ${sum.zh} 个席位（${by.zh}）。`,
    en: `${before.en}${shown(workshops)} workshops${times_.en} = ${sum.en} places (${by.en}).`,
  };
}
