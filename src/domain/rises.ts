import { type Day, addDays } from './day.ts';
import type { Designation } from './directory.ts';
import type { TeacherId } from './identifier.ts';
import { LEVELS, type Level, compareLevels } from './level.ts';
import type { Formation } from './lineage.ts';
import type { Ladder } from './policy/types.ts';
import { standingsOn } from './standing.ts';
import { type Answer, known, notKnown } from './unknown.ts';

/** What somebody was awarded, and the ladders in force where that person works. */
export interface Career {
  readonly designations: readonly Designation[];
  readonly ladders: Answer<readonly Ladder[]>;
}

/** Where somebody stood on the ladder of a title on the day before its award, and on that day. */
export interface StandingAround {
  readonly ladder: Ladder;
  readonly before: Answer<Designation | null>;
  readonly after: Answer<Designation | null>;
}

/** A title that somebody was awarded after having been formed. */
export interface Rise {
  readonly teacher: TeacherId;
  /** The first formation of this person in the lineage: the award came after its start. */
  readonly formation: Formation;
  readonly designation: Designation;
  /** Not known where no ladder in force has the title. */
  readonly standing: Answer<StandingAround>;
  /** Whether the standing after is above the one before. Null: one of them is not known. */
  readonly rose: boolean | null;
}

/** What was awarded of one tier. */
export interface RiseCount {
  readonly tier: string;
  /** Null: no ladder in force has it. */
  readonly ladder: Ladder | null;
  readonly titles: number;
  /** Distinct persons who were awarded it. */
  readonly persons: number;
  /** Those of them who stood below before. Null: of some it is not known. */
  readonly rose: number | null;
  /** Lowest first; somebody awarded at two levels counts in both. */
  readonly byLevel: readonly { readonly level: Level; readonly titles: number; readonly persons: number }[];
}

/**
 * What became of those who were formed: every title that they were awarded after their first formation in the lineage
 * began, by the day. An unknown start holds back to the beginning. Titles that ended or were revoked since are among them.
 * @returns by day of award
 */
export function risesAfter(
  formations: readonly Formation[],
  careerOf: (person: TeacherId) => Career,
  day: Day,
): readonly Rise[] {
  return firstFormations(formations)
    .flatMap((formation) => {
      const career = careerOf(formation.teacher);
      return career.designations
        .filter(({ awarded }) => awarded > (formation.since ?? '') && awarded <= day)
        .map((designation): Rise => ({
          teacher: formation.teacher,
          formation,
          designation,
          ...standingAround(designation, career),
        }));
    })
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** The rises by tier: in the order of the ladders, lowest first; tiers that no ladder has at the end. */
export function countRises(rises: readonly Rise[]): readonly RiseCount[] {
  return [...groups(rises, ({ designation, standing }) => `${standing.value?.ladder.code ?? ''} ${designation.tier}`)]
    .flatMap((group): RiseCount[] => {
      const [first] = group;
      if (first === undefined) return [];
      const surely = persons(group.filter(({ rose }) => rose === true));
      const perhaps = persons(group.filter(({ rose }) => rose !== false));
      return [
        {
          tier: first.designation.tier,
          ladder: first.standing.value?.ladder ?? null,
          titles: group.length,
          persons: persons(group),
          rose: surely === perhaps ? surely : null,
          byLevel: LEVELS.flatMap((level) => {
            const at = group.filter(({ designation }) => designation.level === level);
            return at.length === 0 ? [] : [{ level, titles: at.length, persons: persons(at) }];
          }),
        },
      ];
    })
    .sort((a, b) => compareTexts(ladderOf(a), ladderOf(b)) || rankOf(a) - rankOf(b) || compareTexts(a.tier, b.tier));
}

/** Distinct persons among the rises. */
export function persons(rises: readonly Rise[]): number {
  return new Set(rises.map(({ teacher }) => teacher)).size;
}

/** For each person formed, the formation that began first. */
function firstFormations(formations: readonly Formation[]): readonly Formation[] {
  const first = new Map<TeacherId, Formation>();
  for (const formation of formations) {
    const other = first.get(formation.teacher);
    if (other === undefined || (formation.since ?? '') < (other.since ?? '')) first.set(formation.teacher, formation);
  }
  return [...first.values()];
}

function standingAround(designation: Designation, { designations, ladders }: Career): Pick<Rise, 'standing' | 'rose'> {
  if (ladders.value === null) return { standing: notKnown(ladders.unknown), rose: null };
  const ladder = ladders.value.find(
    ({ tiers, levels }) =>
      tiers.some(({ code }) => code === designation.tier) &&
      (levels.length === 0 || levels.includes(designation.level)),
  );
  if (ladder === undefined) return { standing: notKnown({ because: 'notDefined', what: 'ladder' }), rose: null };
  const before = standingOn(ladder, designations, addDays(designation.awarded, -1));
  const after = standingOn(ladder, designations, designation.awarded);
  const decided = before.unknown === null && after.unknown === null;
  return {
    standing: known({ ladder, before, after }),
    rose: decided ? isAbove(ladder, after.value, before.value) : null,
  };
}

function standingOn(ladder: Ladder, designations: readonly Designation[], day: Day): Answer<Designation | null> {
  return standingsOn([ladder], designations, day)[0]?.highest ?? known(null);
}

function isAbove({ tiers }: Ladder, a: Designation | null, b: Designation | null): boolean {
  if (a === null || b === null) return a !== null;
  const rank = ({ tier }: Designation) => tiers.findIndex(({ code }) => code === tier);
  return rank(a) > rank(b) || (rank(a) === rank(b) && compareLevels(a.level, b.level) > 0);
}

function groups(rises: readonly Rise[], key: (rise: Rise) => string): Iterable<readonly Rise[]> {
  const found = new Map<string, Rise[]>();
  for (const rise of rises) found.set(key(rise), [...(found.get(key(rise)) ?? []), rise]);
  return found.values();
}

/** Without a ladder: after all that have one. */
function ladderOf({ ladder }: RiseCount): string {
  return ladder === null ? '\uffff' : ladder.code;
}

function rankOf({ ladder, tier }: RiseCount): number {
  return ladder === null ? 0 : ladder.tiers.findIndex(({ code }) => code === tier);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function place({ designation, teacher }: Rise): string {
  return `${designation.awarded} ${teacher} ${designation.tier} ${designation.id}`;
}
