import type { Level } from './level.ts';
import type { Setting, Stage } from './school.ts';
import type { PageRequest } from './page.ts';
import type { Answer } from './unknown.ts';

/** One page of a list, and how many things the whole list has; not known where it rests on what is not known. */
export interface DirectoryList<Thing> {
  readonly things: readonly Thing[];
  readonly total: Answer<number>;
}

/** What a list of people is narrowed to; null narrows nothing. */
export type TeacherFilter = {
  /** Code of a tier of which a title is in force. */
  readonly tier: string | null;
  readonly level: Level | null;
  /** Code of a ladder of the policy in force. */
  readonly ladder: string | null;
  /** Of the own school. */
  readonly stage: Stage | null;
  readonly setting: Setting | null;
  readonly rural: boolean | null;
  /** Code of a region in which the own school lies. */
  readonly county: string | null;
  /** Code of the own school. */
  readonly school: string | null;
  /** Code of a role in which a seat is held. */
  readonly seat: string | null;
  /** Whether any seat is held. */
  readonly seated: boolean | null;
  readonly mentored: boolean | null;
  readonly homeroom: boolean | null;
};

/** What is asked of a list; search: as somebody typed it. */
export interface ListRequest<Filter> {
  readonly search: string | null;
  readonly filter: Filter;
  readonly page: PageRequest;
}
