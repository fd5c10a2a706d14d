import { type OutputType, type SchemaTypes, brandWithType } from '@pothos/core';
import { z } from 'zod';
import type { Context } from '../src/context.ts';
import { isDatedFactKind } from '../src/domain/datedFact.ts';
import { type CareerFact, type DatedFact, type TimelineFact, timelineOf } from '../src/domain/factList.ts';
import { inLanguage } from '../src/domain/language.ts';
import { LEVEL_NAMES } from '../src/domain/policy/words.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { KIND_WORDS } from '../src/domain/unknown.ts';
import { bounded } from './arguments.ts';
import { builder } from './builder.ts';
import { codeName } from './datedFact.ts';
import { RosterKindEnum } from './importRun.ts';
import { LIMITS } from './limits.ts';
import {
  DATED_FACT_REFS,
  DesignationRef,
  PairingRef,
  PostRef,
  SeatRef,
  type TeacherOnDay,
  TeacherRecordsRef,
} from './refs.ts';
import { rulesOfTeacher } from './teacherRules.ts';

interface Entry extends Moment {
  readonly entry: TimelineFact;
  readonly teacher: TeacherOnDay;
}

const TimelineEntryRef = builder.objectRef<Entry>('TimelineEntry').implement({
  description: 'A dated fact of a person, as a line.',
  fields: (t) => ({
    kind: t.field({ type: RosterKindEnum, description: 'What it is.', resolve: ({ entry }) => entry.kind }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day on which it happened, or from which on it holds. Null: not known.',
      resolve: ({ entry }) => entry.from,
    }),
    to: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day on which it no longer holds, as recorded. Null: it goes on, or it merely happened.',
      resolve: ({ entry }) => entry.to,
    }),
    text: t.string({ description: 'What it says, in the language of the request.', resolve: textOf }),
    node: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'The fact itself. Null: outside your scope.',
      resolve: ({ entry: { fact }, ...moment }, _arguments, context) => nodeOf(fact, moment, context),
    }),
  }),
});

/** Branded, since the same pairing may stand in the timelines of two people and the interface asks no loader. */
async function nodeOf(
  fact: CareerFact | DatedFact,
  { day, explicitDay }: Moment,
  { loaders }: Context,
): Promise<object | null> {
  const moment = { day, explicitDay };
  if (isDatedFact(fact)) return branded({ ...fact, ...at(fact.id, moment) }, DATED_FACT_REFS[fact.kind]);
  switch (fact.kind) {
    case 'post':
      return branded(await loaders.post.load(at(fact.id, moment)), PostRef);
    case 'designation':
      return branded(await loaders.designation.load(at(fact.id, moment)), DesignationRef);
    case 'seat':
      return branded(await loaders.seat.load(at(fact.id, moment)), SeatRef);
    case 'pairing':
      return branded(await loaders.pairing.load(at(fact.id, moment)), PairingRef);
  }
}

function branded(thing: object | null, type: OutputType<SchemaTypes>): object | null {
  if (thing !== null) brandWithType(thing, type);
  return thing;
}

function isDatedFact(fact: CareerFact | DatedFact): fact is DatedFact {
  return isDatedFactKind(fact.kind);
}

async function textOf({ entry: { fact }, teacher, ...moment }: Entry, _arguments: object, context: Context) {
  const { language } = context;
  const word = inLanguage(KIND_WORDS[fact.kind], language);
  const name = isDatedFact(fact)
    ? await codeName({ ...fact, ...at(fact.id, moment) }, {}, context)
    : await careerName(fact, teacher, context);
  const details = isDatedFact(fact) ? detailsOf(fact, context) : [];
  return language === 'zh-CN'
    ? `${word}：${name}${details.length === 0 ? '' : `（${details.join('，')}）`}`
    : `${word}: ${name}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}

const PAIRED_AS = { mentor: { zh: '指导教师', en: 'mentor' }, mentee: { zh: '被指导教师', en: 'mentored' } } as const;

async function careerName(fact: CareerFact, teacher: TeacherOnDay, { loaders, language }: Context): Promise<string> {
  const { policy } = await rulesOfTeacher(teacher, loaders);
  switch (fact.kind) {
    case 'post': {
      const named = policy?.layers
        .map(({ document }) => document.codes.get('posts')?.get(fact.code))
        .findLast((text) => text !== undefined);
      return named === undefined ? fact.code : inLanguage(named, language);
    }
    case 'designation': {
      const tier = policy?.ladders.flatMap(({ tiers }) => tiers).find(({ code }) => code === fact.code);
      return tier === undefined ? fact.code : inLanguage(tier.text, language);
    }
    case 'seat':
      return fact.code;
    case 'pairing':
      return inLanguage(fact.code === 'mentor' ? PAIRED_AS.mentor : PAIRED_AS.mentee, language);
  }
}

/** What tells it from others of its kind. */
const TELLING = [
  'level',
  'grade',
  'certificateGrade',
  'title',
  'training',
  'activityTitle',
  'what',
  'section',
  'item',
  'points',
  'value',
  'hours',
  'result',
];

function detailsOf({ values }: DatedFact, { language }: Context): readonly string[] {
  return TELLING.flatMap((name) => {
    const value = values[name] ?? null;
    if (value === null) return [];
    if (name === 'level' && typeof value === 'string') {
      const level = Object.entries(LEVEL_NAMES).find(([code]) => code === value);
      return [level === undefined ? value : inLanguage(level[1], language)];
    }
    return [String(value)];
  });
}

builder.objectFields(TeacherRecordsRef, (t) => ({
  timeline: t.field({
    type: [TimelineEntryRef],
    description:
      'Everything dated that is known of the person by `asOf`, the latest first; what has no known beginning stands last. What was never imported is not in it: `unknown` says which.',
    args: {
      first: t.arg.int({
        required: true,
        defaultValue: LIMITS.pageSize,
        description: `At most so many, up to ${LIMITS.largestPage}.`,
        validate: bounded(z.int().min(0).max(LIMITS.largestPage), {
          zh: `条数（first）须为 0 到 ${LIMITS.largestPage} 的整数。`,
          en: `Ask for 0 to ${LIMITS.largestPage} entries (first).`,
        }),
      }),
      kinds: t.arg({ type: [RosterKindEnum], description: 'Only these kinds; all by default.' }),
    },
    resolve: async (teacher, { first, kinds }, { loaders, today }): Promise<readonly Entry[]> => {
      const key = at(teacher.id, teacher);
      const [career, facts] = await Promise.all([
        loaders.career.load({ ...key, question: { today } }),
        loaders.factsOfOwner.load({ ...at<string>(teacher.id, teacher), question: { owner: 'Teacher', today } }),
      ]);
      const { day, explicitDay } = teacher;
      return timelineOf(career ?? [], facts ?? [], day)
        .filter(({ kind }) => kinds === null || kinds === undefined || kinds.includes(kind))
        .slice(0, first)
        .map((entry) => ({ entry, teacher, day, explicitDay }));
    },
  }),
}));
