import type Fraction from 'fraction.js';
import type { RegionId, SchoolId } from '../src/domain/identifier.ts';
import { inLanguage } from '../src/domain/language.ts';
import { at } from '../src/domain/moment.ts';
import { conditionText } from '../src/domain/policy/describe.ts';
import type { MeasureUnit } from '../src/domain/policy/targetReading.ts';
import type { TargetProgress } from '../src/domain/target.ts';
import { explainBasis } from '../src/domain/targetForecast.ts';
import type {
  TargetApart,
  TargetBeside,
  TargetDivision,
  TargetMeasure,
  TargetPart,
  TargetState,
} from '../src/domain/targetMeasure.ts';
import { explain } from '../src/domain/unknown.ts';
import type { Loaders } from '../src/loaders.ts';
import { builder } from './builder.ts';
import { StageEnum } from './enums.ts';
import { TargetRef } from './policy.ts';
import { type UnitOnDay, UnitRef } from './refs.ts';
import { reason } from './unknown.ts';

const TargetStateEnum = builder.enumType('TargetState', {
  description: 'How a target, or one part of it, stands.',
  values: {
    MET: { description: 'Reached; a target in parts: every part is.' },
    ON_TRACK: { description: 'Not reached yet, and the forecast reaches it.' },
    BEHIND: {
      description:
        'Not reached yet, and the forecast does not reach it; or not reached and without a date. In parts: some part is.',
    },
    MISSED: { description: 'Its last day is past and it was not reached. In parts: some part is lost.' },
    UNKNOWN: {
      description:
        'What is known does not decide it: `unknown` says why, or `forecastBasis` where only a forecast lacks.',
    },
  } satisfies Record<TargetState, { readonly description: string }>,
});

export const MeasureUnitEnum = builder.enumType('MeasureUnit', {
  description: 'In what a target is counted.',
  values: {
    PERSONS: { description: 'Distinct persons.' },
    TITLES: { description: 'Titles awarded, those revoked later included.' },
    WORKSHOPS: { description: 'Workshops founded and running.' },
    PERCENT: { description: 'Per cent of a population.' },
  } satisfies Record<MeasureUnit, { readonly description: string }>,
});

const TargetBesideRef = builder.interfaceRef<TargetBeside>('TargetBeside').implement({
  description:
    'What stands beside the number that a target measures. Null: the target counts something else, or not known.',
  fields: (t) => ({
    titles: t.exposeInt('titles', { nullable: true, description: 'Titles in force, or awarded.' }),
    withoutRevoked: t.exposeInt('withoutRevoked', {
      nullable: true,
      description: 'Of the titles awarded, those that were not revoked later.',
    }),
    persons: t.exposeInt('persons', { nullable: true, description: 'Distinct persons who hold or were awarded them.' }),
    firstTimePersons: t.exposeInt('firstTimePersons', {
      nullable: true,
      description:
        'Of those awarded, distinct persons without a title of the same level on record awarded in an earlier year, whatever became of it.',
    }),
    among: t.exposeInt('among', { nullable: true, description: 'Of a share: the population.' }),
    matching: t.exposeInt('matching', {
      nullable: true,
      description: 'Of a share: those of the population who match.',
    }),
  }),
});

/** Shares as per cent; the exact part becomes a number only here. */
function shown(value: Fraction | null, { percent }: Measured): number | null {
  if (value === null) return null;
  return (percent ? value.mul(100) : value).valueOf();
}

interface Measured {
  readonly percent: boolean;
}

const TargetMeasureRef = builder.interfaceRef<TargetMeasure & Measured>('TargetMeasure').implement({
  description:
    'How far a target, or a part of it, has come, in the unit of the target. Null: it cannot be known; `unknown` says why.',
  interfaces: [TargetBesideRef],
  fields: (t) => ({
    actual: t.float({
      nullable: true,
      description: 'What there is. In parts: the sum; of a share, the share of the whole population.',
      resolve: (each) => shown(each.actual, each),
    }),
    required: t.float({
      nullable: true,
      description: 'What is asked for. In parts: the sum; of a share, what is asked of each part.',
      resolve: (each) => shown(each.required, each),
    }),
    gap: t.float({
      nullable: true,
      description:
        "What lacks, 0 when nothing does; of a share, points of per cent. In parts: the sum of the parts' own gaps (of a share, each weighing as much as its population), so that a surplus never hides a lack.",
      resolve: (each) => shown(each.gap, each),
    }),
    missing: t.exposeInt('missing', {
      nullable: true,
      description: 'How many more would be enough; of a share, people: the least whole number that reaches it.',
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why a number is null, in the language of the request.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
    state: t.expose('state', { type: TargetStateEnum, description: 'How it stands.' }),
    forecast: t.float({
      nullable: true,
      description:
        'Where it will stand on its last day if things go on at the pace of past years. Not rounded. Null: `forecastBasis` says why.',
      resolve: (each) => shown(each.forecast.value, each),
    }),
    forecastBasis: t.string({
      description: 'On what the forecast rests, or why there is none, in the language of the request.',
      resolve: ({ forecast }, _arguments, { language }) => inLanguage(explainBasis(forecast.basis, explain), language),
    }),
  }),
});

const TargetDivisionRef = builder.interfaceRef<TargetDivision & On>('TargetDivision').implement({
  description: 'Which part of a target. Null: the target is not divided so.',
  fields: (t) => ({
    year: t.exposeInt('year', { nullable: true, description: 'The calendar year.' }),
    schoolYear: t.expose('schoolYear', { type: 'SchoolYear', nullable: true, description: 'The school year.' }),
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The region or school. Null also where it does not exist on `asOf`.',
      resolve: async ({ unit, on, unitKind }, _arguments, { loaders }): Promise<UnitOnDay | null> => {
        if (unit === null) return null;
        return unitKind === 'School'
          ? loaders.school.load(at(unit as SchoolId, on))
          : loaders.region.load(at(unit as RegionId, on));
      },
    }),
    stage: t.expose('stage', {
      type: StageEnum,
      nullable: true,
      description: 'The stage, where the target asks for so many of each stage.',
    }),
    counted: t.string({
      nullable: true,
      description: 'What is counted, where the target asks for several numbers, in the language of the request.',
      resolve: ({ count }, _arguments, { language }) =>
        count === null ? null : inLanguage(conditionText(count.condition), language),
    }),
  }),
});

interface On {
  readonly on: UnitOnDay;
  readonly unitKind: 'Region' | 'School';
}

const TargetPartRef = builder.objectRef<TargetPart & Measured & On>('TargetPart').implement({
  description: 'One part of a target: a year, a unit, a stage, or a combination.',
  interfaces: [TargetMeasureRef, TargetBesideRef, TargetDivisionRef],
});

const TargetApartRef = builder.objectRef<TargetApart & On>('TargetApart').implement({
  description:
    "What matches a target but belongs to none of the units that it is asked of, such as a city's direct schools where a target speaks of counties. It counts towards nothing.",
  interfaces: [TargetBesideRef, TargetDivisionRef],
  fields: (t) => ({
    actual: t.exposeInt('actual', { nullable: true, description: 'How many. Null: `unknown` says why.' }),
    unknown: t.string({
      nullable: true,
      description: 'Why the number is null, in the language of the request.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
  }),
});

type Progress = TargetProgress & Measured & On;

export const TargetProgressRef = builder.objectRef<Progress>('TargetProgress').implement({
  description:
    'How a unit stands against one target in force. A target whose last day is past is judged on that day. What it counts and whose part it is, its policy says; a unit is asked for its own totals and for its part of what is stated per unit.',
  interfaces: [TargetMeasureRef, TargetBesideRef],
  fields: (t) => ({
    target: t.field({ type: TargetRef, description: 'The target, with its clause.', resolve: ({ rule }) => rule.rule }),
    unit: t.expose('measure', {
      type: MeasureUnitEnum,
      nullable: true,
      description: 'In what it is counted. Null: it counts something that is not computed.',
    }),
    countedOn: t.expose('countedOn', {
      type: 'Date',
      description: 'The day on which it is judged: `asOf`, or its own last day if that is earlier.',
    }),
    neededPerYear: t.float({
      nullable: true,
      description:
        'The rest of the way, in so much a year up to its last day; years are full years and of the year begun the days over its length. Parts whose day is past are lost and not asked for again. Null: met, without a date, or the date is reached.',
      resolve: (each) => shown(each.neededPerYear, each),
    }),
    reading: t.string({
      nullable: true,
      description: 'How its words were read where they leave it open, in the language of the request.',
      resolve: ({ reading }, _arguments, { language }) => (reading === null ? null : inLanguage(reading, language)),
    }),
    parts: t.field({
      type: [TargetPartRef],
      description: 'By year, unit or stage, in this order, where it is asked of each of them; otherwise empty.',
      resolve: ({ parts, percent, on, unitKind }) => parts.map((part) => ({ ...part, percent, on, unitKind })),
    }),
    partsMet: t.exposeInt('partsMet', { description: 'Parts that are met.' }),
    partsTotal: t.int({ description: 'Parts in all.', resolve: ({ parts }) => parts.length }),
    apart: t.field({
      type: [TargetApartRef],
      description: 'What matches and belongs to none of its units; for each period and number asked for.',
      resolve: ({ apart, on, unitKind }) => apart.map((each) => ({ ...each, on, unitKind })),
    }),
  }),
});

builder.interfaceFields(UnitRef, (t) => ({
  targets: t.field({
    type: [TargetProgressRef],
    nullable: true,
    description:
      'How the unit stands on `asOf` against each target in force for it, in the order of the policy: for a region its own totals and its part of what is stated per unit, for a school what is stated per school. Null: `unknown` says why.',
    resolve: (unit, _arguments, { loaders }) => targetsOn(unit, loaders),
  }),
}));

/** How a unit stands against its targets; undefined: no policy is in force. */
export async function targetsOn(unit: UnitOnDay, loaders: Loaders): Promise<Progress[] | undefined> {
  const targets = await loaders.targets.load(unit);
  return targets?.map((progress) => progressOn(progress, unit));
}

/** How a unit stands against one of its targets. */
export function progressOn(progress: TargetProgress, unit: UnitOnDay): Progress {
  return {
    ...progress,
    percent: progress.measure === 'PERCENT',
    on: unit,
    unitKind: progress.rule.rule.per.some(({ per }) => per === 'schools') ? 'School' : 'Region',
  };
}
