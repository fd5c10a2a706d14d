import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { utils, write } from '@e965/xlsx';
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

  static async found(graph: Graph, counties: readonly string[] = ['东县', '西县']): Promise<InventedCity> {
    const stem = String(randomInt(90_000_000, 99_999_999));
    const city = `${stem}00`;
    const region = { from: null, former: [] };
    await loadRegions(graph, [
      { ...region, code: city, name: '甲市', level: 'CITY', parentCode: null },
      ...counties.map((name, index) => ({
        ...region,
        code: `${stem}${String(index + 1).padStart(2, '0')}`,
        name,
        level: 'COUNTY' as const,
        parentCode: city,
      })),
    ]);
    const shipped = await readFile(new URL('../../../seeds/policies/yuxi-2023.yaml', import.meta.url), 'utf8');
    const text = shipped.replace('policy: yuxi-2023', `policy: invented-${stem}`).replaceAll('"530400"', `"${city}"`);
    const [outcome] = await loadPolicies(graph, PROGRAM_SCOPE, [{ fileName: 'invented.yaml', text }], 'tests');
    if (outcome?.outcome !== 'loaded') throw new Error('The policy was not loaded');
    const codes = [city, `${stem}01`, `${stem}02`];
    const ids = await Promise.all(codes.map((each) => findRegion(graph, PROGRAM_SCOPE, each, AS_OF)));
    const [id, first, second] = ids.filter((each) => each !== null);
    if (id === undefined || first === undefined || second === undefined) throw new Error('The city was not founded');
    return new InventedCity(graph, city, id, [first, second]);
  }

  /** Imports sheets, as one workbook. */
  async import(
    sheets: Sheets,
    options: { asOf?: Day; corrects?: string; dryRun?: boolean; by?: string } = {},
  ): Promise<ImportReport> {
    return this.importFiles(filesOf(sheets), options);
  }

  async importFiles(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    options: { asOf?: Day; corrects?: string; dryRun?: boolean; by?: string } = {},
  ): Promise<ImportReport> {
    return runImport(
      { graph: this.graph },
      {
        files,
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

  /**
   * Everything that hangs on the city's people, schools and workshops, a line each, without ids, runs and the order in which
   * it was written: equal graphs give equal lines.
   */
  async content(): Promise<readonly string[]> {
    const rows = await this.graph.administer(
      `MATCH (n) WHERE (n:School OR n:Teacher OR n:Workshop) AND n.issuedBy = $issuer
       OPTIONAL MATCH (n)-[held:GOVERNED_BY|HAS_SETTING|WORKS_AT|HELD|GAVE|FOUNDED_BY]->(fact)
       RETURN labels(n), properties(n), type(held), properties(held), ${thing('fact')},
         [(fact)-[joins:AT|IN|TO|AWARDED_BY|UNDER]->(other) | [type(joins), properties(joins), ${thing('other')}]]`,
      { issuer: this.id },
    );
    return rows.map((row) => said(row)).sort();
  }

  /** The audit entries of a run, in the order of their kinds. */
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

/** What a node is: its properties, and of a region its names. */
function thing(node: string): string {
  return `[labels(${node}), properties(${node}), [(${node})-[:KNOWN_AS]->(name) | name.name]]`;
}

const IDENTITIES = ['id', 'run', 'issuedBy', 'revision'];

/** A value as text: lists and properties in an order of their own, without identities. */
function said(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(said).sort().join()}]`;
  if (typeof value !== 'object' || value?.constructor !== Object) return String(value);
  const properties = Object.entries(value).filter(([key]) => !IDENTITIES.includes(key));
  return `{${properties
    .map(([key, each]) => `${key}:${said(each)}`)
    .sort()
    .join()}}`;
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
