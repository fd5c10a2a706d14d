import type { ServiceLength } from '../src/domain/homeroomYears.ts';
import { at, type Moment } from '../src/domain/moment.ts';
import type { Answer } from '../src/domain/unknown.ts';
import { builder } from './builder.ts';
import { PostRef, TeacherRecordsRef } from './refs.ts';
import { reason } from './unknown.ts';

interface ServiceLengthOnDay extends Moment {
  readonly service: Answer<ServiceLength>;
}

const ServiceLengthRef = builder.objectRef<ServiceLengthOnDay>('ServiceLength').implement({
  description:
    'How long somebody has served as a homeroom teacher before `asOf`, which does not count itself. Null: not known; `unknown` says why.',
  fields: (t) => ({
    countingDays: t.int({
      nullable: true,
      description: 'Distinct days in posts that the policy in force counts; days with two posts count once.',
      resolve: ({ service }) => service.value?.countingDays ?? null,
    }),
    allPostDays: t.int({
      nullable: true,
      description: 'Distinct days in posts of any kind.',
      resolve: ({ service }) => service.value?.allPostDays ?? null,
    }),
    years: t.float({
      nullable: true,
      description:
        '`countingDays` divided by the days that make a year by the policy in force (365 where it does not say), not rounded: 1,825 days are exactly 5 years.',
      resolve: ({ service }) => service.value?.years ?? null,
    }),
    serving: t.boolean({
      nullable: true,
      description: 'Whether a counting post is held on `asOf`.',
      resolve: ({ service }) => service.value?.serving ?? null,
    }),
    posts: t.field({
      type: [PostRef],
      nullable: true,
      description: 'The posts behind it, of any kind: those that began by `asOf`, oldest first.',
      resolve: async ({ service, ...moment }, _arguments, { loaders }) => {
        if (service.value === null) return null;
        const posts = await Promise.all(service.value.posts.map((id) => loaders.post.load(at(id, moment))));
        return posts.filter((post) => post !== null);
      },
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ service }, _arguments, context) => reason(service.unknown, context),
    }),
  }),
});

builder.objectFields(TeacherRecordsRef, (t) => ({
  homeroomYears: t.field({
    type: ServiceLengthRef,
    description: 'Service as a homeroom teacher, by the rules of the region of the own school.',
    resolve: async (teacher, _arguments, { loaders }): Promise<ServiceLengthOnDay> => {
      const { day, explicitDay } = teacher;
      return { service: await loaders.homeroomYears.load(at(teacher.id, teacher)), day, explicitDay };
    },
  }),
}));
