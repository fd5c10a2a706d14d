import type { Context } from '../src/context.ts';
import { type RegionId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import { builder } from './builder.ts';
import { AccountRoleEnum } from './enums.ts';
import { RegionRef, SchoolRef, TeacherRef } from './refs.ts';

const ViewerRef = builder.objectRef<Context>('Viewer').implement({
  description: 'Who asks, and what they may see.',
  fields: (t) => ({
    name: t.string({
      description: 'What the account was called when it was made.',
      resolve: ({ viewer }) => viewer.name,
    }),
    role: t.field({ type: AccountRoleEnum, description: 'What it may do.', resolve: ({ scope }) => scope.role }),
    today: t.expose('today', { type: 'Date', description: 'The day of everything asked without `asOf`.' }),
    region: t.field({
      type: RegionRef,
      description: 'The region that the account stands on, or that governs its school.',
      nullable: true,
      resolve: ({ scope, loaders, today }) => loaders.region.load(here(scope.regionId, today)),
    }),
    school: t.field({
      type: SchoolRef,
      nullable: true,
      description: 'The school that the account stands on. Null for an account of a region.',
      resolve: ({ scope, loaders, today }) =>
        scope.schoolId === null ? null : loaders.school.load(at(scope.schoolId, { day: today, explicitDay: false })),
    }),
    teacher: t.field({
      type: TeacherRef,
      nullable: true,
      description: 'The teacher whose account it is, with the own records. Null for an account of an office.',
      resolve: ({ scope, loaders, today }) =>
        scope.person === null ? null : loaders.teacher.load(at(scope.person, { day: today, explicitDay: false })),
    }),
    seesEverything: t.boolean({
      description: "The directory of the whole country is open; otherwise that of the account's city.",
      resolve: ({ scope }) => scope.directory === 'everything',
    }),
  }),
});

function here(id: RegionId, today: Context['today']) {
  return at(id, { day: today, explicitDay: false });
}

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    description: 'Who asks, and what they may see.',
    resolve: (_root, _arguments, context) => context,
  }),
);
