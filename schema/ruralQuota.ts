import { at } from '../src/domain/moment.ts';
import type { RoleCount, RuralQuotaCount } from '../src/domain/ruralQuota.ts';
import { isRuralRotation, isRuralTarget } from '../src/domain/ruralTarget.ts';
import { type RuralQuotaReport, notTrainedTeachers, ruralWithoutMentorPage } from '../src/services/ruralQuota.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { TierCountRef, reasons } from './pyramid.ts';
import { RoleRef, TeacherRef, type UnitOnDay, UnitRef } from './refs.ts';
import { TargetProgressRef, targetsOn } from './target.ts';
import { TeacherConnectionRef } from './teacherConnection.ts';
import { pageOfTeachers } from './teacherPage.ts';

const RoleCountRef = builder.objectRef<RoleCount>('RoleCount').implement({
  description: 'Rural people in the seats of one role in the running workshops of one level, whoever founded them.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleRef, description: 'The role.' }),
    level: t.expose('level', { type: LevelEnum, description: 'The level of the workshops.' }),
    count: t.int({
      nullable: true,
      description: 'Distinct persons, those beyond a ceiling included. Null: see `unknown`.',
      resolve: ({ count }) => count.value,
    }),
    unattached: t.int({
      nullable: true,
      description: 'Distinct persons whose seat above has ended: not in `count`. Null: see `unknown`.',
      resolve: ({ unattached }) => unattached.value,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request.',
      resolve: ({ count, unattached }, _arguments, context) => reasons([count, unattached], context),
    }),
  }),
});

interface Counted {
  readonly quota: RuralQuotaCount;
}

const RuralQuotaCountRef = builder.interfaceRef<Counted>('RuralQuotaCount').implement({
  description:
    'Distinct persons who work at a rural school: that of a homeroom post held on `asOf`, without one the own school. Null: not known; `unknown` says why.',
  fields: (t) => ({
    ruralHomeroomTeachers: t.int({
      nullable: true,
      description: 'Those who hold a post that the policy in force counts, at a rural school.',
      resolve: ({ quota }) => quota.homeroomTeachers.value,
    }),
    trained: t.int({
      nullable: true,
      description: 'Of these, those with at least one training in the school year, up to `asOf`.',
      resolve: ({ quota }) => quota.trained.value,
    }),
    notTrained: t.int({
      nullable: true,
      description: 'Of these, those without any.',
      resolve: ({ quota }) => quota.notTrained.value,
    }),
    withoutMentor: t.int({
      nullable: true,
      description: 'Of these, those whom nobody mentors in the school year.',
      resolve: ({ quota }) => quota.withoutMentor.value,
    }),
    seatHolders: t.field({
      type: [RoleCountRef],
      nullable: true,
      description: 'Rural people in workshops, by level and role; a row for each that the policy in force knows.',
      resolve: ({ quota }) => quota.seatHolders.value,
    }),
    tiers: t.field({
      type: [TierCountRef],
      nullable: true,
      description: 'Rural people on each ladder in force, lowest first.',
      resolve: ({ quota }) => quota.tiers.value,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why something here is null, in the language of the request.',
      resolve: ({ quota }, _arguments, context) =>
        reasons(
          [
            quota.homeroomTeachers,
            quota.trained,
            quota.notTrained,
            quota.withoutMentor,
            quota.seatHolders,
            quota.tiers,
          ],
          context,
        ),
    }),
  }),
});

interface QuotaPart extends Counted {
  readonly on: UnitOnDay;
  readonly directSchoolsOnly: boolean;
}

const RuralQuotaPartRef = builder.objectRef<QuotaPart>('RuralQuotaPart').implement({
  description: 'The rural people of one part of a unit.',
  interfaces: [RuralQuotaCountRef],
  fields: (t) => ({
    unit: t.expose('on', { type: UnitRef, description: 'The part: a region or a school.' }),
    directSchoolsOnly: t.exposeBoolean('directSchoolsOnly', {
      description: "True: the unit's own schools, such as a city's direct schools, not those of the units below.",
    }),
  }),
});

export interface RuralQuotaOnDay extends Counted {
  readonly report: RuralQuotaReport;
  readonly asked: UnitOnDay;
}

export const RuralQuotaReportRef = builder.objectRef<RuralQuotaOnDay>('RuralQuotaReport').implement({
  description:
    'What the rural homeroom teachers of a unit on `asOf` have had of a school year, and where its rural people stand. A school year that has not begun on `asOf` has no answer.',
  interfaces: [RuralQuotaCountRef],
  fields: (t) => ({
    schoolYear: t.field({
      type: 'SchoolYear',
      description: 'The school year.',
      resolve: ({ report }) => report.schoolYear,
    }),
    byUnit: t.field({
      type: [RuralQuotaPartRef],
      description: 'The units directly below, in the order of their codes, then its own schools. Empty for a school.',
      resolve: async ({ report, asked }, _arguments, { loaders }): Promise<QuotaPart[]> => {
        if (asked.kind === 'School') return [];
        const parts = await Promise.all(
          report.byUnit.map(async ({ unit, ...quota }) => ({
            quota,
            on: unit === null ? asked : await loaders.region.load(at(unit, asked)),
            directSchoolsOnly: unit === null,
          })),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
    targets: t.field({
      type: [TargetProgressRef],
      nullable: true,
      description:
        'How the unit stands on `asOf` against the targets in force that speak of rural people or schools. Null: no policy is in force.',
      resolve: async ({ asked }, _arguments, { loaders }) =>
        (await targetsOn(asked, loaders))?.filter(({ rule }) => isRuralTarget(rule.rule.require)),
    }),
    rotation: t.field({
      type: TargetProgressRef,
      nullable: true,
      description:
        'Of these, the one that asks that everybody rural be trained once. Null: the policy in force has none.',
      resolve: async ({ asked }, _arguments, { loaders }) =>
        (await targetsOn(asked, loaders))?.find(({ rule }) => isRuralRotation(rule.rule.require)),
    }),
    bySchool: t.field({
      type: [RuralQuotaPartRef],
      description: 'Each rural school of the unit, in the order of their codes.',
      resolve: async ({ report, asked }, _arguments, { loaders }): Promise<QuotaPart[]> => {
        const parts = await Promise.all(
          report.bySchool().map(async ({ school, ...quota }) => ({
            quota,
            on: await loaders.school.load(at(school, asked)),
            directSchoolsOnly: false,
          })),
        );
        return parts.flatMap((part) => (part.on === null ? [] : [{ ...part, on: part.on }]));
      },
    }),
    notTrainedTeachers: t.connection(
      {
        type: TeacherRef,
        nullable: true,
        description:
          "Those who were not trained, by the code of the issuing region and the staff number; whose own school lies today in your region or school. Null: the unit's records lie outside your scope, or nothing is known.",
        resolve: async ({ report, asked }, page, { loaders, today }) => {
          const people = await notTrainedTeachers(loaders.sources, asked, report, today);
          if (people === null) return null;
          return { ...(await pageOfTeachers(page, asked, loaders, people.page)), totalCount: people.count };
        },
      },
      TeacherConnectionRef,
    ),
    withoutMentorTeachers: t.connection(
      {
        type: TeacherRef,
        nullable: true,
        description:
          'Those whom nobody mentors, by the code of the issuing region and the staff number. Null: nothing is known.',
        resolve: async ({ report, asked }, page, { loaders }) => {
          if (report.withoutMentor.value === null) return null;
          const connection = await pageOfTeachers(page, asked, loaders, (request) =>
            ruralWithoutMentorPage(loaders.sources, asked.id, report, request),
          );
          return { ...connection, totalCount: () => Promise.resolve(report.withoutMentor.value) };
        },
      },
      TeacherConnectionRef,
    ),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  ruralQuota: t.field({
    type: RuralQuotaReportRef,
    description: 'What its rural homeroom teachers have had of a school year, and where its rural people stand.',
    args: {
      schoolYear: t.arg({ type: 'SchoolYear', description: 'The one in which `asOf` lies by default.' }),
    },
    resolve: async (unit, { schoolYear }, { loaders }): Promise<RuralQuotaOnDay> => {
      const report = await loaders.ruralQuota.load({ ...unit, question: schoolYear ?? null });
      if (report === null) throw new Error('A unit that was asked about is gone');
      return { report, asked: unit, quota: report };
    },
  }),
}));
