import { LEVELS } from '../level.ts';
import type { Text } from '../roster.ts';
import { THINGS } from './catalogue.ts';
import type { SeatBound } from './condition.ts';
import { amountText, boundText, numberText } from './describeBound.ts';
import { type Telling, allText, conditionText, datesText, durationText, measureText } from './describeCondition.ts';
import { aimText, thingText, valueText, whereText } from './describeWhere.ts';
import { COMMA, LIST, SILENCE, STOP, alternatives, around, bracketed, joined, phrase, quoted, same } from './phrase.ts';
import {
  type Effect,
  PERIODS,
  type Plain,
  type Rule,
  type RuleOf,
  type SeatCount,
  UNITS_OF_TIME,
  type WorkflowStep,
} from './types.ts';
import { type Vocabulary, wordText } from './vocabulary.ts';
import {
  BARE_EFFECT_WORDS,
  EFFECT_WORDS,
  LEVEL_NAMES,
  PERIOD_WORDS,
  ROUNDING_WORDS,
  STEP_WORDS,
  STOP_WORDS,
  SUBJECT_WORDS,
  TIE_WORDS,
  THING_WORDS,
  UNIT_NAMES,
} from './words.ts';

/** The body of a rule in words. */
export function bodyText(rule: Rule, telling: Telling): Text {
  const { vocabulary } = telling;
  switch (rule.kind) {
    case 'composition':
      return joined(
        [
          ...rule.seats.map((seats) => seatsText(seats, vocabulary)),
          rule.require === null ? SILENCE : requiredText(rule.require, telling),
        ],
        STOP,
      );
    case 'eligibility':
    case 'obligation':
    case 'quota':
      return rule.require === null ? SILENCE : requiredText(rule.require, telling);
    case 'target': {
      const end = rule.through ?? rule.by;
      return joined(
        [
          rule.from === null && end === null
            ? SILENCE
            : rule.from === null
              ? phrase('{0}前', 'by {0}', same(end ?? ''))
              : datesText(rule.from, end),
          requiredText(rule.require, telling),
        ],
        COMMA,
      );
    }
    case 'award':
      return phrase(
        '认定为{1}，条件：{0}',
        '{1} is given to whoever meets: {0}',
        rule.require === null ? { zh: '无', en: 'nothing more' } : requiredText(rule.require, telling),
        joined(
          rule.gives.map((aim) => aimText(aim, vocabulary)),
          { zh: '和', en: ' and ' },
        ),
      );
    case 'term':
      return termText(rule, telling);
    case 'outcome':
      return outcomeText(rule, vocabulary);
    case 'revocation':
      return phrase('有下列情形之一的取消：{0}', 'any of these ends it: {0}', allText(rule.grounds, telling));
    case 'workflow':
      return joined(
        rule.steps.map((step, index) =>
          phrase(`（${index + 1}）{0}`, `(${index + 1}) {0}`, stepText(step, { ...telling, depth: 1 })),
        ),
        { zh: '→', en: ' → ' },
      );
    case 'places':
      return placesText(rule, vocabulary);
    case 'entitlement':
      return joined(
        [
          plainText(rule.gives, (word) => wordText(word, vocabulary)),
          rule.by === null ? SILENCE : phrase('按{0}确定', 'by {0}', wordText(rule.by, vocabulary)),
          rule.notWith.length === 0
            ? SILENCE
            : phrase('不与{0}同时享受', 'not together with {0}', joined(rule.notWith.map(same), LIST)),
        ],
        COMMA,
      );
    case 'rubric':
      return rubricText(rule, vocabulary);
    case 'curriculum':
      return contentText(rule.content, (word) => vocabulary.tierText(word) ?? wordText(word, vocabulary));
    case 'structure':
      return contentText(rule.content, (word) => wordText(word, vocabulary));
  }
}

function requiredText(condition: NonNullable<RuleOf<'quota'>['require']>, telling: Telling): Text {
  if (condition.form === 'all' && condition.clause === null && condition.modality === null)
    return allText(condition.of, telling);
  return conditionText(condition, telling);
}

function seatsText({ role, bound, forEach, parts, from, perBatch }: SeatCount, vocabulary: Vocabulary): Text {
  const name = vocabulary.roleText(role) ?? same(role);
  return joined(
    [
      phrase('{0}{1}', '{0}: {1}', name, placesCount(bound, vocabulary)),
      forEach === null ? SILENCE : phrase('每名{0}之下', 'for each {0}', vocabulary.roleText(forEach) ?? same(forEach)),
      around(
        '其中{0}',
        'of them {0}',
        joined(
          parts.map(({ part, bound: each }) =>
            phrase('{0}{1}', '{0}: {1}', wordText(part, vocabulary), placesCount(each, vocabulary)),
          ),
          LIST,
        ),
      ),
      around('来自：{0}', 'from: {0}', whereText(from, vocabulary)),
      perBatch ? { zh: '按批次计', en: 'for each batch' } : SILENCE,
    ],
    COMMA,
  );
}

/** In seats a bare number is exactly that many. */
function placesCount(bound: SeatBound, vocabulary: Vocabulary): Text {
  if (bound.is === 'any') return { zh: '人数不限', en: 'any number' };
  return bound.is === 'exactly'
    ? phrase('{0}名', '{0}', numberText(bound.value, vocabulary))
    : phrase(
        '{0}名',
        '{0}',
        boundText(bound, (value) => numberText(value, vocabulary)),
      );
}

function termText({ lasts, review, lapsesWhen }: RuleOf<'term'>, telling: Telling): Text {
  const length =
    lasts.lasts === 'open'
      ? { zh: '不定期', en: 'without an end' }
      : lasts.lasts === 'dates'
        ? datesText(lasts.from, lasts.through)
        : durationText(lasts.duration);
  return joined(
    [
      phrase('任期{0}', 'given for {0}', length),
      review === null
        ? SILENCE
        : phrase(
            '{0}考核一次：{1}',
            'reviewed {0}: {1}',
            everyText(review.every),
            quoted(telling.vocabulary.codeText(review.kind, 'appraisals') ?? same(review.kind)),
          ),
      lapsesWhen === null
        ? SILENCE
        : phrase('出现下列情形即失效：{0}', 'it lapses when: {0}', conditionText(lapsesWhen, telling)),
    ],
    STOP,
  );
}

/** A bare period word, or a length of time. */
function everyText(every: string): Text {
  const period = PERIODS.find((known) => known === every);
  if (period !== undefined) return PERIOD_WORDS[period];
  const [, number, written] = /^(\d+)\s+([A-Za-z]+?)s?$/.exec(every) ?? [];
  const unit = UNITS_OF_TIME.find((known) => known === written);
  if (unit === undefined) return same(every);
  return phrase('每{0}', 'every {0}', durationText({ count: Number(number), unit }));
}

function outcomeText({ of, grades }: RuleOf<'outcome'>, vocabulary: Vocabulary): Text {
  const basis =
    'rule' in of
      ? phrase('{0}的结果', 'the outcome of {0}', same(of.rule))
      : quoted(vocabulary.codeText(of.appraisal, 'appraisals') ?? same(of.appraisal));
  const cases = [...grades].map(([grade, effects]) =>
    phrase(
      '{0}：{1}',
      '{0}: {1}',
      valueText('grade', grade, vocabulary),
      joined(
        effects.map((effect) => effectText(effect, vocabulary)),
        COMMA,
      ),
    ),
  );
  return phrase('{0}为{1}', '{0}: {1}', basis, joined(cases, STOP));
}

export function effectText(effect: Effect, vocabulary: Vocabulary): Text {
  const what = joined(
    effect.what.map((term) =>
      term.term === 'nested'
        ? thingText(
            THING_WORDS[term.attribute] ?? same(term.attribute),
            term.where,
            vocabulary,
            THINGS[term.attribute] ?? {},
          )
        : whereText([term], vocabulary),
    ),
    LIST,
  );
  const limits = joined(
    [
      effect.for === null ? SILENCE : phrase('为期{0}', 'for {0}', durationText(effect.for)),
      effect.by === null ? SILENCE : phrase('由{0}决定', 'decided at {0}', LEVEL_NAMES[effect.by]),
      effect.until === null
        ? SILENCE
        : phrase(
            '直至{0}',
            'until {0}',
            plainText(effect.until, (word) => wordText(word, vocabulary)),
          ),
      effect.else.length === 0
        ? SILENCE
        : phrase(
            '否则{0}',
            'otherwise {0}',
            joined(
              effect.else.map((other) => effectText(other, vocabulary)),
              COMMA,
            ),
          ),
    ],
    COMMA,
  );
  const subject = SUBJECT_WORDS[effect.who];
  return effect.what.length === 0
    ? phrase('{0}{1}{2}', '{0} {1}{2}', subject, BARE_EFFECT_WORDS[effect.effect], bracketed(limits))
    : phrase('{0}{1}{2}{3}', '{0} {1} {2}{3}', subject, EFFECT_WORDS[effect.effect], what, bracketed(limits));
}

function stepText(step: WorkflowStep, telling: Telling): Text {
  const { vocabulary } = telling;
  const word = (name: string) => STEP_WORDS[name] ?? same(name);
  const beside = joined(
    [
      step.by === null ? SILENCE : phrase('由{0}', 'by {0}', word(step.by)),
      step.jointly.length === 0 ? SILENCE : phrase('会同{0}', 'jointly with {0}', joined(step.jointly.map(word), LIST)),
      step.requires.length === 0 ? SILENCE : phrase('要求{0}', 'requires {0}', joined(step.requires.map(word), LIST)),
      step.publicity === null
        ? SILENCE
        : phrase(
            '公示{0}',
            'in public for {0}',
            amountText(step.publicity, '个工作日', 'working day', 'working days', vocabulary),
          ),
      step.stopsWhen === null ? SILENCE : phrase('{0}即停止', 'stops when {0}', STOP_WORDS[step.stopsWhen]),
      step.skipWhen === null
        ? SILENCE
        : phrase('{0}的跳过', 'skipped when: {0}', conditionText(step.skipWhen, telling)),
      step.outcomes.length === 0
        ? SILENCE
        : phrase(
            '结果为{0}',
            'ends as {0}',
            alternatives(step.outcomes.map((outcome) => quoted(wordText(outcome, vocabulary)))),
          ),
    ],
    COMMA,
  );
  return phrase('{0}{1}', '{0}{1}', step.text ?? wordText(step.step, vocabulary), bracketed(beside));
}

function placesText(rule: RuleOf<'places'>, vocabulary: Vocabulary): Text {
  const { total, over, each, inProportionTo, rounding, ties } = rule;
  return joined(
    [
      phrase(
        '名额共{0}个，分到{1}',
        '{0} places in all, handed out to each {1}',
        numberText(total, vocabulary),
        UNIT_NAMES[over],
      ),
      each === null
        ? SILENCE
        : joined(
            [...each].map(([code, count]) => ({ zh: `${code} ${count}个`, en: `${code}: ${count}` })),
            LIST,
          ),
      inProportionTo === null
        ? SILENCE
        : phrase('按{0}的比例', 'in proportion to {0}', measureText(inProportionTo, vocabulary)),
      inProportionTo === null ? SILENCE : (ROUNDING_WORDS[rounding ?? 'largestRemainder'] ?? SILENCE),
      ties === null ? SILENCE : (TIE_WORDS[ties] ?? SILENCE),
    ],
    COMMA,
  );
}

function rubricText({ sections, weights, roll }: RuleOf<'rubric'>, vocabulary: Vocabulary): Text {
  const total = sections.reduce((sum, { points }) => sum + points, 0);
  const said = sections.map(({ section, text, points, items }) => {
    const itemTexts = items.map((item) => ({
      zh: `${item.item} ${item.text?.zh ?? ''}${item.points}分`,
      en: `${item.item} ${item.text === null ? '' : `${item.text.en} `}${item.points}`,
    }));
    return phrase(
      `{0}${points}分{1}`,
      `{0} ${points}{1}`,
      text ?? wordText(section, vocabulary),
      bracketed(joined(itemTexts, LIST)),
    );
  });
  const weighted =
    weights === null
      ? SILENCE
      : phrase(
          '第{0}项按级别加权：{1}',
          'items {0} are weighted by level: {1}',
          joined(weights.items.map(same), LIST),
          joined(
            LEVELS.filter((level) => weights.byLevel.has(level)).map((level) =>
              phrase(
                `{0}${weights.byLevel.get(level) ?? 1}`,
                `{0} ${weights.byLevel.get(level) ?? 1}`,
                LEVEL_NAMES[level],
              ),
            ),
            LIST,
          ),
        );
  return joined(
    [
      { zh: `共${total}分`, en: `${total} points in all` },
      ...said,
      weighted,
      roll?.published == null ? SILENCE : phrase('{0}公布', 'published {0}', PERIOD_WORDS[roll.published]),
      roll?.summed == null ? SILENCE : phrase('{0}汇总', 'summed {0}', PERIOD_WORDS[roll.summed]),
    ],
    STOP,
  );
}

const CONTENT_WORDS: Readonly<Record<string, Text>> = {
  subjects: { zh: '内容', en: 'subjects' },
  levels: { zh: '级别', en: 'levels' },
  bodies: { zh: '机构与人员', en: 'bodies' },
};

function contentText(content: Plain, said: (word: string) => Text): Text {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return plainText(content, said);
  return joined(
    Object.entries(content).map(([name, value]) =>
      phrase('{0}：{1}', '{0}: {1}', CONTENT_WORDS[name] ?? said(name), plainText(value, said)),
    ),
    STOP,
  );
}

/** Recorded data, its words in the policy's texts. */
export function plainText(value: Plain, said: (word: string) => Text): Text {
  if (value === null) return { zh: '无', en: 'none' };
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return same(String(value));
  if (typeof value === 'string') {
    const level = LEVELS.find((known) => known === value);
    return level === undefined ? said(value) : LEVEL_NAMES[level];
  }
  if (isList(value))
    return joined(
      value.map((part) => plainText(part, said)),
      LIST,
    );
  return joined(
    Object.entries(value).map(([name, part]) =>
      phrase('{0}：{1}', '{0}: {1}', plainText(name, said), plainText(part, said)),
    ),
    STOP,
  );
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
