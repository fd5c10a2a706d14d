import { describe, expect, test } from 'vitest';
import { DOCUMENTS } from '../oracle/documents.ts';
import { type ExpectedRural, expected } from '../oracle/expected.ts';
import { ancestors, descendants, formations, shortestChain } from '../oracle/whoFormedWhom.ts';
import { flowBetween, pyramidOn } from '../oracle/holders.ts';
import type { Pairing, Place, Rows, Title } from '../oracle/rows.ts';
import { ruralQuotaOn, seatHolders } from '../oracle/ruralQuota.ts';
import { type Awarded, awardedIn, holders, workshopsFounded } from '../oracle/targets.ts';
import { yuxiRows } from '../oracle/yuxiRows.ts';

const TODAY = expected.as_of;
const CITY: Place = { region: expected.city };
const { facts } = expected;

describe('the computations over plain rows agree with the expected results of the workbook', () => {
  test('titles awarded by the city in each year', () => {
    for (const [year, counts] of Object.entries(facts.targets['Y-t-city'].years))
      expect([year, inWords(awardedIn(yuxiRows(), 'CITY', Number(year), TODAY, CITY))]).toEqual([year, counts]);
  });

  test('titles awarded by each county in each year', () => {
    const { years, county_titles_of_persons_at_city_direct_schools: atCity } = facts.targets['Y-t-county'];
    for (const [year, counties] of Object.entries(years)) {
      const all = awardedIn(yuxiRows(), 'COUNTY', Number(year), TODAY, CITY).titles;
      let inCounties = 0;
      for (const [region, counts] of Object.entries(counties)) {
        const found = awardedIn(yuxiRows(), 'COUNTY', Number(year), TODAY, { region });
        expect([region, inWords(found)]).toEqual([region, counts]);
        inCounties += found.titles;
      }
      expect([year, all - inCounties]).toEqual([year, atCity[year]]);
    }
  });

  test('city workshops of each stage', () => {
    const [, , target] = DOCUMENTS.yuxi.targets;
    const found = target.parts.map(({ stage }) => workshopsFounded(yuxiRows(), 'CITY', stage, TODAY, null));
    const parts = Object.values(facts.targets['Y-t-workshops'].by_stage);
    expect(found).toEqual(parts.map(({ existing }) => existing));
    expect(target.parts.map(({ required }) => required)).toEqual(parts.map(({ required }) => required));
  });

  test('holders and titles in force', () => {
    const named = [
      ['县级骨干班主任', 'backbone', 'COUNTY'],
      ['县级名班主任', 'famous', 'COUNTY'],
      ['市级骨干班主任', 'backbone', 'CITY'],
      ['市级名班主任', 'famous', 'CITY'],
    ] as const;
    for (const [word, tier, level] of named) {
      const found = holders(yuxiRows(), { tier, level, ruralOnly: false }, TODAY, CITY);
      expect([word, found]).toEqual([
        word,
        {
          certain: facts.holders_in_force[word],
          possible: facts.holders_in_force[word],
          titles: facts.titles_in_force[word],
        },
      ]);
    }
    const [ladder] = DOCUMENTS.yuxi.ladders;
    const tiers = pyramidOn(yuxiRows(), ladder, TODAY, CITY);
    expect(tiers.get('famous CITY')?.count).toBe(facts.holders_in_force['市级名班主任']);
    expect([...tiers.values()].reduce((sum, { titles }) => sum + (titles ?? NaN), 0)).toBe(
      Number(facts.titles_in_force['city']) + Number(facts.titles_in_force['county']),
    );
    const stays = [...flowBetween(yuxiRows(), ladder, TODAY, TODAY, CITY).keys()].filter((move) => {
      const [from, to] = move.split(' > ');
      return from !== to;
    });
    expect(stays).toEqual([]);
  });

  test('the rural report of the city and of each county', () => {
    expect(ruralWords(CITY)).toEqual(facts.rural.total);
    for (const [region, counts] of Object.entries(facts.rural.by_county))
      if (region !== expected.city) expect([region, ruralWords({ region })]).toEqual([region, counts]);
    const { held, unattached } = seatHolders(yuxiRows(), TODAY, 'CITY');
    const people = (role: string) =>
      new Set(held.filter((seat) => seat.role === role).map(({ person }) => person)).size;
    expect({
      members: people('member'),
      trainees: people('trainee'),
      trainees_unattached: unattached.length,
    }).toEqual(facts.rural.all_settings);
  });

  test('what three workshops form', () => {
    for (const [code, { edges }] of Object.entries(facts.lineage))
      expect([
        code,
        formations(yuxiRows())
          .filter(
            ({ workshop, since, until }) =>
              workshop === code && !(since !== null && since > TODAY) && !(until !== null && until <= TODAY),
          )
          .map(({ teacher, formedBy }) => `${formedBy} ${teacher}`)
          .sort(),
      ]).toEqual([code, edges.map(({ person, formedBy }) => `${formedBy} ${person}`).sort()]);
  });
});

describe('the computations over plain rows, by hand', () => {
  const always = { from: null, to: null };
  const empty: Rows = {
    issuer: '990000',
    counties: ['990001'],
    asOf: '2025-11-15',
    schools: new Map([
      [
        's',
        {
          code: 's',
          stages: ['PRIMARY'],
          governed: [{ ...always, region: '990001' }],
          settings: [
            { from: null, to: '2024-01-01', setting: 'VILLAGE' },
            { from: '2024-01-01', to: null, setting: 'URBAN' },
          ],
        },
      ],
    ]),
    people: new Map(
      ['a', 'b', 'c', 'd'].map((staffNo) => [
        staffNo,
        { staffNo, name: staffNo, schools: [{ ...always, school: 's' }] },
      ]),
    ),
    posts: [],
    titles: [],
    workshops: [],
    seats: [],
    pairings: [],
    trainings: [],
  };
  const pairing = (mentor: string, mentee: string, from: string): Pairing => ({
    schoolYear: '2024-2025',
    mentor,
    mentee,
    from,
    to: '2025-09-01',
  });
  const title = (person: string, tier: string, awarded: string, state: Title['state'] = 'IN_FORCE'): Title => ({
    person,
    tier,
    level: 'CITY',
    awarded,
    termEnd: '2027-01-01',
    state,
    stateKnownOn: state === 'IN_FORCE' ? null : '2025-11-15',
  });

  test('what somebody passed on before being formed is not part of the line, and a cycle ends with the generations', () => {
    const rows: Rows = {
      ...empty,
      pairings: [pairing('a', 'b', '2024-10-01'), pairing('b', 'c', '2024-09-15'), pairing('b', 'a', '2024-11-01')],
    };
    const question = { day: '2025-06-30', generations: 3, includeEnded: true };
    const down = descendants(rows, 'a', question);
    expect(down.formations.map(({ formedBy, teacher }) => formedBy + teacher)).toEqual(['ab', 'ba']);
    expect(Object.fromEntries(down.people)).toEqual({ a: 0, b: 1 });
    expect(ancestors(rows, 'c', question).people).toEqual(
      new Map([
        ['c', 0],
        ['b', 1],
      ]),
    );
    expect(shortestChain(rows, 'a', 'c', 6, '2025-06-30')).toBeNull();
    expect(shortestChain(rows, 'b', 'c', 6, '2025-06-30')).toBe(1);
    expect(descendants(rows, 'a', { ...question, day: '2025-09-01', includeEnded: false }).formations).toEqual([]);
  });

  test('a seat forms while it, the seat above and the tie run', () => {
    const seats = [
      { id: '1', workshop: 'w', role: 'host', person: 'a', from: '2024-01-01', to: '2025-01-01', under: [] },
      { id: '2', workshop: 'w', role: 'host', person: 'd', from: '2025-01-01', to: null, under: [] },
      {
        id: '3',
        workshop: 'w',
        role: 'member',
        person: 'b',
        from: '2024-03-01',
        to: null,
        under: [
          { ...always, seat: '1' },
          { ...always, seat: '2' },
        ],
      },
    ];
    expect(
      formations({ ...empty, seats }).map(({ formedBy, since, until }) => `${formedBy} ${since ?? ''} ${until ?? ''}`),
    ).toEqual(['a 2024-03-01 2025-01-01', 'd 2025-01-01 ']);
  });

  test('a title revoked without a date leaves a standing unknown only where it would decide', () => {
    const [ladder] = DOCUMENTS.yuxi.ladders;
    const rows: Rows = {
      ...empty,
      titles: [
        title('a', 'famous', '2023-01-01', 'REVOKED'),
        title('a', 'backbone', '2023-01-01'),
        title('b', 'famous', '2023-01-01'),
        title('b', 'backbone', '2023-01-01', 'REVOKED'),
      ],
    };
    const nothing = { rural: 0, ruralHolders: 0 };
    const past = pyramidOn(rows, ladder, '2023-06-01', { region: '990000' });
    expect(past.get('famous CITY')).toEqual({
      count: null,
      rural: null,
      holders: null,
      ruralHolders: null,
      titles: null,
    });
    expect(past.get('backbone COUNTY')).toEqual({ ...nothing, count: 0, holders: 0, titles: 0 });
    const today = pyramidOn(rows, ladder, '2025-11-15', { region: '990001' });
    expect(today.get('backbone CITY')).toEqual({ ...nothing, count: 1, holders: 1, titles: 1 });
    expect(today.get('famous CITY')).toEqual({ ...nothing, count: 1, holders: 1, titles: 1 });
  });

  test('a first title is one without another of the level in an earlier year', () => {
    const rows: Rows = {
      ...empty,
      titles: [
        title('a', 'backbone', '2023-05-01', 'REVOKED'),
        title('a', 'famous', '2024-05-01'),
        title('b', 'famous', '2024-05-01'),
      ],
    };
    expect(awardedIn(rows, 'CITY', 2024, '2025-11-15', { region: '990000' })).toEqual({
      titles: 2,
      withoutRevoked: 2,
      persons: 2,
      firstTimePersons: 1,
    });
    expect(awardedIn(rows, 'CITY', 2024, '2024-04-30', { region: '990000' }).titles).toBe(0);
  });
});

function inWords({ titles, withoutRevoked, persons, firstTimePersons }: Awarded) {
  return { titles, without_revoked: withoutRevoked, persons, first_time_persons: firstTimePersons };
}

function ruralWords(place: Place): ExpectedRural {
  const rows = yuxiRows();
  const report = ruralQuotaOn(rows, facts.rural.school_year, TODAY, place, 'CITY');
  const holding = (tier: string) => holders(rows, { tier, level: 'CITY', ruralOnly: true }, TODAY, place).certain;
  return {
    homeroom_teachers: report.homeroomTeachers.length,
    trained: report.trained.length,
    not_trained: report.notTrained.length,
    city_backbone: holding('backbone'),
    city_famous: holding('famous'),
    members: report.seats.get('member')?.size ?? 0,
    trainees: report.seats.get('trainee')?.size ?? 0,
    trainees_unattached: report.unattached.size,
  };
}
