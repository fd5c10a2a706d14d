import { isDay } from '../day.ts';
import { LEVELS } from '../level.ts';
import type { Text } from '../roster.ts';
import { SETTINGS, STAGES } from '../school.ts';
import type { Comparand, Selection, Where, WhereTerm } from './condition.ts';
import { type AttributeType, type Attributes, OWN_ATTRIBUTES, POPULATION_ATTRIBUTES, THINGS } from './catalogue.ts';
import { boundText, dayText, orderText, settled } from './describeBound.ts';
import {
  COMMA,
  LIST,
  SILENCE,
  alternatives,
  around,
  bracketed,
  joined,
  parameterText,
  phrase,
  quoted,
  same,
} from './phrase.ts';
import type { Aim } from './types.ts';
import { type Vocabulary, wordText } from './vocabulary.ts';
import {
  ATTRIBUTE_WORDS,
  FLAG_WORDS,
  LEVEL_NAMES,
  PLAIN_WORDS,
  POPULATION_WORDS,
  SETTING_NAMES,
  STAGE_NAMES,
  THING_WORDS,
} from './words.ts';

/** What is asked of a record's attributes, one phrase for each. */
export function whereText(where: Where, vocabulary: Vocabulary, attributes: Attributes = OWN_ATTRIBUTES): Text {
  return joined(
    where.map((term) => termText(term, vocabulary, attributes)),
    COMMA,
  );
}

/**
 * Something with what singles it out: what its code calls it stands beside the noun, the rest in brackets:
 * 活动“讲座”（校级及以上）.
 */
export function thingText(noun: Text, where: Where, vocabulary: Vocabulary, attributes: Attributes): Text {
  const naming = where.filter((term) => term.term === 'oneOf' && NAMING.includes(term.attribute));
  const rest = where.filter((term) => !naming.includes(term));
  const names = joined(
    naming.map((term) =>
      term.term === 'oneOf' ? valuesText(attributes[term.attribute], term.values, vocabulary) : SILENCE,
    ),
    LIST,
  );
  return phrase(
    '{0}{1}{2}',
    '{0}{1}{2}',
    noun,
    around('{0}', ' {0}', names),
    bracketed(whereText(rest, vocabulary, attributes)),
  );
}

/** Attributes whose value names the record. */
const NAMING: readonly string[] = ['kind', 'tier', 'role', 'name'];

function valuesText(
  type: AttributeType | undefined,
  values: readonly (string | number | boolean)[],
  vocabulary: Vocabulary,
): Text {
  return alternatives(values.map((value) => valueText(type, value, vocabulary)));
}

/** On whom a rule falls, or what is compared with. */
export function selectionText(selection: Selection, vocabulary: Vocabulary): Text {
  if (selection.selection === 'of') {
    const { population, where } = selection;
    if (population === 'region') return regionText(where, vocabulary);
    return thingText(POPULATION_WORDS[population], where, vocabulary, POPULATION_ATTRIBUTES[population]);
  }
  const named = vocabulary.selection(selection.name);
  return named === null || named.selection === 'named'
    ? quoted(same(selection.name))
    : selectionText(named, vocabulary);
}

function regionText(where: Where, vocabulary: Vocabulary): Text {
  return phrase('地区{0}', 'regions{0}', bracketed(whereText(where, vocabulary, POPULATION_ATTRIBUTES.region)));
}

function termText(term: WhereTerm, vocabulary: Vocabulary, attributes: Attributes): Text {
  switch (term.term) {
    case 'oneOf':
      return oneOfText(term.attribute, attributes[term.attribute], term.values, vocabulary);
    case 'bound':
      if (attributes[term.attribute] === 'day') return named(term.attribute, dayText(term.bound, vocabulary));
      return isOrdered(term.attribute)
        ? named(
            term.attribute,
            orderText(term.bound, (value) => valueText(attributes[term.attribute], value, vocabulary)),
          )
        : phrase(
            '{0}{1}{2}',
            '{0} {1}{2}',
            attributeText(term.attribute),
            boundText(term.bound, (value) => valueText(attributes[term.attribute], value, vocabulary)),
            term.attribute === 'age'
              ? { zh: '周岁', en: '' }
              : YEARS.includes(term.attribute)
                ? { zh: '年', en: '' }
                : SILENCE,
          );
    case 'nested':
      return nestedText(term.attribute, term.where, vocabulary);
    case 'same':
      return phrase('与{1}同{0}', 'of the same {0} as the {1}', SAME_WORDS[term.of], placeText(term.as, vocabulary));
    case 'any':
      return alternatives(term.of.map((where) => whereText(where, vocabulary, attributes)));
    case 'not':
      return phrase('非（{0}）', 'not ({0})', whereText(term.of, vocabulary, attributes));
  }
}

const YEARS: readonly string[] = ['homeroomYears', 'teachingYears', 'yearsSinceHire'];
const SAME_WORDS: Readonly<Record<'school' | 'county' | 'city' | 'stage', Text>> = {
  school: { zh: '校', en: 'school' },
  county: { zh: '县', en: 'county' },
  city: { zh: '市', en: 'city' },
  stage: { zh: '学段', en: 'stage' },
};

function placeText(as: string, vocabulary: Vocabulary): Text {
  return PLAIN_WORDS[as] ?? quoted(vocabulary.roleText(as) ?? same(as));
}

function oneOfText(
  attribute: string,
  type: AttributeType | undefined,
  values: readonly (string | number | boolean)[],
  vocabulary: Vocabulary,
): Text {
  const flag = FLAG_WORDS[attribute];
  if (flag !== undefined && values.length === 1) return values[0] === true ? flag.yes : flag.no;
  const said = valuesText(type, values, vocabulary);
  if (attribute === 'as') return phrase('作为{0}', 'as {0}', said);
  if (attribute === 'post') return phrase('任{0}', 'in the post {0}', said);
  return named(attribute, said);
}

function nestedText(attribute: string, where: Where, vocabulary: Vocabulary): Text {
  const noun = THING_WORDS[attribute] ?? same(attribute);
  const attributes = THINGS[attribute] ?? {};
  if (attribute === 'person') return whereText(where, vocabulary, attributes);
  return phrase(
    HELD.includes(attribute) ? '有{0}' : '{0}',
    HELD.includes(attribute) ? 'with {0}' : '{0}',
    thingText(noun, where, vocabulary, attributes),
  );
}

/** Things that somebody has, and does not belong to. */
const HELD: readonly string[] = ['title', 'seat', 'certificate', 'training', 'pairing', 'appraisal', 'finding'];

function named(attribute: string, value: Text): Text {
  return ['level', 'stage', 'setting', 'tier', 'role'].includes(attribute)
    ? value
    : phrase('{0}{1}', '{0} {1}', attributeText(attribute), value);
}

function attributeText(attribute: string): Text {
  return ATTRIBUTE_WORDS[attribute] ?? same(attribute);
}

function isOrdered(attribute: string): boolean {
  return attribute === 'level' || attribute === 'grade' || attribute === 'tier' || attribute === 'by';
}

/** A value in words: of the language, of the policy, or as it is written. */
export function valueText(type: AttributeType | undefined, stated: Comparand, vocabulary: Vocabulary): Text {
  const value = settled(stated, vocabulary);
  if (typeof value === 'object') return parameterText(value.parameter);
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return same(String(value));
  switch (type) {
    case 'level':
    case 'stage':
    case 'setting':
      return closedWord(value);
    case 'tier':
      return quoted(vocabulary.tierText(value) ?? same(value));
    case 'role':
      return quoted(vocabulary.roleText(value) ?? same(value));
    case 'grade':
      return quoted(vocabulary.codeText(value, 'grades') ?? same(value));
    default: {
      const group = type?.startsWith('code:') === true ? type.slice('code:'.length) : null;
      if (group !== null) return quoted(vocabulary.codeText(value, group) ?? same(value));
      if (isDay(value)) return same(value);
      return PLAIN_WORDS[value] ?? quoted(wordText(value, vocabulary));
    }
  }
}

function closedWord(value: string): Text {
  const level = LEVELS.find((known) => known === value);
  if (level !== undefined) return LEVEL_NAMES[level];
  const stage = STAGES.find((known) => known === value);
  if (stage !== undefined) return STAGE_NAMES[stage];
  const setting = SETTINGS.find((known) => known === value);
  return setting === undefined ? same(value) : SETTING_NAMES[setting];
}

/** What is sought: `the title “Backbone” (city level)`. */
export function aimText({ of, where }: Aim, vocabulary: Vocabulary): Text {
  return thingText(THING_WORDS[of] ?? same(of), where, vocabulary, THINGS[of] ?? {});
}
