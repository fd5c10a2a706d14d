import { momentOf } from '../src/context.ts';
import type { SchoolId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { findSchool } from '../src/services/directory.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { SettingEnum, StageEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { RegionRef, SchoolRef, UnitRef } from './refs.ts';

builder.node(SchoolRef, {
  description: 'A school.',
  interfaces: [UnitRef],
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.school.load(atLocalId<SchoolId>(id, context)),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code by the body that issued it.' }),
    stages: t.expose('stages', { type: [StageEnum], description: 'The stages of schooling that it offers.' }),
    setting: t.expose('setting', {
      type: SettingEnum,
      nullable: true,
      description: 'Where it stands on `asOf`. Null: not known then.',
    }),
    rural: t.boolean({
      nullable: true,
      description: 'Counts as rural by the policy in force. Null: no policy says, or its setting is not known.',
      resolve: async ({ setting, governedBy, day }, _arguments, { loaders }) => {
        const policy = governedBy === null ? null : await loaders.sources.policyOf(governedBy, day);
        return policy === null ? null : policy.isRural(setting);
      },
    }),
    region: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The county that governs it on `asOf`, or the city for a city-direct school. Null: not known then.',
      resolve: (school, _arguments, { loaders }) =>
        school.governedBy === null ? null : loaders.region.load(at(school.governedBy, school)),
    }),
    cityDirect: t.boolean({
      nullable: true,
      description: 'The city governs it without a county between. Null: not known on `asOf`.',
      resolve: async (school, _arguments, { loaders }) => {
        const region = school.governedBy === null ? null : await loaders.region.load(at(school.governedBy, school));
        return region === null ? null : region.level === 'CITY';
      },
    }),
  }),
});

builder.queryField('school', (t) =>
  t.field({
    type: SchoolRef,
    nullable: true,
    description: 'A school by its code. Null when there is none, or none that you may see.',
    args: {
      region: codeArgument(t, "Code of the body that issued the school's code, as valid on `asOf`."),
      code: codeArgument(t, "The school's code."),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { region, code, asOf }, context) => {
      const moment = momentOf(asOf, context);
      const id = await findSchool(context.graph, context.scope, { region, code }, moment.day);
      return id === null ? null : context.loaders.school.load(at(id, moment));
    },
  }),
);
