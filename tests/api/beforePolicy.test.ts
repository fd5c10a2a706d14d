import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { shippedMapping } from '../../src/intake/mapping.ts';
import { runImport } from '../../src/services/import.ts';
import { loadPolicies } from '../../src/services/policyLoading.ts';
import { loadRegions } from '../../src/services/region.ts';
import { graphql } from '../generated/index.ts';
import { sharedGraph } from '../setup/graph.ts';
import { apiOn } from './api.ts';

const TODAY = '2025-10-01';
const BEFORE = '2023-06-30';
const CITY = '980100';

const SHEETS = {
  'schools.csv': `学校编码,学校名称,所属县区,学段,城乡类型,是否市直
9800001,丁县小学,丁县,小学,城区,否
`,
  'teachers.csv': `工号,姓名,性别,出生年月,学校,入职时间,任教起始
98000001,赵先,女,1985-03,9800001,2010-09-01,2010-09-01
98000002,钱先,男,1985-03,9800001,2010-09-01,2010-09-01
`,
  'workshops.csv': `工作室编号,名称,级别,学段,成立日期,主持人工号
XJ-01,早成立的,市级,小学,2021-09-01,98000001
`,
  'seats.csv': `工作室编号,角色,工号,所属成员工号,起始,结束
XJ-01,成员,98000002,,2021-09-01,
`,
};

const EarlyWorkshop = graphql(`
  query EarlyWorkshop($asOf: Date) {
    workshop(region: "980100", code: "XJ-01", asOf: $asOf) {
      unknown
      termEnd
      seats {
        holder {
          staffNo
        }
      }
      lead {
        holder {
          staffNo
        }
      }
      capacity {
        all {
          filled
        }
        byRole {
          seats {
            filled
          }
        }
        unknown
      }
      composition {
        outcome
      }
      lineage {
        size
        generations
        formations {
          generation
        }
        unattached {
          from
        }
        unknown
      }
    }
  }
`);
const Duties = graphql(`
  query Duties($asOf: Date) {
    region(code: "980100", asOf: $asOf) {
      unknown
      mentorLoad {
        mentors
      }
      city: capacity(level: CITY) {
        workshops
        unknown
        founded {
          all {
            filled
          }
        }
      }
      county: capacity(level: COUNTY) {
        workshops
        unknown
        founded {
          byRole {
            role {
              code
            }
            seats {
              required
              filled
              open
              over
            }
          }
        }
      }
    }
    school(region: "980100", code: "9800001", asOf: $asOf) {
      unknown
      setting
      mentorLoad {
        mentors
      }
    }
    teacher(region: "980100", staffNo: "98000001", asOf: $asOf) {
      unknown
      mentorLoad {
        current
      }
    }
  }
`);

describe('a city whose first policy, without quotas, is younger than its workshop', () => {
  const graph = sharedGraph();
  const api = apiOn(TODAY);

  beforeAll(async () => {
    const region = { from: null, former: [] };
    await loadRegions(graph, [
      { ...region, code: '980000', name: '先行省', level: 'PROVINCE', parentCode: '000000' },
      { ...region, code: CITY, name: '先行市', level: 'CITY', parentCode: '980000' },
      { ...region, code: '980101', name: '丁县', level: 'COUNTY', parentCode: CITY },
    ]);
    const [withoutQuotas] = readFileSync(new URL('../fixtures/invented/policy.yaml', import.meta.url), 'utf8')
      .replace('policy: invented-2020', 'policy: invented-2024')
      .replace('from: 2020-01-01', 'from: 2024-01-01')
      .replaceAll('"990100"', `"${CITY}"`)
      .split('  - id: I-floor');
    const policies = [{ fileName: 'policy.yaml', text: withoutQuotas ?? '' }];
    expect(await loadPolicies(graph, PROGRAM_SCOPE, policies, 'test')).toMatchObject([{ outcome: 'loaded' }]);
    const report = await runImport(
      { graph, mapping: shippedMapping() },
      {
        files: Object.entries(SHEETS).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) })),
        regionCode: CITY,
        asOf: toDay(TODAY),
        corrects: null,
        by: 'test',
        scope: PROGRAM_SCOPE,
        dryRun: false,
      },
    );
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('the workshop has its seats; what follows from roles is null, and it says why', async () => {
    const { workshop } = await api.ask(EarlyWorkshop, { asOf: TODAY });
    const unknown: unknown = expect.stringContaining('2021-09-01');
    expect(workshop?.seats?.map(({ holder }) => holder.staffNo)).toContain('98000001');
    expect(workshop).toMatchObject({
      unknown,
      termEnd: null,
      lead: null,
      composition: null,
      capacity: { all: null, byRole: null, unknown },
      lineage: { size: null, generations: null, formations: null, unattached: null, unknown },
    });
    const { region } = await api.ask(Duties, { asOf: TODAY });
    expect(region?.city).toEqual({ workshops: 1, founded: null, unknown });
  });

  test('before the policy there is no list of duties, and region, school and person say why', async () => {
    const { region, school, teacher } = await api.ask(Duties, { asOf: BEFORE });
    const nothing = { mentorLoad: null, unknown: expect.stringContaining(BEFORE) as unknown };
    expect(region).toMatchObject(nothing);
    expect(school).toMatchObject({ ...nothing, setting: 'URBAN' });
    expect(teacher).toMatchObject(nothing);
  });

  test('under a policy without quotas the list is empty, and without workshops each role has none', async () => {
    const { region, school, teacher } = await api.ask(Duties, { asOf: TODAY });
    expect(region).toMatchObject({ mentorLoad: [], unknown: null });
    expect(school).toMatchObject({ mentorLoad: [], unknown: null });
    expect(teacher?.mentorLoad).toEqual([]);
    const seats = { required: 0, filled: 0, open: 0, over: 0 };
    expect(region?.county).toEqual({
      workshops: 0,
      unknown: null,
      founded: { byRole: ['guide', 'member', 'observer'].map((code) => ({ role: { code }, seats })) },
    });
  });
});
