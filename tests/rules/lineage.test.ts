import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { PairingId, TeacherId } from '../../src/domain/identifier.ts';
import { DIRECTIONS, type FormationStep } from '../../src/domain/lineage.ts';
import { shortestChain, teacherLineage } from '../../src/domain/teacherLineage.ts';
import { type Formed, distance, lineageOf } from '../oracle/formations.ts';

const PEOPLE = ['a', 'b', 'c', 'd', 'e'] as const;
const RUN = { seed: inject('seed'), numRuns: 300 };

const person = fc.constantFrom(...PEOPLE);
const start = fc.option(fc.constantFrom('2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01'));
const formations = fc
  .array(fc.record({ by: person, who: person, since: start }), { maxLength: 9 })
  .map((drawn): Formed[] => drawn.map((each, index) => ({ ...each, key: String(index), until: null })));
const generations = fc.integer({ min: 1, max: 6 });

function steps(formed: readonly Formed[]): FormationStep[] {
  return formed.map(({ key, by, who, since }) => ({
    relation: 'PAIRING',
    pairing: key as PairingId,
    teacher: who as TeacherId,
    formedBy: by as TeacherId,
    since: since === null ? null : toDay(since),
    until: null,
  }));
}

describe('the lineage of a person', () => {
  test.each(DIRECTIONS)('%s are those of every chain, each person by the fewest steps', (direction) => {
    fc.assert(
      fc.property(formations, person, generations, (formed, who, most) => {
        const { formations: found, ...lineage } = teacherLineage(who as TeacherId, steps(formed), direction, most);
        const expected = lineageOf(who, direction, formed, most);
        const keys = found.map((each) =>
          each.relation === 'PAIRING' ? `${each.pairing} ${String(each.generation)}` : 'through a seat',
        );
        expect(keys.sort()).toEqual(expected.formations.map((each) => each.join(' ')).sort());
        expect(lineage.size).toBe(expected.people.length);
        expect(lineage.generations).toBe(expected.generations);
      }),
      RUN,
    );
  });

  test('of two who form each other comes back to where it starts', () => {
    const each: Formed[] = [
      { key: '1', by: 'a', who: 'b', since: '2020-01-01', until: null },
      { key: '2', by: 'b', who: 'a', since: '2021-01-01', until: null },
    ];
    const down = teacherLineage('a' as TeacherId, steps(each), 'DESCENDANTS', 6);
    expect(down.formations.map(({ teacher, generation }) => [teacher, generation])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(down.size).toBe(2);
  });
});

describe('the path from one person to another', () => {
  test('is as short as the shortest chain, and a chain', () => {
    fc.assert(
      fc.property(formations, person, person, generations, (formed, from, to, most) => {
        const path = shortestChain(from as TeacherId, to as TeacherId, steps(formed), most);
        expect(path?.length ?? null).toBe(distance(from, to, formed, most));
        if (path === null || path.length === 0) return;
        expect([path[0]?.formedBy, path.at(-1)?.teacher]).toEqual([from, to]);
        path.forEach((formation, index) => {
          expect(formation.generation).toBe(index + 1);
          const next = path[index + 1];
          if (next === undefined) return;
          expect(next.formedBy).toBe(formation.teacher);
          expect((formation.since ?? '') <= (next.since ?? '')).toBe(true);
        });
      }),
      RUN,
    );
  });

  test('does not depend on the order in which the formations were found', () => {
    fc.assert(
      fc.property(formations, person, person, (formed, from, to) => {
        const found = steps(formed);
        const ends = [from as TeacherId, to as TeacherId] as const;
        expect(shortestChain(...ends, found.toReversed(), 6)).toEqual(shortestChain(...ends, found, 6));
      }),
      RUN,
    );
  });
});
