import type { Setting, Stage } from '../src/domain/school.ts';
import { at } from '../src/domain/moment.ts';
import { type PopulationCount, type PopulationReport, nothingKnown } from '../src/domain/population.ts';
import { builder } from './builder.ts';
import { SettingEnum, StageEnum } from './enums.ts';
import { type UnitOnDay, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

const PopulationCountRef = builder.interfaceRef<PopulationCount>('PopulationCount').implement({
  description:
    'Schools and distinct persons. Null: it cannot be known, or lies outside what the imports cover; `unknown` says why.',
  fields: (t) => ({
    schools: t.exposeInt('schools', { nullable: true, description: 'Schools.' }),
    ruralSchools: t.exposeInt('ruralSchools', {
      nullable: true,
      description: 'Schools that count as rural by the policy in force.',
    }),
    teachers: t.exposeInt('teachers', {
      nullable: true,
      description: 'Distinct persons whose own school is one of them, from the day on which they were hired.',
    }),
    homeroomTeachers: t.exposeInt('homeroomTeachers', {
      nullable: true,
      description: 'Distinct persons who hold, at one of them, a post that the policy in force counts.',
    }),
    ruralHomeroomTeachers: t.exposeInt('ruralHomeroomTeachers', {
      nullable: true,
      description: "Of these, distinct persons who hold such a post at a rural school: the post's school decides.",
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
  }),
});

interface UnitPopulation extends PopulationCount {
  readonly on: UnitOnDay;
  readonly directSchoolsOnly: boolean;
}

const UnitPopulationRef = builder.objectRef<UnitPopulation>('UnitPopulation').implement({
  description: 'The people of one part of a unit.',
  interfaces: [PopulationCountRef],
  fields: (t) => ({
    unit: t.expose('on', { type: UnitRef, description: 'The part.' }),
    directSchoolsOnly: t.exposeBoolean('directSchoolsOnly', {
      description: "True: the unit's own schools, such as a city's direct schools, not those of the units below.",
    }),
  }),
});

const StageCountRef = builder.objectRef<PopulationCount & { readonly stage: Stage }>('StageCount').implement({
  description: 'The people at the schools that offer a stage. A school of several stages stands in each.',
  interfaces: [PopulationCountRef],
  fields: (t) => ({ stage: t.expose('stage', { type: StageEnum, description: 'The stage.' }) }),
});

const SettingCountRef = builder.objectRef<PopulationCount & { readonly setting: Setting }>('SettingCount').implement({
  description: 'The people at the schools that stand in a setting on the day.',
  interfaces: [PopulationCountRef],
  fields: (t) => ({ setting: t.expose('setting', { type: SettingEnum, description: 'The setting.' }) }),
});

type Population = PopulationReport & { readonly on: UnitOnDay };

const PopulationRef = builder.objectRef<Population>('Population').implement({
  description:
    'The people of a unit on a day, each person once. Somebody with posts in two parts counts once in each part, so that the parts may sum to more than the whole.',
  interfaces: [PopulationCountRef],
  fields: (t) => ({
    byUnit: t.field({
      type: [UnitPopulationRef],
      description: 'The units directly below, in the order of their codes, then its own schools. Empty for a school.',
      resolve: async ({ byUnit, on }, _arguments, { loaders }): Promise<UnitPopulation[]> => {
        if (on.kind === 'School') return [];
        const parts = await Promise.all(
          byUnit.map(async ({ unit, ...count }) =>
            unit === null
              ? { ...count, on, directSchoolsOnly: true }
              : { ...count, on: await loaders.region.load(at(unit, on)), directSchoolsOnly: false },
          ),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
    byStage: t.expose('byStage', { type: [StageCountRef], description: 'By stage of schooling.' }),
    bySetting: t.expose('bySetting', { type: [SettingCountRef], description: 'By where the schools stand.' }),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  population: t.field({
    type: PopulationRef,
    description: 'Its schools and people on `asOf`.',
    resolve: async (unit, _arguments, { loaders }): Promise<Population> => {
      const report = await loaders.population.load(unit);
      const none = {
        ...nothingKnown({ because: 'noImport', kinds: ['school'] }),
        byUnit: [],
        byStage: [],
        bySetting: [],
      };
      return { ...(report ?? none), on: unit };
    },
  }),
}));
