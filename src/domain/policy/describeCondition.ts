import { isDay } from '../day.ts';
import type { Text } from '../roster.ts';
import { type AttributeType, type Attributes, EVENTS, FACTS, RECORDS } from './catalogue.ts';
import type { Condition, ConditionForm, Measure, Window } from './condition.ts';
import { amountText, boundText, isOne, numberText, orderText, ratioText, shareText } from './describeBound.ts';
import { selectionText, thingText, valueText, whereText } from './describeWhere.ts';
import {
  COMMA,
  SILENCE,
  STOP,
  alternatives,
  around,
  bracketed,
  enumerated,
  joined,
  phrase,
  quoted,
  same,
} from './phrase.ts';
import type { Duration } from './types.ts';
import { NO_VOCABULARY, type Vocabulary, amountUnit, wordText } from './vocabulary.ts';
import { EVENT_WORDS, HOLDERS_OF_TITLES, LEVEL_NAMES, MODALITY_WORDS, RECORD_WORDS, TIME_WORDS } from './words.ts';

/** What a sentence is said of. */
export interface Telling {
  readonly vocabulary: Vocabulary;
  /** A unit, whose titles are counted by their holders, and not a person. */
  readonly ofUnit: boolean;
  /** In how many numbered lists it stands already; none where nothing is said. */
  readonly depth?: number;
}

/** A condition in words. */
export function conditionText(
  condition: Condition,
  telling: Telling = { vocabulary: NO_VOCABULARY, ofUnit: true },
): Text {
  const said = formText(condition, telling);
  const { clause, modality, waivable, interpretation } = condition;
  const beside = joined(
    [
      modality === null ? SILENCE : MODALITY_WORDS[modality],
      clause === null ? SILENCE : same(clause),
      waivable === null ? SILENCE : waiverText(waivable, telling),
      interpretation === null
        ? SILENCE
        : phrase(
            interpretation.applied ? '解读：{0}' : '解读（已停用）：{0}',
            interpretation.applied ? 'read so: {0}' : 'read so, switched off: {0}',
            interpretation.text,
          ),
    ],
    STOP,
  );
  return phrase('{0}{1}', '{0}{1}', said, around('［{0}］', ' [{0}]', beside));
}

/** Who may waive it, with what reason and when. */
export function waiverText(waiver: NonNullable<Condition['waivable']>, telling: Telling): Text {
  return joined(
    [
      phrase('经{0}批准可以豁免', 'the {0} may waive it', LEVEL_NAMES[waiver.by]),
      waiver.reason === 'required' ? { zh: '须说明理由', en: 'giving the reason' } : SILENCE,
      waiver.when === null ? SILENCE : phrase('条件：{0}', 'when: {0}', conditionText(waiver.when, telling)),
    ],
    COMMA,
  );
}

/** Conditions that must all be met, numbered. */
export function allText(conditions: readonly Condition[], telling: Telling): Text {
  const { depth = 0 } = telling;
  const inner = conditions.length === 1 ? telling : { ...telling, depth: depth + 1 };
  return enumerated(
    conditions.map((condition) => conditionText(condition, inner)),
    depth,
  );
}

function formText(condition: ConditionForm, telling: Telling): Text {
  const { vocabulary } = telling;
  switch (condition.form) {
    case 'all':
      return groupText(condition.of, { zh: '，并且', en: ' and ' }, telling);
    case 'any':
      return condition.atLeast === 1
        ? groupText(condition.of, { zh: '，或者', en: ' or ' }, telling)
        : phrase(
            `以下各项中至少${condition.atLeast}项：{0}`,
            `at least ${condition.atLeast} of these: {0}`,
            allText(condition.of, telling),
          );
    case 'not':
      return phrase('没有以下情形：{0}', 'not this: {0}', conditionText(condition.of, telling));
    case 'rule':
      return { zh: `符合${condition.rule}的要求`, en: `what ${condition.rule} asks` };
    case 'is':
      return whereText(condition.where, vocabulary);
    case 'fact':
      return factText(condition, telling);
    default:
      return recordsText(condition, telling);
  }
}

function groupText(conditions: readonly Condition[], between: Text, telling: Telling): Text {
  return joined(
    conditions.map((condition) => {
      const said = conditionText(condition, telling);
      const grouped = condition.form === 'all' || condition.form === 'any';
      return grouped ? phrase('（{0}）', '({0})', said) : said;
    }),
    between,
  );
}

type RecordForm = Extract<ConditionForm, { readonly records: unknown }>;

function recordsText(condition: RecordForm, telling: Telling): Text {
  const { vocabulary } = telling;
  const { records, where } = condition;
  const words = telling.ofUnit && records === 'titlesHeld' ? HOLDERS_OF_TITLES : RECORD_WORDS[records];
  const when = windowText(condition.window, vocabulary);
  const { attributes } = RECORDS[records];
  switch (condition.form) {
    case 'count': {
      const noun = { zh: words.name.zh, en: isOne(condition.bound, vocabulary) ? words.one : words.name.en };
      const thing = thingText(noun, where, vocabulary, attributes);
      return phrase(
        `{0}{1}{2}${words.unit}`,
        '{2} {1}{3}',
        around('{0}', '{0}', when),
        thing,
        boundText(condition.bound, (value) => numberText(value, vocabulary)),
        around('', ' {0}', when),
      );
    }
    case 'sum': {
      const { zh, one, many } = amountUnit(condition.unit, vocabulary);
      return phrase(
        '{0}{1}合计{2}',
        '{2} of {1} in total{3}',
        when,
        thingText(records === 'hours' ? { ...words.name, en: 'training' } : words.name, where, vocabulary, attributes),
        amountText(condition.bound, zh, one, many, vocabulary),
        around('', ' {0}', when),
      );
    }
    case 'share':
      return phrase(
        '{0}{1}之中，{2}的占比为{3}',
        'of the {1}{4}, {3} are {2}',
        when,
        thingText(words.name, condition.among, vocabulary, attributes),
        where.length === 0 ? words.name : whereText(where, vocabulary, attributes),
        boundText(condition.bound, (value) => shareText(value, vocabulary)),
        around('', ' {0}', when),
      );
    case 'ratio':
      return phrase(
        '{0}{1}与{2}之比{3}',
        'the ratio of {1}{4} to {2} is {3}',
        when,
        thingText(words.name, where, vocabulary, attributes),
        measureText(condition.to, vocabulary),
        boundText(condition.bound, (value) => ratioText(value, vocabulary)),
        around('', ' {0}', when),
      );
    case 'every':
      return phrase(
        '{0}每次{1}都有记录，且均为：{2}',
        'every {1}{3} is on record, and each is: {2}',
        when,
        thingText({ zh: words.name.zh, en: words.one }, where, vocabulary, attributes),
        whereText(condition.is, vocabulary, attributes),
        around('', ' {0}', when),
      );
  }
}

/** What a number is compared with, or what places are handed out by. */
export function measureText(measure: Measure, vocabulary: Vocabulary): Text {
  if (measure.measure === 'selection') return selectionText(measure.selection, vocabulary);
  const name = quoted(vocabulary.codeText(measure.name, 'figures') ?? same(measure.name));
  return phrase('{0}{1}', '{0}{1}', name, bracketed(whereText(measure.where, vocabulary, RECORDS.figure.attributes)));
}

type FactForm = Extract<ConditionForm, { readonly form: 'fact' }>;

function factText(condition: FactForm, telling: Telling): Text {
  const { vocabulary } = telling;
  const { bound, fact, parameters } = condition;
  const value = (attribute: string): readonly string[] =>
    parameters.flatMap((term) =>
      term.term === 'oneOf' && term.attribute === attribute ? term.values.map(String) : [],
    );
  const types = FACTS[fact].parameters;
  const codes = (attribute: string): Text =>
    alternatives(value(attribute).map((code) => valueText(typeIn(types, attribute), code, vocabulary)));
  const rest = bracketed(
    whereText(
      parameters.filter((term) => !('attribute' in term) || !SAID_APART.includes(term.attribute)),
      vocabulary,
      types,
    ),
  );
  const beside = joined(
    [
      windowText(condition.window, vocabulary),
      condition.asAt === null ? SILENCE : phrase('截至{0}', 'as at {0}', eventText(condition.asAt, vocabulary)),
    ],
    COMMA,
  );
  const when = around('{0}', '{0}, ', beside);
  const years = () => amountText(bound, '年', 'year', 'years', vocabulary);
  const posts = codes('posts');
  switch (fact) {
    case 'homeroomYears':
    case 'continuousHomeroomYears':
      return phrase(
        `{0}${fact === 'homeroomYears' ? '累计任' : '连续任'}{1}{2}{3}{4}`,
        `{0}{4} ${fact === 'homeroomYears' ? 'in all' : 'without a break'} {1}{2}{3}`,
        when,
        posts.zh === '' ? { zh: '班主任', en: 'as a homeroom teacher' } : phrase('{0}', 'in the post {0}', posts),
        rest,
        joined(
          [
            around('（{0}可以折算）', ' ({0} converts)', codes('convert')),
            around('（允许间断{0}）', ' (a gap of {0} is allowed)', alternatives(value('gapAllowed').map(same))),
          ],
          SILENCE,
        ),
        years(),
      );
    case 'stillServing': {
      const noun = posts.zh === '' ? { zh: '班主任', en: 'a homeroom teacher' } : posts;
      return bound.is === 'exactly' && bound.value === false
        ? phrase('{1}不再任{0}', '{1}no longer serving as {0}', noun, when)
        : phrase('{1}仍任{0}', '{1}still serving as {0}', noun, when);
    }
    case 'teachingYears':
      return phrase('{0}任教{1}', '{0}{1} of teaching', when, years());
    case 'yearsSince':
      return phrase(
        '{0}自{1}起{2}',
        '{0}{2} since {1}',
        when,
        alternatives(value('event').map((event) => eventText(event, vocabulary))),
        years(),
      );
    case 'age':
      return phrase(
        '{0}年龄{1}',
        '{0}age {1}',
        when,
        phrase(
          '{0}周岁',
          '{0}',
          boundText(bound, (value) => numberText(value, vocabulary)),
        ),
      );
    case 'standing':
      return phrase(
        '{0}层级为{1}{2}',
        '{0}standing at tier {1}{2}',
        when,
        orderText(bound, (tier) => valueText('tier', tier, vocabulary)),
        bracketed(whereText(parameters, vocabulary, types)),
      );
    case 'effect': {
      const kind = alternatives(value('kind').map((word) => valueText('text', word, vocabulary)));
      const from = around('（{0}）', ' ({0})', alternatives(value('from').map((word) => wordText(word, vocabulary))));
      return bound.is === 'exactly' && bound.value === false
        ? phrase('{2}不处于“{0}”{1}', '{2}not {0}{1}', kind, from, when)
        : phrase('{2}处于“{0}”{1}', '{2}{0}{1}', kind, from, when);
    }
    case 'points':
      return phrase(
        '{0}{1}得分{2}',
        '{0}{2} in {1}',
        when,
        joined([joined(value('rubric').map(same), SILENCE), codes('section')], { zh: '', en: ' ' }),
        amountText(bound, '分', 'point', 'points', vocabulary),
      );
  }
}

function typeIn(attributes: Attributes, attribute: string): AttributeType | undefined {
  return attributes[attribute];
}

/** Parameters that stand in the sentence itself. */
const SAID_APART: readonly string[] = ['posts', 'convert', 'gapAllowed', 'event', 'kind', 'from', 'rubric', 'section'];

function windowText(window: Window | null, vocabulary: Vocabulary): Text {
  if (window === null) return SILENCE;
  switch (window.window) {
    case 'within':
      return phrase('近{0}内', 'in the last {0}', durationText(window.duration));
    case 'first':
      return phrase(
        '{1}后{0}内',
        'in the first {0} after {1}',
        firstText(window.duration),
        eventText(window.of, vocabulary),
      );
    case 'lastPeriods':
      return phrase('最近{0}（已结束）的', 'in the last {0}', completedText(window.duration));
    case 'lastRecords':
      return { zh: `最近${window.count}次的`, en: `in the last ${window.count} on record` };
    case 'since':
      return phrase('自{0}以来', 'since {0}', eventText(window.event, vocabulary));
    case 'before':
      return phrase('{0}之前', 'before {0}', eventText(window.event, vocabulary));
    case 'ever':
      return { zh: '曾有（含已结束的）', en: 'at any time, ended or not' };
    case 'dates':
      return datesText(window.from, window.through);
  }
}

/** Both days included. */
export function datesText(from: string | null, through: string | null): Text {
  if (through === null) return { zh: `自${from ?? ''}起`, en: `from ${from ?? ''} on` };
  return from === null
    ? { zh: `至${through}`, en: `up to ${through}` }
    : { zh: `${from}至${through}`, en: `from ${from} through ${through}` };
}

export function durationText({ count, unit }: Duration): Text {
  const { zh, one, many } = TIME_WORDS[unit] ?? { zh: unit, one: unit, many: unit };
  return { zh: `${count}${zh}`, en: `${count} ${count === 1 ? one : many}` };
}

/** `5 completed years`. */
function completedText(duration: Duration): Text {
  const { zh, en } = durationText(duration);
  return { zh, en: en.replace(' ', ' completed ') };
}

/** `in the first year`, `in the first 3 years`. */
function firstText(duration: Duration): Text {
  const { zh, en } = durationText(duration);
  return { zh, en: en.replace(/^1 /u, '') };
}

/** A day, an event of the subject's, or the latest record of a code. */
export function eventText(event: string, vocabulary: Vocabulary): Text {
  if (isDay(event)) return same(event);
  const known = EVENTS.find((name) => name === event);
  if (known !== undefined) return EVENT_WORDS[known];
  const [group = '', code] = event.split('.');
  return code === undefined ? quoted(same(event)) : quoted(vocabulary.codeText(code, group) ?? same(code));
}
