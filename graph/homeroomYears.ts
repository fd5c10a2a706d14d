import type { Day } from '../src/domain/day.ts';
import type { ServedPost } from '../src/domain/homeroomYears.ts';
import type { PostId, RegionId, TeacherId } from '../src/domain/identifier.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { day, identifier, list, optional, text, tuple } from './value.ts';

/** A person's own school's body on the day, and all posts that began by it. */
export interface PostHistory {
  readonly id: TeacherId;
  /** The region that governs the person's own school; the one that issued the staff number where that is not known. */
  readonly region: RegionId;
  readonly posts: readonly ServedPost[];
}

/** The posts of each of these people that began by a day, ended or not: [person, region, posts]. Index: Teacher.id. */
export const postHistories = defineQuery<{ ids: readonly TeacherId[]; day: Day }, PostHistory>(
  'postHistories',
  `MATCH (teacher:Teacher) WHERE teacher.id IN $ids AND ($everything OR teacher.issuedBy IN $directory)
   RETURN teacher.id,
          coalesce(head([(teacher)-[works:WORKS_AT]->(:School)-[governs:GOVERNED_BY]->(region:Region)
                         WHERE ${holding('works')} AND ${holding('governs')} | region.id]), teacher.issuedBy),
          [(teacher)-[:HELD]->(post:Post) WHERE post.from IS NULL OR post.from <= date($day) |
            [post.id, post.kind, post.from, post.to]]`,
  ([id, region, posts]) => ({
    id: identifier<TeacherId>(id),
    region: identifier<RegionId>(region),
    posts: list((row): ServedPost => {
      const [postId, kind, from, to] = tuple(row);
      return { id: identifier<PostId>(postId), postKind: text(kind), from: optional(day)(from), to: optional(day)(to) };
    })(posts),
  }),
);
