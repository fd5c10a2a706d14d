import type { Text } from '../roster.ts';
import type {
  Bound,
  Comparand,
  Condition,
  Measure,
  SeatBound,
  Selection,
  Where,
  WhereTerm,
  Window,
} from './condition.ts';
import type { Per, Rule, RuleKind } from './types.ts';

/** A rule in one sentence: its own text, or one made from what it says where the file gives none. */
export function describeRule(rule: Rule): Text {
  return rule.text ?? joined([KINDS[rule.kind], ...partsOf(rule)], { zh: '：', en: ': ' });
}

const KINDS: Readonly<Record<RuleKind, Text>> = {
  composition: { zh: '人员组成', en: 'Composition' },
  eligibility: { zh: '资格条件', en: 'Eligibility' },
  obligation: { zh: '应做事项', en: 'Obligation' },
  quota: { zh: '任务量', en: 'Quota' },
  target: { zh: '目标', en: 'Target' },
  award: { zh: '认定', en: 'Award' },
  term: { zh: '任期', en: 'Term' },
  outcome: { zh: '考核结果运用', en: 'What a grade leads to' },
  revocation: { zh: '取消', en: 'Revocation' },
  workflow: { zh: '程序', en: 'Procedure' },
  places: { zh: '名额分配', en: 'Places' },
  entitlement: { zh: '待遇', en: 'Entitlement' },
  rubric: { zh: '评分细则', en: 'Rubric' },
  curriculum: { zh: '课程', en: 'Curriculum' },
  structure: { zh: '体系', en: 'Structure' },
};

function partsOf(rule: Rule): readonly Text[] {
  const parts: Text[] = [];
  if (rule.who !== null) parts.push(selectionText(rule.who));
  if (rule.per.length > 0) parts.push(within('每', 'per ', rule.per.map(perText)));
  if (rule.kind === 'composition')
    parts.push(
      ...rule.seats.map(({ role, bound, forEach }) => {
        const each = forEach === null ? SILENCE : { zh: `（每名 ${forEach}）`, en: ` for each ${forEach}` };
        return joined([same(role), boundText(bound), each], { zh: '', en: ' ' });
      }),
    );
  if (rule.kind === 'workflow')
    parts.push(
      joined(
        rule.steps.map(({ step }) => same(step)),
        { zh: '→', en: ' → ' },
      ),
    );
  if (rule.kind === 'revocation') parts.push(...rule.grounds.map(conditionText));
  if ('require' in rule && rule.require !== null) parts.push(conditionText(rule.require));
  if (rule.kind === 'target') {
    const last = rule.through ?? rule.by;
    if (last !== null) parts.push({ zh: `至 ${last}`, en: `by ${last}` });
  }
  return parts.length === 0 ? [] : [joined(parts, { zh: '，', en: ', ' })];
}

/** A condition in words, names as the file writes them. */
export function conditionText(condition: Condition): Text {
  switch (condition.form) {
    case 'all':
      return grouped(condition.of, { zh: '且', en: ' and ' });
    case 'any':
      return condition.atLeast === 1
        ? grouped(condition.of, { zh: '或', en: ' or ' })
        : prefixed(
            `以下至少${condition.atLeast}项 `,
            `at least ${condition.atLeast} of `,
            grouped(condition.of, { zh: '；', en: '; ' }),
          );
    case 'not':
      return prefixed('非', 'not ', conditionText(condition.of));
    case 'rule':
      return { zh: `符合 ${condition.rule}`, en: `what ${condition.rule} asks` };
    case 'is':
      return whereText(condition.where);
    case 'fact':
      return joined(
        [
          same(condition.fact),
          bracketed(condition.parameters),
          windowText(condition.window),
          boundText(condition.bound),
        ],
        SPACE,
      );
    case 'every':
      return joined(
        [
          prefixed('每个 ', 'every ', same(condition.records)),
          bracketed(condition.where),
          windowText(condition.window),
          whereText(condition.is),
        ],
        SPACE,
      );
    case 'count':
    case 'sum':
    case 'share':
    case 'ratio':
      return joined(
        [
          same(condition.records),
          condition.form === 'share' ? prefixed('占 ', 'among ', whereText(condition.among)) : SILENCE,
          bracketed(condition.where),
          condition.form === 'ratio' ? prefixed('比 ', 'to ', measureText(condition.to)) : SILENCE,
          windowText(condition.window),
          boundText(condition.bound),
          condition.form === 'sum' ? same(condition.unit) : SILENCE,
        ],
        SPACE,
      );
  }
}

const SILENCE: Text = { zh: '', en: '' };
const SPACE: Text = { zh: ' ', en: ' ' };

const COMPARISONS: Readonly<Record<Exclude<Bound['is'], 'between'>, Text>> = {
  exactly: SILENCE,
  atLeast: { zh: '不少于', en: 'at least ' },
  atMost: { zh: '不多于', en: 'at most ' },
  moreThan: { zh: '多于', en: 'more than ' },
  lessThan: { zh: '少于', en: 'less than ' },
  about: { zh: '约', en: 'about ' },
};

function boundText(bound: Bound | SeatBound): Text {
  if (bound.is === 'any') return { zh: '不限', en: 'any number' };
  if (bound.is === 'between')
    return joined([comparandText(bound.least), comparandText(bound.most)], { zh: '至', en: ' to ' });
  const { zh, en } = COMPARISONS[bound.is];
  return prefixed(zh, en, comparandText(bound.value));
}

function comparandText(value: Comparand): Text {
  if (typeof value === 'object') return same(value.parameter);
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  return same(String(value));
}

function windowText(window: Window | null): Text {
  if (window === null) return SILENCE;
  switch (window.window) {
    case 'within':
      return { zh: `近 ${durationText(window)}`, en: `within ${durationText(window)}` };
    case 'first':
      return {
        zh: `${window.of} 起 ${durationText(window)} 内`,
        en: `in the first ${durationText(window)} of ${window.of}`,
      };
    case 'lastPeriods':
      return { zh: `最近 ${durationText(window)}`, en: `in the last ${durationText(window)}` };
    case 'lastRecords':
      return { zh: `最近 ${window.count} 次`, en: `the last ${window.count}` };
    case 'since':
      return { zh: `自 ${window.event}`, en: `since ${window.event}` };
    case 'before':
      return { zh: `${window.event} 之前`, en: `before ${window.event}` };
    case 'ever':
      return { zh: '曾经', en: 'at any time' };
    case 'dates':
      return {
        zh: `${window.from ?? ''} 至 ${window.through ?? ''}`,
        en: `from ${window.from ?? '…'} through ${window.through ?? '…'}`,
      };
  }
}

function durationText({
  duration: { count, unit },
}: {
  readonly duration: { readonly count: number; readonly unit: string };
}): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function selectionText(selection: Selection): Text {
  if (selection.selection === 'named') return same(selection.name);
  return joined([same(selection.population), bracketed(selection.where)], SPACE);
}

function measureText(measure: Measure): Text {
  return measure.measure === 'selection' ? selectionText(measure.selection) : same(measure.name);
}

function perText(per: Per): Text {
  switch (per.per) {
    case 'period':
    case 'named':
      return same(per.period);
    case 'level':
      return same(per.level);
    default:
      return same(per.per);
  }
}

function bracketed(where: Where): Text {
  if (where.length === 0) return SILENCE;
  const { zh, en } = whereText(where);
  return { zh: `（${zh}）`, en: `(${en})` };
}

function whereText(where: Where): Text {
  return joined(where.map(termText), { zh: '，', en: ', ' });
}

function termText(term: WhereTerm): Text {
  switch (term.term) {
    case 'oneOf':
      return joined(
        [
          same(term.attribute),
          joined(
            term.values.map((value) => comparandText(value)),
            { zh: '、', en: ' or ' },
          ),
        ],
        SPACE,
      );
    case 'bound':
      return joined([same(term.attribute), boundText(term.bound)], SPACE);
    case 'nested':
      return joined([same(term.attribute), bracketed(term.where)], SPACE);
    case 'same':
      return { zh: `与 ${term.as} 同 ${term.of}`, en: `same ${term.of} as ${term.as}` };
    case 'any':
      return joined(term.of.map(whereText), { zh: '或', en: ' or ' });
    case 'not':
      return prefixed('非', 'not ', whereText(term.of));
  }
}

function grouped(conditions: readonly Condition[], between: Text): Text {
  return joined(
    conditions.map((condition) => {
      const said = conditionText(condition);
      return condition.form === 'all' || condition.form === 'any' ? { zh: `（${said.zh}）`, en: `(${said.en})` } : said;
    }),
    between,
  );
}

function within(zh: string, en: string, parts: readonly Text[]): Text {
  return prefixed(zh, en, joined(parts, { zh: '、每', en: ' and per ' }));
}

function prefixed(zh: string, en: string, rest: Text): Text {
  return { zh: `${zh}${rest.zh}`, en: `${en}${rest.en}` };
}

function joined(parts: readonly Text[], between: Text): Text {
  const said = parts.filter(({ zh, en }) => zh !== '' || en !== '');
  return { zh: said.map(({ zh }) => zh).join(between.zh), en: said.map(({ en }) => en).join(between.en) };
}

function same(word: string): Text {
  return { zh: word, en: word };
}
