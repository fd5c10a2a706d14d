import { beforeAll, describe, expect, test, vi } from 'vitest';
import { NoSuchPlace } from '../../src/services/account.ts';
import { roster } from '../oracle/roster.ts';
import { serving } from './serving.ts';

/** A mentor of 2025-2026, and one of those mentored. */
const STAFF_NO = '25003996';
const api = serving();
// Read before anything is asked: while it is read nothing answers, and connections kept open would be closed.
const { pairings: PAIRINGS } = roster();
// The first questions to a fresh database plan every query.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let token = '';
let planner = '';

beforeAll(async () => {
  token = await api.token({ role: 'teacher', regionCode: '530400', staffNo: STAFF_NO });
  planner = await api.token({ regionCode: '530400' });
});

/** Every field of a person's records, found in the schema itself, each with whatever stands below it. */
async function recordFields(): Promise<string> {
  const { data } = await api.ask(
    '{ __type(name: "TeacherRecords") { fields { name args { name type { kind } } type { kind ofType { kind ofType { kind ofType { kind } } } } } } }',
    planner,
  );
  interface Type {
    readonly kind: string;
    readonly ofType?: Type | null;
  }
  interface Field {
    readonly name: string;
    readonly args: readonly { readonly type: Type }[];
    readonly type: Type;
  }
  const { fields } = data?.['__type'] as { fields: readonly Field[] };
  const innermost = (type: Type): string => (type.ofType ? innermost(type.ofType) : type.kind);
  return fields
    .filter(({ args }) => args.every(({ type }) => type.kind !== 'NON_NULL'))
    .map(({ name, type }) => {
      const asked = `${name}${ASKED[name] ?? ''}`;
      return innermost(type) === 'OBJECT' ? `${asked} { __typename }` : asked;
    })
    .join(' ');
}

/** What a field is to be asked with, though no single argument of it is required. */
const ASKED: Readonly<Record<string, string>> = { eligibility: '(rule: "Y-apply")' };

describe('the account of a teacher', () => {
  test('finds itself: mentors, mentees, seats, load and the own records', async () => {
    const fields = await recordFields();
    const { data, errors } = await api.ask(
      `{ viewer { role teacher { staffNo mentors { id } mentees { mentee { staffNo name } } seats { id } mentorLoad { current }
         records { ${fields} homeroomYears { countingDays } } } } }`,
      token,
    );
    expect(errors).toEqual([]);
    const mentees = PAIRINGS.filter(
      ({ mentor, from, to }) => mentor === STAFF_NO && from <= '2025-11-15' && '2025-11-15' < to,
    )
      .map(({ mentee }) => mentee)
      .sort();
    const viewer = data?.['viewer'] as {
      role: string;
      teacher: { mentees: { mentee: { staffNo: string } }[]; records: { homeroomYears: object } | null };
    };
    expect(viewer).toMatchObject({ role: 'teacher', teacher: { staffNo: STAFF_NO } });
    expect(viewer.teacher.mentees.map(({ mentee }) => mentee.staffNo).sort()).toEqual(mentees);
    expect(mentees.length).toBeGreaterThan(0);
    expect(viewer.teacher.records?.homeroomYears).not.toBeNull();
  });

  test('sees no record of anybody else, by whatever way it comes to them, though an office does', async () => {
    const fields = await recordFields();
    const records = `staffNo records { ${fields} }`;
    const query = `{
      other: teacher(region: "530400", staffNo: "25015528") { ${records} }
      past: teacher(region: "530400", staffNo: "25015528", asOf: "2023-06-01") { ${records} }
      me: teacher(region: "530400", staffNo: "${STAFF_NO}") { staffNo mentees { mentee { ${records} } } }
      workshop(region: "530400", code: "YX-GZS-01") { seats { holder { ${records} } } }
      region(code: "530400") { withoutMentor { people(first: 20) { nodes { ${records} } } }
        ruralQuota { notTrainedTeachers(first: 5) { nodes { ${records} } } } }
    }`;
    const [own, office] = [await api.ask(query, token), await api.ask(query, planner)];
    expect([own.errors, office.errors]).toEqual([[], []]);
    expect(own.data?.['region']).toMatchObject({ ruralQuota: { notTrainedTeachers: null } });
    const seen = recordsIn(own.data).filter(({ staffNo }) => staffNo !== STAFF_NO);
    expect(seen.length).toBeGreaterThan(25);
    expect(seen.filter(({ records: open }) => open !== null)).toEqual([]);
    expect(recordsIn(office.data).every(({ records: open }) => open !== null)).toBe(true);
  });

  test('sees no record by a global id either', async () => {
    const { data } = await api.ask('{ teacher(region: "530400", staffNo: "25015528") { id } }', planner);
    const { id } = data?.['teacher'] as { id: string };
    const answer = await api.ask(`{ node(id: "${id}") { ... on Teacher { staffNo records { asOf } } } }`, token);
    expect(answer.data).toEqual({ node: { staffNo: '25015528', records: null } });
  });

  test('sees the directory of its city, and nothing of another', async () => {
    const { data } = await api.ask(
      '{ own: region(code: "530402") { withoutMentor { total } } foreign: region(code: "350200") { code } }',
      token,
    );
    expect(data).toMatchObject({ own: { withoutMentor: { total: expect.any(Number) as number } }, foreign: null });
  });

  test('is of no use to an office: its accounts have no teacher', async () => {
    const { data } = await api.ask('{ viewer { teacher { staffNo } } }', planner);
    expect(data).toEqual({ viewer: { teacher: null } });
  });
});

test.each([
  ['a teacher without a staff number', { role: 'teacher' as const }],
  ['a staff number that nobody has', { role: 'teacher' as const, staffNo: '99999999' }],
  ['a planner with a staff number', { role: 'planner' as const, staffNo: STAFF_NO }],
])('no account is made for %s', async (_, request) => {
  await expect(api.token({ regionCode: '530400', ...request })).rejects.toThrow(NoSuchPlace);
});

interface Person {
  readonly staffNo: string;
  readonly records: unknown;
}

function recordsIn(value: unknown): Person[] {
  if (Array.isArray(value)) return value.flatMap(recordsIn);
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(recordsIn);
  return 'records' in value && 'staffNo' in value && typeof value.staffNo === 'string'
    ? [{ staffNo: value.staffNo, records: value.records }, ...below]
    : below;
}
