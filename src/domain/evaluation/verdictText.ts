import type Fraction from 'fraction.js';
import { RECORDS, type RecordName } from '../policy/catalogue.ts';
import type { Condition } from '../policy/condition.ts';
import { conditionText } from '../policy/describe.ts';
import { phrase, same } from '../policy/phrase.ts';
import { type Vocabulary, amountUnit, wordText } from '../policy/vocabulary.ts';
import { AMOUNT_WORDS, RECORD_WORDS, TIME_WORDS } from '../policy/words.ts';
import type { Text } from '../roster.ts';
import type { Found, Verdict } from './verdict.ts';

/** What a condition asks, without what stands beside it: its clause and how binding it is are told on their own. */
export function requiredText(condition: Condition, vocabulary: Vocabulary, ofUnit: boolean): Text {
  const bare = { ...condition, clause: null, modality: null, waivable: null, interpretation: null };
  return conditionText(bare, { vocabulary, ofUnit });
}

/** What was found; null: nothing to show. */
export function foundText(
  { found, condition }: Pick<Verdict, 'found' | 'condition'>,
  vocabulary: Vocabulary,
): Text | null {
  if (found === null) return null;
  if (found.is === 'words') return wordsText(found.words, condition, vocabulary);
  return amount(found, unitText(found.unit, condition, vocabulary));
}

type NumberFound = Extract<Found, { readonly is: 'number' }>;

function amount({ least, most, unit }: NumberFound, unitOf: (number: string) => Text): Text {
  const [low, high] = [numberOf(least, unit), most === null ? null : numberOf(most, unit)];
  if (high === null) return phrase('至少{0}', 'at least {0}', unitOf(low));
  if (low === high) return unitOf(low);
  return phrase(`${low}至{0}`, `${low} to {0}`, unitOf(high));
}

/** Years, hours and ratios with two decimals at most, cut and never rounded up to what is not reached; shares as per cent. */
function numberOf(value: Fraction, unit: string): string {
  const shown = unit === 'share' ? value.mul(100) : value;
  const cut = shown.mul(100).floor().valueOf() / 100;
  return unit === 'share' ? `${cut}%` : String(cut);
}

function unitText(unit: string, condition: Condition, vocabulary: Vocabulary): (number: string) => Text {
  const records = Object.keys(RECORDS).find((name): name is RecordName => name === unit);
  if (records !== undefined) {
    const { name, one, unit: counted } = RECORD_WORDS[records];
    return (number) => ({ zh: `${number}${counted}`, en: `${number} ${number === '1' ? one : name.en}` });
  }
  const words =
    unit === 'years'
      ? TIME_WORDS['year']
      : condition.form === 'sum'
        ? amountUnit(unit, vocabulary)
        : AMOUNT_WORDS[unit];
  if (words !== undefined)
    return (number) => ({ zh: `${number}${words.zh}`, en: `${number} ${number === '1' ? words.one : words.many}` });
  if (unit === 'points') return (number) => ({ zh: `${number}分`, en: `${number} points` });
  return same;
}

function wordsText(words: readonly (string | number | boolean)[], condition: Condition, vocabulary: Vocabulary): Text {
  if (words.length === 0) return { zh: '无', en: 'none' };
  if (condition.form === 'every') {
    const { name, unit } = RECORD_WORDS[condition.records];
    return { zh: `${words.join('、')}${unit}`, en: `${words.join(', ')} ${name.en}` };
  }
  const texts = words.map((word): Text => {
    if (word === true) return { zh: '是', en: 'yes' };
    if (word === false) return { zh: '否', en: 'no' };
    return wordText(String(word), vocabulary);
  });
  return { zh: texts.map(({ zh }) => zh).join('、'), en: texts.map(({ en }) => en).join(', ') };
}
