import { describe, expect, test } from 'vitest';
import { graphql } from '../../generated/index.ts';
import { expected } from '../../oracle/expected.ts';
import { lineageEdges, workshopsOn } from '../../oracle/workshops.ts';
import type { Api } from '../api.ts';
import { DAYS } from './days.ts';

const LineageOfWorkshop = graphql(`
  query LineageOfWorkshop($code: String!, $asOf: Date) {
    workshop(region: "530400", code: $code, asOf: $asOf) {
      code
      lead {
        holder {
          staffNo
        }
      }
      seats {
        role {
          code
        }
        holder {
          staffNo
        }
      }
      capacity {
        unattached
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
          relation
          generation
          since
          until
        }
      }
    }
  }
`);

export function lineage(api: Api): void {
  async function ofWorkshop(code: string, asOf: string) {
    const { workshop } = await api.ask(LineageOfWorkshop, { code, asOf });
    return workshop ?? null;
  }

  describe('lineage', () => {
    test.each(Object.entries(expected.facts.lineage))(
      'of %s is that of the expected results',
      async (code, lineage) => {
        const found = await ofWorkshop(code, expected.as_of);
        expect(found?.lead?.holder.staffNo).toBe(lineage.host);
        expect(found?.lineage.size).toBe(lineage.people);
        expect(edges(found?.lineage.formations ?? [])).toEqual(
          lineage.edges.map(({ person, formedBy }) => `${formedBy} formed ${person}`).sort(),
        );
        expect(found?.capacity.unattached).toBe(lineage.unattached.length);
        for (const { relation } of found?.lineage.formations ?? []) expect(relation).toBe('SEAT');
      },
    );

    test.each(DAYS)('of every workshop on %s is that of the rows', async (day) => {
      for (const state of workshopsOn(day)) {
        const { code } = state.workshop;
        const found = await ofWorkshop(code, day);
        if (!state.exists) {
          expect([code, found]).toEqual([code, null]);
          continue;
        }
        const counted = lineageEdges(state);
        const people = new Set([...(state.host === null ? [] : [state.host]), ...counted.map(({ person }) => person)]);
        for (const { formedBy } of counted) people.add(formedBy);
        expect([code, edges(found?.lineage.formations ?? [])]).toEqual([
          code,
          counted.map(({ person, formedBy }) => `${formedBy} formed ${person}`).sort(),
        ]);
        expect([code, found?.lineage.size]).toEqual([code, people.size]);
        expect([code, found?.lead?.holder.staffNo ?? null]).toEqual([code, state.host]);
        const seated = [
          ...(state.host === null ? [] : [`host ${state.host}`]),
          ...state.members.flatMap(({ member, trainees }) => [
            `member ${member}`,
            ...trainees.map((trainee) => `trainee ${trainee}`),
          ]),
          ...state.unattached.map((trainee) => `trainee ${trainee}`),
        ];
        expect([code, found?.seats?.map(({ role, holder }) => `${role.code} ${holder.staffNo}`).sort()]).toEqual([
          code,
          seated.sort(),
        ]);
        for (const { since, until } of found?.lineage.formations ?? []) {
          expect(since === null || since <= day).toBe(true);
          expect(until === null || day < until).toBe(true);
        }
      }
    });
  });
}

function edges(
  formations: readonly {
    readonly teacher: { readonly staffNo: string };
    readonly formedBy: { readonly staffNo: string };
  }[],
): string[] {
  return formations.map(({ teacher, formedBy }) => `${formedBy.staffNo} formed ${teacher.staffNo}`).sort();
}
