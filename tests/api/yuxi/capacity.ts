import { describe, expect, test } from 'vitest';
import { graphql } from '../../generated/index.ts';
import type { SeatTotalsOfYuxiFragment } from '../../generated/graphql.ts';
import { type ExpectedCapacity, type ExpectedWorkshop, expected } from '../../oracle/expected.ts';
import { type SeatTotals, capacityOf, cityCapacityOn, workshopCapacity, workshopsOn } from '../../oracle/workshops.ts';
import type { Api } from '../api.ts';
import { DAYS } from './days.ts';
import { STAGE_WORDS } from './words.ts';

graphql(`
  fragment SeatTotalsOfYuxi on SeatTotals {
    all {
      required
      filled
      open
      over
    }
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
    unattached
    unknown
  }
`);
const CapacityOfRegion = graphql(`
  query CapacityOfRegion($code: String!, $level: Level, $asOf: Date) {
    region(code: $code, asOf: $asOf) {
      capacity(level: $level) {
        workshops
        unattached
        unknown
        planned {
          ...SeatTotalsOfYuxi
        }
        founded {
          ...SeatTotalsOfYuxi
        }
        byUnit {
          unit {
            ... on Region {
              code
            }
          }
          workshops
          founded {
            ...SeatTotalsOfYuxi
          }
        }
        byStage {
          stage
          workshops
          planned {
            ...SeatTotalsOfYuxi
          }
          founded {
            ...SeatTotalsOfYuxi
          }
        }
      }
    }
  }
`);
const CapacityOfWorkshop = graphql(`
  query CapacityOfWorkshop($code: String!, $asOf: Date) {
    workshop(region: "530400", code: $code, asOf: $asOf) {
      code
      stages
      region {
        code
      }
      capacity {
        ...SeatTotalsOfYuxi
      }
      seats(role: "member") {
        holder {
          staffNo
        }
        beneath {
          holder {
            staffNo
          }
        }
      }
      composition {
        clause
        outcome
        unknown
      }
    }
  }
`);

export function capacity(api: Api): void {
  const { facts, facts_as_of_2024_06_30: past } = expected;

  async function ofRegion(code: string, asOf: string, level?: 'CITY' | 'COUNTY') {
    const { region } = await api.ask(CapacityOfRegion, { code, asOf, level: level ?? null });
    if (!region) throw new Error(`The API knows no region ${code} on ${asOf}`);
    return region.capacity;
  }

  async function asExpected(day: string): Promise<ExpectedCapacity> {
    const { workshops, unattached, planned, founded, byStage } = await ofRegion('530400', day, 'CITY');
    return {
      workshops: workshops ?? NaN,
      unattached: unattached ?? NaN,
      planned: totals(15, planned),
      founded: totals(workshops, founded),
      by_stage: Object.fromEntries(
        byStage.map((part) => [
          STAGE_WORDS[part.stage] ?? '',
          {
            planned: totals(cityCapacityOn(day, STAGE_WORDS[part.stage]).planned.workshops, part.planned),
            founded: totals(part.workshops, part.founded),
            unattached: part.founded?.unattached ?? NaN,
          },
        ]),
      ),
    };
  }

  describe('capacity', () => {
    test.each([
      [expected.as_of, facts.city_capacity],
      ['2024-06-30', past.city_capacity],
    ])('of the city level on %s is that of the expected results', async (day, expectation) => {
      const { workshops, unattached, planned, founded, by_stage } = expectation;
      expect(await asExpected(day)).toEqual({ workshops, unattached, planned, founded, by_stage });
    });

    test.each(DAYS)('of the city level on %s is that counted from the rows', async (day) => {
      const whole = cityCapacityOn(day);
      expect(await asExpected(day)).toEqual({
        workshops: whole.founded.workshops,
        unattached: whole.unattached,
        planned: whole.planned,
        founded: whole.founded,
        by_stage: Object.fromEntries(
          Object.keys(facts.city_capacity.by_stage).map((stage) => [stage, cityCapacityOn(day, stage)]),
        ),
      });
    });

    test.each(DAYS)('of every unit on %s is that of the workshops that it founded', async (day) => {
      const states = workshopsOn(day);
      const { founded, workshops, byUnit } = await ofRegion('530400', day);
      expect(totals(workshops, founded)).toEqual(capacityOf(states));
      for (const part of byUnit) {
        const code = 'code' in part.unit ? part.unit.code : '';
        const own = states.filter(({ workshop }) => workshop.region === code);
        expect([code, totals(part.workshops, part.founded)]).toEqual([code, capacityOf(own)]);
      }
      expect(byUnit).toHaveLength(10);
    });

    test('the region of each workshop is that of the expected results', async () => {
      for (const [code, region] of Object.entries(facts.workshop_regions)) {
        const { workshop } = await api.ask(CapacityOfWorkshop, { code, asOf: expected.as_of });
        expect([code, workshop?.region?.code]).toEqual([code, region]);
      }
    });

    test.each([
      [expected.as_of, facts.workshops],
      ['2024-06-30', past.workshops],
    ])('of each workshop on %s is that of the expected results', async (day, expectation) => {
      const found: ExpectedWorkshop[] = [];
      for (const { id, stage, members } of expectation) {
        const { workshop } = await api.ask(CapacityOfWorkshop, { code: id, asOf: day });
        if (!workshop) {
          found.push(notFounded(id, stage));
          continue;
        }
        const { host, member, trainee } = totals(1, workshop.capacity);
        const held = (workshop.seats ?? [])
          .map(({ holder, beneath }) => {
            const trainees = beneath.length;
            return {
              member: holder.staffNo,
              trainees,
              filled: Math.min(3, trainees),
              open: Math.max(0, 3 - trainees),
              over: Math.max(0, trainees - 3),
            };
          })
          .sort((a, b) => (a.member < b.member ? -1 : 1));
        found.push({
          id: workshop.code,
          stage: STAGE_WORDS[workshop.stages[0] ?? ''] ?? '',
          exists: true,
          host_filled: host.filled === 1,
          members_filled: member.filled,
          members_open: member.open,
          trainees_filled: trainee.filled,
          trainees_open_under_members: held.reduce((sum, { open }) => sum + open, 0),
          trainees_open_of_30: trainee.open,
          trainees_over: trainee.over,
          trainees_unattached: workshop.capacity.unattached ?? NaN,
          ...(members ? { members: held } : {}),
        });
      }
      expect(found).toEqual(expectation);
    });

    test.each(DAYS)(
      'of each workshop on %s is that counted from the rows, and its composition follows',
      async (day) => {
        for (const state of workshopsOn(day).filter(({ exists }) => exists)) {
          const { code } = state.workshop;
          const { workshop } = await api.ask(CapacityOfWorkshop, { code, asOf: day });
          const counted = workshopCapacity(state);
          expect([code, totals(1, workshop?.capacity)]).toEqual([code, counted]);
          const met = counted.places.open === 0 && counted.places.over === 0;
          expect([code, workshop?.composition?.map(({ outcome, clause }) => `${clause} ${outcome}`)]).toEqual([
            code,
            [`三(三) ${met ? 'MET' : 'UNMET'}`],
          ]);
        }
      },
    );
  });
}

/** The API's totals in the form of the expected results; a total that is null has no numbers. */
function totals(workshops: number | null | undefined, found: SeatTotalsOfYuxiFragment | null | undefined): SeatTotals {
  const nothing = { required: NaN, filled: NaN, open: NaN, over: NaN };
  const role = (code: string) =>
    found?.byRole?.find((entry) => entry.role.code === code)?.seats ??
    (found ? { required: 0, filled: 0, open: 0, over: 0 } : nothing);
  return {
    workshops: workshops ?? NaN,
    host: role('host'),
    member: role('member'),
    trainee: role('trainee'),
    places: found?.all ?? nothing,
  };
}

function notFounded(id: string, stage: string): ExpectedWorkshop {
  return {
    id,
    stage,
    exists: false,
    host_filled: false,
    members_filled: 0,
    members_open: 10,
    trainees_filled: 0,
    trainees_open_under_members: 0,
    trainees_open_of_30: 30,
    trainees_over: 0,
    trainees_unattached: 0,
  };
}
