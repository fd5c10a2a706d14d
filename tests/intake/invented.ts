import { perDatedFact } from '../../src/domain/datedFact.ts';
import type { Day } from '../../src/domain/day.ts';
import { toDay } from '../../src/domain/day.ts';
import type { RegionId } from '../../src/domain/identifier.ts';
import type { Level } from '../../src/domain/level.ts';
import type { RegionDirectory } from '../../src/domain/region.ts';
import { ROSTER_KINDS, type RosterPlan, type RosterSnapshot } from '../../src/domain/roster.ts';
import type { RosterInput, RosterPolicy, WorkshopRoles } from '../../src/intake/input.ts';
import { shippedMapping } from '../../src/intake/mapping.ts';
import type { Cell, SourceSheet } from '../../src/intake/sheet.ts';

export const policy: RosterPolicy = {
  calendar: { schoolYear: '09-01', semesters: ['09-01', '02-01'], countingDay: { schoolYear: '06-30' } },
  countingPosts: ['homeroom'],
};

/** The roles of all workshops of these tests: members stand under the host, trainees under the member named. */
export const roles: WorkshopRoles = {
  leading: 'host',
  parents: new Map([
    ['member', 'host'],
    ['trainee', 'member'],
  ]),
  codes: new Set(['host', 'member', 'trainee']),
};

export const nothing: RosterSnapshot = {
  school: [],
  teacher: [],
  post: [],
  designation: [],
  workshop: [],
  seat: [],
  pairing: [],
  ...perDatedFact(() => []),
};

/** A region's id in these tests is its code. */
export function regionId(code: string): RegionId {
  return code as RegionId;
}

interface InventedName {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly from?: string;
  readonly to?: string;
}

export function region(parent: string | null, now: InventedName, ...former: InventedName[]): RegionDirectory[number] {
  return {
    id: regionId(now.code),
    parentId: parent === null ? null : regionId(parent),
    names: [now, ...former].map(({ from, to, ...name }) => ({
      ...name,
      from: from === undefined ? null : toDay(from),
      to: to === undefined ? null : toDay(to),
    })),
  };
}

/** A city with a county that was called otherwise, and an autonomous one. */
export const regions: RegionDirectory = [
  region(null, { code: '990100', name: '甲市', level: 'CITY' }),
  region(
    '990100',
    { code: '990102', name: '乙市', level: 'COUNTY', from: '2020-01-01' },
    { code: '990122', name: '乙县', level: 'COUNTY', to: '2020-01-01' },
  ),
  region('990100', { code: '990123', name: '丙山彝族傣族自治县', level: 'COUNTY' }),
];

/** A sheet whose first row of cells is its headers. */
export function sheet(
  name: string,
  rows: readonly (readonly Cell[])[],
  merged: SourceSheet['merged'] = [],
): SourceSheet {
  return { file: 'invented.xlsx', name, hidden: false, typed: true, rows, merged };
}

export const SCHOOLS = ['学校编码', '学校名称', '所属县区', '学段', '城乡类型', '是否市直'];
export const TEACHERS = ['工号', '姓名', '性别', '出生年月', '学校', '入职时间', '任教起始', '手机'];
export const POSTS = ['学校', '班级', '工号', '岗位', '开始', '结束'];
export const TITLES = ['称号', '级别', '工号', '授予日期', '任期止', '状态'];
export const WORKSHOPS = ['工作室编号', '名称', '级别', '学段', '成立日期', '主持人工号'];
export const SEATS = ['工作室编号', '角色', '工号', '所属成员工号', '起始', '结束'];
export const PAIRINGS = ['学年', '指导教师工号', '被指导教师工号', '开始', '结束'];

export const school = (code: string, name: string, county = '乙市', setting = '城区', direct = '否'): Cell[] => [
  code,
  name,
  county,
  '小学',
  setting,
  direct,
];
export const teacher = (staffNo: string, schoolName = '甲小学'): Cell[] => [
  staffNo,
  '王芳',
  '女',
  // Nobody is taken for somebody else.
  `1990-0${staffNo.endsWith('0') ? 5 : staffNo.slice(-1)}`,
  schoolName,
  '2012-09-01',
  '2012-09-01',
  null,
];

/** A city, two schools, four people, a workshop with a member and a trainee, and a pairing. */
export function smallRoster(): SourceSheet[] {
  return [
    sheet('学校', [SCHOOLS, school('9900001', '甲小学'), school('9900002', '丙小学', '丙山县', '乡村')]),
    sheet('教师', [
      TEACHERS,
      teacher('99000001'),
      teacher('99000002'),
      teacher('99000003', '丙小学'),
      teacher('99000004', '丙小学'),
    ]),
    sheet('班主任任职', [
      POSTS,
      ['甲小学', '一年级1班', '99000001', '班主任', '2020-09-01', null],
      ['丙小学', '一年级1班', '99000003', '班主任', '2021-09-01', null],
    ]),
    sheet('工作室', [WORKSHOPS, ['JS-01', '甲工作室', '市级', '小学', '2022-03-01', '99000002']]),
    sheet('工作室人员', [
      SEATS,
      ['JS-01', '学员', '99000003', '99000001', '2022-03-01', null],
      ['JS-01', '成员', '99000001', null, '2022-03-01', null],
    ]),
    sheet('结对', [PAIRINGS, ['2025-2026', '99000001', '99000003', '2025-09-01', null]]),
  ];
}

export function input(sheets: readonly SourceSheet[], more: Partial<RosterInput> = {}): RosterInput {
  return {
    sheets,
    mapping: shippedMapping(),
    issuer: { regionId: regionId('990100'), code: '990100', level: 'CITY' },
    asOf: toDay('2025-11-15'),
    regions,
    policy,
    rolesOf: () => roles,
    snapshot: nothing,
    leads: [],
    corrects: null,
    ...more,
  };
}

/** The graph after a plan that only creates. */
export function snapshotAfter(plan: RosterPlan): RosterSnapshot {
  const recordsOf = <Kind extends keyof RosterSnapshot>(kind: Kind): RosterSnapshot[Kind] => {
    const known = plan.changes[kind].map(({ record }, index) => ({ id: `${kind} ${index}`, record }));
    return known as RosterSnapshot[Kind];
  };
  return {
    school: recordsOf('school'),
    teacher: recordsOf('teacher'),
    post: recordsOf('post'),
    designation: recordsOf('designation'),
    workshop: recordsOf('workshop'),
    seat: recordsOf('seat'),
    pairing: recordsOf('pairing'),
    ...perDatedFact((kind) => plan.changes[kind].map(({ record }, index) => ({ id: `${kind} ${index}`, record }))),
  };
}

export function changesOf(plan: RosterPlan) {
  return ROSTER_KINDS.flatMap((kind) => [...plan.changes[kind]]);
}

/** Findings as `sheet row column code`. */
export function said(plan: RosterPlan): string[] {
  return plan.findings.map(({ sheet: name, row, column, code }) => `${name} ${row ?? '-'} ${column ?? '-'} ${code}`);
}

export const day: (text: string) => Day = toDay;
