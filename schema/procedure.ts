import { at, type Moment } from '../src/domain/moment.ts';
import { inLanguage } from '../src/domain/language.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import { type Sought, undeclaredIn } from '../src/domain/policy/aim.ts';
import { conditionText } from '../src/domain/policy/describe.ts';
import type { EffectivePolicy } from '../src/domain/policy/effective.ts';
import { type ProcedureStep, type Publicity, type Requirement, decidableFrom } from '../src/domain/procedure.ts';
import { type CountedDay, provisionalText } from '../src/domain/workingDays.ts';
import type { Loaders } from '../src/loaders.ts';
import { type UnitProcedure, loadProcedures, regionOfLevel } from '../src/services/procedure.ts';
import { AimInput, soughtOf } from './aim.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { RequestFailure } from './errors.ts';
import { RegionRef, RuleRef, type UnitOnDay, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

const CountedDayRef = builder.objectRef<CountedDay>('CountedDay').implement({
  description: 'A day found by counting working days.',
  fields: (t) => ({
    day: t.expose('day', { type: 'Date', description: 'The day.' }),
    provisional: t.boolean({
      description:
        'Whether the official calendar of a day on the way is not known yet. Every Monday to Friday was taken for a working day there, and the answer may change.',
      resolve: ({ provisionalFrom }) => provisionalFrom !== null,
    }),
    provisionalBecause: t.string({
      nullable: true,
      description: 'From which day on no official calendar is known. Null: the answer is certain.',
      resolve: ({ provisionalFrom }, _arguments, { language }) =>
        provisionalFrom === null ? null : inLanguage(provisionalText(provisionalFrom), language),
    }),
  }),
});

const PublicityRef = builder.objectRef<Publicity>('Publicity').implement({
  description: 'How long something stands in public before it goes on, in working days.',
  fields: (t) => ({
    atLeast: t.exposeInt('least', {
      nullable: true,
      description: 'Working days that it lasts at least. Null: not known; see `unknown`.',
    }),
    atMost: t.exposeInt('most', {
      nullable: true,
      description: 'Working days that it lasts at most. Null: no ceiling, or not known.',
    }),
    putUp: t.expose('putUp', {
      type: 'Date',
      nullable: true,
      description:
        'The day on which the notice is put up at the earliest. It is not counted itself. Null: the end of the notice before it is not known.',
    }),
    first: t.expose('first', {
      type: CountedDayRef,
      nullable: true,
      description: 'The first working day that counts. Null: not known.',
    }),
    last: t.expose('last', {
      type: CountedDayRef,
      nullable: true,
      description: 'The last day on which it must stand: with a floor, the earliest end. Null: not known.',
    }),
    latest: t.expose('latest', {
      type: CountedDayRef,
      nullable: true,
      description: 'The last day on which it may stand. Null: no ceiling, or not known.',
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why the number of days is not known, in the language of the request.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
  }),
});

const RequirementRef = builder.objectRef<Requirement>('ProcedureRequirement').implement({
  description: 'What a step rests on.',
  fields: (t) => ({
    code: t.exposeString('word', {
      description:
        'As the policy writes it: `eligibility`, `attest`, `consultation`, `documents`, or the code of a rule.',
    }),
    rules: t.field({
      type: [RuleRef],
      description:
        'The rules to be met: for `eligibility` those of what is sought, several when several paths lead there. Empty: people see to it.',
      resolve: ({ rules }) => rules.map(({ rule }) => rule),
    }),
  }),
});

interface StepOnDay extends Moment, ProcedureStep {
  readonly regions: UnitProcedure['regions'];
}

const ProcedureStepRef = builder.objectRef<StepOnDay>('ProcedureStep').implement({
  description: 'One step of a procedure, in its order.',
  fields: (t) => ({
    code: t.string({ description: 'Code of the step, as the policy names it.', resolve: ({ stated }) => stated.step }),
    text: t.string({
      nullable: true,
      description: 'Its name, in the language of the request. Null: the policy gives none.',
      resolve: ({ stated: { text } }, _arguments, { language }) => (text === null ? null : inLanguage(text, language)),
    }),
    applies: t.boolean({
      nullable: true,
      description: 'Whether it is taken. Null: that depends on who seeks, as `skippedWhen` says, or is not known.',
      resolve: ({ applies }) => applies,
    }),
    skippedWhen: t.string({
      nullable: true,
      description: 'When it is left out, in the language of the request. Null: never.',
      resolve: ({ stated: { skipWhen } }, _arguments, { language }) =>
        skipWhen === null ? null : inLanguage(conditionText(skipWhen), language),
    }),
    by: t.string({
      nullable: true,
      description:
        'Who decides, as the policy writes it: a level, or `school`, `teacher`, `committee` … Null: it only waits.',
      resolve: ({ stated }) => stated.by,
    }),
    level: t.field({
      type: LevelEnum,
      nullable: true,
      description: 'The level whose body decides. Null: no level is named.',
      resolve: ({ stated }) => levelNamed(stated.by),
    }),
    body: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The region of that level in which it is asked. Null: no level is named, or it lies below.',
      resolve: ({ stated, regions, ...moment }, _arguments, { loaders }) => {
        const level = levelNamed(stated.by);
        const region = level === null ? null : regionOfLevel(regions, level);
        return region === null ? null : loaders.region.load(at(region.id, moment));
      },
    }),
    jointly: t.stringList({
      description: 'Who decides together with it, as the policy writes them.',
      resolve: ({ stated }) => [...stated.jointly],
    }),
    requires: t.expose('requires', { type: [RequirementRef], description: 'What it rests on.' }),
    publicity: t.expose('publicity', {
      type: PublicityRef,
      nullable: true,
      description: 'Its time in public. Null: there is none, or the step is left out.',
    }),
    stopsWhen: t.string({
      nullable: true,
      description:
        'What ends the procedure here: `objectionUpheld` (only one that was found right) or `objection` (any). Null: nothing.',
      resolve: ({ stated }) => stated.stopsWhen,
    }),
    outcomes: t.stringList({
      description: 'What the step may end with, as the policy writes it. Empty: it goes on or ends.',
      resolve: ({ stated }) => [...stated.outcomes],
    }),
  }),
});

export interface ProcedureOnDay extends Moment, UnitProcedure {}

export const ProcedureRef = builder.objectRef<ProcedureOnDay>('Procedure').implement({
  description: 'The steps to a decision, by one rule of the policy in force.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule.', resolve: ({ procedure }) => procedure.rule.rule }),
    from: t.field({
      type: 'Date',
      description: 'The day on which the first notice is put up.',
      resolve: ({ procedure }) => procedure.from,
    }),
    steps: t.field({
      type: [ProcedureStepRef],
      description: 'Its steps.',
      resolve: ({ procedure, regions, day, explicitDay }) =>
        procedure.steps.map((step) => ({ ...step, regions, day, explicitDay })),
    }),
    decidableFrom: t.field({
      type: CountedDayRef,
      nullable: true,
      description: 'The first day after all publicity. Null: nothing stands in public, or its days are not known.',
      resolve: ({ procedure }) => decidableFrom(procedure),
    }),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  procedure: t.field({
    type: [ProcedureRef],
    nullable: true,
    description:
      'How one comes to something here, by the policies in force on `asOf`: one procedure for each rule that is about it. Empty: no rule is. Null: see `unknown`.',
    args: {
      for: t.arg({ type: AimInput, required: true, description: 'What is sought.' }),
      from: t.arg({ type: 'Date', description: 'The day on which the first notice is put up; `asOf` by default.' }),
    },
    resolve: async (unit, { for: aim, from }, { loaders }): Promise<ProcedureOnDay[] | null> => {
      const { day, explicitDay } = unit;
      const sought = soughtOf(aim);
      refuseUndeclared(await loaders.policyOfUnit(unit), sought);
      const found = await loadProcedures(procedureSources(unit, loaders), unit, day, sought, {
        from: from ?? day,
        outcomeOf: () => 'unknown',
      });
      return found?.map((procedure) => ({ ...procedure, day, explicitDay })) ?? null;
    },
  }),
}));

/** @throws RequestFailure BAD_USER_INPUT for a tier, a ladder or a role that nothing in force declares */
export function refuseUndeclared(policy: EffectivePolicy | null, sought: Sought): void {
  const undeclared = policy === null ? null : undeclaredIn(policy, sought);
  if (undeclared === null) return;
  const { word, declared } = undeclared;
  throw new RequestFailure('BAD_USER_INPUT', {
    zh: `生效的政策没有“${word}”；有：${declared.join('、') || '无'}。`,
    en: `No policy in force declares "${word}"; there are: ${declared.join(', ') || 'none'}.`,
  });
}

export function procedureSources(moment: Moment, loaders: Loaders) {
  return {
    ...loaders.sources,
    regionOn: (id: Parameters<typeof loaders.sources.policyOf>[0], day: UnitOnDay['day']) =>
      loaders.region.load({ ...at(id, moment), day }),
  };
}

const WORDS_OF_LEVELS: Readonly<Record<string, Level>> = { county: 'COUNTY', city: 'CITY', province: 'PROVINCE' };

/** The level that a word of a procedure names. */
function levelNamed(by: string | null): Level | null {
  if (by === null) return null;
  return LEVELS.find((level) => level === by) ?? WORDS_OF_LEVELS[by] ?? null;
}
