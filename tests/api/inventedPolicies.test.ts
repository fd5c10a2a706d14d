import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { RegionEntry } from '../../src/domain/region.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { shippedMapping } from '../../src/intake/mapping.ts';
import { runImport } from '../../src/services/import.ts';
import { loadPolicies } from '../../src/services/policyLoading.ts';
import { loadRegions } from '../../src/services/region.ts';
import { sharedGraph } from '../setup/graph.ts';
import { apiOn } from './api.ts';

const TODAY = '2025-06-01';

/** Three invented cities: what each adds to the common words, and its rosters by file name. */
const CITIES = [
  {
    file: 'lakeside.yaml',
    code: '992100',
    words:
      'words: { category: { contest: [竞赛], research: [课题] }, certificateKind: { counselling: [心理辅导] }, certificateGrade: { bronze: [铜], silver: [银] } }',
    rosters: {
      '教师.csv': `工号,姓名,性别,出生年月,学校,入职时间,任教起始
92000001,赵明,女,1985-03,9920001,2010-09-01,2010-09-01
92000002,钱明,男,1985-03,9920001,2010-09-01,2010-09-01
92000003,孙明,男,1979-03,9920001,2010-09-01,2010-09-01`,
      '获奖荣誉.csv': `工号,日期,类别,级别
92000001,2023-05-01,竞赛,市级
92000002,2023-05-01,竞赛,市级
92000003,2023-05-01,竞赛,市级`,
      '证书.csv': `工号,证书类别,证书等级,发证日期
92000001,心理辅导,银,2023-05-01
92000002,心理辅导,铜,2023-05-01
92000003,心理辅导,银,2023-05-01`,
    },
  },
  {
    file: 'highlands.yaml',
    code: '993100',
    words: 'words: { postKind: { tutor: [导师岗] } }',
    rosters: {
      '教师.csv': `工号,姓名,性别,出生年月,学校,入职时间,任教起始
93000001,赵明,女,1985-03,9930001,2010-09-01,2010-09-01
93000002,钱明,男,1985-03,9930001,2010-09-01,2010-09-01`,
      '班主任任职.csv': `学校,班级,工号,岗位,开始,结束
9930001,1班,93000001,导师岗,2022-03-01,
9930001,2班,93000002,导师岗,2022-03-01,`,
      '培训.csv': `工号,培训名称,层次,日期,学时
93000001,甲,在岗,2025-04-01,18
93000002,甲,在岗,2025-04-01,17.5`,
    },
  },
  {
    file: 'delta.yaml',
    code: '994100',
    words: 'words: {}',
    rosters: {
      '教师.csv': `工号,姓名,性别,出生年月,学校,入职时间,任教起始
94000001,赵明,女,1985-03,9940001,2010-09-01,2010-09-01
94000002,钱明,男,1985-03,9940001,2010-09-01,2010-09-01`,
      '班主任任职.csv': `学校,班级,工号,岗位,开始,结束
9940001,1班,94000001,班主任,2022-06-01,
9940001,2班,94000002,班主任,2022-07-01,`,
      '培训.csv': `工号,培训名称,层次,日期,学时
94000001,甲,上岗,2024-10-01,16
94000002,甲,上岗,2024-10-01,12`,
    },
  },
] as const;

function entry(code: string, name: string, level: RegionEntry['level'], parentCode: string): RegionEntry {
  return { code, name, level, parentCode, from: null, former: [] };
}

describe('three policies of invented places, loaded and asked like any other', () => {
  const graph = sharedGraph();
  const api = apiOn(TODAY);

  beforeAll(async () => {
    for (const { code, file, words, rosters } of CITIES) {
      const province = `${code.slice(0, 3)}000`;
      await loadRegions(graph, [
        entry(province, `虚构省${code}`, 'PROVINCE', '000000'),
        entry(code, `虚构市${code}`, 'CITY', province),
        entry(`${code.slice(0, 4)}01`, `县${code}`, 'COUNTY', code),
      ]);
      const text = readFileSync(new URL(`../policies/${file}`, import.meta.url), 'utf8');
      expect(await loadPolicies(graph, PROGRAM_SCOPE, [{ fileName: file, text }], 'test')).toMatchObject([
        { outcome: 'loaded' },
      ]);
      const schools = `学校编码,学校名称,所属县区,学段,城乡类型,是否市直\n${code.slice(0, 3)}0001,学校${code},县${code},小学,镇区,否`;
      const report = await runImport(
        {
          graph,
          mapping: shippedMapping([
            { name: 'words.yaml', text: `mapping: m${code}\ntitle: { zh: 虚构, en: Invented }\n${words}\n` },
          ]),
        },
        {
          files: Object.entries({ '学校.csv': schools, ...rosters }).map(([name, csv]) => ({
            name,
            bytes: new TextEncoder().encode(csv),
          })),
          regionCode: code,
          asOf: toDay(TODAY),
          corrects: null,
          by: 'test',
          scope: PROGRAM_SCOPE,
          dryRun: false,
        },
      );
      expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  async function eligible(code: string, rule: string) {
    const answer = (await api.askText(
      `{ region(code: "${code}") { eligible(rule: "${rule}", first: 20) { totals { met unmet unknown notApplicable } nodes { outcome teacher { staffNo } } } } }`,
    )) as { region: { eligible: { nodes: { outcome: string; teacher: { staffNo: string } }[] } } };
    return answer.region.eligible.nodes.map(({ outcome, teacher }) => [teacher.staffNo, outcome]);
  }

  test('Lakeside 2: any two of three, and younger than 45 on 1 September 2024', async () => {
    expect(await eligible('992100', 'LS-guide')).toEqual([
      ['92000001', 'MET'],
      ['92000002', 'UNMET'],
      ['92000003', 'UNMET'],
    ]);
  });

  test('Highlands 3: eighteen hours are three days of six', async () => {
    expect(await eligible('993100', 'HL-days')).toEqual([
      ['93000001', 'MET'],
      ['93000002', 'UNMET'],
    ]);
  });

  test('Delta: the city asks more hours than its province, which left the years open', async () => {
    expect(await eligible('994100', 'DC-hours')).toEqual([
      ['94000001', 'MET'],
      ['94000002', 'UNMET'],
    ]);
    expect(await eligible('994100', 'DP-serve')).toEqual([
      ['94000001', 'MET'],
      ['94000002', 'UNMET'],
    ]);
  });
});
