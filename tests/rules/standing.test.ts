import { describe, expect, test } from 'vitest';
import { toDay } from '../../src/domain/day.ts';
import type { Designation } from '../../src/domain/directory.ts';
import type { DesignationId, TeacherId } from '../../src/domain/identifier.ts';
import type { Ladder } from '../../src/domain/policy/types.ts';
import { standingsOn, titlesInForce } from '../../src/domain/standing.ts';

const text = { zh: '级', en: 'tier' };
const ladder: Ladder = {
  code: 'invented',
  tiers: ['low', 'middle', 'high'].map((code) => ({ code, text, who: null, interpretation: null })),
  id: null,
  clause: null,
  text: null,
  modality: 'must',
  attest: null,
  levels: ['COUNTY', 'CITY'],
  interpretation: null,
};
const title = (tier: string, changes: Partial<Designation> = {}): Designation => ({
  kind: 'Designation',
  id: tier as DesignationId,
  tier,
  level: 'COUNTY',
  awarded: toDay('2023-01-01'),
  termEnd: toDay('2026-01-01'),
  state: 'IN_FORCE',
  stateKnownOn: toDay('2025-11-15'),
  holderId: 'somebody' as TeacherId,
  awardedBy: null,
  ...changes,
});
const day = toDay('2024-06-30');
const standing = (...titles: readonly Designation[]) => standingsOn([ladder], titles, day)[0]?.highest;

describe('where somebody stands on a ladder', () => {
  test('nobody without a title stands anywhere', () => {
    expect(standing()).toEqual({ value: null, unknown: null });
  });

  test('the highest tier in force counts, of equal tiers the higher level', () => {
    const cityMiddle = title('middle', { level: 'CITY', id: 'city' as DesignationId });
    expect(standing(title('low'), title('middle'), cityMiddle)?.value).toBe(cityMiddle);
  });

  test('a title before its award, after its term, of another ladder or of a level it does not have does not count', () => {
    const outside = [
      title('high', { awarded: toDay('2024-07-01') }),
      title('high', { termEnd: day }),
      title('elsewhere'),
      title('high', { level: 'SCHOOL' }),
    ];
    expect(standing(...outside)).toEqual({ value: null, unknown: null });
  });

  test('a title that was revoked without a date leaves it open only where it would stand above', () => {
    const revoked = title('middle', { state: 'REVOKED' });
    expect(standing(revoked, title('low'))?.unknown?.because).toBe('titleStateNotKnown');
    expect(standing(revoked, title('high'))?.value?.tier).toBe('high');
  });

  test('from the day on which it became known, it does not count', () => {
    const revoked = title('middle', { state: 'REVOKED' });
    expect(standingsOn([ladder], [revoked], toDay('2025-11-15'))[0]?.highest).toEqual({ value: null, unknown: null });
  });
});

test('a list of titles in force is never shorter than the truth: one of unknown state makes it unknown', () => {
  const revoked = title('middle', { state: 'EXPIRED' });
  expect(titlesInForce([title('low'), revoked], day).value).toBeNull();
  expect(titlesInForce([title('low')], day).value).toHaveLength(1);
});
