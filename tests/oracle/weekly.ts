import { runs } from './population.ts';
import { roster } from './roster.ts';
import { workshopsOn } from './workshops.ts';

/** 1 host, 10 members, 3 trainees under each member: the composition that Yuxi's document asks for. */
const MEMBERS = 10;
const TRAINEES_OF_A_MEMBER = 3;
const RURAL = new Set(['镇区', '乡村']);

export interface WithoutMentor {
  /** Staff numbers, in order. */
  readonly people: readonly string[];
  readonly rural: readonly string[];
  /** By code of the county; the city's code stands for its direct schools. */
  readonly byRegion: ReadonlyMap<string, readonly string[]>;
  readonly bySchool: ReadonlyMap<string, readonly string[]>;
}

/** Homeroom teachers on the day for whom no pairing of the school year runs on the day, or on 30 June if that is earlier. */
export function withoutMentorOn(day: string, schoolYear: string): WithoutMentor {
  const { posts, schools, pairings } = roster();
  const june = `${schoolYear.slice(5)}-06-30`;
  const countedOn = day < june ? day : june;
  const mentored = new Set(
    pairings
      .filter((pairing) => pairing.schoolYear === schoolYear && runs(pairing, countedOn))
      .map(({ mentee }) => mentee),
  );
  const held = posts
    .filter((post) => post.kind === '班主任' && runs(post, day) && !mentored.has(post.staffNo))
    .map((post) => ({ ...post, place: schools.get(post.school) }));
  return {
    people: distinct(held),
    rural: distinct(held.filter(({ place }) => RURAL.has(place?.setting ?? ''))),
    byRegion: grouped(held, ({ place }) => place?.region ?? ''),
    bySchool: grouped(held, ({ school }) => school),
  };
}

/** Titles of the workbook that say they are in force, seats, and pairings that end before their school year. */
export interface Endings {
  readonly titles: readonly string[];
  readonly overdue: readonly string[];
  readonly seats: readonly string[];
  readonly pairings: readonly string[];
}

/** What ends after the day and by `until`, each as "date staffNo", in order; of the people whose school lies in the region. */
export function endingsOn(day: string, until: string, region: string | null = null): Endings {
  const { titles, seats, pairings, people, schools } = roster();
  const local = (staffNo: string) =>
    region === null || schools.get(people.get(staffNo)?.school ?? '')?.region === region;
  const soon = (date: string | null): date is string => date !== null && day < date && date <= until;
  const awarded = titles.filter((title) => title.state === '有效' && title.awarded <= day && local(title.staffNo));
  return {
    titles: awarded
      .filter(({ termEnd }) => soon(termEnd))
      .map(({ termEnd, staffNo }) => `${termEnd} ${staffNo}`)
      .sort(),
    overdue: awarded
      .filter(({ termEnd }) => termEnd <= day)
      .map(({ termEnd, staffNo }) => `${termEnd} ${staffNo}`)
      .sort(),
    seats: seats
      .filter((seat) => runs(seat, day) && soon(seat.to))
      .map(({ to, staffNo }) => `${to ?? ''} ${staffNo}`)
      .sort(),
    pairings: pairings
      .filter(({ to, schoolYear }) => to < `${schoolYear.slice(5)}-09-01`)
      .filter((pairing) => runs(pairing, day) && soon(pairing.to) && local(pairing.mentee))
      .map(({ to, mentee }) => `${to} ${mentee}`)
      .sort(),
  };
}

/** Open places, each as "workshop role member|- required filled open", in no order. */
export function openPlacesOn(day: string, level: 'CITY' | 'COUNTY' | null = null): readonly string[] {
  return workshopsOn(day)
    .filter(({ workshop, exists }) => exists && (level === null || workshop.level === level))
    .flatMap(({ workshop: { code }, host, members }) => {
      if (members.length > MEMBERS) throw new Error(`The oracle cannot tell which members of ${code} are beyond ten`);
      const missing = MEMBERS - members.length;
      return [
        { role: 'host', under: '-', required: 1, filled: host === null ? 0 : 1 },
        { role: 'member', under: '-', required: MEMBERS, filled: members.length },
        { role: 'trainee', under: '-', required: TRAINEES_OF_A_MEMBER * missing, filled: 0 },
        ...members.map(({ member, trainees }) => ({
          role: 'trainee',
          under: member,
          required: TRAINEES_OF_A_MEMBER,
          filled: Math.min(TRAINEES_OF_A_MEMBER, trainees.length),
        })),
      ]
        .filter(({ required, filled }) => filled < required)
        .map(({ role, under, required, filled }) => [code, role, under, required, filled, required - filled].join(' '));
    });
}

function distinct(posts: readonly { readonly staffNo: string }[]): string[] {
  return [...new Set(posts.map(({ staffNo }) => staffNo))].sort();
}

function grouped<Post extends { readonly staffNo: string }>(
  posts: readonly Post[],
  keyOf: (post: Post) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Post[]>();
  for (const post of posts) groups.set(keyOf(post), [...(groups.get(keyOf(post)) ?? []), post]);
  return new Map([...groups].map(([key, group]) => [key, distinct(group)]));
}
