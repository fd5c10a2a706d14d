import type { Owner } from './catalogue.ts';
import { type AttributeType, type Attributes, FACTS, RECORDS, THINGS } from './catalogue.ts';
import { type Findings, complaint } from './complaint.ts';
import type { Bound, Condition, Population, Selection, Where, WhereTerm } from './condition.ts';
import { conditionsIn, wheresIn, withNested } from './conditionParts.ts';
import { clashIn, contradictionIn } from './contradiction.ts';
import { nearestOf, oneOfThese } from './problem.ts';
import { scaleOf } from './scale.ts';
import type { Ladder, PolicyDocument, Rule } from './types.ts';
import { allowedValues } from './where.ts';
import { LEVELS } from '../level.ts';

/** What conditions are checked against: everything that the document and those above it declare. */
export interface Declared {
  readonly documents: readonly PolicyDocument[];
  readonly scales: ReadonlyMap<string, readonly string[]>;
  readonly ladders: readonly Ladder[];
  readonly selections: ReadonlyMap<string, Selection>;
  readonly hourUnits: readonly string[];
}

/** @param documents from the top down; the nearest declaration counts */
export function declaredIn(documents: readonly PolicyDocument[]): Declared {
  return {
    documents,
    scales: new Map(documents.flatMap(({ scales }) => [...scales])),
    ladders: [...new Map(documents.flatMap(({ ladders }) => ladders).map((ladder) => [ladder.code, ladder])).values()],
    selections: new Map(documents.flatMap(({ define }) => [...define.selections])),
    hourUnits: ['hour', ...documents.flatMap(({ define }) => [...define.hourUnits.keys()])],
  };
}

/** What a rule's conditions ask that nothing can meet, that everything meets, or that does not fit together. */
export function checkConditions(rule: Rule, declared: Declared, findings: Findings): void {
  const owner = ownerOf(rule, declared);
  const inner = new Set<Condition>();
  for (const condition of conditionsIn(rule)) {
    checkForm(condition, rule, owner, declared, findings);
    if (condition.form !== 'all') continue;
    for (const part of condition.of) if (part.form === 'all') inner.add(part);
    const clash = inner.has(condition) ? null : clashIn([condition]);
    if (clash !== null)
      findings.add(
        complaint(
          'contradiction',
          '与同一规则里的另一项要求不能同时满足',
          'This and another condition of the rule cannot both be met',
        ),
        'bound' in clash[1] && typeof clash[1].bound === 'object' ? clash[1].bound : clash[1],
        clash[1],
        rule,
      );
  }
}

function checkForm(
  condition: Condition,
  rule: Rule,
  owner: Owner | null,
  declared: Declared,
  findings: Findings,
): void {
  for (const where of wheresIn(condition)) checkWhere(where, findings, condition);
  switch (condition.form) {
    case 'fact': {
      const { of, unit, parameters } = FACTS[condition.fact];
      const owners: readonly Owner[] = of;
      if (owner !== null && !owners.includes(owner))
        findings.add(
          complaint(
            'not-of-subject',
            `${condition.fact} 说的是${OWNERS[owners[0] ?? 'person'].zh}，本规则落在${OWNERS[owner].zh}上`,
            `${condition.fact} is of a ${OWNERS[owners[0] ?? 'person'].en}; this rule falls on a ${OWNERS[owner].en}`,
          ),
          condition,
          rule,
        );
      if (unit !== 'flag' && unit !== 'tier') checkNumbers(condition.bound, findings, condition, 1);
      checkNames(condition.parameters, parameters, null, declared, findings);
      if (condition.fact === 'points') checkSection(condition.parameters, declared, findings);
      return;
    }
    case 'rule': {
      const named = declared.documents.flatMap(({ rules }) => rules).findLast(({ id }) => id === condition.rule);
      if (named !== undefined && !('require' in named))
        findings.add(
          complaint(
            'not-a-condition',
            `${condition.rule} 是${named.kind}，没有可满足的条件`,
            `${condition.rule} is of the kind ${named.kind}: it has no condition to meet`,
          ),
          condition,
          rule,
        );
      return;
    }
    case 'count':
    case 'sum':
    case 'share':
    case 'ratio':
    case 'every':
      checkRecords(condition, rule, owner, declared, findings);
      return;
    default:
      return;
  }
}

type RecordCondition = Extract<Condition, { readonly records: unknown }>;

function checkRecords(
  condition: RecordCondition,
  rule: Rule,
  owner: Owner | null,
  declared: Declared,
  findings: Findings,
): void {
  const entry: { readonly attributes: Attributes; readonly amount?: 'hours' | 'times' } = RECORDS[condition.records];
  if (owner === 'person' && OF_UNITS.includes(condition.records))
    findings.add(
      complaint(
        'not-of-subject',
        `${condition.records} 是一个单位的数量，本规则落在人身上`,
        `${condition.records} are counted of a unit; this rule falls on persons`,
      ),
      condition,
      rule,
    );
  if (condition.form === 'every') {
    const kind = allowedValues(condition.where, 'kind');
    checkNames(condition.where, entry.attributes, null, declared, findings);
    checkNames(condition.is, entry.attributes, kind?.length === 1 ? (kind[0] ?? null) : null, declared, findings);
    return;
  }
  checkNames(condition.where, entry.attributes, null, declared, findings);
  if (condition.form === 'share') {
    checkNames(condition.among, entry.attributes, null, declared, findings);
    checkNumbers(condition.bound, findings, condition, 1, 1);
    const clash = contradictionIn([...condition.among, ...condition.where]);
    if (clash !== null && contradictionIn(condition.among) === null && contradictionIn(condition.where) === null)
      findings.add(
        complaint(
          'never-met',
          '对象与条件互相排斥，占比总是 0',
          'No record among these can be so: the share is always 0',
        ),
        clash[1],
        condition,
      );
    return;
  }
  checkNumbers(condition.bound, findings, condition, 1);
  if (condition.form === 'count') checkWhole(condition.bound, findings, condition);
  if (condition.form === 'sum') checkUnit(condition.unit, condition, entry.amount ?? null, declared, findings);
}

const OF_UNITS: readonly string[] = ['persons', 'schools', 'workshops'];
const OWNERS = {
  person: { zh: '人', en: 'person' },
  workshop: { zh: '工作室', en: 'workshop' },
  school: { zh: '学校', en: 'school' },
  unit: { zh: '地区', en: 'region' },
} as const satisfies Record<Owner, unknown>;

function checkUnit(
  unit: string,
  condition: RecordCondition,
  amount: 'hours' | 'times' | null,
  { hourUnits }: Declared,
  findings: Findings,
): void {
  if (amount === null) {
    findings.add(
      complaint(
        'unit-mismatch',
        `${condition.records} 没有可以相加的数量；求个数请用 count`,
        `${condition.records} have no amount to add up: write a count for how many there are`,
      ),
      condition,
    );
    return;
  }
  const units = amount === 'times' ? ['time', 'times'] : [...hourUnits, 'hours'];
  if (units.includes(unit)) return;
  const near = nearestOf(unit, units);
  const expected = oneOfThese(units);
  findings.add(
    complaint(
      'unit-mismatch',
      `${condition.records} 不能按 ${unit} 相加${near === null ? '' : `，是否应为 ${near}？`}此处应为${expected.zh}；其他学时单位在 define.hourUnits 里定义`,
      `${condition.records} are not added up in ${unit}.${near === null ? '' : ` Did you mean ${near}?`} Expected ${expected.en}; other units of training stand in define.hourUnits`,
    ),
    condition,
  );
}

/** A where that nothing can meet. */
export function checkWhere(where: Where, findings: Findings, ...beside: readonly object[]): void {
  for (const each of withNested(where)) {
    const clash = contradictionIn(each);
    if (clash !== null)
      findings.add(
        complaint(
          'contradiction',
          '两项条件互相排斥：没有任何对象符合',
          'Two of these exclude each other: nothing can be so, the population is empty',
        ),
        clash[1],
        each,
        ...beside,
      );
  }
}

/** Numbers that no count can reach, or that every one reaches. */
function checkNumbers(bound: Bound, findings: Findings, condition: Condition, least: number, most = Infinity): void {
  const numbers = bound.is === 'between' ? [bound.least, bound.most] : [bound.value];
  const outside = numbers.find((value) => typeof value === 'number' && (value < 0 || value > most));
  if (outside !== undefined) {
    findings.add(
      most === 1
        ? complaint('out-of-range', '占比应在 0 至 100% 之间', 'A share lies between 0 and 100%')
        : complaint('out-of-range', '此处的数不能小于 0', 'This number cannot be below 0'),
      bound,
      condition,
    );
    return;
  }
  const [value] = numbers;
  if ((bound.is === 'lessThan' && value === 0) || (bound.is === 'moreThan' && value === most))
    findings.add(complaint('never-met', '不可能满足', 'This can never be met'), bound, condition);
  else if (least > 0 && bound.is === 'atLeast' && value === 0)
    findings.add(complaint('always-met', '至少 0 总是满足', 'At least 0 is always met', 'warning'), bound, condition);
  else if (most === 1 && bound.is === 'atMost' && value === 1)
    findings.add(
      complaint('always-met', '至多 100% 总是满足', 'At most 100% is always met', 'warning'),
      bound,
      condition,
    );
}

function checkWhole(bound: Bound, findings: Findings, condition: object): void {
  const numbers = bound.is === 'between' ? [bound.least, bound.most] : [bound.value];
  if (numbers.some((value) => typeof value === 'number' && value >= 0 && !Number.isInteger(value)))
    findings.add(complaint('not-whole', '个数应为整数', 'A number of things is a whole number'), bound, condition);
}

/** Grades that are not on their scale, tiers that are not on their ladder or not awarded at the level. */
export function checkNames(
  where: Where,
  attributes: Attributes,
  kindBeside: string | null,
  declared: Declared,
  findings: Findings,
): void {
  const kinds = allowedValues(where, 'kind');
  const kind = kinds?.length === 1 ? (kinds[0] ?? null) : kindBeside;
  for (const term of where) {
    if (term.term === 'nested') checkNames(term.where, THINGS[term.attribute] ?? {}, null, declared, findings);
    if (term.term === 'any') for (const each of term.of) checkNames(each, attributes, kind, declared, findings);
    if (term.term === 'not') checkNames(term.of, attributes, kind, declared, findings);
    if ('attribute' in term && attributes[term.attribute] === 'grade')
      checkGrade(term, attributes['kind'], kind, declared, findings);
  }
  checkTiers(where, attributes, declared, findings);
}

function checkGrade(
  term: WhereTerm,
  kindType: AttributeType | undefined,
  kind: string | null,
  { scales }: Declared,
  findings: Findings,
): void {
  const grades = wordsOf(term);
  const records = kindType === 'code:certificates' ? 'certificate' : 'appraisal';
  for (const grade of grades) {
    const scale = scaleOf(scales, records, kind, grade);
    const known = [...scales.values()].some((each) => each.includes(grade));
    if (known && scale !== null && !scale.includes(grade))
      findings.add(
        complaint(
          'grade-not-on-scale',
          `“${grade}”不在这一等次序列里：此处应为${oneOfThese(scale).zh}`,
          `“${grade}” is not on this scale: expected ${oneOfThese(scale).en}`,
        ),
        term,
      );
    if (known && scale === null && term.term === 'bound')
      findings.add(
        complaint(
          'scale-not-clear',
          `“${grade}”在几个等次序列里都有，看不出按哪一个比较：请以考核或证书的代码命名序列`,
          `“${grade}” stands on several scales: name the scale after the appraisal or certificate, so that it is clear which counts`,
          'warning',
        ),
        term,
      );
  }
}

function checkTiers(where: Where, attributes: Attributes, { ladders }: Declared, findings: Findings): void {
  if (attributes['tier'] !== 'tier' && attributes['ladder'] !== 'ladder') return;
  const named = allowedValues(where, 'ladder');
  const stated = where.find((term) => 'attribute' in term && term.attribute === 'tier');
  const tiers = stated === undefined ? [] : wordsOf(stated);
  const own = ladders.filter(({ code, tiers: steps }) => {
    const asked = named === null || named === undefined || named.includes(code);
    return asked && (tiers.length === 0 || steps.some(({ code: tier }) => tiers.includes(tier)));
  });
  const known = tiers.filter((tier) => ladders.some(({ tiers: steps }) => steps.some(({ code }) => code === tier)));
  if (stated !== undefined && known.length > 0 && own.length === 0) {
    findings.add(
      complaint(
        'tier-not-on-ladder',
        `层级 ${known.join('、')} 不在梯级 ${named?.join('、') ?? ''} 里`,
        `The tier ${known.join(', ')} is not on the ladder ${named?.join(', ') ?? ''}`,
      ),
      stated,
      where,
    );
    return;
  }
  const levels = allowedValues(where, 'level');
  const awarded = new Set(own.flatMap(({ levels: at }) => (at.length === 0 ? LEVELS : at)));
  if ((known.length === 0 && (named ?? []).length === 0) || own.length === 0) return;
  if (
    levels === null ||
    levels === undefined ||
    levels.some((level) => LEVELS.some((known_) => known_ === level && awarded.has(known_)))
  )
    return;
  findings.add(
    complaint(
      'level-not-awarded',
      `这一称号不在 ${levels.join('、')} 认定：梯级只在 ${[...awarded].join('、')} 认定`,
      `This title is not awarded at ${levels.join(', ')}: its ladder is awarded at ${[...awarded].join(', ')}`,
    ),
    where.find((term) => 'attribute' in term && term.attribute === 'level') ?? where,
    where,
  );
}

function wordsOf(term: WhereTerm): readonly string[] {
  if (term.term === 'oneOf') return term.values.map(String);
  if (term.term !== 'bound') return [];
  const values = term.bound.is === 'between' ? [term.bound.least, term.bound.most] : [term.bound.value];
  return values.filter((value) => typeof value === 'string');
}

/** A section that the rubric does not have. */
function checkSection(parameters: Where, { documents }: Declared, findings: Findings): void {
  const rubric = allowedValues(parameters, 'rubric')?.[0];
  const rule = documents.flatMap(({ rules }) => rules).findLast(({ id }) => id === rubric);
  if (rule === undefined) return;
  const stated = parameters.find((term) => 'attribute' in term && term.attribute === 'section');
  const sections = rule.kind === 'rubric' ? rule.sections.map(({ section }) => section) : [];
  const unknown = stated === undefined ? undefined : wordsOf(stated).find((section) => !sections.includes(section));
  if (rule.kind !== 'rubric' || unknown !== undefined)
    findings.add(
      complaint(
        'unknown-name',
        rule.kind === 'rubric'
          ? `评分细则 ${rule.id} 没有这一部分：此处应为${oneOfThese(sections).zh}`
          : `${rule.id} 不是评分细则`,
        rule.kind === 'rubric'
          ? `The rubric ${rule.id} has no such section: expected ${oneOfThese(sections).en}`
          : `${rule.id} is not a rubric`,
      ),
      ...(stated === undefined ? [parameters[0] ?? parameters] : [stated]),
    );
}

const OWNERS_OF: Readonly<Record<Population, Owner>> = {
  persons: 'person',
  holders: 'person',
  seats: 'person',
  workshops: 'workshop',
  schools: 'school',
  region: 'unit',
};

/** On what sort of thing a rule falls; null: it does not say so, or names somebody unknown. */
export function ownerOf(rule: Rule, { selections }: Declared): Owner | null {
  let { who } = rule;
  for (let step = 0; who?.selection === 'named' && step <= selections.size; step += 1)
    who = selections.get(who.name) ?? null;
  return who?.selection === 'of' ? OWNERS_OF[who.population] : null;
}
