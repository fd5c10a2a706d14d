import { formatSchoolYear, schoolYearFrom } from '../../src/domain/calendar.ts';
import { type Day, addMonths } from '../../src/domain/day.ts';
import type { Level } from '../../src/domain/level.ts';
import type { Setting, Stage } from '../../src/domain/school.ts';
import { officialRegions } from '../regions/regions.ts';
import { type CityPlan, chineseWord } from './cityPlan.ts';
import { factSheets } from './factSheets.ts';
import { type Life, type LifePerson, type LifeWorkshop, hostOn, schoolOn, settingOn } from './life.ts';

/** A sheet of a roster, as an office would send it. */
export interface RosterFile {
  readonly name: string;
  /** CSV, UTF-8. */
  readonly text: string;
}

/** The rosters that an office sends of one day: what is new and what has changed since its last ones, for absence ends nothing. */
export interface RosterImport {
  /** Of the body that sends them, valid on the day. */
  readonly regionCode: string;
  readonly asOf: Day;
  readonly files: readonly RosterFile[];
}

/** Writes the rosters of a city's life, as of one day after the other. */
export function writeRosters(plan: CityPlan, life: Life): readonly RosterImport[] {
  const { imports, issuer } = plan.parameters;
  const told = new Map<string, Set<string>>();
  const words = new Words(plan);
  return imports.map((asOf, index) => {
    const regionCode = issuer.find(({ through }) => through === undefined || asOf <= through)?.code ?? '';
    const files = sheetsOn(words, life, asOf, imports[index - 1] ?? null).flatMap(
      ({ name, header, rows }): RosterFile[] => {
        const before = told.get(name) ?? new Set<string>();
        told.set(name, before);
        const fresh = rows.filter((row) => {
          if (before.has(row)) return false;
          before.add(row);
          return true;
        });
        // A sheet in which nothing is new is sent all the same, with a row told before: it says that its kind was looked at.
        const sent = fresh.length === 0 ? rows.slice(0, 1) : fresh;
        return sent.length === 0 ? [] : [{ name: `${name}.csv`, text: `${[header, ...sent].join('\n')}\n` }];
      },
    );
    return { regionCode, asOf, files };
  });
}

interface Sheet {
  readonly name: string;
  readonly header: string;
  readonly rows: readonly string[];
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  SCHOOL: '校级',
  TOWNSHIP: '乡级',
  COUNTY: '县级',
  CITY: '市级',
  PROVINCE: '省级',
  NATIONAL: '国家级',
};
const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  KINDERGARTEN: '幼儿园',
  PRIMARY: '小学',
  JUNIOR: '初中',
  SENIOR: '高中',
  SECONDARY_VOCATIONAL: '中职',
  HIGHER_VOCATIONAL: '高职',
  SPECIAL: '特殊教育',
};
const SETTING_WORDS: Readonly<Record<Setting, string>> = { URBAN: '城区', TOWN: '镇区', VILLAGE: '乡村' };
const GRADE_WORDS = new Map([
  ['excellent', '优秀'],
  ['pass', '合格'],
  ['fail', '不合格'],
]);

/** Words of the policies and of the region tree, each looked up once. */
class Words {
  readonly #plan: CityPlan;
  readonly #known = new Map<string, string>();
  readonly #regions = new Map(officialRegions().map((region) => [region.code, region]));

  constructor(plan: CityPlan) {
    this.#plan = plan;
  }

  of(list: 'tier' | 'role' | 'post', code: string): string {
    const key = `${list} ${code}`;
    // Where a policy names several, the first.
    const known = this.#known.get(key) ?? chineseWord(this.#plan, list, code).split('、')[0] ?? code;
    this.#known.set(key, known);
    return known;
  }

  /** What a region with today's code was called on a day. */
  region(code: string, day: Day): string {
    const region = this.#regions.get(code);
    return region?.former.find(({ to }) => to === null || day < to)?.name ?? region?.name ?? code;
  }
}

function sheetsOn(words: Words, life: Life, asOf: Day, before: Day | null): readonly Sheet[] {
  const soon = addMonths(asOf, 6);
  const ended = (day: Day | null): string => (day !== null && day <= asOf ? day : '');
  const announced = (day: Day | null): string => (day !== null && day <= soon ? day : '');
  const here = ({ hiredOn }: LifePerson): boolean => hiredOn <= asOf;
  const founded = ({ founded: day }: LifeWorkshop): boolean => day <= asOf;
  return [
    sheet('学校', ['学校编码', '学校名称', '所属县区', '学段', '城乡类型', '是否市直'], life.schools, (school) => [
      school.code,
      school.name,
      words.region(school.county, asOf),
      STAGE_WORDS[school.stage],
      SETTING_WORDS[settingOn(school, asOf)],
      school.direct ? '是' : '否',
    ]),
    sheet(
      '教师',
      ['工号', '姓名', '性别', '出生年月', '学校', '入职时间', '任教起始', '离岗时间'],
      life.people.filter(here),
      (person) => [
        person.staffNo,
        person.name,
        person.sex === 'FEMALE' ? '女' : '男',
        person.birth,
        schoolOn(person, asOf).code,
        person.hiredOn,
        person.hiredOn,
        ended(person.leftOn),
      ],
    ),
    sheet(
      '班主任任职',
      ['工号', '学校', '班级', '岗位', '开始', '结束'],
      life.posts.filter(({ from }) => from <= asOf),
      ({ person, school, className, kind, from, to }) => [
        person.staffNo,
        school.code,
        className ?? '',
        words.of('post', kind),
        from,
        ended(to),
      ],
    ),
    sheet(
      '称号',
      ['称号', '级别', '工号', '授予日期', '任期止', '状态'],
      life.titles.filter(({ awarded }) => awarded <= asOf),
      ({ person, tier, level, awarded, termEnd, revokedOn }) => [
        words.of('tier', tier),
        LEVEL_WORDS[level],
        person.staffNo,
        awarded,
        termEnd,
        revokedOn !== null && revokedOn <= asOf ? '取消' : termEnd <= asOf ? '到期' : '有效',
      ],
    ),
    sheet(
      '工作坊',
      ['工作坊编号', '名称', '级别', '学段', '成立日期', '主持人工号', '结束时间'],
      life.workshops.filter(founded),
      (workshop) => [
        workshop.code,
        workshop.name,
        LEVEL_WORDS[workshop.level],
        STAGE_WORDS[workshop.stage],
        workshop.founded,
        hostOn(workshop, hostTold(workshop, asOf, before))?.staffNo ?? '',
        announced(workshop.endedOn),
      ],
    ),
    sheet(
      '工作坊人员',
      ['工作坊编号', '角色', '工号', '所属成员工号', '起始', '结束'],
      life.seats.filter(({ from }) => from <= asOf),
      ({ workshop, role, person, under, from, to }) => [
        workshop.code,
        words.of('role', role),
        person.staffNo,
        under?.staffNo ?? '',
        from,
        to === workshop.endedOn ? announced(to) : ended(to),
      ],
    ),
    sheet(
      '结对',
      ['学年', '指导教师工号', '被指导教师工号', '开始', '结束'],
      life.pairings.filter(({ from }) => from <= asOf),
      ({ mentor, mentee, schoolYear, from, to }) => [
        formatSchoolYear(schoolYearFrom(schoolYear)),
        mentor.staffNo,
        mentee.staffNo,
        from,
        ended(to),
      ],
    ),
    sheet(
      '考核',
      ['工号', '年度', '等次'],
      life.appraisals.filter(({ year }) => `${year}-12-31` <= asOf),
      ({ person, year, grade }) => [person.staffNo, String(year), GRADE_WORDS.get(grade) ?? grade],
    ),
    sheet(
      '获奖荣誉',
      ['工号', '日期', '类别', '级别'],
      life.achievements.filter(({ date }) => date <= asOf),
      ({ person, date, word, level }) => [person.staffNo, date, word, LEVEL_WORDS[level]],
    ),
    sheet(
      '培训',
      ['工号', '培训名称', '层次', '日期', '学时', '主办级别'],
      life.trainings.filter(({ date }) => date <= asOf),
      ({ person, training, layer, date, hours, level }) => [
        person.staffNo,
        training,
        layer,
        date,
        String(hours),
        LEVEL_WORDS[level],
      ],
    ),
    ...factSheets(life.facts, asOf, {
      level: ({ level }) => (level === null ? '' : LEVEL_WORDS[level]),
      region: (code) => words.region(code, asOf),
    }),
  ];
}

/** The day whose host a roster names: of a workshop that is no more nobody notes another one. */
function hostTold({ founded, endedOn }: LifeWorkshop, asOf: Day, before: Day | null): Day {
  return endedOn <= asOf && before !== null && founded <= before ? before : asOf;
}

function sheet<Item>(
  name: string,
  header: readonly string[],
  items: readonly Item[],
  cells: (item: Item) => readonly string[],
): Sheet {
  return { name, header: header.join(','), rows: items.map((item) => cells(item).join(',')) };
}
