import { type SchoolYear, formatSchoolYear } from './calendar.ts';
import type { Day } from './day.ts';
import { ATTRIBUTE_WORDS, EVENT_WORDS, FLAG_WORDS, RECORD_WORDS, THING_WORDS } from './policy/words.ts';
import type { RosterKind, Text } from './roster.ts';

/** Why something cannot be known. It stands beside a null, never beside a number. */
export type Unknown =
  | { readonly because: 'noPolicy'; readonly day: Day }
  /** By whose rules a workshop stands is not known: nothing was in force for its founder then. Null: that day is not known. */
  | { readonly because: 'noPolicyAtFounding'; readonly founded: Day | null }
  | { readonly because: 'notDefined'; readonly what: Definition }
  | { readonly because: 'parameterNotSet'; readonly parameter: string }
  | { readonly because: 'noImport'; readonly kinds: readonly RosterKind[] }
  | { readonly because: 'dataTooOld'; readonly dataAsOf: Day; readonly heldUntil: Day; readonly day: Day }
  | { readonly because: 'notEvaluated' }
  /** Nothing was found, and no policy in force there has such a code. */
  | {
      readonly because: 'noSuchCode';
      readonly what: 'tier' | 'ladder';
      readonly code: string;
      readonly codes: readonly string[];
    }
  | { readonly because: 'targetNotBegun'; readonly begins: Day; readonly day: Day }
  | { readonly because: 'nothingToMeasure'; readonly day: Day }
  /** Records may match or not: something about them is not known. */
  | { readonly because: 'recordsInDoubt'; readonly records: number }
  /** The rule asks only what people attest. */
  | { readonly because: 'attested' }
  | { readonly because: 'attributeNotKnown'; readonly attributes: readonly string[] }
  | { readonly because: 'noSuchRule'; readonly rule: string }
  /** A count for something that this subject has none of, such as the pupils of a person without a class. */
  | { readonly because: 'notCounted'; readonly what: string }
  /** Not on record, and its absence proves nothing. */
  | { readonly because: 'notOnRecord'; readonly what: string }
  | { readonly because: 'settingNotKnown'; readonly schools: number }
  | { readonly because: 'postStartNotKnown'; readonly posts: number }
  | { readonly because: 'titleStateNotKnown'; readonly persons: number; readonly day: Day }
  | {
      readonly because: 'schoolYearNotBegun';
      readonly schoolYear: SchoolYear;
      readonly begins: Day;
      readonly day: Day;
    };

/** What a policy in force may leave unsaid. */
export type Definition =
  'countingPosts' | 'rural' | 'composition' | 'ladder' | 'workshopTarget' | 'tolerance' | 'hourUnits' | 'term';

/** A value, or why there is none. */
export type Answer<Value> =
  { readonly value: Value; readonly unknown: null } | { readonly value: null; readonly unknown: Unknown };

export function known<Value>(value: Value): Answer<Value> {
  return { value, unknown: null };
}

export function notKnown(unknown: Unknown): { readonly value: null; readonly unknown: Unknown } {
  return { value: null, unknown };
}

export const KIND_WORDS: Record<RosterKind, Text> = {
  school: { zh: '学校', en: 'schools' },
  teacher: { zh: '教师', en: 'teachers' },
  post: { zh: '班主任任职', en: 'posts' },
  designation: { zh: '称号', en: 'designations' },
  workshop: { zh: '工作坊', en: 'workshops' },
  seat: { zh: '工作坊人员', en: 'seats' },
  pairing: { zh: '结对', en: 'pairings' },
  appraisal: { zh: '考核', en: 'appraisals' },
  achievement: { zh: '获奖荣誉', en: 'achievements' },
  attendance: { zh: '培训', en: 'training' },
  certificate: { zh: '证书', en: 'certificates' },
  activity: { zh: '工作活动', en: 'activities' },
  finding: { zh: '认定事项', en: 'findings' },
  effect: { zh: '限制与优先', en: 'effects' },
  waiver: { zh: '豁免', en: 'waivers' },
  link: { zh: '联系学校', en: 'links' },
  event: { zh: '赛事活动', en: 'events' },
  figure: { zh: '统计数据', en: 'figures' },
  rubricScore: { zh: '量化考评', en: 'rubric scores' },
  application: { zh: '申报', en: 'applications' },
};

const DEFINITION_WORDS: Record<Definition, Text> = {
  countingPosts: { zh: '哪些岗位计入班主任', en: 'which posts count as homeroom posts' },
  rural: { zh: '哪些学校属于农村', en: 'which schools count as rural' },
  composition: { zh: '这类工作坊的人员构成', en: 'the composition of such a workshop' },
  ladder: { zh: '这个称号属于哪个层级序列', en: 'on which ladder the title stands' },
  tolerance: { zh: '“约”允许的出入', en: 'how near “about” is' },
  hourUnits: { zh: '该单位折合多少学时', en: 'how many hours that unit has' },
  term: { zh: '任期的长度', en: 'how long a term is' },
  workshopTarget: { zh: '工作坊的数量目标', en: 'how many workshops there are to be' },
};

const CODE_WORDS = {
  tier: { zh: '称号', en: 'tier' },
  ladder: { zh: '称号序列', en: 'ladder' },
} as const satisfies Record<string, Text>;

/** What the policy language calls an attribute, a record, a thing or an event, in words; any other name as it is. */
function wordsFor(name: string): Text {
  const records = Object.entries(RECORD_WORDS).find(([records]) => records === name)?.[1].name;
  const event = Object.entries(EVENT_WORDS).find(([known]) => known === name)?.[1];
  const flag = FLAG_WORDS[name]?.yes;
  return (
    records ??
    ATTRIBUTE_WORDS[name] ??
    flag ??
    THING_WORDS[name] ??
    event ??
    PLAIN_NAMES[name] ?? { zh: name, en: name }
  );
}

const PLAIN_NAMES: Readonly<Record<string, Text>> = {
  birth: { zh: '出生年月', en: 'the day of birth' },
  teachingStart: { zh: '任教起始', en: 'the first day of teaching' },
  post: { zh: '岗位', en: 'the post' },
  setting: { zh: '城乡类型', en: 'the setting' },
  stage: { zh: '学段', en: 'the stage' },
  region: { zh: '地区', en: 'the region' },
  points: { zh: '评分', en: 'points' },
  standing: { zh: '层级', en: 'the tier' },
  selection: { zh: '对象', en: 'the selection' },
};

/** The reason as a sentence in both languages. */
export function explain(unknown: Unknown): Text {
  switch (unknown.because) {
    case 'noPolicy':
      return { zh: `${unknown.day}没有生效的政策。`, en: `No policy is in force on ${unknown.day}.` };
    case 'noPolicyAtFounding':
      return unknown.founded === null
        ? {
            zh: '工作坊的成立日期未知，无法确定适用哪项政策。',
            en: 'The day on which the workshop was founded is not known, nor is the policy that holds for it.',
          }
        : {
            zh: `工作坊成立时（${unknown.founded}）对其设立单位没有生效的政策。`,
            en: `No policy was in force for the founder of the workshop when it was founded on ${unknown.founded}.`,
          };
    case 'notDefined': {
      const words = DEFINITION_WORDS[unknown.what];
      return {
        zh: `生效的政策没有规定${words.zh}。`,
        en: `The policy in force does not say ${words.en}.`,
      };
    }
    case 'parameterNotSet':
      return {
        zh: `政策留待下级设定的参数“${unknown.parameter}”尚未设定。`,
        en: `The policy leaves "${unknown.parameter}" to a body below, and none has set it.`,
      };
    case 'noImport':
      return {
        zh: `没有导入过${unknown.kinds.map((kind) => KIND_WORDS[kind].zh).join('、')}数据。`,
        en: `Nothing has been imported about ${unknown.kinds.map((kind) => KIND_WORDS[kind].en).join(', ')}.`,
      };
    case 'dataTooOld':
      return {
        zh: `数据截至${unknown.dataAsOf}，只沿用到该学年结束（${unknown.heldUntil}之前），不能回答${unknown.day}的情况。`,
        en: `The data speaks of ${unknown.dataAsOf} and is carried forward to the end of that school year (before ${unknown.heldUntil}); it says nothing about ${unknown.day}.`,
      };
    case 'notEvaluated':
      return {
        zh: '这条规则含有本版本尚不计算的条件。',
        en: 'The rule has conditions that this version does not compute.',
      };
    case 'targetNotBegun':
      return {
        zh: `该目标自${unknown.begins}起计算，${unknown.day}尚未开始。`,
        en: `The target counts from ${unknown.begins} on: on ${unknown.day} it has not begun.`,
      };
    case 'nothingToMeasure':
      return {
        zh: `${unknown.day}没有可以衡量的对象。`,
        en: `There is nothing to measure on ${unknown.day}.`,
      };
    case 'noSuchCode': {
      const words = CODE_WORDS[unknown.what];
      return {
        zh: `生效的政策没有代码为“${unknown.code}”的${words.zh}；有：${unknown.codes.join('、') || '无'}。`,
        en: `The policy in force has no ${words.en} "${unknown.code}"; it has: ${unknown.codes.join(', ') || 'none'}.`,
      };
    }
    case 'recordsInDoubt':
      return {
        zh: `有${unknown.records}条记录缺少日期或属性，无法确定是否算在内。`,
        en: `Of ${unknown.records} record(s) a date or an attribute is missing: whether they count is not known.`,
      };
    case 'attested':
      return {
        zh: '该规则只有由人认定的条件。',
        en: 'The rule has only conditions that people attest.',
      };
    case 'attributeNotKnown':
      return {
        zh: `以下信息未知：${unknown.attributes.map((name) => wordsFor(name).zh).join('、')}。`,
        en: `Not known: ${unknown.attributes.map((name) => wordsFor(name).en).join(', ')}.`,
      };
    case 'noSuchRule':
      return {
        zh: `生效的政策没有规则 ${unknown.rule}。`,
        en: `The policy in force has no rule ${unknown.rule}.`,
      };
    case 'notCounted':
      return {
        zh: `这里没有可以统计的${wordsFor(unknown.what).zh}。`,
        en: `Nothing of this sort can be counted here: ${wordsFor(unknown.what).en}.`,
      };
    case 'notOnRecord':
      return {
        zh: `缺少记录：${wordsFor(unknown.what).zh}。没有记录并不说明没有发生。`,
        en: `Not on record: ${wordsFor(unknown.what).en}. That it is not on record does not mean that it was not so.`,
      };
    case 'settingNotKnown':
      return {
        zh: `有${unknown.schools}所学校的城乡类型未知。`,
        en: `The setting of ${unknown.schools} school(s) is not known.`,
      };
    case 'postStartNotKnown':
      return {
        zh: `有${unknown.posts}个岗位的开始日期未知。`,
        en: `The start of ${unknown.posts} post(s) is not known.`,
      };
    case 'titleStateNotKnown':
      return {
        zh: `有${unknown.persons}人的称号后来被取消或到期，但没有日期，无法确定${unknown.day}是否有效。`,
        en: `The titles of ${unknown.persons} person(s) were later revoked or expired without a date: whether they were in force on ${unknown.day} is not known.`,
      };
    case 'schoolYearNotBegun': {
      const schoolYear = formatSchoolYear(unknown.schoolYear);
      return {
        zh: `${schoolYear}学年于${unknown.begins}开始，${unknown.day}尚未开始。`,
        en: `The school year ${schoolYear} begins on ${unknown.begins}: on ${unknown.day} it has not begun.`,
      };
    }
  }
}
