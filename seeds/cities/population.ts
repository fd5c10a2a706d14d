import { type Day, addMonths, addYears, dayOf, toDay } from '../../src/domain/day.ts';
import type { Setting, Stage } from '../../src/domain/school.ts';
import { SETTINGS, STAGES } from '../../src/domain/school.ts';
import { type CityPlan, countingPosts } from './cityPlan.ts';
import { type LifePerson, type LifePost, type LifeSchool, schoolOn } from './life.ts';
import { personName } from './names.ts';
import { Random } from './random.ts';

/** Who leads which class when, and what becomes of people: everything else rests on it. */
export interface Population {
  readonly schools: readonly LifeSchool[];
  readonly people: LifePerson[];
  readonly posts: LifePost[];
  readonly lastYear: number;
}

/** A class of a school and whoever leads it. */
interface Place {
  readonly school: LifeSchool;
  readonly number: number;
  post: LifePost | null;
  /** School year in which the class is over. */
  until: number;
}

export function growPopulation(plan: CityPlan, scale: number): Population {
  return new Growth(plan, scale).run();
}

class Growth {
  readonly #plan: CityPlan;
  readonly #counting: string;
  readonly #random: Random;
  readonly #schools: readonly LifeSchool[];
  readonly #people: LifePerson[] = [];
  readonly #posts: LifePost[] = [];
  /** Those who may lead a class again, by school code, with the first school year in which they may. */
  readonly #resting = new Map<string, { readonly person: LifePerson; readonly from: number }[]>();
  readonly #inCounty = new Map<string, LifeSchool[]>();

  constructor(plan: CityPlan, scale: number) {
    this.#plan = plan;
    this.#counting = countingPosts(plan)[0] ?? '';
    this.#random = new Random(`${plan.parameters.city} ${scale} people`);
    this.#schools = makeSchools(plan, scale);
    for (const school of this.#schools) {
      const others = this.#inCounty.get(school.county);
      if (others === undefined) this.#inCounty.set(school.county, [school]);
      else others.push(school);
    }
  }

  run(): Population {
    const { begins, imports } = this.#plan.parameters;
    const lastYear = Number((imports.at(-1) ?? '').slice(0, 4));
    const places = this.#schools.flatMap((school) =>
      Array.from({ length: school.classes }, (_, index): Place => ({
        school,
        number: index + 1,
        post: null,
        until: 0,
      })),
    );
    for (const place of places) this.#beginWith(place, begins);
    for (let year = begins + 1; year <= lastYear; year += 1) {
      for (const place of places) this.#turnOfTheYear(place, year);
      this.#rest(year);
      for (const place of places) if (place.post === null) this.#fill(place, dayOf(year, 9, 1), year);
      if (year < lastYear) for (const place of places) this.#midYear(place, year);
    }
    return { schools: this.#schools, people: this.#people, posts: this.#posts, lastYear };
  }

  /** Somebody who has led classes for a while when the story begins. */
  #beginWith(place: Place, year: number): void {
    const age = this.#random.between(23, 52);
    const served = this.#random.between(0, Math.min(age - 23, 12));
    const person = this.#newPerson(
      place.school,
      year - this.#random.between(served, Math.max(served, age - 23)),
      age,
      year,
    );
    const done = Math.min(served, this.#random.between(0, 2));
    place.until = year + this.#random.between(1, 5);
    place.post = this.#addPost(
      person,
      place,
      this.#counting,
      dayOf(year - served + (served > done + 2 ? 0 : done), 9, 1),
      place.until,
    );
  }

  #newPerson(school: LifeSchool, hired: number, age: number, inYear: number): LifePerson {
    const random = this.#random;
    const sex = random.happens(0.68) ? 'FEMALE' : 'MALE';
    const birth = dayOf(inYear - age, random.between(1, 8), random.between(1, 28));
    const person: LifePerson = {
      staffNo: String(10_000_001 + this.#people.length),
      name: personName(random),
      sex,
      birth,
      hiredOn: dayOf(hired, 8, random.pick([15, 20, 25])),
      stays: [{ from: dayOf(hired, 8, 15), school }],
      leftOn: null,
      left: { because: null },
    };
    this.#people.push(person);
    return person;
  }

  #addPost(person: LifePerson, place: Place, kind: string, from: Day, until: number): LifePost {
    const entered = Math.max(until - yearsOf(place.school.stage), 0);
    const post: LifePost = {
      person,
      school: place.school,
      className: `${entered}级${place.number}班`,
      kind,
      from,
      to: null,
    };
    this.#posts.push(post);
    return post;
  }

  /** The first day on which a person is old enough to retire. */
  #retirement({ birth, sex }: LifePerson): Day {
    const day = addMonths(addYears(birth, this.#plan.parameters.retirement[sex]), 1);
    return toDay(`${day.slice(0, 8)}01`);
  }

  #turnOfTheYear(place: Place, year: number): void {
    const { post } = place;
    if (post === null) return;
    const random = this.#random;
    const september = dayOf(year, 9, 1);
    const { person } = post;
    const end = (): void => {
      post.to = september;
      place.post = null;
    };
    const retires = this.#retirement(person);
    // In the last year before retirement nobody leads a class.
    if (retires < dayOf(year + 1, 9, 1)) {
      end();
      person.leftOn = retires < september ? september : retires;
      person.left.because = 'retired';
    } else if (random.happens(0.012)) {
      end();
      person.leftOn = september;
      person.left.because = 'transferred';
    } else if (year >= place.until) {
      end();
      place.until = year + yearsOf(place.school.stage);
      if (random.happens(0.6)) place.post = this.#addPost(person, place, this.#counting, september, place.until);
      else if (random.happens(0.12)) this.#move(person, year);
      else this.#waits(person, place.school, year + random.between(1, 3));
    }
  }

  #move(person: LifePerson, year: number): void {
    const from = schoolOn(person, dayOf(year, 8, 31));
    const schools = this.#inCounty.get(from.county) ?? [];
    const [to] = this.#random
      .shuffled(
        schools.filter(
          ({ stage, direct, code }) => stage === from.stage && direct === from.direct && code !== from.code,
        ),
      )
      .slice(0, 1);
    if (to !== undefined) person.stays.push({ from: dayOf(year, 9, 1), school: to });
    this.#waits(person, to ?? from, year);
  }

  #waits(person: LifePerson, school: LifeSchool, from: number): void {
    const waiting = this.#resting.get(school.code);
    if (waiting === undefined) this.#resting.set(school.code, [{ person, from }]);
    else waiting.push({ person, from });
  }

  /** Those without a class grow older too: they retire, and some leave. */
  #rest(year: number): void {
    for (const [code, waiting] of this.#resting) {
      const still = waiting.filter(({ person }) => {
        const retires = this.#retirement(person);
        if (retires < dayOf(year + 1, 9, 1)) {
          person.leftOn = retires < dayOf(year, 9, 1) ? dayOf(year, 9, 1) : retires;
          person.left.because = 'retired';
        } else if (this.#random.happens(0.02)) {
          person.leftOn = dayOf(year, 9, 1);
          person.left.because = 'transferred';
        }
        return person.leftOn === null;
      });
      this.#resting.set(code, still);
    }
  }

  #fill(place: Place, day: Day, year: number): void {
    const waiting = this.#resting.get(place.school.code) ?? [];
    const index = waiting.findIndex(({ from }) => from <= year);
    if (place.until <= year) place.until = year + yearsOf(place.school.stage);
    const [back] = index >= 0 && this.#random.happens(0.75) ? waiting.splice(index, 1) : [];
    const person = back?.person ?? this.#beginner(place, year);
    place.post = this.#addPost(person, place, this.#counting, day, place.until);
  }

  /** Somebody hired this year, or last year and a deputy since. */
  #beginner(place: Place, year: number): LifePerson {
    const asDeputy = this.#random.happens(0.3);
    const hired = asDeputy ? year - 1 : year;
    const person = this.#newPerson(place.school, hired, this.#random.between(23, 29), year);
    if (asDeputy)
      this.#addPost(person, place, this.#plan.parameters.reservePost, dayOf(hired, 9, 1), place.until).to = dayOf(
        year,
        9,
        1,
      );
    return person;
  }

  /** From the second semester on somebody else leads the class: a pause. */
  #midYear(place: Place, year: number): void {
    const { post } = place;
    if (post === null || !this.#random.happens(0.012)) return;
    post.to = dayOf(year + 1, 2, 1);
    this.#waits(post.person, place.school, year + 2);
    place.post = null;
    this.#fill(place, dayOf(year + 1, 2, 1), year);
  }
}

/** For how many years a class stays together. */
function yearsOf(stage: Stage): number {
  switch (stage) {
    case 'PRIMARY':
      return 6;
    case 'SPECIAL':
      return 4;
    case 'KINDERGARTEN':
    case 'JUNIOR':
    case 'SENIOR':
    case 'SECONDARY_VOCATIONAL':
    case 'HIGHER_VOCATIONAL':
      return 3;
  }
}

const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  KINDERGARTEN: '幼儿园',
  PRIMARY: '小学',
  JUNIOR: '初级中学',
  SENIOR: '高级中学',
  SECONDARY_VOCATIONAL: '中等职业学校',
  HIGHER_VOCATIONAL: '高等职业学校',
  SPECIAL: '特殊教育学校',
};

function makeSchools(plan: CityPlan, scale: number): LifeSchool[] {
  const { city, size, counties, stages, direct, issuer, schoolName, begins } = plan.parameters;
  const random = new Random(`${city} ${scale} schools`);
  const count = Math.max(counties.length * 2, Math.round(size.schools * scale));
  const used = STAGES.flatMap((stage) => {
    const parameters = stages[stage];
    return parameters === undefined ? [] : [{ stage, ...parameters }];
  });
  const drafts = Array.from({ length: count }, (_, index) => {
    // Every county has its schools, however small the city is made.
    const county = counties[index] ?? random.weighted(counties, ({ weight }) => weight);
    const stage =
      index < counties.length * 2
        ? (used[0] ?? { stage: 'PRIMARY' as const, classes: 12 })
        : random.weighted(used, (each) => each.share);
    const setting = random.weighted<Setting>(SETTINGS, (each) => county.settings[each] ?? 0);
    const factor = { URBAN: 1.3, TOWN: 1, VILLAGE: 0.6 }[setting];
    const isDirect = stage.stage !== 'PRIMARY' && setting === 'URBAN' && random.happens(direct);
    return {
      county,
      stage: stage.stage,
      setting,
      isDirect,
      weight: stage.classes * factor * (0.6 + random.between(0, 80) / 100),
    };
  });
  const wanted = Math.max(count, Math.round(size.homeroomTeachers * scale));
  const classes = shareOut(
    wanted,
    drafts.map(({ weight }) => weight),
  );
  const numbers = new Map<string, number>();
  const next = (key: string): number => {
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    return number;
  };
  const own = issuer.at(-1)?.code ?? '';
  const schools = drafts.map(({ county, stage, setting, isDirect }, index): LifeSchool => {
    const place = isDirect ? '市直' : county.short;
    const number = next(`${place} ${stage}`);
    const under = isDirect ? own : county.code;
    return {
      code: `${under.slice(2)}${String(next(under)).padStart(3, '0')}`,
      name: schoolName
        .replace('{place}', isDirect ? '' : county.short)
        .replace('{number}', String(number))
        .replace('{stage}', STAGE_NAMES[stage]),
      county: county.code,
      direct: isDirect,
      stage,
      settings: [{ from: dayOf(begins - 30, 9, 1), setting }],
      classes: classes[index] ?? 1,
    };
  });
  for (const change of plan.parameters.settingChanges) {
    const changing = random.shuffled(schools.filter(({ settings }) => settings.at(-1)?.setting === change.from));
    for (const school of changing.slice(0, Math.max(1, Math.round(change.count * scale))))
      school.settings.push({ from: change.on, setting: change.to });
  }
  return schools;
}

/** Whole numbers of at least 1 in proportion to weights, which add up to the total. */
function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const left = total - weights.length;
  let given = 0;
  let reached = 0;
  return weights.map((weight) => {
    reached += weight;
    const upTo = Math.round((reached / sum) * left);
    const part = upTo - given;
    given = upTo;
    return 1 + part;
  });
}
