import type { SeatId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { rolesFor } from '../src/domain/policy/staffing.ts';
import { policyOfFounder } from '../src/services/rollUp.ts';
import { builder } from './builder.ts';
import { atLocalId, localId, present } from './node.ts';
import { RoleRef, SeatRef, TeacherRef, WorkshopRef } from './refs.ts';

builder.node(SeatRef, {
  description: 'A place in a workshop, held by one person in one role for a time. Open places are counted, not stored.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.seat.load(atLocalId<SeatId>(id, context)),
  fields: (t) => ({
    part: t.exposeString('part', {
      nullable: true,
      description: 'Code of the part within the role. Null: not told, or the role has none.',
    }),
    role: t.field({
      type: RoleRef,
      description:
        'The role, as the policy of the workshop defines it; a role that it does not know by its code alone.',
      resolve: async ({ role, workshopId, ...seat }, _arguments, { loaders }) => {
        const workshop = await loaders.workshop.load(at(workshopId, seat));
        const policy =
          workshop === null ? null : await policyOfFounder(loaders.sources, workshop.founder, workshop.from);
        const roles = workshop === null || policy === null ? [] : rolesFor(policy, workshop);
        return (
          roles.find(({ code }) => code === role) ?? {
            code: role,
            text: { zh: role, en: role },
            leads: false,
            under: null,
          }
        );
      },
    }),
    holder: t.field({
      type: TeacherRef,
      description: 'Who holds it.',
      resolve: ({ holderId, ...seat }, _arguments, { loaders }) => present(loaders.teacher.load(at(holderId, seat))),
    }),
    workshop: t.field({
      type: WorkshopRef,
      description: 'The workshop that it is in.',
      resolve: ({ workshopId, ...seat }, _arguments, { loaders }) =>
        present(loaders.workshop.load(at(workshopId, seat))),
    }),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'The first day. Null: not known.' }),
    to: t.expose('to', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which it is no longer held, as recorded. Null: it is held on.',
    }),
    under: t.field({
      type: SeatRef,
      nullable: true,
      description: 'The seat that it stands under on `asOf`: who forms its holder. Null: none.',
      resolve: ({ underId, ...seat }, _arguments, { loaders }) =>
        underId === null ? null : loaders.seat.load(at(underId, seat)),
    }),
    beneath: t.field({
      type: [SeatRef],
      description: 'The seats held on `asOf` that stand under it then.',
      resolve: async (seat, _arguments, { loaders }) => {
        const seats = await loaders.seatsBeneath.load(seat);
        return seats.map((below) => ({ ...below, ...at(below.id, seat) }));
      },
    }),
  }),
});
