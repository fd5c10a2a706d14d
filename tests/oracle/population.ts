import { type Post, type Roster, roster } from './roster.ts';

/** Distinct homeroom teachers on one day. A person counts once in each part in which a post is held. */
export interface Population {
  readonly homeroomTeachers: number;
  readonly rural: number;
  /** By code of the county; the city's code stands for its direct schools. */
  readonly byRegion: ReadonlyMap<string, { readonly homeroomTeachers: number; readonly rural: number }>;
  readonly bySetting: ReadonlyMap<string, number>;
  readonly byStage: ReadonlyMap<string, number>;
  readonly inTwoCounties: number;
}

export interface HomeroomDays {
  readonly counting: number;
  readonly allPosts: number;
  readonly serving: boolean;
}

const MILLISECONDS_A_DAY = 86_400_000;
const RURAL = new Set(['镇区', '乡村']);

export function runs(fact: { readonly from: string; readonly to: string | null }, day: string): boolean {
  return fact.from <= day && (fact.to === null || day < fact.to);
}

export function populationOn(day: string, { posts, schools }: Roster = roster()): Population {
  const everybody = new Set<string>();
  const rural = new Set<string>();
  const regions = new Map<string, Set<string>>([...schools.values()].map(({ region }) => [region, new Set()]));
  const ruralRegions = new Map<string, Set<string>>([...regions.keys()].map((region) => [region, new Set()]));
  const settings = new Map<string, Set<string>>();
  const stages = new Map<string, Set<string>>();
  for (const { staffNo, school } of posts.filter((post) => post.kind === '班主任' && runs(post, day))) {
    const place = schools.get(school);
    if (!place) throw new Error(`The oracle knows no school ${school}`);
    everybody.add(staffNo);
    collect(regions, place.region, staffNo);
    collect(settings, place.setting, staffNo);
    collect(stages, place.stage, staffNo);
    if (!RURAL.has(place.setting)) continue;
    rural.add(staffNo);
    collect(ruralRegions, place.region, staffNo);
  }
  const memberships = [...regions.values()].flatMap((people) => [...people]);
  return {
    homeroomTeachers: everybody.size,
    rural: rural.size,
    byRegion: new Map(
      [...regions].map(([region, people]) => [
        region,
        { homeroomTeachers: people.size, rural: ruralRegions.get(region)?.size ?? 0 },
      ]),
    ),
    bySetting: sizes(settings),
    byStage: sizes(stages),
    inTwoCounties: memberships.length - everybody.size,
  };
}

/** Distinct days before the day in posts of 班主任 (and in posts of any kind), overlaps once. */
export function homeroomDays(staffNo: string, day: string): HomeroomDays {
  const own = postsByPerson().get(staffNo) ?? [];
  const homeroom = own.filter(({ kind }) => kind === '班主任');
  return {
    counting: distinctDays(homeroom, day),
    allPosts: distinctDays(own, day),
    serving: homeroom.some((post) => runs(post, day)),
  };
}

let grouped: Map<string, Post[]> | undefined;

function postsByPerson(): ReadonlyMap<string, readonly Post[]> {
  if (!grouped) {
    grouped = new Map();
    for (const post of roster().posts) grouped.set(post.staffNo, [...(grouped.get(post.staffNo) ?? []), post]);
  }
  return grouped;
}

/** Counted day by day, so that nothing can go wrong with overlaps. */
function distinctDays(posts: readonly Post[], before: string): number {
  const days = new Set<number>();
  for (const { from, to } of posts) {
    const end = number(to === null || before < to ? before : to);
    for (let day = number(from); day < end; day += 1) days.add(day);
  }
  return days.size;
}

function number(day: string): number {
  return Date.parse(day) / MILLISECONDS_A_DAY;
}

function collect(sets: Map<string, Set<string>>, key: string, person: string): void {
  const people = sets.get(key) ?? new Set();
  sets.set(key, people.add(person));
}

function sizes(sets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number> {
  return new Map([...sets].map(([key, people]) => [key, people.size]));
}
