import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { utils, write } from '@e965/xlsx';
import { expect } from 'vitest';
import { readRosterHoldings } from '../../../graph/rosterSnapshot.ts';
import type { Graph } from '../../../graph/session.ts';
import { type Day, toDay } from '../../../src/domain/day.ts';
import type { RegionId } from '../../../src/domain/identifier.ts';
import { PROGRAM_SCOPE } from '../../../src/domain/scope.ts';
import { type ImportReport, runImport } from '../../../src/services/import.ts';
import { loadPolicies } from '../../../src/services/policyLoading.ts';
import { findRegion, loadRegions } from '../../../src/services/region.ts';

/** Cells of one sheet, its header row first. */
export type Rows = readonly (readonly string[])[];
/** Sheets by name. */
export type Sheets = Readonly<Record<string, Rows>>;

export const SCHOOL = ['学校编码', '学校名称', '所属县区', '学段', '城乡类型', '是否市直'];
export const TEACHER = ['工号', '姓名', '性别', '出生年月', '学校', '入职时间', '任教起始', '手机'];
export const POST = ['学校', '班级', '工号', '岗位', '开始', '结束'];
export const TITLE = ['称号', '级别', '工号', '授予日期', '任期止', '状态'];
export const WORKSHOP = ['工作室编号', '名称', '级别', '学段', '成立日期', '主持人工号'];
export const SEAT = ['工作室编号', '角色', '工号', '所属成员工号', '起始', '结束'];
export const PAIRING = ['学年', '指导教师工号', '被指导教师工号', '开始', '结束'];

export const AS_OF = toDay('2025-11-15');

/** A city with two counties, a policy of the shape of Yuxi's, and codes that no other test uses. */
export class InventedCity {
  readonly graph: Graph;
  readonly code: string;
  readonly id: RegionId;
  readonly counties: readonly [east: RegionId, west: RegionId];

  private constructor(graph: Graph, code: string, id: RegionId, counties: readonly [RegionId, RegionId]) {
    this.graph = graph;
    this.code = code;
    this.id = id;
    this.counties = counties;
  }

  static async found(graph: Graph): Promise<InventedCity> {
    const code = String(randomInt(900_000, 999_900)).slice(0, 4) + '00';
    const stem = code.slice(0, 4) + randomInt(10, 90).toString();
    const [city, east, west] = [`${stem}00`, `${stem}01`, `${stem}02`];
    const region = { from: null, former: [] };
    await loadRegions(graph, [
      { ...region, code: city, name: `甲市${stem}`, level: 'CITY', parentCode: null },
      { ...region, code: east, name: '东县', level: 'COUNTY', parentCode: city },
      { ...region, code: west, name: '西县', level: 'COUNTY', parentCode: city },
    ]);
    const shipped = await readFile(new URL('../../../seeds/policies/yuxi-2023.yaml', import.meta.url), 'utf8');
    const text = shipped.replace('policy: yuxi-2023', `policy: invented-${stem}`).replaceAll('"530400"', `"${city}"`);
    const [outcome] = await loadPolicies(graph, PROGRAM_SCOPE, [{ fileName: 'invented.yaml', text }], 'tests');
    expect(outcome).toMatchObject({ outcome: 'loaded' });
    const ids = await Promise.all([city, east, west].map((each) => findRegion(graph, PROGRAM_SCOPE, each, AS_OF)));
    const [id, ...counties] = ids.filter((each) => each !== null);
    const [first, second] = counties;
    if (id === undefined || first === undefined || second === undefined) throw new Error('The city was not founded');
    return new InventedCity(graph, city, id, [first, second]);
  }

  /** Imports sheets, as one workbook. */
  async import(
    sheets: Sheets,
    options: { asOf?: Day; corrects?: string; dryRun?: boolean; by?: string } = {},
  ): Promise<ImportReport> {
    return runImport(
      { graph: this.graph },
      {
        files: filesOf(sheets),
        regionCode: this.code,
        asOf: options.asOf ?? AS_OF,
        corrects: options.corrects ?? null,
        dryRun: options.dryRun ?? false,
        by: options.by ?? 'tests',
        scope: PROGRAM_SCOPE,
      },
    );
  }

  /** What the rosters of this city have put into the graph. */
  holdings(asOf: Day = AS_OF) {
    return readRosterHoldings(this.graph, PROGRAM_SCOPE, this.id, asOf);
  }

  /** Everything that hangs on the city's people, schools and workshops, without ids and runs: equal graphs give equal texts. */
  async content(): Promise<readonly string[]> {
    const rows = await this.graph.administer(
      `MATCH (n) WHERE (n:School OR n:Teacher OR n:Workshop) AND n.issuedBy = $issuer
       OPTIONAL MATCH path = (n)-[:GOVERNED_BY|HAS_SETTING|WORKS_AT|HELD|GAVE|FOUNDED_BY]->(fact)
       WITH n, path, fact
       RETURN labels(n)[0] + ' ' + coalesce(n.code, n.staffNo) + ' ' +
         coalesce(type(relationships(path)[0]), '') + ' ' + ${said('relationships(path)[0]')} + ' ' +
         coalesce(labels(fact)[0], '') + ' ' + ${said('fact')} + ' ' +
         reduce(text = '', each IN [(fact)-[r:AT|IN|TO|AWARDED_BY|UNDER]->(other) | type(r) + ' ' + ${said('r')} + ' ' + ${said('other')}] | text + each + ';') AS line
       ORDER BY line`,
      { issuer: this.id },
    );
    return rows.map(([line]) => String(line)).sort();
  }

  /** The audit entries of the latest run, in the order of their kinds. */
  async audit(
    run: string,
  ): Promise<readonly { action: string; kind: string; before: unknown; after: unknown; reason: unknown }[]> {
    const rows = await this.graph.administer(
      'MATCH (a:AuditEntry {run: $run}) RETURN a.action, a.kind, a.before, a.after, a.reason ORDER BY a.kind, a.action, a.after',
      { run },
    );
    return rows.map(([action, kind, before, after, reason]) => ({
      action: String(action),
      kind: String(kind),
      before: typeof before === 'string' ? (JSON.parse(before) as unknown) : null,
      after: typeof after === 'string' ? (JSON.parse(after) as unknown) : null,
      reason,
    }));
  }
}

/** Properties as text, without identities. */
function said(thing: string): string {
  return `coalesce(reduce(text = '', key IN [k IN keys(${thing}) WHERE NOT k IN ['id', 'run', 'issuedBy', 'revision']] | text + key + '=' + coalesce(toStringOrNull(${thing}[key]), 'list') + ','), '')`;
}

/** One workbook with these sheets, all cells text. */
export function filesOf(sheets: Sheets): { name: string; bytes: Uint8Array }[] {
  const workbook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return [{ name: 'roster.xlsx', bytes: new Uint8Array(write(workbook, { type: 'array' }) as ArrayBuffer) }];
}

/** A small city: two schools, seven people, a workshop with two members and two trainees, a title, a pairing. */
export const SMALL = {
  学校: [
    SCHOOL,
    ['1000001', '东一小学', '东县', '小学', '镇区', '否'],
    ['1000002', '西一中学', '西县', '初中', '乡村', '否'],
  ],
  教师: [
    TEACHER,
    ...['王芳', '李娜', '张伟', '刘洋', '陈静', '杨帆', '赵敏'].map((name, index) => [
      `1000000${index + 1}`,
      name,
      '女',
      '1985-03',
      index < 5 ? '1000001' : '1000002',
      '2008-09-01',
      '2008-09-01',
      '138****0000',
    ]),
  ],
  班主任任职: [
    POST,
    ['1000001', '三年级1班', '10000004', '班主任', '2020-09-01', ''],
    ['1000001', '三年级2班', '10000005', '班主任', '2021-09-01', '2023-07-15'],
  ],
  称号: [TITLE, ['骨干班主任', '县级', '10000002', '2024-06-01', '2027-06-01', '有效']],
  工作室: [WORKSHOP, ['W-1', '启明', '市级', '小学', '2023-03-01', '10000001']],
  工作室人员: [
    SEAT,
    ['W-1', '成员', '10000002', '', '2023-04-01', ''],
    ['W-1', '成员', '10000003', '', '2023-04-01', ''],
    ['W-1', '学员', '10000004', '10000002', '2023-05-01', ''],
    ['W-1', '学员', '10000005', '10000003', '2023-05-01', ''],
  ],
  结对: [PAIRING, ['2025-2026', '10000002', '10000004', '2025-09-10', '']],
} satisfies Sheets;

/** The sheet with one row put in another's place (rows counted from 1, below the header). */
export function withRow(rows: Rows, number: number, row: readonly string[]): Rows {
  return rows.map((each, index) => (index === number ? row : each));
}
