import type { Post } from '../src/domain/directory.ts';
import type { RegionId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import type { EffectivePolicy } from '../src/domain/policy/effective.ts';
import type { RosterKind } from '../src/domain/roster.ts';
import { type Answer, type Unknown, known, notKnown } from '../src/domain/unknown.ts';
import type { Loaders } from '../src/loaders.ts';
import { whyUnknown } from '../src/services/known.ts';
import type { TeacherOnDay } from './refs.ts';

/** The body whose rules and imports speak of a person on a day, and what is in force there. */
export interface TeacherRules {
  /** The region that governs the person's own school; the one that issued the staff number where that is not known. */
  readonly body: RegionId;
  readonly policy: EffectivePolicy | null;
}

export async function rulesOfTeacher(teacher: TeacherOnDay, loaders: Loaders): Promise<TeacherRules> {
  const school = teacher.schoolId === null ? null : await loaders.school.load(at(teacher.schoolId, teacher));
  const body = school?.governedBy ?? teacher.issuedBy;
  return { body, policy: await loaders.sources.policyOf(body, teacher.day) };
}

/** Why nothing can be said about these facts of a person on the day; null when it can. */
export async function whyUnknownOf(teacher: TeacherOnDay, kind: RosterKind, loaders: Loaders): Promise<Unknown | null> {
  const { body, policy } = await rulesOfTeacher(teacher, loaders);
  return whyUnknown(loaders.sources, body, policy, [kind], teacher.day);
}

/** The posts held on the day that count as homeroom posts by the policy in force. */
export async function homeroomPostsOf(teacher: TeacherOnDay, loaders: Loaders): Promise<Answer<readonly Post[]>> {
  const [{ policy }, unknown] = await Promise.all([
    rulesOfTeacher(teacher, loaders),
    whyUnknownOf(teacher, 'post', loaders),
  ]);
  if (policy === null) return notKnown({ because: 'noPolicy', day: teacher.day });
  if (unknown !== null) return notKnown(unknown);
  const { countingPosts } = policy;
  if (countingPosts === null) return notKnown({ because: 'notDefined', what: 'countingPosts' });
  const posts = await loaders.postsOfTeacher.load(teacher);
  return known(posts.filter(({ postKind }) => countingPosts.includes(postKind)));
}

/** Whether somebody works in a rural school: by the schools of the homeroom posts, else by the own school. Null: not known. */
export async function isRural(teacher: TeacherOnDay, loaders: Loaders): Promise<boolean | null> {
  const [{ policy }, { value: posts }] = await Promise.all([
    rulesOfTeacher(teacher, loaders),
    homeroomPostsOf(teacher, loaders),
  ]);
  if (policy === null || posts === null) return null;
  const ids = posts.length > 0 ? posts.map(({ schoolId }) => schoolId) : [teacher.schoolId];
  const rural = await Promise.all(
    ids.map(async (id) => {
      const school = id === null ? null : await loaders.school.load(at(id, teacher));
      return school === null ? null : policy.isRural(school.setting);
    }),
  );
  if (rural.includes(true)) return true;
  return rural.includes(null) ? null : false;
}
