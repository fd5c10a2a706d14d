import { describe, expect, test } from 'vitest';
import { certificatesDue } from '../../src/domain/certificateQueue.ts';
import { type Day, toDay } from '../../src/domain/day.ts';
import type { CertificateFact, PersonFacts, TrainingFact } from '../../src/domain/evaluation/facts.ts';
import { World } from '../../src/domain/evaluation/world.ts';
import type { PolicyVersionId, RegionId, SchoolId, TeacherId } from '../../src/domain/identifier.ts';
import { effectivePolicy } from '../../src/domain/policy/effective.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';

const COUNTY = 'county' as RegionId;
const DAY = toDay('2025-11-15');

const POLICY = `
policy: renewing
region: "990100"
title: { zh: 甲, en: A }
document: { number: null, issued: null }
effective: { from: 2010-01-01 }
define: { countingPosts: [homeroom] }
codes:
  posts: { homeroom: { zh: 班主任, en: Homeroom teacher } }
  certificates: { qualification: { zh: 资格证, en: Qualification }, other: { zh: 其他, en: Other } }
  trainings: { inService: { zh: 在岗培训, en: In service } }
rules:
  - id: RENEW
    kind: obligation
    clause: 四
    who: { persons: { certificate: { kind: qualification } } }
    require: { count: trainings, where: { level: { atLeast: COUNTY } }, within: 3 years, atLeast: 1 }
`;

function due(certificates: readonly CertificateFact[], trainings: readonly TrainingFact[], months: number) {
  const [parsed] = parsePolicies(POLICY);
  if (parsed?.document == null) throw new Error(JSON.stringify(parsed?.problems));
  const { document } = parsed;
  const from = document.effective.from;
  const layer = {
    versionId: 'v' as PolicyVersionId,
    code: 'renewing',
    regionId: COUNTY,
    level: 'COUNTY',
    from,
    to: null,
    document,
  } as const;
  const policy = effectivePolicy(COUNTY, [layer]);
  if (policy === null) throw new Error('Nothing is in force');
  const none: never[] = [];
  const person: PersonFacts = {
    id: 't' as TeacherId,
    sex: null,
    birth: null,
    hiredOn: null,
    teachingSince: null,
    subject: null,
    works: [{ from: null, to: null, school: 's' as SchoolId }],
    posts: none,
    titles: none,
    seats: none,
    pairings: none,
    appraisals: none,
    achievements: none,
    trainings,
    activities: none,
    certificates,
    findings: none,
    effects: none,
    waivers: none,
    links: none,
    figures: none,
    rubricScores: none,
    applications: none,
  };
  const facts = { id: COUNTY, regions: [], schools: [], workshops: [], people: [person], owned: new Map() };
  const world = new World({ policy, facts, uncovered: () => null });
  return certificatesDue(person, null, months, world, DAY).map(({ certificate, expired, by, renewals }) => ({
    id: certificate.id,
    expired,
    by,
    renewals: renewals.map(({ outcome, until }) => [outcome, until]),
  }));
}

function certificate(
  id: string,
  kind: string,
  issued: string,
  to: string | null,
  revokedOn: Day | null = null,
): CertificateFact {
  return { id, kind, grade: null, issued: toDay(issued), to: to === null ? null : toDay(to), revokedOn };
}

function training(date: string): TrainingFact {
  return { id: date, kind: 'inService', date: toDay(date), hours: 8, level: 'COUNTY', completed: true };
}

describe('which certificates want attention', () => {
  test('what has expired stands there, whatever the months; what ends later than asked does not', () => {
    const [past, soon, far] = [
      certificate('past', 'other', '2019-01-01', '2022-01-01'),
      certificate('soon', 'other', '2023-03-01', '2026-03-01'),
      certificate('far', 'other', '2023-06-01', '2027-06-01'),
    ];
    expect(due([past], [], 0)).toEqual([{ id: 'past', expired: true, by: null, renewals: [] }]);
    expect(due([soon], [], 3)).toEqual([]);
    expect(due([soon], [], 4)).toEqual([{ id: 'soon', expired: false, by: '2026-03-01', renewals: [] }]);
    expect(due([far], [], 4)).toEqual([]);
  });

  test('one that a later one replaced, and one that was revoked, is left out', () => {
    const old = certificate('old', 'other', '2019-01-01', '2022-01-01');
    expect(due([old, certificate('new', 'other', '2021-12-01', null)], [], 12)).toEqual([]);
    expect(due([{ ...old, revokedOn: toDay('2020-01-01') }], [], 12)).toEqual([]);
  });

  test('the training that the policy asks of holders every three years runs out, and is late when none is on record', () => {
    const held = certificate('held', 'qualification', '2015-01-01', null);
    expect(due([held], [], 0)).toEqual([{ id: 'held', expired: false, by: null, renewals: [['unmet', null]] }]);
    const [queued] = due([held], [training('2023-03-10')], 6);
    expect(queued).toMatchObject({ id: 'held', expired: false });
    expect(queued?.by?.slice(0, 7)).toBe('2026-03');
    expect(due([held], [training('2025-03-10')], 6)).toEqual([]);
  });
});
