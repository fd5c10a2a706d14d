import { momentOf } from '../src/context.ts';
import type { TeacherId } from '../src/domain/identifier.ts';
import { inLanguage } from '../src/domain/language.ts';
import { at } from '../src/domain/moment.ts';
import { standingsOn, titlesInForce } from '../src/domain/standing.ts';
import { explain } from '../src/domain/unknown.ts';
import { findTeacher } from '../src/services/directory.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { atLocalId, localId } from './node.ts';
import { DesignationRef, PostRef, SchoolRef, SeatRef, TeacherRecordsRef, TeacherRef } from './refs.ts';
import { StandingRef } from './standing.ts';
import { homeroomPostsOf, isRural, rulesOfTeacher, whyUnknownOf } from './teacherRules.ts';

builder.node(TeacherRef, {
  description:
    'A teacher: what the directory shows to every account of the same city. Lists that cannot be known on `asOf` are null, and `unknown` says why.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.teacher.load(atLocalId<TeacherId>(id, context)),
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that this and everything below it speaks of.' }),
    staffNo: t.exposeString('staffNo', { description: 'Staff number by the body that issued it.' }),
    name: t.exposeString('name', { description: 'Name.' }),
    subject: t.exposeString('subject', {
      nullable: true,
      description: 'The subject taught, as the office calls it. Null: not told.',
    }),
    school: t.field({
      type: SchoolRef,
      nullable: true,
      description: "The person's own school, as last known on `asOf`. Null: never known then, or outside your scope.",
      resolve: ({ schoolId, ...teacher }, _arguments, { loaders }) =>
        schoolId === null ? null : loaders.school.load(at(schoolId, teacher)),
    }),
    rural: t.boolean({
      nullable: true,
      description:
        'Works in a school that counts as rural by the policy in force: that of a homeroom post held on `asOf`, else the own school. Null: not known.',
      resolve: (teacher, _arguments, { loaders }) => isRural(teacher, loaders),
    }),
    homeroomPosts: t.field({
      type: [PostRef],
      nullable: true,
      description: 'The posts held on `asOf` that count as homeroom posts by the policy in force. Null: see `unknown`.',
      resolve: async (teacher, _arguments, { loaders }) =>
        (await homeroomPostsOf(teacher, loaders)).value?.map((post) => ({ ...post, ...at(post.id, teacher) })),
    }),
    posts: t.field({
      type: [PostRef],
      nullable: true,
      description: 'The posts of every kind held on `asOf`. Null: see `unknown`.',
      resolve: async (teacher, _arguments, { loaders }) => {
        if ((await whyUnknownOf(teacher, 'post', loaders)) !== null) return null;
        return (await loaders.postsOfTeacher.load(teacher)).map((post) => ({ ...post, ...at(post.id, teacher) }));
      },
    }),
    standings: t.field({
      type: [StandingRef],
      nullable: true,
      description: 'One for each ladder in force where the person works. Null: see `unknown`.',
      resolve: async (teacher, _arguments, { loaders }) => {
        const [{ policy }, unknown] = await Promise.all([
          rulesOfTeacher(teacher, loaders),
          whyUnknownOf(teacher, 'designation', loaders),
        ]);
        if (policy === null || unknown !== null) return null;
        const designations = await loaders.designationsOfTeacher.load(teacher);
        return standingsOn(policy.ladders, designations, teacher.day).map((standing) => ({ ...standing, teacher }));
      },
    }),
    designations: t.field({
      type: [DesignationRef],
      nullable: true,
      description: 'The titles in force on `asOf`, oldest award first. Null: see `unknown`.',
      resolve: async (teacher, _arguments, { loaders }) => {
        if ((await whyUnknownOf(teacher, 'designation', loaders)) !== null) return null;
        const { value } = titlesInForce(await loaders.designationsOfTeacher.load(teacher), teacher.day);
        return value?.map((designation) => ({ ...designation, ...at(designation.id, teacher) }));
      },
    }),
    seats: t.field({
      type: [SeatRef],
      nullable: true,
      description: 'The seats in workshops held on `asOf`. Null: see `unknown`.',
      resolve: async (teacher, _arguments, { loaders }) => {
        if ((await whyUnknownOf(teacher, 'seat', loaders)) !== null) return null;
        return (await loaders.seatsOfTeacher.load(teacher)).map((seat) => ({ ...seat, ...at(seat.id, teacher) }));
      },
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a list here is null: what the imports do not cover, or the policy in force does not say.',
      resolve: async (teacher, _arguments, { loaders, language }) => {
        const [{ unknown: posts }, ...others] = await Promise.all([
          homeroomPostsOf(teacher, loaders),
          ...(['designation', 'seat', 'pairing'] as const).map((kind) => whyUnknownOf(teacher, kind, loaders)),
        ]);
        const titles =
          others[0] === null
            ? titlesInForce(await loaders.designationsOfTeacher.load(teacher), teacher.day).unknown
            : null;
        const reasons = [posts, ...others, titles]
          .filter((unknown) => unknown !== null)
          .map((unknown) => inLanguage(explain(unknown), language));
        return reasons.length === 0 ? null : [...new Set(reasons)].join(' ');
      },
    }),
    records: t.field({
      type: TeacherRecordsRef,
      nullable: true,
      description:
        'Records of this person. Null when the own school does not lie today in the region or school of your account, whatever `asOf` says.',
      resolve: async (teacher, _arguments, { loaders, today }) => {
        const open = await loaders.recordsOpen.load(at(teacher.id, { day: today, explicitDay: false }));
        return open === null ? null : teacher;
      },
    }),
  }),
});

TeacherRecordsRef.implement({
  description:
    'Records of a teacher. There only when the own school lies today in the region or school of the account, whatever `asOf` says.',
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that the records speak of.' }),
  }),
});

builder.queryField('teacher', (t) =>
  t.field({
    type: TeacherRef,
    nullable: true,
    description: 'A teacher by staff number. Null when there is none, or none that you may see.',
    args: {
      region: codeArgument(t, 'Code of the body that issued the staff number, as valid on `asOf`.'),
      staffNo: codeArgument(t, 'The staff number.'),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { region, staffNo, asOf }, context) => {
      const moment = momentOf(asOf, context);
      const id = await findTeacher(context.graph, context.scope, { region, code: staffNo }, moment.day);
      return id === null ? null : context.loaders.teacher.load(at(id, moment));
    },
  }),
);
