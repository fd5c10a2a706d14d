import type { Text } from '../roster.ts';
import { attestText, describeRule, interpretationText, sentenceOf } from './describe.ts';
import { datesText } from './describeCondition.ts';
import { numberText } from './describeBound.ts';
import { selectionText, valueText, whereText } from './describeWhere.ts';
import { COMMA, LIST, SILENCE, STOP, around, bracketed, joined, phrase, quoted, same } from './phrase.ts';
import type { Ladder, PolicyDocument, WorkshopKind } from './types.ts';
import { type Vocabulary, amountUnit, vocabularyOf, wordText } from './vocabulary.ts';
import { LEVEL_NAMES, MODALITY_WORDS } from './words.ts';

/** One rule as it is shown to those who know the document. */
export interface RuleSentence {
  /** Counted from 1 through the file. */
  readonly number: number;
  readonly id: string;
  readonly clause: string | null;
  /** The text of the file; made from the rule where there is none. */
  readonly text: Text;
  /** What the program reads in it, whole, where the file gives a text of its own; null: the text is that already. */
  readonly readAs: Text | null;
}

/** A policy in sentences: what it is, what it defines, and its rules in the order of its file. */
export interface PolicySentences {
  readonly policy: string;
  readonly title: Text;
  readonly head: readonly Text[];
  readonly definitions: readonly Text[];
  readonly rules: readonly RuleSentence[];
}

/** @param above the policies above it, from the top down, whose names it may use */
export function describePolicy(document: PolicyDocument, above: readonly PolicyDocument[] = []): PolicySentences {
  const vocabulary = vocabularyOf([...above, document]);
  const ladders = document.ladders.filter(({ id }) => id !== null);
  const rules = [
    ...ladders.map((ladder) => ({
      id: ladder.id ?? ladder.code,
      clause: ladder.clause,
      text: ladder.text,
      readAs: ladderText(ladder, vocabulary),
    })),
    ...document.rules.map((rule) => ({
      id: rule.id,
      clause: rule.clause,
      text: rule.text === null ? null : describeRule(rule, vocabulary),
      readAs: sentenceOf(rule, vocabulary),
    })),
  ];
  return {
    policy: document.policy,
    title: document.title,
    head: headText(document),
    definitions: definitionsText(document, vocabulary),
    rules: rules.map(({ id, clause, text, readAs }, index) => ({
      number: index + 1,
      id,
      clause,
      text: text ?? readAs,
      readAs: text === null ? null : readAs,
    })),
  };
}

function headText({ region, inherits, document, effective }: PolicyDocument): readonly Text[] {
  return [
    phrase(
      '地区{0}；文号{1}；发布{2}。',
      'Region {0}; document {1}; issued {2}.',
      same(region),
      document.number === null ? { zh: '无', en: 'without a number' } : same(document.number),
      document.issued === null ? { zh: '日期不详', en: 'on no stated day' } : same(document.issued),
    ),
    phrase(
      '{0}有效{1}。',
      'In force {0}{1}.',
      datesText(effective.from, effective.through),
      effective.assumed ? { zh: '（日期为推定）', en: ' (the dates are assumed)' } : SILENCE,
    ),
    inherits === null
      ? SILENCE
      : inherits === 'none'
        ? { zh: '不受上级政策约束。', en: 'It stands under no policy above.' }
        : phrase('接续{0}。', 'It stands under {0}.', same(inherits)),
    around('备注：{0}。', 'Note: {0}.', document.note ?? SILENCE),
  ].filter(isSaid);
}

function definitionsText(document: PolicyDocument, vocabulary: Vocabulary): readonly Text[] {
  const { define, scales, ladders, workshops } = document;
  const posts = (define.countingPosts ?? []).map((code) => quoted(vocabulary.codeText(code, 'posts') ?? same(code)));
  return [
    calendarText(document),
    define.rural === null
      ? SILENCE
      : phrase(
          '农村学校指：{0}。{1}',
          'Rural schools are: {0}. {1}',
          whereText(define.rural.where, vocabulary),
          interpretationText(define.rural.interpretation),
        ),
    around('计算班主任年限的岗位：{0}。', 'Posts that count as homeroom years: {0}.', joined(posts, LIST)),
    define.daysPerYear === null
      ? SILENCE
      : { zh: `一年按${define.daysPerYear}天计。`, en: `A year of service is ${define.daysPerYear} days.` },
    ...[...define.hourUnits].map(([unit, hours]) => {
      const { zh, one } = amountUnit(unit, vocabulary);
      return { zh: `1${zh}折合${hours}学时。`, en: `1 ${one} of training is ${hours} hours.` };
    }),
    ...[...define.conversions].map(([code, years]) =>
      phrase(
        '1次{0}折合班主任{1}年。',
        '1 {0} stands for {1} homeroom years.',
        quoted(vocabulary.codeText(code, 'activities') ?? same(code)),
        numberText(years, vocabulary),
      ),
    ),
    define.tolerance === null
      ? SILENCE
      : {
          zh: `“约”指相差不超过${define.tolerance * 100}%。`,
          en: `“About” is within ${define.tolerance * 100}%.`,
        },
    ...[...define.parameters].map(([name, value]) => ({ zh: `${name}定为${value}。`, en: `${name} is ${value}.` })),
    ...[...define.selections].map(([name, selection]) =>
      phrase('{0}指：{1}。', '{0} are: {1}.', quoted(same(name)), selectionText(selection, vocabulary)),
    ),
    ...[...scales].map(([name, grades]) =>
      phrase(
        '{0}的等次由低到高：{1}。',
        'Grades of {0}, lowest first: {1}.',
        quoted(scaleText(name, vocabulary)),
        joined(
          grades.map((grade) => valueText('grade', grade, vocabulary)),
          LIST,
        ),
      ),
    ),
    ...ladders.filter(({ id }) => id === null).map((ladder) => ladderText(ladder, vocabulary)),
    ...workshops.map((kind) => workshopText(kind, vocabulary)),
  ].filter(isSaid);
}

const SCALE_WORDS: Readonly<Record<string, Text>> = {
  appraisal: { zh: '考核', en: 'appraisals' },
  certificate: { zh: '证书', en: 'certificates' },
};

function scaleText(name: string, vocabulary: Vocabulary): Text {
  return SCALE_WORDS[name] ?? wordText(name, vocabulary);
}

function calendarText({ calendar }: PolicyDocument): Text {
  const { schoolYear, semesters, countingDay = {}, periods } = calendar;
  const said = joined(
    [
      schoolYear === undefined ? SILENCE : phrase('学年自{0}起', 'the school year begins on {0}', same(schoolYear)),
      semesters === undefined
        ? SILENCE
        : phrase('学期自{0}起', 'semesters on {0}', joined(semesters.map(same), { zh: '、', en: ' and ' })),
      ...Object.entries(countingDay).map(([period, day]) =>
        phrase(
          '{0}按{1}的情况计数',
          'lasting records are counted on {1} of the {0}',
          COUNTED[period] ?? same(period),
          same(day),
        ),
      ),
      ...[...periods].map(([name, { from, through }]) =>
        phrase('{0}：{1}', '{0}: {1}', quoted(same(name)), datesText(from, through)),
      ),
    ],
    STOP,
  );
  return around('校历：{0}。', 'Calendar: {0}.', said);
}

const COUNTED: Readonly<Record<string, Text>> = {
  year: { zh: '年度', en: 'year' },
  schoolYear: { zh: '学年', en: 'school year' },
  semester: { zh: '学期', en: 'semester' },
};

/** A ladder: its tiers, lowest first, at which levels it is awarded, and what people look at. */
function ladderText(ladder: Ladder, vocabulary: Vocabulary): Text {
  const tiers = ladder.tiers.map(({ text, who, interpretation }) =>
    phrase(
      '{0}{1}',
      '{0}{1}',
      quoted(text),
      bracketed(
        joined(
          [
            who === null ? SILENCE : phrase('非称号：{0}', 'no title: {0}', selectionText(who, vocabulary)),
            interpretationText(interpretation),
          ],
          COMMA,
        ),
      ),
    ),
  );
  return joined(
    [
      phrase(
        '梯级{2}，由低到高：{0}{1}。',
        'Ladder{2}, lowest first: {0}{1}.',
        joined(tiers, LIST),
        bracketed(
          joined(
            ladder.levels.map((level) => LEVEL_NAMES[level]),
            LIST,
          ),
        ),
        around('（{0}）', ' ({0})', MODALITY_WORDS[ladder.modality]),
      ),
      ladder.attest === null ? SILENCE : attestText(ladder.attest, vocabulary),
      interpretationText(ladder.interpretation),
    ],
    { zh: '', en: ' ' },
  );
}

function workshopText(kind: WorkshopKind, vocabulary: Vocabulary): Text {
  const roles = kind.roles.map(({ text, leads, under }) =>
    phrase(
      '{0}{1}',
      '{0}{1}',
      quoted(text),
      bracketed(
        leads
          ? { zh: '主持', en: 'leads' }
          : under === null
            ? { zh: '不归属', en: 'under nobody' }
            : phrase('归{0}', 'under {0}', vocabulary.roleText(under) ?? same(under)),
      ),
    ),
  );
  const { term } = kind;
  return phrase(
    '{0}：{1}。',
    '{0}: {1}.',
    quoted(kind.text ?? same(kind.kind)),
    joined(
      [
        joined(
          kind.levels.map((level) => LEVEL_NAMES[level]),
          LIST,
        ),
        phrase('角色{0}', 'roles {0}', joined(roles, LIST)),
        term === null
          ? SILENCE
          : 'years' in term
            ? { zh: `一届${term.years}年`, en: `a term of ${term.years} years` }
            : { zh: `一届${term.months}个月`, en: `a term of ${term.months} months` },
        kind.batch === null ? SILENCE : phrase('按批次{0}', 'in batches: {0}', same(kind.batch)),
        kind.states.length === 0
          ? SILENCE
          : phrase(
              '状态{0}',
              'states {0}',
              joined(
                kind.states.map((state) => wordText(state, vocabulary)),
                LIST,
              ),
            ),
      ],
      STOP,
    ),
  );
}

function isSaid({ zh, en }: Text): boolean {
  return zh !== '' || en !== '';
}
