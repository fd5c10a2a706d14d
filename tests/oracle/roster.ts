import { expected } from './expected.ts';
import { type Row, code, date, plain, readSheets } from './sheet.ts';

/** What the accepted rows of Yuxi's workbook say, read without the product's intake. Days are `YYYY-MM-DD`. */
export interface School {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly stage: string;
  readonly setting: string;
}
export interface Person {
  readonly staffNo: string;
  readonly name: string;
  readonly school: string;
  readonly hiredOn: string;
}
export interface Post {
  readonly staffNo: string;
  readonly school: string;
  readonly className: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string | null;
}
export interface Title {
  readonly staffNo: string;
  readonly title: string;
  readonly level: 'CITY' | 'COUNTY';
  readonly awarded: string;
  readonly termEnd: string;
  readonly state: string;
}
export interface Workshop {
  readonly code: string;
  readonly level: 'CITY' | 'COUNTY';
  readonly stage: string;
  readonly founded: string;
  readonly host: string | null;
  readonly region: string;
}
export interface Seat {
  readonly workshop: string;
  readonly role: 'member' | 'trainee';
  readonly staffNo: string;
  readonly member: string | null;
  readonly from: string;
  readonly to: string | null;
}
export interface Pairing {
  readonly schoolYear: string;
  readonly mentor: string;
  readonly mentee: string;
  readonly from: string;
  readonly to: string;
}
export interface Training {
  readonly staffNo: string;
  readonly training: string;
  readonly date: string;
  readonly hours: number;
  readonly layer: string;
}
export interface Roster {
  readonly schools: ReadonlyMap<string, School>;
  readonly people: ReadonlyMap<string, Person>;
  readonly posts: readonly Post[];
  readonly titles: readonly Title[];
  readonly workshops: readonly Workshop[];
  readonly seats: readonly Seat[];
  readonly pairings: readonly Pairing[];
  readonly trainings: readonly Training[];
  /** By sheet: data rows, rows accepted, records. */
  readonly counts: ReadonlyMap<string, { readonly rows: number; readonly accepted: number; readonly records: number }>;
}

const CITY = '530400';
const COUNTIES: Readonly<Record<string, string>> = {
  红塔区: '530402',
  江川区: '530403',
  通海县: '530423',
  华宁县: '530424',
  易门县: '530425',
  峨山彝族自治县: '530426',
  峨山县: '530426',
  新平彝族傣族自治县: '530427',
  新平县: '530427',
  元江哈尼族彝族傣族自治县: '530428',
  元江县: '530428',
  澄江市: '530481',
  澄江县: '530481',
};
const HEADER_ROWS = Object.fromEntries(
  ['学校', '教师', '班主任任职', '称号', '工作室', '工作室人员', '结对', '培训'].map((sheet) => [
    sheet,
    expected.sheets[sheet]?.header_row ?? 0,
  ]),
);

/** Reads the workbook. Slow (seconds): see {@link roster}. */
function readRoster(file: URL): Roster {
  const sheets = readSheets(file, HEADER_ROWS);
  const counts = new Map<string, { rows: number; accepted: number; records: number }>();

  function records<Record>(sheet: string, decode: (row: Row) => Record): Record[] {
    const rows = sheets.get(sheet) ?? [];
    const rejected = new Set(expected.sheets[sheet]?.rejected.map(({ row }) => row));
    const accepted = rows.filter(({ number }) => !rejected.has(number));
    const distinct = new Map(accepted.map(decode).map((record) => [JSON.stringify(record), record]));
    counts.set(sheet, { rows: rows.length, accepted: accepted.length, records: distinct.size });
    return [...distinct.values()];
  }

  const schools = records('学校', (row): School => {
    const cityDirect = plain(row.cell('是否市直')) === '是';
    return {
      code: code(row.cell('学校编码'), 7),
      name: plain(row.cell('学校名称')),
      region: cityDirect ? CITY : known(COUNTIES[plain(row.cell('所属县区'))], row),
      stage: plain(row.cell('学段')) === '中等职业学校' ? '中职' : plain(row.cell('学段')),
      setting: plain(row.cell('城乡类型')),
    };
  });
  const schoolsByCode = new Map(schools.map((school) => [school.code, school]));
  const schoolsByName = new Map<string, School[]>();
  for (const school of schools) schoolsByName.set(school.name, [...(schoolsByName.get(school.name) ?? []), school]);

  function schoolIn(row: Row): string {
    const written = plain(row.cell('学校'));
    const byName = schoolsByName.get(written);
    if (byName?.length === 1) return known(byName[0]?.code, row);
    const bracketed = /\(([0-9]{5,7})\)$/u.exec(written)?.[1] ?? written;
    return known(schoolsByCode.get(code(bracketed, 7))?.code, row);
  }

  const people = records('教师', (row): Person & { readonly row: string } => ({
    staffNo: code(row.cell('工号'), 8),
    name: plain(row.cell('姓名')),
    school: schoolIn(row),
    hiredOn: date(row.cell('入职')),
    row: [plain(row.cell('性别')), date(row.cell('出生年月')), date(row.cell('任教起始'))].join(),
  }));
  const peopleByNumber = new Map(
    people.map(({ staffNo, name, school, hiredOn }) => [staffNo, { staffNo, name, school, hiredOn }]),
  );

  return {
    schools: schoolsByCode,
    people: peopleByNumber,
    posts: records('班主任任职', (row): Post => ({
      staffNo: code(row.cell('工号'), 8),
      school: schoolIn(row),
      className: plain(row.cell('班级')),
      kind: plain(row.cell('岗位')),
      from: date(row.cell('开始')),
      to: end(row, '结束'),
    })),
    titles: records('称号', (row): Title => ({
      staffNo: code(row.cell('工号'), 8),
      title: plain(row.cell('称号')),
      level: level(row),
      awarded: date(row.cell('授予日期')),
      termEnd: date(row.cell('任期止')),
      state: plain(row.cell('状态')),
    })),
    workshops: records('工作室', (row): Workshop => {
      const host = row.cell('主持人工号') === null ? null : code(row.cell('主持人工号'), 8);
      const hostSchool = schoolsByCode.get(peopleByNumber.get(host ?? '')?.school ?? '');
      return {
        code: plain(row.cell('工作室编号')).toUpperCase(),
        level: level(row),
        stage: plain(row.cell('学段')),
        founded: date(row.cell('成立日期')),
        host,
        region: level(row) === 'CITY' ? CITY : (hostSchool?.region ?? CITY),
      };
    }),
    seats: records('工作室人员', (row): Seat => {
      const role = plain(row.cell('角色')) === '成员' ? 'member' : 'trainee';
      return {
        workshop: plain(row.cell('工作室编号')).toUpperCase(),
        role,
        staffNo: code(row.cell('工号'), 8),
        member: role === 'member' ? null : code(row.cell('所属成员工号'), 8),
        from: date(row.cell('起始')),
        to: end(row, '结束'),
      };
    }),
    pairings: records('结对', (row): Pairing => {
      const years = known(/^(\d{4})\D(\d{4})/u.exec(plain(row.cell('学年'))) ?? undefined, row);
      return {
        schoolYear: `${years[1] ?? ''}-${years[2] ?? ''}`,
        mentor: code(row.cell('指导教师工号'), 8),
        mentee: code(row.cell('被指导教师工号'), 8),
        from: date(row.cell('开始')),
        to: end(row, '结束') ?? `${years[2] ?? ''}-09-01`,
      };
    }),
    trainings: records('培训', (row): Training => ({
      staffNo: code(row.cell('工号'), 8),
      training: plain(row.cell('培训名称')),
      date: date(row.cell('日期')),
      hours: Number(plain(row.cell('学时')).replace(/学时$/u, '')),
      layer: plain(row.cell('层次')),
    })),
    counts,
  };
}

function known<Value>(value: Value | undefined, row: Row): Value {
  if (value === undefined) throw new Error(`The oracle cannot read row ${row.number}`);
  return value;
}

function end(row: Row, header: string): string | null {
  return plain(row.cell(header)) === '' ? null : date(row.cell(header));
}

function level(row: Row): 'CITY' | 'COUNTY' {
  const written = plain(row.cell('级别'));
  if (['市', '市级', '地市级'].includes(written)) return 'CITY';
  if (['县', '县级', '区级', '县(区)级'].includes(written)) return 'COUNTY';
  throw new Error(`The oracle does not know the level ${written} in row ${row.number}`);
}

let cached: Roster | undefined;

/** Yuxi's roster, read once a process. */
export function roster(): Roster {
  cached ??= readRoster(new URL('../../seeds/cities/yuxi/yuxi-2025.xlsx', import.meta.url));
  return cached;
}
