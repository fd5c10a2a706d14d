import type { Level } from '../level.ts';
import type { Text } from '../roster.ts';
import type { Setting, Stage } from '../school.ts';
import type { EventName, RecordName } from './catalogue.ts';
import type { Bound, Population } from './condition.ts';
import type { Effect, Modality, Period, RuleKind, WorkflowStep } from './types.ts';

/** The program's own words of the language, for sentences: what a policy names itself has its text in the policy. */
type Words<Name extends string> = Readonly<Record<Name, Text>>;

export const KIND_WORDS: Words<RuleKind> = {
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

export const MODALITY_WORDS: Words<Modality> = {
  must: { zh: '', en: '' },
  should: { zh: '原则上', en: 'in principle' },
  may: { zh: '可以', en: 'may' },
};

export const LEVEL_NAMES: Words<Level> = {
  SCHOOL: { zh: '校级', en: 'school level' },
  TOWNSHIP: { zh: '乡级', en: 'township level' },
  COUNTY: { zh: '县级', en: 'county level' },
  CITY: { zh: '市级', en: 'city level' },
  PROVINCE: { zh: '省级', en: 'province level' },
  NATIONAL: { zh: '国家级', en: 'national level' },
};

/** A unit of a level. */
export const UNIT_NAMES: Words<Level> = {
  SCHOOL: { zh: '学校', en: 'school' },
  TOWNSHIP: { zh: '乡（镇）', en: 'township' },
  COUNTY: { zh: '县（市、区）', en: 'county' },
  CITY: { zh: '市', en: 'city' },
  PROVINCE: { zh: '省', en: 'province' },
  NATIONAL: { zh: '国家', en: 'country' },
};

export const STAGE_NAMES: Words<Stage> = {
  KINDERGARTEN: { zh: '幼儿园', en: 'kindergarten' },
  PRIMARY: { zh: '小学', en: 'primary' },
  JUNIOR: { zh: '初中', en: 'junior' },
  SENIOR: { zh: '高中', en: 'senior' },
  SECONDARY_VOCATIONAL: { zh: '中职', en: 'secondary vocational' },
  HIGHER_VOCATIONAL: { zh: '高职', en: 'higher vocational' },
  SPECIAL: { zh: '特殊教育', en: 'special education' },
};

export const SETTING_NAMES: Words<Setting> = {
  URBAN: { zh: '城区', en: 'urban' },
  TOWN: { zh: '镇区', en: 'town' },
  VILLAGE: { zh: '乡村', en: 'village' },
};

/** Records: what they are called, one and several, and what they are counted in. */
export const RECORD_WORDS: Readonly<
  Record<RecordName, { readonly name: Text; readonly one: string; readonly unit: string }>
> = {
  posts: { name: { zh: '岗位', en: 'posts' }, one: 'post', unit: '个' },
  titlesHeld: { name: { zh: '持有的称号', en: 'titles in force' }, one: 'title in force', unit: '项' },
  titlesAwarded: { name: { zh: '认定的称号', en: 'titles awarded' }, one: 'title awarded', unit: '项' },
  certificates: { name: { zh: '证书', en: 'certificates' }, one: 'certificate', unit: '个' },
  appraisals: { name: { zh: '考核', en: 'appraisals' }, one: 'appraisal', unit: '次' },
  achievements: { name: { zh: '业绩', en: 'achievements' }, one: 'achievement', unit: '项' },
  activities: { name: { zh: '活动', en: 'activities' }, one: 'activity', unit: '次' },
  trainings: { name: { zh: '培训', en: 'trainings' }, one: 'training', unit: '次' },
  hours: { name: { zh: '培训学时', en: 'hours of training' }, one: 'hour of training', unit: '学时' },
  seats: { name: { zh: '席位', en: 'seats' }, one: 'seat', unit: '个' },
  pairings: { name: { zh: '结对', en: 'pairings' }, one: 'pairing', unit: '对' },
  applications: { name: { zh: '申报', en: 'applications' }, one: 'application', unit: '次' },
  findings: { name: { zh: '查实情形', en: 'findings' }, one: 'finding', unit: '次' },
  links: { name: { zh: '联系', en: 'links' }, one: 'link', unit: '个' },
  persons: { name: { zh: '人员', en: 'persons' }, one: 'person', unit: '人' },
  schools: { name: { zh: '学校', en: 'schools' }, one: 'school', unit: '所' },
  workshops: { name: { zh: '工作室', en: 'workshops' }, one: 'workshop', unit: '个' },
  events: { name: { zh: '活动事项', en: 'events' }, one: 'event', unit: '次' },
  figure: { name: { zh: '数字', en: 'figure' }, one: 'figure', unit: '' },
};

/** Titles of a unit are counted by their holders. */
export const HOLDERS_OF_TITLES = {
  name: { zh: '称号持有人', en: 'holders of a title' },
  one: 'holder of a title',
  unit: '人',
};

export const POPULATION_WORDS: Words<Population> = {
  persons: { zh: '教师', en: 'teachers' },
  holders: { zh: '称号持有人', en: 'title holders' },
  seats: { zh: '席位持有人', en: 'holders of seats' },
  workshops: { zh: '工作室', en: 'workshops' },
  schools: { zh: '学校', en: 'schools' },
  region: { zh: '地区', en: 'regions' },
};

/** What a record belongs to, and what is sought or decided. */
export const THING_WORDS: Readonly<Record<string, Text>> = {
  school: { zh: '学校', en: 'school' },
  workshop: { zh: '工作室', en: 'workshop' },
  person: { zh: '本人', en: 'person' },
  title: { zh: '称号', en: 'title' },
  seat: { zh: '席位', en: 'seat' },
  certificate: { zh: '证书', en: 'certificate' },
  post: { zh: '岗位', en: 'post' },
  training: { zh: '培训', en: 'training' },
  pairing: { zh: '结对', en: 'pairing' },
  appraisal: { zh: '考核', en: 'appraisal' },
  finding: { zh: '查实情形', en: 'finding' },
  promotion: { zh: '晋升', en: 'promotion' },
  application: { zh: '申报', en: 'application' },
};

/** Attributes whose value is said with their name. */
export const ATTRIBUTE_WORDS: Readonly<Record<string, Text>> = {
  grade: { zh: '等次', en: 'grade' },
  by: { zh: '由', en: 'by' },
  region: { zh: '区划', en: 'region' },
  state: { zh: '状态', en: 'state' },
  batch: { zh: '批次', en: 'batch' },
  body: { zh: '认定机构', en: 'body' },
  part: { zh: '部分', en: 'part' },
  topic: { zh: '主题', en: 'topic' },
  relation: { zh: '关系', en: 'relation' },
  subject: { zh: '任教学科', en: 'subject' },
  sex: { zh: '性别', en: 'sex' },
  ladder: { zh: '梯级', en: 'ladder' },
  reached: { zh: '到达步骤', en: 'reached' },
  result: { zh: '结果', en: 'result' },
  nominator: { zh: '推荐单位', en: 'nominator' },
  for: { zh: '所求', en: 'for' },
  has: { zh: '设有', en: 'with' },
  day: { zh: '日期', en: 'day' },
  kind: { zh: '种类', en: 'kind' },
  age: { zh: '年龄', en: 'age' },
  homeroomYears: { zh: '任班主任', en: 'homeroom years' },
  teachingYears: { zh: '任教', en: 'teaching years' },
  yearsSinceHire: { zh: '入职', en: 'years since hire' },
  hired: { zh: '入职日', en: 'hired' },
  firstHomeroomPost: { zh: '首次任班主任', en: 'first homeroom post' },
};

/** Attributes that are so or not so. */
export const FLAG_WORDS: Readonly<Record<string, { readonly yes: Text; readonly no: Text }>> = {
  rural: { yes: { zh: '农村', en: 'rural' }, no: { zh: '非农村', en: 'not rural' } },
  cityDirect: {
    yes: { zh: '市直学校', en: 'in a school directly under the city' },
    no: { zh: '非市直学校', en: 'not in a school directly under the city' },
  },
  base: { yes: { zh: '基地', en: 'a base' }, no: { zh: '非基地', en: 'not a base' } },
  trained: { yes: { zh: '已参加培训', en: 'trained' }, no: { zh: '未参加培训', en: 'not trained' } },
  completed: { yes: { zh: '已完成', en: 'completed' }, no: { zh: '尚未完成', en: 'not completed yet' } },
  published: { yes: { zh: '已发表', en: 'published' }, no: { zh: '未发表', en: 'not published' } },
  valid: { yes: { zh: '有效', en: 'valid' }, no: { zh: '已失效', en: 'no longer valid' } },
  firstTime: { yes: { zh: '首次', en: 'for the first time' }, no: { zh: '非首次', en: 'not for the first time' } },
  revoked: { yes: { zh: '已取消', en: 'revoked' }, no: { zh: '未取消', en: 'not revoked' } },
};

/** Free words that have a meaning everywhere. */
export const PLAIN_WORDS: Readonly<Record<string, Text>> = {
  mentor: { zh: '指导者', en: 'mentor' },
  mentee: { zh: '被指导者', en: 'mentee' },
  workshop: { zh: '工作室', en: 'workshop' },
  nominator: { zh: '推荐单位', en: 'nominator' },
  homeroomPost: { zh: '班主任岗位', en: 'a homeroom post' },
  title: { zh: '称号', en: 'a title' },
  FEMALE: { zh: '女', en: 'female' },
  MALE: { zh: '男', en: 'male' },
  barred: { zh: '受限', en: 'barred' },
  bar: { zh: '受限', en: 'barred' },
  preferred: { zh: '优先', en: 'preferred' },
  prefer: { zh: '优先', en: 'preferred' },
  exempt: { zh: '免除', en: 'exempt' },
};

export const PERIOD_WORDS: Words<Period> = {
  month: { zh: '每月', en: 'each month' },
  year: { zh: '每年', en: 'each year' },
  schoolYear: { zh: '每学年', en: 'each school year' },
  semester: { zh: '每学期', en: 'each semester' },
  term: { zh: '每届任期', en: 'each term of office' },
  batch: { zh: '每批', en: 'each batch' },
  round: { zh: '每轮', en: 'each round' },
};

/** Lengths of time: measured in Chinese, one and several in English. */
export const TIME_WORDS: Readonly<
  Record<string, { readonly zh: string; readonly one: string; readonly many: string }>
> = {
  day: { zh: '天', one: 'day', many: 'days' },
  month: { zh: '个月', one: 'month', many: 'months' },
  year: { zh: '年', one: 'year', many: 'years' },
  schoolYear: { zh: '个学年', one: 'school year', many: 'school years' },
  semester: { zh: '个学期', one: 'semester', many: 'semesters' },
  term: { zh: '届任期', one: 'term of office', many: 'terms of office' },
  round: { zh: '轮', one: 'round', many: 'rounds' },
};

/** What amounts are summed in; a policy may define units of its own. */
export const AMOUNT_WORDS: Readonly<
  Record<string, { readonly zh: string; readonly one: string; readonly many: string }>
> = {
  hour: { zh: '学时', one: 'hour', many: 'hours' },
  day: { zh: '天', one: 'day', many: 'days' },
  time: { zh: '次', one: 'time', many: 'times' },
};

export const EVENT_WORDS: Words<EventName> = {
  birth: { zh: '出生', en: 'birth' },
  teachingStart: { zh: '开始任教', en: 'starting to teach' },
  hire: { zh: '入职', en: 'being hired' },
  firstHomeroomPost: { zh: '首次任班主任', en: 'the first homeroom post' },
  award: { zh: '称号认定', en: 'the award of the title' },
  certificate: { zh: '取得证书', en: 'the certificate' },
  training: { zh: '培训', en: 'the training' },
  appraisal: { zh: '考核', en: 'the appraisal' },
  seat: { zh: '取得席位', en: 'taking the seat' },
  founding: { zh: '工作室建立', en: 'the founding of the workshop' },
  application: { zh: '申报', en: 'the application' },
};

export const COMPARISON_WORDS: Words<Exclude<Bound['is'], 'between'>> = {
  exactly: { zh: '恰为', en: 'exactly ' },
  atLeast: { zh: '不少于', en: 'at least ' },
  atMost: { zh: '不多于', en: 'at most ' },
  moreThan: { zh: '超过', en: 'more than ' },
  lessThan: { zh: '不满', en: 'less than ' },
  about: { zh: '约', en: 'about ' },
};

/** Steps of a scale: the word is put after the step. */
export const ORDER_WORDS: Words<Exclude<Bound['is'], 'between'>> = {
  exactly: { zh: '{0}', en: '{0}' },
  atLeast: { zh: '{0}及以上', en: '{0} or above' },
  atMost: { zh: '{0}及以下', en: '{0} or below' },
  moreThan: { zh: '高于{0}', en: 'above {0}' },
  lessThan: { zh: '低于{0}', en: 'below {0}' },
  about: { zh: '约{0}', en: 'about {0}' },
};

/** Days: the word is put round the day. */
export const DAY_WORDS: Words<Exclude<Bound['is'], 'between'>> = {
  exactly: { zh: '为{0}', en: 'on {0}' },
  atLeast: { zh: '在{0}或以后', en: 'on {0} or later' },
  atMost: { zh: '在{0}或以前', en: 'on {0} or earlier' },
  moreThan: { zh: '在{0}以后', en: 'after {0}' },
  lessThan: { zh: '在{0}以前', en: 'before {0}' },
  about: { zh: '约{0}', en: 'about {0}' },
};

export const EFFECT_WORDS: Words<Effect['effect']> = {
  bar: { zh: '不得', en: 'is barred from' },
  prefer: { zh: '优先', en: 'is preferred for' },
  recommend: { zh: '优先推荐', en: 'is recommended for' },
  defer: { zh: '暂缓', en: 'is deferred for' },
  correct: { zh: '限期改正', en: 'must put right' },
  revoke: { zh: '取消', en: 'loses' },
  lapse: { zh: '自行失效', en: 'lets lapse' },
  renew: { zh: '续任', en: 'has renewed' },
  keep: { zh: '保留', en: 'keeps' },
  end: { zh: '终止', en: 'ends' },
  commend: { zh: '表彰', en: 'is commended for' },
  recognise: { zh: '予以认可', en: 'is recognised for' },
  mayApply: { zh: '可以申报', en: 'may apply for' },
};

/** The same where the file does not say what it is about: whole by themselves. */
export const BARE_EFFECT_WORDS: Words<Effect['effect']> = {
  bar: { zh: '不得提出任何申报', en: 'may not apply for anything' },
  prefer: { zh: '优先考虑', en: 'is preferred' },
  recommend: { zh: '优先推荐', en: 'is recommended' },
  defer: { zh: '暂缓办理', en: 'is deferred' },
  correct: { zh: '限期改正', en: 'must put things right' },
  revoke: { zh: '被取消资格', en: 'is disqualified' },
  lapse: { zh: '资格自行失效', en: 'ceases to qualify' },
  renew: { zh: '续任', en: 'is renewed' },
  keep: { zh: '保留资格', en: 'stays qualified' },
  end: { zh: '终止工作', en: 'ends the work' },
  commend: { zh: '受到表彰', en: 'is commended' },
  recognise: { zh: '获得认可', en: 'is recognised' },
  mayApply: { zh: '可以申报', en: 'may apply' },
};

export const SUBJECT_WORDS: Words<Effect['who']> = {
  holder: { zh: '持有人', en: 'the holder' },
  host: { zh: '主持人', en: 'the host' },
  workshop: { zh: '工作室', en: 'the workshop' },
  school: { zh: '学校', en: 'the school' },
  body: { zh: '主管部门', en: 'the body' },
};

export const STEP_WORDS: Readonly<Record<string, Text>> = {
  teacher: { zh: '教师本人', en: 'the teacher' },
  school: { zh: '学校', en: 'the school' },
  nominator: { zh: '推荐单位', en: 'the nominator' },
  host: { zh: '主持人', en: 'the host' },
  workshop: { zh: '工作室', en: 'the workshop' },
  county: { zh: '县级教育部门', en: 'the county' },
  city: { zh: '市级教育部门', en: 'the city' },
  province: { zh: '省级教育部门', en: 'the province' },
  committee: { zh: '评审委员会', en: 'a committee' },
  SCHOOL: { zh: '学校', en: 'the school' },
  TOWNSHIP: { zh: '乡镇', en: 'the township' },
  COUNTY: { zh: '县级教育部门', en: 'the county' },
  CITY: { zh: '市级教育部门', en: 'the city' },
  PROVINCE: { zh: '省级教育部门', en: 'the province' },
  NATIONAL: { zh: '国家教育部门', en: 'the ministry' },
  eligibility: { zh: '符合资格条件', en: 'the conditions of what is sought' },
  attest: { zh: '由人认定的条件', en: 'what people attest' },
  consultation: { zh: '征求意见', en: 'consultation' },
  documents: { zh: '材料', en: 'documents' },
};

export const STOP_WORDS: Words<NonNullable<WorkflowStep['stopsWhen']>> = {
  objectionUpheld: { zh: '异议经查实', en: 'an objection is upheld' },
  objection: { zh: '有异议', en: 'there is an objection' },
};

export const ROUNDING_WORDS: Readonly<Record<string, Text>> = {
  largestRemainder: { zh: '按最大余数取整', en: 'rounded by largest remainders' },
  nearest: { zh: '四舍五入', en: 'rounded to the nearest' },
  down: { zh: '舍去尾数', en: 'rounded down' },
  up: { zh: '进位取整', en: 'rounded up' },
};

export const TIE_WORDS: Readonly<Record<string, Text>> = {
  largerMeasure: { zh: '相同时基数大者先得', en: 'with equal remainders the larger unit first' },
  smallerMeasure: { zh: '相同时基数小者先得', en: 'with equal remainders the smaller unit first' },
  lowerCode: { zh: '相同时按区划代码', en: 'with equal remainders by code' },
  lot: { zh: '相同时抽签', en: 'with equal remainders by lot' },
};
