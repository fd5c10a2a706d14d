import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { RegionEntry } from '../../src/domain/region.ts';
import { PROGRAM_SCOPE } from '../../src/domain/scope.ts';
import { shippedMapping } from '../../src/intake/mapping.ts';
import { runImport } from '../../src/services/import.ts';
import { loadPolicies } from '../../src/services/policyLoading.ts';
import { loadRegions } from '../../src/services/region.ts';
import { graphql } from '../generated/index.ts';
import { sharedGraph } from '../setup/graph.ts';
import { apiOn } from './api.ts';

const FOLDER = new URL('../fixtures/invented/', import.meta.url);
const TODAY = '2025-10-01';
const CITY = '990100';
const YEAR = '2025-2026';

const InventedPopulation = graphql(`
  query InventedPopulation($code: String!, $asOf: Date) {
    region(code: $code, asOf: $asOf) {
      population {
        schools
        ruralSchools
        teachers
        homeroomTeachers
        ruralHomeroomTeachers
        unknown
        byUnit {
          unit {
            ... on Region {
              code
            }
          }
          directSchoolsOnly
          homeroomTeachers
          ruralHomeroomTeachers
        }
      }
    }
  }
`);
const InventedCapacity = graphql(`
  query InventedCapacity($asOf: Date) {
    region(code: "990100", asOf: $asOf) {
      capacity(level: CITY) {
        workshops
        planned {
          all {
            required
            filled
            open
            over
          }
        }
        founded {
          byRole {
            role {
              code
              name
              leads
            }
            seats {
              required
              filled
              open
              over
              room
            }
          }
        }
      }
    }
  }
`);
const InventedWorkshop = graphql(`
  query InventedWorkshop($code: String!, $asOf: Date) {
    workshop(region: "990100", code: $code, asOf: $asOf) {
      region {
        code
      }
      lead {
        role {
          code
        }
        holder {
          staffNo
        }
      }
      capacity {
        byRole {
          role {
            code
          }
          seats {
            required
            filled
            open
            over
            room
          }
        }
      }
      composition {
        clause
        outcome
      }
      lineage {
        size
        generations
        formations {
          teacher {
            staffNo
          }
          formedBy {
            staffNo
          }
          generation
        }
      }
    }
  }
`);
const InventedMentorLoad = graphql(`
  query InventedMentorLoad($schoolYear: SchoolYear!, $asOf: Date) {
    region(code: "990100", asOf: $asOf) {
      mentorLoad(schoolYear: $schoolYear) {
        rule {
          clause
        }
        mentors
        pairings
        under
        met
        over
        shortfall
        rows(first: 10) {
          edges {
            node {
              mentor {
                staffNo
              }
              current
              required
              ceiling
              status
            }
          }
        }
      }
    }
  }
`);
const InventedTeacher = graphql(`
  query InventedTeacher($staffNo: String!, $asOf: Date) {
    teacher(region: "990100", staffNo: $staffNo, asOf: $asOf) {
      rural
      records {
        homeroomYears {
          countingDays
          allPostDays
          years
          serving
        }
      }
    }
  }
`);

function entry(code: string, name: string, level: RegionEntry['level'], parentCode: string): RegionEntry {
  return { code, name, level, parentCode, from: null, former: [] };
}

function staffNo(number: number): string {
  return `990000${String(number).padStart(2, '0')}`;
}

describe('another policy: guide, member and observer; rural are villages; a quota of three; another calendar', () => {
  const graph = sharedGraph();
  const api = apiOn(TODAY);

  beforeAll(async () => {
    await loadRegions(graph, [
      entry('990000', '虚构省', 'PROVINCE', '000000'),
      entry(CITY, '虚构市', 'CITY', '990000'),
      entry('990101', '甲县', 'COUNTY', CITY),
      entry('990102', '乙县', 'COUNTY', CITY),
    ]);
    const text = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
    const policies = [{ fileName: 'policy.yaml', text: text('policy.yaml') }];
    expect(await loadPolicies(graph, PROGRAM_SCOPE, policies, 'test')).toMatchObject([{ outcome: 'loaded' }]);
    const report = await runImport(
      { graph, mapping: shippedMapping([{ name: 'mapping.yaml', text: text('mapping.yaml') }]) },
      {
        files: readdirSync(FOLDER)
          .filter((name) => name.endsWith('.csv'))
          .map((name) => ({ name, bytes: readFileSync(new URL(name, FOLDER)) })),
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

  test('population counts its posts and its villages', async () => {
    const ask = async (code: string, asOf: string) => {
      const { region } = await api.ask(InventedPopulation, { code, asOf });
      return region?.population;
    };
    const found = await ask(CITY, TODAY);
    expect(found).toMatchObject({
      schools: 5,
      ruralSchools: 2,
      teachers: 24,
      homeroomTeachers: 17,
      ruralHomeroomTeachers: 3,
      unknown: null,
    });
    expect(
      found?.byUnit.map(({ unit, homeroomTeachers, ruralHomeroomTeachers, directSchoolsOnly }) =>
        [
          'code' in unit ? unit.code : '',
          homeroomTeachers,
          ruralHomeroomTeachers,
          directSchoolsOnly ? 'direct' : '',
        ].join(' '),
      ),
    ).toEqual(expect.arrayContaining(['990101 15 3 ', '990102 1 1 ', '990100 2 0 direct']));
    expect(await ask(CITY, '2024-12-31')).toMatchObject({ homeroomTeachers: 18, ruralHomeroomTeachers: 4 });
    expect(await ask('990102', TODAY)).toMatchObject({ homeroomTeachers: 1, ruralHomeroomTeachers: 1 });
  });

  test('a village is rural and a town is not; its post counts and its year has 360 days', async () => {
    const ask = async (number: number) => {
      const { teacher } = await api.ask(InventedTeacher, { staffNo: staffNo(number), asOf: TODAY });
      return teacher;
    };
    expect(await ask(24)).toEqual({
      rural: false,
      records: { homeroomYears: { countingDays: 360, allPostDays: 360, years: 1, serving: true } },
    });
    expect((await ask(9))?.rural).toBe(false);
    expect((await ask(15))?.rural).toBe(true);
    expect((await ask(20))?.records?.homeroomYears).toMatchObject({ countingDays: 0, serving: false });
  });

  test('capacity has its roles and its range', async () => {
    const { region } = await api.ask(InventedCapacity, { asOf: TODAY });
    expect(region?.capacity).toMatchObject({
      workshops: 2,
      // Three circles of one guide and at least five members.
      planned: { all: { required: 18 } },
      founded: {
        byRole: [
          {
            role: { code: 'guide', name: 'Guide', leads: true },
            seats: { required: 2, filled: 2, open: 0, over: 0, room: 0 },
          },
          {
            role: { code: 'member', name: 'Member', leads: false },
            seats: { required: 10, filled: 12, open: 1, over: 1, room: 4 },
          },
          {
            role: { code: 'observer', name: 'Observer', leads: false },
            seats: { required: 0, filled: 3, open: 0, over: 1 },
          },
        ],
      },
    });
  });

  test.each([
    ['XG-01', CITY, 1, 'UNMET', { required: 5, filled: 4, open: 1, over: 0, room: 4 }],
    ['XG-02', CITY, 23, 'UNMET', { required: 5, filled: 8, open: 0, over: 1, room: 0 }],
    ['XG-03', '990101', 18, 'MET', { required: 5, filled: 5, open: 0, over: 0, room: 3 }],
  ])('the composition of %s', async (code, region, guide, outcome, members) => {
    const { workshop } = await api.ask(InventedWorkshop, { code, asOf: TODAY });
    expect(workshop?.region?.code).toBe(region);
    expect(workshop?.lead).toEqual({ role: { code: 'guide' }, holder: { staffNo: staffNo(guide) } });
    expect(workshop?.composition).toEqual([{ clause: '2', outcome }]);
    expect(workshop?.capacity.byRole?.find(({ role }) => role.code === 'member')?.seats).toEqual(members);
  });

  test('lineage goes from the guide over the members to the observers', async () => {
    const { workshop } = await api.ask(InventedWorkshop, { code: 'XG-01', asOf: TODAY });
    expect(workshop?.lineage).toMatchObject({ size: 9, generations: 2 });
    const formations = workshop?.lineage.formations ?? [];
    expect(
      formations
        .map(
          ({ teacher, formedBy, generation }) =>
            [formedBy.staffNo, teacher.staffNo].map((number) => Number(number.slice(6))).join('→') + ` (${generation})`,
        )
        .sort(),
    ).toEqual(['1→9 (1)', '1→10 (1)', '1→11 (1)', '1→12 (1)', '9→15 (2)', '9→16 (2)', '9→17 (2)', '10→20 (2)'].sort());
  });

  test('mentor load has one report for the floor and one for the ceiling, by its own school year', async () => {
    const { region } = await api.ask(InventedMentorLoad, { schoolYear: YEAR, asOf: TODAY });
    expect(region?.mentorLoad).toMatchObject([
      { rule: { clause: '3' }, mentors: 4, pairings: 10, under: 2, met: 2, over: 0, shortfall: 4 },
      { rule: { clause: '4' }, mentors: 4, pairings: 10, under: 0, met: 3, over: 1, shortfall: 0 },
    ]);
    const [floor, ceiling] = region?.mentorLoad ?? [];
    expect(rows(floor)).toEqual(['2: 1 of 3– UNDER', '15: 1 of 3– UNDER', '1: 3 of 3– MET', '9: 5 of 3– MET']);
    expect(rows(ceiling)).toEqual(['1: 3 of –4 MET', '2: 1 of –4 MET', '9: 5 of –4 OVER', '15: 1 of –4 MET']);
  });

  test('pairings of the school year before are counted on its own counting day', async () => {
    const { region } = await api.ask(InventedMentorLoad, { schoolYear: '2024-2025', asOf: TODAY });
    expect(region?.mentorLoad?.[0]).toMatchObject({ mentors: 4, pairings: 2, under: 4, met: 0, shortfall: 10 });
  });
});

interface ReportRows {
  readonly rows?: {
    readonly edges: readonly {
      readonly node: {
        readonly mentor: { readonly staffNo: string };
        readonly current?: number | null;
        readonly required?: number | null;
        readonly ceiling?: number | null;
        readonly status?: string | null;
      };
    }[];
  } | null;
}

function rows(report: ReportRows | undefined): string[] {
  return (report?.rows?.edges ?? []).map(
    ({ node: { mentor, current, required, ceiling, status } }) =>
      `${Number(mentor.staffNo.slice(6))}: ${String(current)} of ${required ?? ''}–${ceiling ?? ''} ${status ?? ''}`,
  );
}
