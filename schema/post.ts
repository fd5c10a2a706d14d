import { inLanguage } from '../src/domain/language.ts';
import type { PostId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { builder } from './builder.ts';
import { atLocalId, localId, present } from './node.ts';
import { PostRef, SchoolRef, TeacherRef } from './refs.ts';

builder.node(PostRef, {
  description: 'A homeroom post, or one of the posts beside it, held by one person at one school for a time.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.post.load(atLocalId<PostId>(id, context)),
  fields: (t) => ({
    kind: t.exposeString('postKind', { description: 'Code of the kind of post, as the policies name it.' }),
    kindName: t.string({
      description: 'Its name by the policy in force for the school, in the language of the request; else its code.',
      resolve: async ({ postKind, schoolId, ...post }, _arguments, { loaders, language }) => {
        const school = await loaders.school.load(at(schoolId, post));
        const policy = school?.governedBy ? await loaders.sources.policyOf(school.governedBy, post.day) : null;
        const named = policy?.layers
          .map(({ document }) => document.codes.get('posts')?.get(postKind))
          .findLast((text) => text !== undefined);
        return named === undefined ? postKind : inLanguage(named, language);
      },
    }),
    className: t.exposeString('className', {
      nullable: true,
      description: 'The class, as written in the roster. Null: none was named.',
    }),
    school: t.field({
      type: SchoolRef,
      description: 'The school at which it is held.',
      resolve: ({ schoolId, ...post }, _arguments, { loaders }) => present(loaders.school.load(at(schoolId, post))),
    }),
    holder: t.field({
      type: TeacherRef,
      description: 'Who holds it.',
      resolve: ({ holderId, ...post }, _arguments, { loaders }) => present(loaders.teacher.load(at(holderId, post))),
    }),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'The first day. Null: not known.' }),
    to: t.expose('to', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which it is no longer held, as recorded. Null: it is held on.',
    }),
  }),
});
