import { describe, expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import { CITIES, type CityModel, type CityName, generateCity } from '../../seeds/cities/generate.ts';
import { schoolOn } from '../../seeds/cities/life.ts';
import { type Day, addDays, addMonths, toDay } from '../../src/domain/day.ts';

const SCALE = 0.05;
const models = new Map<CityName, CityModel>(CITIES.map((city) => [city, generateCity(city, SCALE)]));

function modelOf(city: CityName): CityModel {
  const model = models.get(city);
  if (model === undefined) throw new Error(`no model of ${city}`);
  return model;
}

const END = toDay('2026-10-31');

describe.each(CITIES)('%s is made up so that', (city) => {
  const { life, imports, planted, plan } = modelOf(city);

  test('the same city and scale are the same to the byte', () => {
    const again = generateCity(city, SCALE);
    expect(again.imports).toEqual(imports);
    expect(again.planted).toEqual(planted);
  });

  test('nobody leads a class before being hired, after leaving, or two at once', () => {
    const last = new Map<string, Day>();
    const posts = [...life.posts].sort((a, b) => (a.from < b.from ? -1 : 1));
    for (const { person, from, to } of posts) {
      expect(person.leftOn === null || (to !== null && to <= person.leftOn), person.staffNo).toBe(true);
      expect(from >= person.hiredOn, person.staffNo).toBe(true);
      expect(from >= (last.get(person.staffNo) ?? from), person.staffNo).toBe(true);
      last.set(person.staffNo, to ?? toDay('2999-01-01'));
    }
  });

  test('whoever retires is 55 or 60 years old', () => {
    const { retirement } = plan.parameters;
    const retired = life.people.filter(({ left }) => left.because === 'retired');
    expect(retired.length).toBeGreaterThan(0);
    for (const { sex, birth, leftOn } of retired)
      expect(Number(leftOn?.slice(0, 4)) - Number(birth.slice(0, 4))).toBeGreaterThanOrEqual(retirement[sex]);
  });

  test('tiers are reached in the order of their ladder, with years between them', () => {
    const order = plan.policies.flatMap(({ ladders }) => ladders.map(({ tiers }) => tiers.map(({ code }) => code)));
    let risen = 0;
    for (const { person, tier, awarded } of life.titles) {
      const ladder = order.find((tiers) => tiers.includes(tier)) ?? [];
      const higher = life.titles.filter(
        (other) => other.person === person && ladder.indexOf(other.tier) > ladder.indexOf(tier),
      );
      const first = life.titles.find((other) => other.person === person && other.tier === tier);
      for (const other of higher) {
        expect(addMonths(first?.awarded ?? awarded, 11) < other.awarded, person.staffNo).toBe(true);
        risen += 1;
      }
    }
    expect(risen).toBeGreaterThan(0);
  });

  test('titles expire, some are revoked, and people move, pause and leave', () => {
    expect(life.titles.some(({ termEnd }) => termEnd <= END)).toBe(true);
    expect(life.titles.some(({ revokedOn }) => revokedOn !== null)).toBe(true);
    expect(life.people.some(({ left }) => left.because === 'transferred')).toBe(true);
    expect(life.schools.some(({ settings }) => settings.length > 1)).toBe(true);
    if (life.schools.length > 20) expect(life.people.some(({ stays }) => stays.length > 1)).toBe(true);
  });

  test('workshops are founded year by year, end with their term, and some are succeeded', () => {
    const years = new Set(life.workshops.map(({ founded }) => founded.slice(0, 4)));
    expect(years.size).toBeGreaterThanOrEqual(4);
    const ended = life.workshops.filter(({ endedOn }) => endedOn <= END);
    expect(ended.length).toBeGreaterThan(0);
    expect(ended.some(({ endedOn }) => life.workshops.some(({ founded }) => founded === endedOn))).toBe(true);
    expect(planted.endingSoon.length).toBeGreaterThan(0);
  });

  test('a workshop has more people than its ceiling, one fewer than its floor, and somebody stands under nobody', () => {
    const seated = (workshop: string, role: string) =>
      life.seats.filter(
        (seat) => seat.workshop.code === workshop && seat.role === role && seat.from <= END && END < seat.to,
      );
    if (planted.overfilled !== null) {
      const { workshop, role, under, most } = planted.overfilled;
      const seats = seated(workshop, role).filter((seat) => under === null || seat.under?.staffNo === under);
      expect(seats.length).toBeGreaterThan(most);
    }
    if (planted.open !== null) {
      const { workshop, role, least } = planted.open;
      expect(seated(workshop, role).length).toBeLessThan(least);
    }
    expect([planted.overfilled, planted.open]).not.toContain(null);
    expect(planted.unattached).not.toBeNull();
    const { workshop, staffNo } = planted.unattached ?? { workshop: '', staffNo: '' };
    const seat = life.seats.find(
      (each) => each.workshop.code === workshop && each.person.staffNo === staffNo && END < each.to,
    );
    const above = seat?.under ?? null;
    const held = life.seats.find((each) => each.workshop.code === workshop && each.person === above);
    if (above === null) expect(seat?.workshop.hosts.at(-1)?.person).toBeNull();
    else expect((held?.to ?? END) <= END).toBe(true);
  });

  test('two people formed each other in different years, and a line goes over three generations', () => {
    const { one, other, first, second } = planted.cycle;
    const paired = (mentor: string, mentee: string) =>
      life.pairings.filter((pairing) => pairing.mentor.staffNo === mentor && pairing.mentee.staffNo === mentee);
    expect(paired(one, other).map(({ schoolYear }) => schoolYear)).toContain(first);
    expect(paired(other, one).map(({ schoolYear }) => schoolYear)).toContain(second);
    expect(second).toBeGreaterThan(first);
    const [a = '', b = '', c = '', d = ''] = planted.generations;
    const starts = [paired(a, b), paired(b, c), paired(c, d)].map((pairings) => pairings.at(-1)?.from ?? '');
    expect(starts).toEqual([...starts].sort());
    expect(starts).not.toContain('');
  });

  test('the dated facts lie within the days told of, their people are there, and what ends does so later', () => {
    expect(life.facts.length).toBeGreaterThan(0);
    for (const { owner, day, to, kind } of life.facts) {
      expect(day <= END, kind).toBe(true);
      if (to !== null) expect(to > day, kind).toBe(true);
      if ('person' in owner) expect(owner.person.hiredOn <= day, owner.person.staffNo).toBe(true);
      if ('person' in owner && owner.person.leftOn !== null) expect(day < owner.person.leftOn).toBe(true);
    }
  });

  test('a rural part is passed by: no workshop, and hardly any training', () => {
    const passedBy = new Set(planted.passedBy);
    expect(passedBy.size).toBeGreaterThan(0);
    expect(life.seats.filter(({ person, from }) => passedBy.has(schoolOn(person, from).code))).toEqual([]);
    const serving = life.posts.filter(({ to }) => to === null);
    const perPerson = (far: boolean): number => {
      const people = new Set(
        serving.filter(({ school }) => passedBy.has(school.code) === far).map(({ person }) => person),
      );
      return life.trainings.filter(({ person }) => people.has(person)).length / people.size;
    };
    expect(perPerson(true)).toBeLessThan(perPerson(false) / 2);
  });

  test('the pairings floor is kept by most and missed by some', () => {
    const mentors = new Map<string, number>();
    for (const { mentor, schoolYear } of life.pairings)
      if (schoolYear === 2025) mentors.set(mentor.staffNo, (mentors.get(mentor.staffNo) ?? 0) + 1);
    const held = (person: { readonly staffNo: string }) => mentors.get(person.staffNo) ?? 0;
    const holders = life.titles.filter(
      ({ tier, level, awarded, termEnd }) =>
        level === 'CITY' &&
        plan.parameters.pairings.holders.includes(tier) &&
        awarded < toDay('2025-10-01') &&
        termEnd > END,
    );
    const loads = holders.map(({ person }) => held(person));
    expect(Math.min(...loads)).toBeLessThan(2);
    expect(Math.max(...loads)).toBeGreaterThanOrEqual(2);
  });

  test('each import tells what is new or changed by its day, and nothing that has not happened', () => {
    for (const [index, { asOf, files }] of imports.entries()) {
      if (index > 0) expect(asOf > (imports[index - 1]?.asOf ?? asOf)).toBe(true);
      for (const { name, text } of files) {
        const rows: Record<string, string>[] = parse(text, { columns: true });
        expect(rows.length, name).toBeGreaterThan(0);
        for (const row of rows)
          for (const column of ['授予日期', '成立日期', '日期', '开始', '起始'])
            expect((row[column] ?? '') <= asOf, name).toBe(true);
      }
    }
  });
});

test('Ganyu sends its rosters under the code of the day', () => {
  const codes = modelOf('ganyu').imports.map(({ regionCode, asOf }) => [asOf < toDay('2014-05-02'), regionCode]);
  expect(new Set(codes.map(String))).toEqual(new Set(['true,320721', 'false,320707']));
});

test('Qingtian founds workshops before and after it replaces the composition, with other numbers', () => {
  const { life } = generateCity('lishui', 0.1);
  const trainees = (after: boolean): number[] =>
    life.workshops
      .filter(
        ({ founder, founded, level }) =>
          founder === '331121' && level === 'COUNTY' && founded >= '2024-01-01' && founded >= '2025-07-01' === after,
      )
      .map((workshop) => {
        const seats = life.seats.filter((seat) => seat.workshop === workshop && seat.from === workshop.founded);
        return seats.filter(({ under }) => under === null).length;
      });
  expect(trainees(false).length).toBeGreaterThan(0);
  expect(trainees(true).length).toBeGreaterThan(0);
  expect(Math.max(...trainees(false))).toBeGreaterThan(4);
  expect(Math.max(...trainees(true))).toBeLessThanOrEqual(4);
});

test('the smallest city stands, and a scale out of bounds is refused', () => {
  for (const city of CITIES) expect(generateCity(city, 0.01).life.schools.length).toBeGreaterThan(0);
  for (const scale of [0, 0.009, 1.01, -1, Number.NaN]) expect(() => generateCity('ganyu', scale)).toThrow(RangeError);
});

test('a county of full size has the schools and homeroom teachers that are published of it', () => {
  const { life, plan } = generateCity('ganyu', 1);
  const serving = life.posts.filter(
    ({ kind, to }) => to === null && kind === plan.policies[0]?.define.countingPosts?.[0],
  );
  expect(life.schools).toHaveLength(plan.parameters.size.schools);
  expect(serving).toHaveLength(plan.parameters.size.homeroomTeachers);
  expect(addDays(END, 0)).toBe(plan.parameters.imports.at(-1));
});

test('each city has what its own rules read: certificates and their grades, scores, findings, appraisals of workshops', () => {
  const words = (city: CityName, kind: string) =>
    new Set(modelOf(city).life.facts.flatMap((fact) => (fact.kind === kind ? [fact.word] : [])));
  expect(words('xiamen', 'appraisal')).toEqual(new Set(['工作坊考核']));
  expect(words('xiamen', 'certificate')).toEqual(new Set(['德育学科带头人', '学科带头人']));
  expect(words('xiamen', 'event')).toEqual(new Set(['专项督导']));
  const grades = modelOf('lishui').life.facts.flatMap(({ kind, grade }) => (kind === 'certificate' ? [grade] : []));
  expect(new Set(grades)).toEqual(new Set(['A证', 'B证', 'C证', '']));
  const { facts } = modelOf('ganyu').life;
  expect(words('ganyu', 'activity')).toEqual(new Set(['家访', '家长会', '家长开放周', '主题班会']));
  const scored = facts.flatMap(({ kind, owner, day }) =>
    kind === 'rubricScore' && 'person' in owner ? [schoolOn(owner.person, day).code] : [],
  );
  expect(new Set(scored).size).toBe(1);
  const ends = facts.flatMap(({ kind, to }) => (kind === 'certificate' && to !== null ? [to] : []));
  expect(ends.some((to) => to <= END)).toBe(true);
  expect(ends.some((to) => to > END && to <= addMonths(END, 12))).toBe(true);
});
