import iconv from 'iconv-lite';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { SourceFile } from '../../../src/intake/sheet.ts';
import { type Office, schoolCode, staffNo, workshopCode } from './model.ts';

type Date3 = readonly [year: number, month: number, day: number];

/** A fault that was planted: the row must be rejected, alone, with this code. */
export interface Planted {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly code: string;
}

const two = (number: number): string => String(number).padStart(2, '0');
/** `01.09.2021`, `1/9/21` and a spreadsheet's own date: what this office writes, by turns. */
const dotted = ([year, month, day]: Date3): string => `${two(day)}.${two(month)}.${year}`;
const short = ([year, month, day]: Date3): string => `${day}/${month}/${two(year % 100)}`;
const cell = ([year, month, day]: Date3): Date => new Date(Date.UTC(year, month - 1, day));

const STAGES: Readonly<Record<string, string>> = { PRIMARY: '小', JUNIOR: '初', SENIOR: '高' };
const SETTINGS: Readonly<Record<string, string>> = { URBAN: '市区', TOWN: '集镇', VILLAGE: '村' };
const ROLES: Readonly<Record<string, string>> = { host: '主', member: '成', trainee: '研' };
const GRADES: Readonly<Record<string, string>> = { excellent: 'A', pass: 'B', fail: 'C' };

type Value = string | number | Date | null;

class Table {
  readonly rows: Value[][];
  readonly planted: Planted[] = [];
  readonly #file: string;
  readonly #sheet: string;

  constructor(file: string, sheet: string, titles: number, headers: readonly string[]) {
    this.#file = file;
    this.#sheet = sheet;
    this.rows = [...Array.from({ length: titles }, () => ['甲市二〇二五年度']), [...headers]];
  }

  add(...cells: Value[]): void {
    this.rows.push(cells);
  }

  /** A row with a fault in it. */
  plant(code: string, ...cells: Value[]): void {
    this.add(...cells);
    this.planted.push({ file: this.#file, sheet: this.#sheet, row: this.rows.length, code });
  }

  sheet(): SheetData {
    return this.rows.map((row) =>
      row.map((value) => {
        if (value === null) return null;
        if (typeof value === 'number') return { value, type: Number };
        return value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value, type: String };
      }),
    );
  }

  csv(): Uint8Array {
    const text = this.rows
      .map((row) => row.map((value) => (value === null ? '' : String(value))).join(','))
      .join('\r\n');
    return iconv.encode(text, 'gb18030');
  }
}

/** The office's own workbooks and files, and the faults planted in them. */
export async function filesOf({ schools, people, workshops, seats, pairs }: Office): Promise<{
  readonly files: readonly SourceFile[];
  readonly planted: readonly Planted[];
}> {
  const book = '名册.xlsx';
  const school = new Table(book, '机构', 2, ['办学类型', '地域', '机构名称', '机构代码', '所在区域', '备注']);
  for (const { number, name, county, stage, setting } of schools)
    school.add(
      STAGES[stage] ?? '',
      SETTINGS[setting] ?? '',
      name,
      number % 2 === 0 ? schoolCode(number).toLowerCase() : schoolCode(number),
      county === '990123' ? '丙山县' : '乙市',
      null,
    );
  school.plant('bad-code', '小', '村', '多余学校', 'D1-', '乙市', null);
  school.plant('unknown-setting', '小', '郊区', '多余学校二', 'D901X', '乙市', null);

  const person = new Table(book, '人员', 1, ['单位', '出生年月', '姓 名', '编码*', '参加工作', '调离', '政治面貌']);
  people.forEach(({ number, name, born: [year, month], school: at, hired, left }, index) => {
    person.add(
      index % 2 === 0 ? schoolCode(at) : (schools[at - 1]?.name ?? ''),
      index % 3 === 0 ? `${month}/${year}` : `${year}-${two(month)}`,
      name,
      // The prefix is often left out, and then a spreadsheet loses the zeros.
      index % 4 === 0 ? number : index % 4 === 1 ? String(number) : staffNo(number),
      index % 2 === 0 ? cell(hired) : dotted(hired),
      left === null ? null : short(left),
      '群众',
    );
  });
  const [twin] = people;
  if (twin === undefined) throw new Error('An office has people');
  person.plant('bad-date', schoolCode(1), '1980-05', '日期不对', 'JX90001', '31.02.2005', null, null);
  person.plant('unknown-school', '没有的学校', '1980-05', '学校不对', 'JX90002', '01.09.2005', null, null);
  person.plant('bad-code', schoolCode(1), '1980-05', '编码太长', 'JX1234567', '01.09.2005', null, null);
  person.plant('end-before-start', schoolCode(1), '1980-05', '先走后来', 'JX90004', '01.09.2005', '1/8/04', null);
  person.plant('bad-date', schoolCode(1), '1980-05', '年份不全', 'JX90005', '05.2005.1', null, null);

  const group = new Table('坊.xlsx', '一览', 0, ['坊号', '坊名', '面向', '设立']);
  for (const { number, name, founded } of workshops) group.add(workshopCode(number), name, '小', dotted(founded));

  const seat = new Table('坊人员.csv', '坊人员.csv', 0, ['姓名', '身份', '起', '编码', '坊号', '止']);
  const names = new Map(people.map(({ number, name }) => [number, name]));
  for (const { workshop, person: holder, role, since } of seats)
    seat.add(names.get(holder) ?? '', ROLES[role] ?? '', dotted(since), staffNo(holder), workshopCode(workshop), null);
  seat.add('来宾', '观摩', '01.01.2024', 'X', workshopCode(1), null);
  seat.plant('row-of-no-table', '某人', '顾问', '01.01.2024', staffNo(twin.number), workshopCode(1), null);
  seat.plant('unknown-workshop', '某人', '研', '01.01.2024', staffNo(twin.number), 'FANG-9', null);
  seat.plant('lead-overlap', '某人', '主', '01.06.2024', staffNo(twin.number), workshopCode(1), null);
  seat.plant('unknown-person', '某人', '研', '01.06.2024', 'JX88888', workshopCode(1), null);

  const post = new Table('带班.csv', '带班.csv', 1, ['编码', '班', '从', '到', '学校代码', '岗']);
  for (const { number, leads, school: at } of people)
    if (leads !== null) post.add(staffNo(number), `${number}班`, short([leads[0], 9, 1]), null, schoolCode(at), '正');
  post.plant('unknown-post', staffNo(twin.number), '99班', '1/9/24', null, schoolCode(twin.school), '代');

  const pair = new Table('师徒.csv', '师徒.csv', 0, ['徒弟', '师傅', '学年度', '拜师']);
  for (const { mentor, mentee, from } of pairs) pair.add(staffNo(mentee), staffNo(mentor), '25-26', dotted(from));
  pair.plant(
    'date-outside-the-school-year',
    staffNo(pairs[0]?.mentee ?? 0),
    staffNo(pairs[1]?.mentee ?? 0),
    '25-26',
    '01.08.2025',
  );

  const grade = new Table('年度.csv', '年度.csv', 0, ['结果', '编码', '年份']);
  for (const { number, appraisal } of people) grade.add(GRADES[appraisal] ?? '', staffNo(number), '2024年');
  grade.plant('unknown-grade', 'D', staffNo(twin.number), '2023年');

  const workbook = async (tables: readonly (readonly [string, Table])[]): Promise<Uint8Array> =>
    writeExcelFile(tables.map(([name, table]) => ({ data: table.sheet(), sheet: name }))).toBuffer();
  return {
    files: [
      {
        name: book,
        bytes: await workbook([
          ['机构', school],
          ['人员', person],
        ]),
      },
      { name: '坊.xlsx', bytes: await workbook([['一览', group]]) },
      { name: '坊人员.csv', bytes: seat.csv() },
      { name: '带班.csv', bytes: post.csv() },
      { name: '师徒.csv', bytes: pair.csv() },
      { name: '年度.csv', bytes: grade.csv() },
    ],
    planted: [school, person, group, seat, post, pair, grade].flatMap(({ planted }) => planted),
  };
}
