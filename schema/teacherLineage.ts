import type { ArgBuilder } from '@pothos/core';
import type { Context } from '../src/context.ts';
import type { TeacherId } from '../src/domain/identifier.ts';
import type { Direction, Lineage } from '../src/domain/lineage.ts';
import type { Text } from '../src/domain/roster.ts';
import type { Answer } from '../src/domain/unknown.ts';
import { loadLineagePath } from '../src/services/teacherLineage.ts';
import { builder } from './builder.ts';
import { RequestFailure } from './errors.ts';
import { LIMITS } from './limits.ts';
import { FormationRef, type LineageOnDay, LineageRef, formationsOn } from './lineage.ts';
import { atLocalId, decodeGlobalId } from './node.ts';
import { type TeacherOnDay, TeacherRef } from './refs.ts';

const GENERATIONS = 3;

/** What one may ask of a person's lineage; null stands for the default. */
interface Asked {
  readonly generations?: number | null | undefined;
  readonly includeEnded?: boolean | null | undefined;
}

function lineageArguments(t: { readonly arg: ArgBuilder<typeof builder.$inferSchemaTypes> }) {
  return {
    generations: t.arg.int({
      defaultValue: GENERATIONS,
      description: `The most steps to follow, 1 to ${LIMITS.generations}.`,
    }),
    includeEnded: t.arg.boolean({
      defaultValue: true,
      description: 'Also formations that have ended by `asOf`, which is the default; otherwise only running ones.',
    }),
  };
}

builder.objectFields(TeacherRef, (t) => ({
  ancestors: t.field({
    type: LineageRef,
    description:
      'Who formed this person, and who had formed those before, through seats and pairings that began by `asOf`.',
    args: lineageArguments(t),
    resolve: (teacher, asked, context) => lineageOf(teacher, 'ANCESTORS', asked, context),
  }),
  descendants: t.field({
    type: LineageRef,
    description:
      'Whom this person formed, and whom those formed afterwards, through seats and pairings that began by `asOf`.',
    args: lineageArguments(t),
    resolve: (teacher, asked, context) => lineageOf(teacher, 'DESCENDANTS', asked, context),
  }),
}));

builder.queryField('lineagePath', (t) =>
  t.field({
    type: [FormationRef],
    nullable: true,
    description:
      'The shortest chain by which what one person passed on came to another, from the first to the last, ended formations among them; along it the starts never go backwards. Of several as short the one whose last formation began first. Empty from a person to the same. Null: no such chain, somebody who is not there or whom you may not see, or a day that the imports do not cover.',
    args: {
      from: t.arg.id({ required: true, description: 'Global id of the teacher who formed.' }),
      to: t.arg.id({
        required: true,
        description: 'Global id of the teacher who was formed, of the same date: ids of two dates are refused.',
      }),
      generations: t.arg.int({
        defaultValue: LIMITS.generations,
        description: `The most steps to follow, 1 to ${LIMITS.generations}.`,
      }),
    },
    resolve: async (_root, asked, context) => {
      const generations = generationsOf(asked.generations ?? LIMITS.generations);
      const [first, second] = [teacherAt(asked.from, context), teacherAt(asked.to, context)];
      if (first.day !== second.day) throw refused(TWO_DATES);
      const { loaders } = context;
      const [from, to] = await Promise.all([loaders.teacher.load(first), loaders.teacher.load(second)]);
      if (from === null || to === null) return null;
      const chain = await loadLineagePath(loaders.sources, from, to, from.day, generations);
      if (chain === null) return null;
      const { day, explicitDay } = from;
      return formationsOn(chain, { day, explicitDay }, loaders);
    },
  }),
);

async function lineageOf(
  teacher: TeacherOnDay,
  direction: Direction,
  asked: Asked,
  context: Context,
): Promise<LineageOnDay> {
  const question = {
    direction,
    generations: generationsOf(asked.generations ?? GENERATIONS),
    includeEnded: asked.includeEnded ?? true,
  };
  const lineage = await context.loaders.teacherLineage.load({ ...teacher, question });
  const none: Answer<Lineage> = { value: null, unknown: { because: 'noImport', kinds: ['teacher'] } };
  return { lineage: lineage ?? none, day: teacher.day, explicitDay: teacher.explicitDay };
}

const TWO_DATES: Text = {
  zh: '两个 id 指向不同的日期。请使用同一日期下的 id。',
  en: 'The two ids are of two dates. Use ids that were reached with the same `asOf`.',
};
const NOT_A_TEACHER: Text = { zh: '这不是教师的 id。', en: 'This is not the id of a teacher.' };
const OUT_OF_BOUNDS: Text = {
  zh: `代数须为 1 到 ${LIMITS.generations} 的整数。`,
  en: `Ask for 1 to ${LIMITS.generations} generations.`,
};

function refused(text: Text): RequestFailure {
  return new RequestFailure('BAD_USER_INPUT', text);
}

/** @throws RequestFailure BAD_USER_INPUT outside the bounds */
function generationsOf(generations: number): number {
  if (generations < 1 || generations > LIMITS.generations) throw refused(OUT_OF_BOUNDS);
  return generations;
}

/** @throws RequestFailure INVALID_ID for what is no id, BAD_USER_INPUT for the id of something else */
function teacherAt(globalId: string, context: Context) {
  const { typename, id } = decodeGlobalId(globalId);
  if (typename !== 'Teacher') throw refused(NOT_A_TEACHER);
  return atLocalId<TeacherId>(id, context);
}
