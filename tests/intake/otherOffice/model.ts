import { type Day, toDay } from '../../../src/domain/day.ts';
import type { RosterRecord } from '../../../src/domain/roster.ts';
import { schoolYearFrom } from '../../../src/domain/calendar.ts';
import type { Setting, Stage } from '../../../src/domain/school.ts';
import { regionId } from '../invented.ts';

/** An office as it is, before anything is written down: what is written and what is expected both follow from it. */
export interface OfficeSchool {
  readonly number: number;
  readonly name: string;
  readonly county: string;
  readonly stage: Stage;
  readonly setting: Setting;
}

export interface OfficePerson {
  readonly number: number;
  readonly name: string;
  readonly born: readonly [year: number, month: number];
  readonly school: number;
  readonly hired: readonly [year: number, month: number, day: number];
  readonly left: readonly [year: number, month: number, day: number] | null;
  /** School years in which the person leads a class: the first one, and the one after the last. */
  readonly leads: readonly [first: number, after: number | null] | null;
  readonly appraisal: 'excellent' | 'pass' | 'fail';
}

export interface OfficeSeat {
  readonly workshop: number;
  readonly person: number;
  readonly role: 'host' | 'member' | 'trainee';
  readonly since: readonly [year: number, month: number, day: number];
}

export interface Office {
  readonly schools: readonly OfficeSchool[];
  readonly people: readonly OfficePerson[];
  readonly workshops: readonly {
    readonly number: number;
    readonly name: string;
    readonly founded: readonly [number, number, number];
  }[];
  readonly seats: readonly OfficeSeat[];
  readonly pairs: readonly {
    readonly mentor: number;
    readonly mentee: number;
    readonly from: readonly [number, number, number];
  }[];
}

export const AS_OF = toDay('2025-11-15');

const SURNAMES = Array.from('陈林黄张李王吴刘蔡杨');
const GIVEN = ['志强', '美玲', '建国', '淑芬', '雅婷', '伟', '敏', '丽华'];

/** The same office for the same number; people come in all sorts. */
export function office(size: number): Office {
  let state = 20_251_115;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const pick = <T>(all: readonly [T, ...T[]]): T => all[random(all.length)] ?? all[0];
  const schools = Array.from({ length: Math.max(4, Math.floor(size / 20)) }, (_, index): OfficeSchool => ({
    number: index + 1,
    name: `甲市${pick(['东', '西', '南', '北'])}区第${index + 1}学校`,
    county: index % 3 === 0 ? '990123' : '990102',
    stage: pick<Stage>(['PRIMARY', 'JUNIOR', 'SENIOR']),
    setting: pick<Setting>(['URBAN', 'TOWN', 'VILLAGE']),
  }));
  const people = Array.from({ length: size }, (_, index): OfficePerson => {
    const year = 1965 + random(35);
    return {
      number: 41 + index * 7,
      name: `${SURNAMES[random(10)] ?? '陈'}${GIVEN[random(8)] ?? '伟'}${index}`,
      born: [year, 1 + random(12)],
      school: 1 + random(schools.length),
      hired: [year + 23, 8, 1 + random(28)],
      left: random(12) === 0 ? [2025, 7, 1 + random(28)] : null,
      leads: random(3) === 0 ? null : [2023 + random(3), null],
      appraisal: pick(['excellent', 'pass', 'pass', 'fail']),
    };
  });
  const workshops = [1, 2, 3].map((number) => ({
    number,
    name: `第${number}坊`,
    founded: [2023, 2 + number, 20] as const,
  }));
  const seats = workshops.flatMap(({ number, founded }) =>
    Array.from({ length: 12 }, (_, index): OfficeSeat => ({
      workshop: number,
      person: people[number * 12 + index]?.number ?? 0,
      role: index === 0 ? 'host' : index < 4 ? 'member' : 'trainee',
      since: index === 0 ? founded : [2024, 1 + (index % 9), 5],
    })),
  );
  const leading = people.filter(({ leads }) => leads !== null);
  const pairs = leading.slice(0, 20).map(({ number }, index) => ({
    mentor: leading[leading.length - 1 - index]?.number ?? 0,
    mentee: number,
    from: [2025, 9, 2 + index] as const,
  }));
  return { schools, people, workshops, seats, pairs };
}

export function dayOf([year, month, day = 1]: readonly [number, number, number?]): Day {
  return toDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

export const staffNo = (number: number): string => `JX${String(number).padStart(5, '0')}`;
export const schoolCode = (number: number): string => `D${String(number).padStart(3, '0')}X`;
export const workshopCode = (number: number): string => `FANG-${number}`;

/** What the graph is to hold of the office, kind by kind, without regard to how anybody wrote it down. */
export function recordsOf({ schools, people, workshops, seats, pairs }: Office): RosterRecord[] {
  const at = new Map(people.map((person) => [person.number, schoolCode(person.school)]));
  return [
    ...schools.map(({ number, name, county, stage, setting }): RosterRecord => ({
      kind: 'school',
      code: schoolCode(number),
      name,
      governedBy: regionId(county),
      stages: [stage],
      setting,
      base: null,
    })),
    ...people.map(({ number, name, born, hired, left }): RosterRecord => ({
      kind: 'teacher',
      staffNo: staffNo(number),
      name,
      sex: null,
      birth: dayOf(born),
      schoolCode: at.get(number) ?? '',
      hiredOn: dayOf(hired),
      teachingSince: dayOf(hired),
      phone: null,
      subject: null,
      leftOn: left === null ? null : dayOf(left),
    })),
    ...people.flatMap(({ number, leads }): RosterRecord[] =>
      leads === null
        ? []
        : [
            {
              kind: 'post',
              staffNo: staffNo(number),
              schoolCode: at.get(number) ?? '',
              className: `${number}班`,
              postKind: 'homeroom',
              from: dayOf([leads[0], 9, 1]),
              to: leads[1] === null ? null : dayOf([leads[1], 9, 1]),
            },
          ],
    ),
    ...workshops.map(({ number, name, founded }): RosterRecord => ({
      kind: 'workshop',
      code: workshopCode(number),
      name,
      level: 'CITY',
      stages: ['PRIMARY'],
      workshopKind: null,
      batch: null,
      workshopState: null,
      base: null,
      founded: dayOf(founded),
      foundedBy: regionId('990100'),
      host: null,
      endedOn: null,
    })),
    ...seats.map(({ workshop, person, role, since }): RosterRecord => ({
      kind: 'seat',
      workshopCode: workshopCode(workshop),
      role,
      staffNo: staffNo(person),
      under: null,
      part: null,
      from: dayOf(since),
      to: null,
    })),
    ...pairs.map(({ mentor, mentee, from }): RosterRecord => ({
      kind: 'pairing',
      mentor: staffNo(mentor),
      mentee: staffNo(mentee),
      schoolYear: schoolYearFrom(2025),
      from: dayOf(from),
      to: null,
    })),
    ...people.map(({ number, appraisal }): RosterRecord => ({
      kind: 'appraisal',
      staffNo: staffNo(number),
      workshopCode: null,
      schoolCode: null,
      region: null,
      appraisalKind: 'yearly',
      year: 2024,
      grade: appraisal,
      by: null,
    })),
  ];
}
