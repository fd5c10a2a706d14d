import type { Unknown } from '../src/domain/unknown.ts';
import { builder } from './builder.ts';
import { TeacherRef } from './refs.ts';
import { reason } from './unknown.ts';

/** What a page of people carries beside them: asked only when the count is. */
export interface CountedTeachers {
  /** People in the whole list; null: not known. */
  readonly totalCount: () => Promise<number | null>;
  /** Why nothing can be said; null or absent when it can. */
  readonly unknown?: Unknown | null;
}

/** Every list of people is of this type: `t.connection({ type: TeacherRef, … }, TeacherConnectionRef)`. */
export const TeacherConnectionRef = builder.connectionObject<typeof TeacherRef, CountedTeachers>(
  {
    type: TeacherRef,
    name: 'TeacherConnection',
    description: 'One page of a list of people.',
    fields: (t) => ({
      totalCount: t.int({
        nullable: true,
        description: 'People in the whole list. Null: not known.',
        resolve: ({ totalCount }) => totalCount(),
      }),
      unknown: t.string({
        nullable: true,
        description: 'Why the total is not known.',
        resolve: ({ unknown }, _arguments, context) => reason(unknown ?? null, context),
      }),
    }),
  },
  { name: 'TeacherEdge', description: 'A person on a page.' },
);
