import { momentOf } from '../src/context.ts';
import type { SchoolId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import type { Loaders } from '../src/loaders.ts';
import { findSchool } from '../src/services/directory.ts';
import { whyUnknown } from '../src/services/known.ts';
import { asOfArgument, codeArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { SettingEnum, StageEnum } from './enums.ts';
import { atLocalId, localId } from './node.ts';
import { RegionRef, type SchoolOnDay, SchoolRef, UnitRef } from './refs.ts';
import { whyNoPolicy } from './unit.ts';
import { reason } from './unknown.ts';

/** What is in force where a school lies, and why nothing can be said about it on the day; null when it can. */
async function rulesOfSchool(school: SchoolOnDay, { sources }: Loaders) {
  const policy = school.governedBy === null ? null : await sources.policyOf(school.governedBy, school.day);
  return { policy, unknown: await whyUnknown(sources, school.id, policy, ['school'], school.day) };
}

builder.node(SchoolRef, {
  description: 'A school.',
  interfaces: [UnitRef],
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.school.load(atLocalId<SchoolId>(id, context)),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code by the body that issued it.' }),
    stages: t.expose('stages', { type: [StageEnum], description: 'The stages of schooling that it offers.' }),
    base: t.exposeBoolean('base', {
      nullable: true,
      description: 'Whether it is a base of training or practice. Null: not told.',
    }),
    setting: t.field({
      type: SettingEnum,
      nullable: true,
      description: 'Where it stands on `asOf`. Null: not known then, or `unknown` says why.',
      resolve: async (school, _arguments, { loaders }) =>
        (await rulesOfSchool(school, loaders)).unknown === null ? school.setting : null,
    }),
    rural: t.boolean({
      nullable: true,
      description:
        'Counts as rural by the policy in force. Null: no policy says, its setting is not known, or `unknown` says why.',
      resolve: async (school, _arguments, { loaders }) => {
        const { policy, unknown } = await rulesOfSchool(school, loaders);
        return policy === null || unknown !== null ? null : policy.isRural(school.setting);
      },
    }),
    region: t.field({
      type: RegionRef,
      nullable: true,
      description:
        'The county that governs it, or the city for a city-direct school, as last known on `asOf`. Null: never known then.',
      resolve: (school, _arguments, { loaders }) =>
        school.governedBy === null ? null : loaders.region.load(at(school.governedBy, school)),
    }),
    cityDirect: t.boolean({
      nullable: true,
      description: 'The city governs it without a county between. Null: not known on `asOf`, or `unknown` says why.',
      resolve: async (school, _arguments, { loaders }) => {
        const { unknown } = await rulesOfSchool(school, loaders);
        if (unknown !== null || school.governedBy === null) return null;
        const region = await loaders.region.load(at(school.governedBy, school));
        return region === null ? null : region.level === 'CITY';
      },
    }),
    unknown: t.string({
      nullable: true,
      description:
        'Why fields of this object that depend on the day are null: what the imports do not cover, or that no policy is in force.',
      resolve: async (school, _arguments, context) => {
        const { unknown } = await rulesOfSchool(school, context.loaders);
        return reason(unknown ?? (await whyNoPolicy(school, context.loaders)), context);
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
