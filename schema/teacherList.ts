import { momentOf } from '../src/context.ts';
import type { Teacher } from '../src/domain/directory.ts';
import { findRegion } from '../src/services/region.ts';
import { loadTeacherList } from '../src/services/teacherList.ts';
import { asOfArgument, codeArgument, searchArgument } from './arguments.ts';
import { builder } from './builder.ts';
import { LevelEnum, SettingEnum, StageEnum } from './enums.ts';
import { NOTHING, countedPage } from './page.ts';
import { TeacherRef } from './refs.ts';
import { TeacherConnectionRef } from './teacherConnection.ts';

const MentorStatusEnum = builder.enumType('MentorStatus', {
  description:
    'Whether somebody is mentored. How mentors stand against a quota of pairings, `mentorLoad.rows(status:)` lists.',
  values: {
    HAS_MENTOR: { description: 'A pairing in which the person is supported runs on `asOf`.' },
    NO_MENTOR: { description: 'None does.' },
  },
});

const TeacherFilterInput = builder.inputType('TeacherFilter', {
  description:
    'What a list of people is narrowed to: all of these together, as they are on `asOf`. Where a filter rests on what no import covers or no policy says, the list is empty and its `unknown` says why.',
  fields: (t) => ({
    tier: t.string({
      description:
        'Code of a tier: people with a title of it in force. With `level` and `ladder`: one title that fits all.',
    }),
    level: t.field({ type: LevelEnum, description: 'People with a title of this level in force.' }),
    ladder: t.string({
      description: 'Code of a ladder in force for the region asked about: people with a title of one of its tiers.',
    }),
    stage: t.field({ type: StageEnum, description: 'The own school offers this stage.' }),
    setting: t.field({ type: SettingEnum, description: 'The own school stands there.' }),
    rural: t.boolean({
      description:
        'Whether they work in a rural school, as `Teacher.rural` says, by the policy in force for the region asked about.',
    }),
    county: t.string({ description: 'Code of a region in which the own school lies, as valid on `asOf`.' }),
    school: t.string({ description: 'Code of the own school.' }),
    seat: t.string({ description: 'Code of a role: people who hold such a seat in a workshop.' }),
    seated: t.boolean({ description: 'Whether they hold a seat in any workshop.' }),
    mentorStatus: t.field({ type: MentorStatusEnum, description: 'Whether they are mentored.' }),
    homeroom: t.boolean({
      description:
        'Whether they hold a post that counts as a homeroom post by the policy in force for the region asked about.',
    }),
  }),
});

function filterOf(where: typeof TeacherFilterInput.$inferInput | null | undefined) {
  return {
    tier: where?.tier ?? null,
    level: where?.level ?? null,
    ladder: where?.ladder ?? null,
    stage: where?.stage ?? null,
    setting: where?.setting ?? null,
    rural: where?.rural ?? null,
    county: where?.county ?? null,
    school: where?.school ?? null,
    seat: where?.seat ?? null,
    seated: where?.seated ?? null,
    mentored: where?.mentorStatus ? where.mentorStatus === 'HAS_MENTOR' : null,
    homeroom: where?.homeroom ?? null,
  };
}

builder.queryField('teachers', (t) =>
  t.connection(
    {
      type: TeacherRef,
      description:
        'The people whose own school lies in a region on `asOf`, as last known then, in the order of their staff numbers. Names have no history: people are found by the one they have. Empty where no region that you may see has the code.',
      args: {
        region: codeArgument(t, 'Code of the region, as valid on `asOf`.'),
        search: searchArgument(t),
        where: t.arg({ type: TeacherFilterInput, description: 'Only these.' }),
        asOf: asOfArgument(t),
      },
      resolve: async (_root, { region, search, where, asOf, ...page }, context) => {
        const moment = momentOf(asOf, context);
        const unit = await findRegion(context.graph, context.scope, region, moment.day);
        return countedPage<Teacher>(
          page,
          moment,
          ({ staffNo }) => staffNo,
          async (request) => {
            if (unit === null) return NOTHING;
            const asked = { search: search ?? null, filter: filterOf(where), page: request };
            return loadTeacherList(context.loaders.sources, unit, moment.day, asked);
          },
        );
      },
    },
    TeacherConnectionRef,
  ),
);
