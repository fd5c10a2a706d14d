import type { SchoolYear } from '../src/domain/calendar.ts';
import type { Pairing } from '../src/domain/directory.ts';
import type { PairingId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { pairingEnd, pairingsShown } from '../src/domain/pairing.ts';
import { DEFAULT_CALENDAR } from '../src/domain/policy/effective.ts';
import type { Loaders } from '../src/loaders.ts';
import { builder } from './builder.ts';
import { atLocalId, localId, present } from './node.ts';
import { PairingRef, type TeacherOnDay, TeacherRef } from './refs.ts';
import { rulesOfTeacher, whyUnknownOf } from './teacherRules.ts';

builder.node(PairingRef, {
  description: 'A mentor supports a homeroom teacher in a school year.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.pairing.load(atLocalId<PairingId>(id, context)),
  fields: (t) => ({
    schoolYear: t.expose('schoolYear', { type: 'SchoolYear', description: 'The school year that it counts for.' }),
    mentor: t.field({
      type: TeacherRef,
      description: 'Who supports.',
      resolve: ({ mentorId, ...pairing }, _arguments, { loaders }) =>
        present(loaders.teacher.load(at(mentorId, pairing))),
    }),
    mentee: t.field({
      type: TeacherRef,
      description: 'Who is supported.',
      resolve: ({ menteeId, ...pairing }, _arguments, { loaders }) =>
        present(loaders.teacher.load(at(menteeId, pairing))),
    }),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'The first day. Null: not known.' }),
    to: t.field({
      type: 'Date',
      description: 'The first day on which it no longer runs: as recorded, else the first after its school year.',
      resolve: async (pairing, _arguments, { loaders }) => {
        const mentor = await loaders.teacher.load(at(pairing.mentorId, pairing));
        const policy = mentor === null ? null : (await rulesOfTeacher(mentor, loaders)).policy;
        return pairingEnd(pairing, policy?.calendar ?? DEFAULT_CALENDAR);
      },
    }),
    endRecorded: t.boolean({
      description: 'Whether that end was recorded.',
      resolve: ({ to }) => to !== null,
    }),
  }),
});

/** What a person's pairings of one direction are on the day; null: not known, or that school year has not begun. */
async function shownTo(
  teacher: TeacherOnDay,
  schoolYear: SchoolYear | null | undefined,
  loaders: Loaders,
  load: () => Promise<readonly Pairing[]>,
) {
  const [{ policy }, unknown] = await Promise.all([
    rulesOfTeacher(teacher, loaders),
    whyUnknownOf(teacher, 'pairing', loaders),
  ]);
  if (unknown !== null) return null;
  const shown = pairingsShown(await load(), schoolYear ?? null, teacher.day, policy?.calendar ?? DEFAULT_CALENDAR);
  return shown?.map((pairing) => ({ ...pairing, ...at(pairing.id, teacher) }));
}

const WHICH =
  'those running on `asOf`; with `schoolYear` those of that year that had begun by then. Null: not known (`unknown` says why), or that school year had not begun.';

builder.objectFields(TeacherRef, (t) => ({
  mentors: t.field({
    type: [PairingRef],
    nullable: true,
    description: `The pairings in which this person is supported: ${WHICH}`,
    args: { schoolYear: t.arg({ type: 'SchoolYear', description: 'Pairings that count for this school year.' }) },
    resolve: (teacher, { schoolYear }, { loaders }) =>
      shownTo(teacher, schoolYear, loaders, () => loaders.pairingsReceived.load(teacher)),
  }),
  mentees: t.field({
    type: [PairingRef],
    nullable: true,
    description: `The pairings in which this person supports another: ${WHICH}`,
    args: { schoolYear: t.arg({ type: 'SchoolYear', description: 'Pairings that count for this school year.' }) },
    resolve: (teacher, { schoolYear }, { loaders }) =>
      shownTo(teacher, schoolYear, loaders, () => loaders.pairingsGiven.load(teacher)),
  }),
}));
