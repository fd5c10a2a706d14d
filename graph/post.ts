import type { Day } from '../src/domain/day.ts';
import type { Post } from '../src/domain/directory.ts';
import type { PostId, SchoolId, TeacherId } from '../src/domain/identifier.ts';
import { holding } from './interval.ts';
import { defineQuery } from './session.ts';
import { type Value, day, identifier, optional, text } from './value.ts';

const POST = 'post.id, post.kind, post.className, teacher.id, school.id, post.from, post.to';
const VISIBLE = '($everything OR (teacher.issuedBy IN $directory AND school.issuedBy IN $directory))';

function post([id, kind, className, holderId, schoolId, from, to]: readonly Value[]): Post {
  return {
    kind: 'Post',
    id: identifier<PostId>(id),
    postKind: text(kind),
    className: optional(text)(className),
    holderId: identifier<TeacherId>(holderId),
    schoolId: identifier<SchoolId>(schoolId),
    from: optional(day)(from),
    to: optional(day)(to),
  };
}

/** Posts by id, held or ended. Index: Post.id. */
export const postsById = defineQuery<{ ids: readonly PostId[] }, Post>(
  'postsById',
  `MATCH (teacher:Teacher)-[:HELD]->(post:Post)-[:AT]->(school:School)
   WHERE post.id IN $ids AND ${VISIBLE}
   RETURN ${POST}`,
  post,
);

/** The posts of every kind that each of these people holds on a day. Index: Teacher.id. */
export const postsOfTeachers = defineQuery<{ ids: readonly TeacherId[]; day: Day }, Post>(
  'postsOfTeachers',
  `MATCH (teacher:Teacher)-[:HELD]->(post:Post)-[:AT]->(school:School)
   WHERE teacher.id IN $ids AND ${VISIBLE} AND ${holding('post')}
   WITH * ORDER BY post.from, school.code, post.className
   RETURN ${POST}`,
  post,
);
