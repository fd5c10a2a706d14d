import type { TeacherId } from '../src/domain/identifier.ts';
import { builder } from './builder.ts';
import { atLocalId, localId } from './node.ts';
import { TeacherRecordsRef, TeacherRef } from './refs.ts';

builder.node(TeacherRef, {
  description: 'A teacher: what the directory shows to every account of the same city.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.teacher.load(atLocalId<TeacherId>(id, context)),
  fields: (t) => ({
    staffNo: t.exposeString('staffNo', { description: 'Staff number by the body that issued it.' }),
    name: t.exposeString('name', { description: 'Name.' }),
  }),
});

TeacherRecordsRef.implement({
  description:
    "Records of a teacher. There only when the person's own school lies today in the region or school of the account, whatever `asOf` says.",
  fields: (t) => ({
    asOf: t.expose('day', { type: 'Date', description: 'The day that the records speak of.' }),
  }),
});
