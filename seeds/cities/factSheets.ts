import type { Day } from '../../src/domain/day.ts';
import type { LifeFact } from './life.ts';
import type { CityParameters } from './cityPlan.ts';

/** How the facts of one kind stand on their sheet. */
interface FactSheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly cells: (fact: LifeFact, words: FactWords) => readonly string[];
}

/** What depends on the day of a roster. */
export interface FactWords {
  readonly level: (fact: LifeFact) => string;
  readonly region: (code: string) => string;
}

export type FactKind = CityParameters['facts'][number]['kind'];

const person = ({ owner }: LifeFact): string => ('person' in owner ? owner.person.staffNo : '');
const school = ({ owner }: LifeFact): string => ('school' in owner ? owner.school.code : '');
const number = (value: number | null): string => (value === null ? '' : String(value));

const SHEETS: Readonly<Record<FactKind, FactSheet>> = {
  appraisal: {
    name: '工作坊考核',
    header: ['工作坊编号', '考核类别', '年度', '等次'],
    cells: (fact) => [
      'workshop' in fact.owner ? fact.owner.workshop.code : '',
      fact.word,
      fact.day.slice(0, 4),
      fact.grade ?? '',
    ],
  },
  certificate: {
    name: '证书',
    header: ['工号', '证书类别', '证书等级', '发证日期', '失效日期'],
    cells: (fact) => [person(fact), fact.word, fact.grade ?? '', fact.day, fact.to ?? ''],
  },
  activity: {
    name: '工作活动',
    header: ['工号', '学校编码', '活动类别', '日期', '级别', '次数'],
    cells: (fact, { level }) => [person(fact), school(fact), fact.word, fact.day, level(fact), number(fact.times)],
  },
  finding: {
    name: '认定事项',
    header: ['工号', '认定事项', '日期', '级别'],
    cells: (fact, { level }) => [person(fact), fact.word, fact.day, level(fact)],
  },
  event: {
    name: '赛事活动',
    header: ['学校编码', '区划代码', '赛事类别', '日期', '级别', '赛事名称'],
    cells: (fact, { level, region }) => [
      school(fact),
      'region' in fact.owner ? region(fact.owner.region) : '',
      fact.word,
      fact.day,
      level(fact),
      fact.title ?? '',
    ],
  },
  figure: {
    name: '统计数据',
    header: ['工号', '学校编码', '统计指标', '统计日期', '数值'],
    cells: (fact) => [person(fact), school(fact), fact.word, fact.day, number(fact.value)],
  },
  rubricScore: {
    name: '量化考评',
    header: ['工号', '评分表', '评分板块', '日期', '得分'],
    cells: (fact) => [person(fact), fact.word, fact.section ?? '', fact.day, number(fact.value)],
  },
  application: {
    name: '申报',
    header: ['工号', '申报事项', '申报日期', '申报结果'],
    cells: (fact) => [person(fact), fact.word, fact.day, fact.grade ?? ''],
  },
};

/** The sheets of the dated facts of which a roster of one day can speak. */
export function factSheets(facts: readonly LifeFact[], asOf: Day, words: FactWords) {
  return Object.entries(SHEETS).map(([kind, { name, header, cells }]) => ({
    name,
    header: header.join(','),
    rows: facts
      .filter((fact) => fact.kind === kind && isKnownBy(fact, asOf))
      .map((fact) => cells(fact, words).join(',')),
  }));
}

/** An appraisal is told when its year is over. */
function isKnownBy({ kind, day }: LifeFact, asOf: Day): boolean {
  return kind === 'appraisal' ? `${day.slice(0, 4)}-12-31` <= asOf : day <= asOf;
}
