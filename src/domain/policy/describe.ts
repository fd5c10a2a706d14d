import type { Text } from '../roster.ts';
import { bodyText } from './describeBody.ts';
import { type Telling, conditionText, waiverText } from './describeCondition.ts';
import { aimText, selectionText, whereText } from './describeWhere.ts';
import { LIST, SILENCE, around, bracketed, joined, phrase, quoted, same } from './phrase.ts';
import type { Attestation, Interpretation, Per, Rule, RuleKind } from './types.ts';
import { NO_VOCABULARY, type Vocabulary, wordText } from './vocabulary.ts';
import { KIND_WORDS, MODALITY_WORDS, PERIOD_WORDS, UNIT_NAMES } from './words.ts';

export { conditionText } from './describeCondition.ts';

/** A rule in one sentence: its own text, or one made from what it says where the file gives none. */
export function describeRule(rule: Rule, vocabulary: Vocabulary = NO_VOCABULARY): Text {
  return rule.text ?? sentenceOf(rule, vocabulary);
}

/**
 * What the program reads in a rule, whole: on whom it falls, per what, what it asks with every number and window, who is
 * excepted, what people judge, who may waive it and what was read into the clause.
 */
export function sentenceOf(rule: Rule, vocabulary: Vocabulary): Text {
  const telling = { vocabulary, ofUnit: isOfUnit(rule, vocabulary) };
  const whom = joined(
    [
      joined(
        rule.for.map((aim) =>
          around(SOUGHT.includes(rule.kind) ? '申报{0}' : '{0}', 'for {0}', aimText(aim, vocabulary)),
        ),
        LIST,
      ),
      rule.who === null ? SILENCE : selectionText(rule.who, vocabulary),
      joined(
        rule.per.map((per) => perText(per, vocabulary)),
        { zh: '、', en: ' and ' },
      ),
      MODALITY_WORDS[rule.modality],
    ],
    { zh: '，', en: ', ' },
  );
  const body = bodyText(rule, telling);
  const said = joined([whom, body], { zh: '：', en: ': ' });
  return joined([phrase('{0}：{1}。', '{0}: {1}.', KIND_WORDS[rule.kind], said), ...besideText(rule, telling)], {
    zh: '',
    en: ' ',
  });
}

function besideText(rule: Rule, telling: Telling): readonly Text[] {
  return [
    rule.except === null
      ? SILENCE
      : phrase('有下列情形的不适用：{0}。', 'It does not apply where: {0}.', conditionText(rule.except, telling)),
    rule.attest === null ? SILENCE : attestText(rule.attest, telling.vocabulary),
    rule.waivable === null ? SILENCE : phrase('{0}。', '{0}.', capital(waiverText(rule.waivable, telling))),
    interpretationText(rule.interpretation),
    rule.overrides === null
      ? SILENCE
      : phrase('替代上级的{0}。', 'It replaces {0} of the body above.', same(rule.overrides)),
    rule.locked === false
      ? SILENCE
      : rule.locked === true
        ? { zh: '下级不得更改。', en: 'Bodies below may not change it.' }
        : { zh: '下级只能更严。', en: 'Bodies below may only ask for more.' },
    around('备注：{0}。', 'Note: {0}.', rule.note ?? SILENCE),
  ];
}

/** What people judge. */
export function attestText({ of, clause }: Attestation, vocabulary: Vocabulary): Text {
  return phrase(
    '由人认定：{0}{1}。',
    'Judged by people: {0}{1}.',
    joined(
      of.map((code) => vocabulary.codeText(code, 'attested') ?? wordText(code, vocabulary)),
      LIST,
    ),
    bracketed(clause === null ? SILENCE : same(clause)),
  );
}

/** What was read into a clause. */
export function interpretationText(interpretation: Interpretation | null): Text {
  if (interpretation === null) return SILENCE;
  return interpretation.applied
    ? phrase('解读：{0}。', 'Read so: {0}.', interpretation.text)
    : phrase('解读（已停用）：{0}。', 'Read so, switched off: {0}.', interpretation.text);
}

export function perText(per: Per, vocabulary: Vocabulary): Text {
  switch (per.per) {
    case 'period':
      return PERIOD_WORDS[per.period];
    case 'named':
      return phrase('每个{0}', 'each {0}', quoted(wordText(per.period, vocabulary)));
    case 'level':
      return phrase('每个{0}', 'each {0}', UNIT_NAMES[per.level]);
    case 'schools':
      return phrase('每所学校{0}', 'each school{0}', bracketed(whereText(per.where, vocabulary)));
    case 'workshop':
      return { zh: '每个工作室', en: 'each workshop' };
    case 'nominator':
      return { zh: '每个推荐单位', en: 'each nominator' };
  }
}

/** Kinds of rules that are about getting something. */
const SOUGHT: readonly RuleKind[] = ['eligibility', 'workflow'];

/** Units count titles by their holders, persons by the title. */
function isOfUnit(rule: Rule, vocabulary: Vocabulary): boolean {
  let { who } = rule;
  if (who?.selection === 'named') who = vocabulary.selection(who.name);
  if (who?.selection === 'of') return !['persons', 'holders', 'seats'].includes(who.population);
  return rule.kind === 'target' || rule.kind === 'places';
}

function capital({ zh, en }: Text): Text {
  return { zh, en: en.charAt(0).toUpperCase() + en.slice(1) };
}
