import { describe, expect, test } from 'vitest';
import { type Day, toDay } from '../../src/domain/day.ts';
import type { Designation } from '../../src/domain/directory.ts';
import type { DesignationId, PairingId, TeacherId } from '../../src/domain/identifier.ts';
import type { Formation } from '../../src/domain/lineage.ts';
import type { Ladder, LadderTier } from '../../src/domain/policy/types.ts';
import { type Career, countRises, risesAfter } from '../../src/domain/rises.ts';
import { known, notKnown } from '../../src/domain/unknown.ts';

const TODAY = toDay('2025-11-15');
const tier = (code: string): LadderTier => ({ code, text: { zh: code, en: code }, who: null, interpretation: null });
const ladder: Ladder = {
  code: 'steps',
  tiers: [tier('LOWER'), tier('UPPER')],
  id: null,
  clause: null,
  text: null,
  modality: 'must',
  attest: null,
  levels: ['COUNTY', 'CITY'],
  interpretation: null,
};

function formation(teacher: string, since: string | null, generation = 1): Formation {
  const start = since === null ? null : toDay(since);
  const people = { teacher: teacher as TeacherId, formedBy: 'host' as TeacherId };
  const pairing = `${teacher} ${since ?? ''}` as PairingId;
  return { ...people, relation: 'PAIRING', pairing, since: start, until: null, generation };
}

function title(holder: string, code: string, level: Designation['level'], awarded: string): Designation {
  return {
    kind: 'Designation',
    id: `${holder} ${code} ${level} ${awarded}` as DesignationId,
    tier: code,
    level,
    awarded: toDay(awarded),
    termEnd: null,
    state: 'IN_FORCE',
    stateKnownOn: null,
    holderId: holder as TeacherId,
    awardedBy: null,
  };
}

function rises(
  formations: readonly Formation[],
  titles: readonly Designation[],
  ladders: Career['ladders'] = known([ladder]),
  day: Day = TODAY,
) {
  const careerOf = (person: TeacherId) => ({
    designations: titles.filter(({ holderId }) => holderId === person),
    ladders,
  });
  return risesAfter(formations, careerOf, day);
}

const seen = (found: ReturnType<typeof rises>) =>
  found.map(({ designation, standing, rose }) => [
    designation.tier,
    standing.value?.before.value?.tier ?? null,
    standing.value?.after.value?.tier ?? null,
    rose,
  ]);

describe('what became of those who were formed', () => {
  test('is what was awarded after the formation began, by the day, with the standing before and after', () => {
    const titles = [
      title('a', 'LOWER', 'COUNTY', '2019-06-20'),
      title('a', 'LOWER', 'CITY', '2021-06-20'),
      title('a', 'UPPER', 'CITY', '2023-06-20'),
      title('a', 'LOWER', 'COUNTY', '2024-06-20'),
      title('a', 'UPPER', 'CITY', '2026-06-20'),
    ];
    expect(seen(rises([formation('a', '2020-09-01')], titles))).toEqual([
      ['LOWER', 'LOWER', 'LOWER', true],
      ['UPPER', 'LOWER', 'UPPER', true],
      ['LOWER', 'UPPER', 'UPPER', false],
    ]);
  });

  test('leaves out an award on the very day on which the formation began', () => {
    expect(rises([formation('a', '2021-06-20')], [title('a', 'LOWER', 'CITY', '2021-06-20')])).toEqual([]);
  });

  test('counts from the first of several formations; an unknown start holds back to the beginning', () => {
    const titles = [title('a', 'LOWER', 'CITY', '2021-06-20')];
    const later = formation('a', '2022-09-01', 1);
    expect(rises([later], titles)).toEqual([]);
    expect(rises([later, formation('a', '2020-09-01', 3)], titles).map((rise) => rise.formation.generation)).toEqual([
      3,
    ]);
    expect(rises([later, formation('a', null, 2)], titles).map((rise) => rise.formation.generation)).toEqual([2]);
  });

  test('does not know whether somebody rose above a title that was revoked without a date', () => {
    const revoked = { ...title('a', 'UPPER', 'CITY', '2021-01-01'), state: 'REVOKED' as const, stateKnownOn: TODAY };
    const [, found] = rises([formation('a', '2020-09-01')], [revoked, title('a', 'LOWER', 'CITY', '2022-06-20')]);
    expect(found?.rose).toBeNull();
    expect(found?.standing.value?.before.unknown?.because).toBe('titleStateNotKnown');
  });

  test('has no standing where no policy is in force or no ladder has the title', () => {
    const day = toDay('2021-06-20');
    const one = [formation('a', '2020-09-01')];
    const titles = [title('a', 'OTHER', 'CITY', '2021-06-20')];
    expect(rises(one, titles)[0]?.standing.unknown).toEqual({ because: 'notDefined', what: 'ladder' });
    expect(rises(one, titles, notKnown({ because: 'noPolicy', day }))[0]?.standing.unknown?.because).toBe('noPolicy');
  });

  test('is counted by tier in distinct persons, with titles beside', () => {
    const titles = [
      title('a', 'UPPER', 'CITY', '2022-06-20'),
      title('a', 'LOWER', 'COUNTY', '2021-06-20'),
      title('a', 'LOWER', 'CITY', '2021-09-20'),
      title('b', 'LOWER', 'CITY', '2021-06-20'),
      title('c', 'LOWER', 'CITY', '2019-06-20'),
      title('c', 'LOWER', 'CITY', '2022-06-20'),
    ];
    const formations = ['a', 'b', 'c'].map((person) => formation(person, '2020-09-01'));
    expect(
      countRises(rises(formations, titles)).map(({ ladder: of, ...count }) => ({ ...count, of: of?.code })),
    ).toEqual([
      {
        tier: 'LOWER',
        of: 'steps',
        titles: 4,
        persons: 3,
        rose: 2,
        byLevel: [
          { level: 'COUNTY', titles: 1, persons: 1 },
          { level: 'CITY', titles: 3, persons: 3 },
        ],
      },
      {
        tier: 'UPPER',
        of: 'steps',
        titles: 1,
        persons: 1,
        rose: 1,
        byLevel: [{ level: 'CITY', titles: 1, persons: 1 }],
      },
    ]);
  });
});
