import { type DueReview, idOfReviewed } from '../src/domain/review.ts';
import type { RevocationCandidate, RevocationGround } from '../src/domain/revocation.ts';
import { personSubject } from '../src/domain/evaluation/subjects.ts';
import type { World } from '../src/domain/evaluation/world.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { bounded } from './arguments.ts';
import { builder } from './builder.ts';
import { pageOfList } from './listPage.ts';
import { DesignationRef, RuleRef, TeacherRef, UnitRef, WorkshopRef } from './refs.ts';
import { type RuleResult, RuleResultRef } from './ruleResult.ts';
import { reason } from './unknown.ts';
import type { Unknown } from '../src/domain/unknown.ts';
import { z } from 'zod';

interface ReviewOnDay extends Moment, DueReview {}

const ReviewRef = builder.objectRef<ReviewOnDay>('Review').implement({
  description: 'A review that a term rule asks for, of a title or of a workshop.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule of the term.', resolve: ({ review }) => review.rule.rule }),
    teacher: t.field({
      type: TeacherRef,
      nullable: true,
      description: 'Whose title it is. Null: a workshop is reviewed.',
      resolve: ({ of, ...moment }, _arguments, { loaders }) =>
        of.is === 'title' ? loaders.teacher.load(at(of.person.id, moment)) : null,
    }),
    designation: t.field({
      type: DesignationRef,
      nullable: true,
      description: 'The title. Null: a workshop is reviewed.',
      resolve: ({ of, ...moment }, _arguments, { loaders }) =>
        of.is === 'title' ? loaders.designation.load(at(of.title.id, moment)) : null,
    }),
    workshop: t.field({
      type: WorkshopRef,
      nullable: true,
      description: 'The workshop. Null: a title is reviewed.',
      resolve: ({ of, ...moment }, _arguments, { loaders }) =>
        of.is === 'workshop' ? loaders.workshop.load(at(of.workshop.id, moment)) : null,
    }),
    appraisal: t.string({
      description: 'The kind of appraisal that it needs, as the policy names it.',
      resolve: ({ review }) => review.appraisal,
    }),
    due: t.field({
      type: 'Date',
      description: 'The first day on which it is late.',
      resolve: ({ review }) => review.due,
    }),
    termEnd: t.expose('termEnd', {
      type: 'Date',
      nullable: true,
      description: 'The first day after the term. Null: it is open.',
    }),
    onRecord: t.boolean({
      description: 'Whether an appraisal that counts for it is on record. False does not mean that none was made.',
      resolve: ({ appraisal }) => appraisal !== null,
    }),
    grade: t.string({
      nullable: true,
      description: 'Its grade. Null: none is on record.',
      resolve: ({ appraisal }) => appraisal?.grade ?? null,
    }),
    overdue: t.exposeBoolean('overdue', {
      description: 'Whether it was due by `asOf` and no appraisal is on record.',
    }),
  }),
});

interface Counted {
  readonly unknown: Unknown | null;
  readonly totalCount: number | null;
}

const ReviewConnectionRef = builder.connectionObject<typeof ReviewRef, Counted & { readonly overdue: number | null }>(
  {
    type: ReviewRef,
    name: 'ReviewConnection',
    description: 'One page of reviews.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', { nullable: true, description: 'All of them. Null: not known.' }),
      overdue: t.exposeInt('overdue', { nullable: true, description: 'Those overdue. Null: not known.' }),
      unknown: t.string({
        nullable: true,
        description: 'Why nothing is known, in the language of the request.',
        resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
      }),
    }),
  },
  { name: 'ReviewEdge', description: 'A review on a page.' },
);

interface GroundOnDay extends Moment {
  readonly ground: RevocationGround;
  readonly candidate: RevocationCandidate;
  readonly world: World;
}

const RevocationGroundRef = builder.objectRef<GroundOnDay>('RevocationGround').implement({
  description: 'A ground on which a title may be taken away, and what speaks for it.',
  fields: (t) => ({
    clause: t.string({
      nullable: true,
      description: 'The clause. Null: the document has none.',
      resolve: ({ ground }) => ground.clause,
    }),
    result: t.field({
      type: RuleResultRef,
      description: 'What the ground asks and what was found, with its evidence.',
      resolve: ({ ground, candidate, world, ...moment }): RuleResult => ({
        verdict: ground.verdict,
        subject: personSubject(world, candidate.person),
        world,
        asked: null,
        ...moment,
      }),
    }),
  }),
});

interface CandidateOnDay extends Moment {
  readonly candidate: RevocationCandidate;
  readonly world: World;
}

const RevocationCandidateRef = builder.objectRef<CandidateOnDay>('RevocationCandidate').implement({
  description:
    'A title in force whose holder meets a ground on which it may be taken away. A body decides: nothing is taken away by itself.',
  fields: (t) => ({
    teacher: t.field({
      type: TeacherRef,
      nullable: true,
      description: 'The holder. Null: outside your scope.',
      resolve: ({ candidate, ...moment }, _arguments, { loaders }) =>
        loaders.teacher.load(at(candidate.person.id, moment)),
    }),
    designation: t.field({
      type: DesignationRef,
      nullable: true,
      description: 'The title. Null: outside your scope.',
      resolve: ({ candidate, ...moment }, _arguments, { loaders }) =>
        loaders.designation.load(at(candidate.title.id, moment)),
    }),
    grounds: t.field({
      type: [RevocationGroundRef],
      description: 'The grounds that are met.',
      resolve: ({ candidate, world, day, explicitDay }) =>
        candidate.grounds.map((ground) => ({ ground, candidate, world, day, explicitDay })),
    }),
  }),
});

const RevocationConnectionRef = builder.connectionObject<typeof RevocationCandidateRef, Counted>(
  {
    type: RevocationCandidateRef,
    name: 'RevocationConnection',
    description: 'One page of titles that may be taken away.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', { nullable: true, description: 'All of them. Null: not known.' }),
      unknown: t.string({
        nullable: true,
        description: 'Why nothing is known, in the language of the request.',
        resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
      }),
    }),
  },
  { name: 'RevocationEdge', description: 'A title on a page.' },
);

const MOST_MONTHS = 120;
const months = bounded(z.int().min(0).max(MOST_MONTHS).nullish(), {
  zh: `months 须为 0 到 ${MOST_MONTHS} 的整数。`,
  en: `months is a whole number from 0 to ${MOST_MONTHS}.`,
});
const MONTHS_AHEAD = 12;

builder.interfaceFields(UnitRef, (t) => ({
  reviews: t.connection(
    {
      type: ReviewRef,
      nullable: true,
      description:
        'Reviews that the term rules in force ask for: of titles held by people here and of workshops founded here. Those overdue on `asOf` and those due within some months, by the day on which they are due. Null: the records of the unit lie outside your scope.',
      args: {
        months: t.arg.int({
          defaultValue: MONTHS_AHEAD,
          validate: months,
          description: `How many months ahead, 0 to ${MOST_MONTHS}.`,
        }),
      },
      resolve: async (unit, { months: ahead, ...page }, { loaders, today }) => {
        const question = { months: ahead ?? MONTHS_AHEAD, today };
        const report = await loaders.titleReviews.load({ ...unit, question });
        if (report === null) return null;
        const { day, explicitDay } = unit;
        const nodes = (report.reviews ?? []).map((review): ReviewOnDay => ({ ...review, day, explicitDay }));
        const connection = await pageOfList(page, nodes, ({ of, review }) => `${idOfReviewed(of)} ${review.due}`);
        const known = report.reviews !== null;
        return {
          ...connection,
          totalCount: known ? nodes.length : null,
          overdue: known ? nodes.filter(({ overdue }) => overdue).length : null,
          unknown: report.unknown,
        };
      },
    },
    ReviewConnectionRef,
  ),
  revocations: t.connection(
    {
      type: RevocationCandidateRef,
      nullable: true,
      description:
        'Titles in force whose holders meet on `asOf` a ground on which the rules in force let them be taken away, or lapse. Null: the records of the unit lie outside your scope.',
      resolve: async (unit, page, { loaders, today }) => {
        const report = await loaders.titleReviews.load({ ...unit, question: { months: MONTHS_AHEAD, today } });
        if (report === null) return null;
        const { day, explicitDay } = unit;
        const { world } = report;
        const candidates = world === null ? [] : (report.candidates ?? []);
        const nodes = candidates.flatMap((candidate): CandidateOnDay[] =>
          world === null ? [] : [{ candidate, world, day, explicitDay }],
        );
        const connection = await pageOfList(page, nodes, ({ candidate }) => candidate.title.id);
        return {
          ...connection,
          totalCount: report.candidates === null ? null : nodes.length,
          unknown: report.unknown,
        };
      },
    },
    RevocationConnectionRef,
  ),
}));
