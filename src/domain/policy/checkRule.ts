import { MOST_WORKING_DAYS } from '../workingDays.ts';
import { wholeNumbers } from './bound.ts';
import { POPULATION_ATTRIBUTES, THINGS } from './catalogue.ts';
import { type Declared, checkConditions, checkNames, checkWhere } from './checkConditions.ts';
import { type Complaint, type Findings, complaint } from './complaint.ts';
import type { Condition, SeatBound } from './condition.ts';
import { conditionsIn, whereOfSelection } from './conditionParts.ts';
import { oneOfThese } from './problem.ts';
import { day } from './scalars.ts';
import { scaleOf } from './scale.ts';
import type { Duration, PolicyDocument, Rule, RuleOf } from './types.ts';

/** What there is to say about one rule, when everything that it names is known. */
export function checkRule(rule: Rule, document: PolicyDocument, declared: Declared, findings: Findings): void {
  for (const found of plainFindings(rule, document, declared)) findings.add(found, rule);
  checkConditions(rule, declared, findings);
  checkWhere(whereOfSelection(rule.who), findings, rule);
  if (rule.who?.selection === 'of')
    checkNames(rule.who.where, POPULATION_ATTRIBUTES[rule.who.population], null, declared, findings);
  for (const { of, where } of [...rule.for, ...(rule.kind === 'award' ? rule.gives : [])])
    checkNames(where, THINGS[of] ?? {}, null, declared, findings);
  checkBody(rule, document, declared, findings);
}

function plainFindings(rule: Rule, document: PolicyDocument, declared: Declared): readonly Complaint[] {
  const found: Complaint[] = [];
  if (rule.clause === null && rule.note === null)
    found.push(
      complaint(
        'no-clause',
        '没有写条款；原文没有的，请用 note 说明',
        'No clause: where the document has none, a note should say so',
        'warning',
      ),
    );
  if (rule.kind === 'quota' && rule.per.length === 0 && !hasWindow(rule.require))
    found.push(
      complaint('no-period', '没有写 per：按什么期间比较', 'No per: for which period it is compared', 'warning'),
    );
  if (rule.kind === 'target' && rule.by === null && rule.through === null && rule.per.length === 0)
    found.push(
      complaint(
        'no-date',
        '没有写 by、through 或 per：何时达到',
        'Neither by, nor through, nor per: when it is to be reached',
        'warning',
      ),
    );
  if (says(rule, 'about') && !declared.documents.some(({ define }) => define.tolerance !== null))
    found.push(
      complaint(
        'no-tolerance',
        '用了 about（约），须在 define.tolerance 里写明相差多少以内算“约”',
        'It says about: define.tolerance must say how near that is',
      ),
    );
  if (rule.overrides !== null) {
    const first = document.rules.find(({ overrides }) => overrides === rule.overrides);
    if (first !== rule)
      found.push(
        complaint(
          'overridden-twice',
          `${rule.overrides} 已由 ${first?.id ?? ''} 替代`,
          `${rule.overrides} is replaced by ${first?.id ?? ''} already`,
        ),
      );
  }
  return [...found, ...unitsOfTime(rule, declared)];
}

/** 学期 is `semester`, 任期 is `term`: one taken for the other is the commonest slip of all. */
function unitsOfTime(rule: Rule, { documents }: Declared): readonly Complaint[] {
  const used = timeIn(rule);
  const zh = rule.text?.zh ?? '';
  const found: Complaint[] = [];
  if (used.has('term') && !used.has('semester') && zh.includes('学期') && !/任期|届/u.test(zh))
    found.push(
      complaint(
        'semester-or-term',
        '文字里是“学期”，规则里是 term（任期）：学期是 semester',
        'The text says 学期 and the rule term, which is 任期: 学期 is a semester',
        'warning',
      ),
    );
  if (used.has('semester') && !used.has('term') && /任期|届/u.test(zh) && !zh.includes('学期'))
    found.push(
      complaint(
        'semester-or-term',
        '文字里是“任期”，规则里是 semester（学期）：任期是 term',
        'The text says 任期 and the rule semester, which is 学期: 任期 is a term',
        'warning',
      ),
    );
  const stated = documents.some(
    ({ rules, workshops }) => rules.some(({ kind }) => kind === 'term') || workshops.some(({ term }) => term !== null),
  );
  if (used.has('term') && !stated)
    found.push(
      complaint(
        'no-term',
        '用了 term（任期），但没有一条规则写明任期多长',
        'It speaks of a term of office, and no rule says how long one is',
        'warning',
      ),
    );
  return found;
}

function timeIn(part: unknown, found = new Set<string>()): Set<string> {
  if (part instanceof Map) for (const value of part.values()) timeIn(value, found);
  else if (Array.isArray(part)) for (const value of part) timeIn(value, found);
  else if (typeof part === 'object' && part !== null) {
    if ('unit' in part && 'count' in part && typeof part.unit === 'string') found.add(part.unit);
    if ('per' in part && part.per === 'period' && 'period' in part) found.add(String(part.period));
    for (const value of Object.values(part)) timeIn(value, found);
  }
  return found;
}

function checkBody(rule: Rule, document: PolicyDocument, declared: Declared, findings: Findings): void {
  switch (rule.kind) {
    case 'composition':
      checkSeats(rule, findings);
      return;
    case 'target':
      checkDates(rule, document, findings);
      return;
    case 'term':
      checkTerm(rule, findings);
      return;
    case 'outcome':
      checkOutcome(rule, declared, findings);
      return;
    case 'workflow':
      for (const step of rule.steps) {
        const days = step.publicity === null ? null : numberIn(step.publicity);
        if (days !== null && (days < 1 || days > MOST_WORKING_DAYS || !Number.isInteger(days)))
          findings.add(
            complaint(
              'out-of-range',
              `公示天数应为 1 至 ${MOST_WORKING_DAYS} 之间的整数`,
              `A number of working days is a whole number from 1 to ${MOST_WORKING_DAYS}`,
            ),
            step.publicity ?? step,
            step,
            rule,
          );
      }
      checkTwice(
        rule.steps.map(({ step }) => step),
        rule.steps,
        rule,
        findings,
      );
      return;
    case 'places':
      checkPlaces(rule, findings);
      return;
    default:
      return;
  }
}

/** The number at the low end of a bound. */
function numberIn(bound: SeatBound): number | null {
  if (bound.is === 'any') return null;
  const value = bound.is === 'between' ? bound.least : bound.value;
  return typeof value === 'number' ? value : null;
}

function checkTwice(names: readonly string[], parts: readonly object[], rule: Rule, findings: Findings): void {
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      findings.add(
        complaint('declared-twice', `“${name}”写了两次`, `“${name}” stands twice`),
        parts[index] ?? rule,
        rule,
      );
}

function checkSeats(rule: RuleOf<'composition'>, findings: Findings): void {
  for (const seats of rule.seats) {
    const { role, forEach, bound, parts } = seats;
    if (forEach === role)
      findings.add(
        complaint('circle', `${role} 不能按自身计数`, `${role} cannot be counted for each of itself`),
        seats,
        rule,
      );
    if (forEach !== null && forEach !== role && !rule.seats.some((other) => other.role === forEach))
      findings.add(
        complaint(
          'for-each-of-nobody',
          `本规则没有规定 ${forEach} 的人数`,
          `This rule does not say how many ${forEach} there are`,
          'warning',
        ),
        seats,
        rule,
      );
    const numbers = numbersOf(bound);
    if (numbers === null) continue;
    const negative = [bound, ...parts.map((part) => part.bound)].find((each) => (numberIn(each) ?? 0) < 0);
    if (negative !== undefined)
      findings.add(
        complaint('out-of-range', '人数不能小于 0', 'A number of people cannot be below 0'),
        negative,
        seats,
        rule,
      );
    const least = parts.reduce((sum, part) => sum + (numbersOf(part.bound)?.[0] ?? 0), 0);
    const [, most] = numbers;
    if (bound.is !== 'any' && most !== null && least > most)
      findings.add(
        complaint(
          'contradiction',
          `各部分至少 ${least} 人，超过全部的 ${most} 人`,
          `Its parts ask for at least ${least}, more than the ${most} in all`,
        ),
        bound,
        seats,
        rule,
      );
  }
}

function numbersOf(bound: SeatBound): readonly [number, number | null] | null {
  if (bound.is !== 'any' && says(bound, 'about')) return null;
  const known = bound.is === 'any' || numberIn(bound) !== null;
  return known ? wholeNumbers(bound, (quantity) => (typeof quantity === 'number' ? quantity : Infinity), 0) : null;
}

function checkDates(rule: RuleOf<'target'>, { effective }: PolicyDocument, findings: Findings): void {
  const end = rule.through ?? rule.by;
  // A day that could not be read has been told already.
  if (end !== null && end !== day.standIn && end < effective.from)
    findings.add(
      complaint(
        'before-start',
        `期限 ${end} 早于政策生效日 ${effective.from}`,
        `It is to be reached by ${end}, before the policy begins on ${effective.from}`,
      ),
      rule,
    );
  if (
    rule.from !== null &&
    effective.through !== null &&
    effective.through !== day.standIn &&
    rule.from > effective.through
  )
    findings.add(
      complaint(
        'after-end',
        `开始日 ${rule.from} 晚于政策失效日 ${effective.through}`,
        `It begins on ${rule.from}, after the policy ends on ${effective.through}`,
      ),
      rule,
    );
}

function checkTerm(rule: RuleOf<'term'>, findings: Findings): void {
  const { lasts, lapsesWhen } = rule;
  if (lasts.lasts === 'for' && lasts.duration.count === 0)
    findings.add(complaint('empty-window', '任期不能为 0', 'A term of no length'), lasts, rule);
  if (lapsesWhen !== null && rule.for.some(({ of }) => of === 'seat' || of === 'workshop' || of === 'post'))
    findings.add(
      complaint(
        'lapse-of-seat',
        '只有称号和证书会自行失效；席位、岗位和工作室以登记结束',
        'Only titles and certificates lapse by themselves; seats, posts and workshops end by a record',
      ),
      lapsesWhen,
      rule,
    );
}

function checkOutcome(rule: RuleOf<'outcome'>, { scales }: Declared, findings: Findings): void {
  const { of } = rule;
  if (!('appraisal' in of)) return;
  const scale = scaleOf(scales, 'appraisal', of.appraisal, [...rule.grades.keys()][0] ?? null);
  if (scale === null) return;
  for (const [grade, effects] of rule.grades) {
    const known = [...scales.values()].some((each) => each.includes(grade));
    if (known && !scale.includes(grade))
      findings.add(
        complaint(
          'grade-not-on-scale',
          `“${grade}”不在这一等次序列里：此处应为${oneOfThese(scale).zh}`,
          `“${grade}” is not on this scale: expected ${oneOfThese(scale).en}`,
        ),
        effects[0] ?? rule,
        rule,
      );
  }
}

function checkPlaces(rule: RuleOf<'places'>, findings: Findings): void {
  const { total, each, inProportionTo } = rule;
  if (each === null && inProportionTo === null)
    findings.add(complaint('missing', '缺少 each 或 inProportionTo', 'Either each or inProportionTo is missing'), rule);
  if (each !== null && inProportionTo !== null)
    findings.add(
      complaint('two-ways', 'each 与 inProportionTo 只能有一个', 'Either each or inProportionTo, not both'),
      rule,
    );
  const sum = [...(each ?? new Map<string, number>()).values()].reduce((all, count) => all + count, 0);
  if (each !== null && typeof total === 'number' && sum !== total)
    findings.add(
      complaint('sum', `各地合计 ${sum} 个，与总数 ${total} 不符`, `The places come to ${sum}, not to ${total}`),
      rule,
    );
}

/** Lengths of time that hold nothing. */
export function checkDurations(rule: Rule, findings: Findings): void {
  for (const condition of conditionsIn(rule)) {
    const window = 'window' in condition ? condition.window : null;
    const empty =
      window !== null &&
      (('duration' in window && isEmpty(window.duration)) || (window.window === 'lastRecords' && window.count === 0));
    if (empty)
      findings.add(complaint('empty-window', '时间窗口为 0，什么也不含', 'The window is of no length'), condition);
  }
}

function isEmpty({ count }: Duration): boolean {
  return count === 0;
}

function hasWindow(condition: Condition | null): boolean {
  return condition !== null && 'window' in condition && condition.window !== null;
}

/** Whether a comparison word stands anywhere in a rule. */
function says(part: unknown, comparison: string): boolean {
  if (part instanceof Map) return [...part.values()].some((value) => says(value, comparison));
  if (typeof part !== 'object' || part === null) return false;
  if ('is' in part && part.is === comparison) return true;
  return Object.values(part).some((value) => says(value, comparison));
}

/** The rules whose conditions come back to them over others. */
export function rulesInCircles({ rules }: PolicyDocument): readonly Rule[] {
  const named = new Map(
    rules.map((rule) => [
      rule.id,
      conditionsIn(rule).flatMap((condition) => (condition.form === 'rule' ? [condition.rule] : [])),
    ]),
  );
  return rules.filter(({ id }) => {
    const seen = new Set<string>();
    const waiting = [...(named.get(id) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === id) return true;
      if (!seen.has(next)) waiting.push(...(named.get(next) ?? []));
      seen.add(next);
    }
    return false;
  });
}
