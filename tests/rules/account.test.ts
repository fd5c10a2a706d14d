import { describe, expect, test } from 'vitest';
import { type Account, scopeOf } from '../../src/domain/account.ts';
import type { RegionId, SchoolId, TeacherId, TokenId } from '../../src/domain/identifier.ts';
import { ACCOUNT_ROLES } from '../../src/domain/scope.ts';

const region = (text: string) => text as RegionId;
const county: Account = {
  tokenId: 'token' as TokenId,
  name: 'a county',
  role: 'planner',
  regionId: region('county'),
  schoolId: null,
  person: null,
  atRoot: false,
  below: [region('county')],
  city: [region('city'), region('county'), region('neighbour')],
};
const province: Account = { ...county, below: [region('province'), region('city')], city: null };
const country: Account = { ...county, atRoot: true, below: [], city: null };
const school: Account = { ...county, schoolId: 'school' as SchoolId };

describe('what an account sees', () => {
  test('a county: the directory of its city, the records of its own', () => {
    expect(scopeOf(county)).toMatchObject({ directory: county.city, records: county.below });
  });

  test('above the cities: the directory and the records of all below', () => {
    expect(scopeOf(province)).toMatchObject({ directory: province.below, records: province.below });
  });

  test('the root of the tree: everything', () => {
    expect(scopeOf(country)).toMatchObject({ directory: 'everything', records: 'everything' });
  });

  test('a school: the directory of its city, the records of no region', () => {
    expect(scopeOf(school)).toMatchObject({ directory: school.city, records: [], schoolId: 'school' });
  });

  test('a school that the root governs: not everything', () => {
    expect(scopeOf({ ...country, schoolId: 'school' as SchoolId })).toMatchObject({ directory: [], records: [] });
  });

  test('a teacher: the directory of the city, and no records but the own', () => {
    const person = 'somebody' as TeacherId;
    expect(scopeOf({ ...county, role: 'teacher', person })).toMatchObject({
      directory: county.city,
      records: [],
      person,
    });
    expect(scopeOf({ ...county, person }).person).toBeNull();
  });

  test.each(ACCOUNT_ROLES)('a %s sees records by region only when it is no teacher', (role) => {
    expect(scopeOf({ ...country, role }).records).toEqual(role === 'teacher' ? [] : 'everything');
  });
});
