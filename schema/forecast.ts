import { type Day, addYears } from '../src/domain/day.ts';
import type { Candidates } from '../src/domain/forecast/candidates.ts';
import type { LeverName, LeverNeed } from '../src/domain/forecast/enough.ts';
import type { NoForecast, PartOutlook, TargetOutlook } from '../src/domain/forecast/forecast.ts';
import { tiersOfLevers } from '../src/domain/forecast/levers.ts';
import type { Case, Outlook } from '../src/domain/forecast/outlook.ts';
import type { PairingOutlook } from '../src/domain/forecast/pairings.ts';
import { BASES, type Basis, type BasisOf } from '../src/domain/forecast/part.ts';
import type { RegionId, SchoolId } from '../src/domain/identifier.ts';
import { inLanguage } from '../src/domain/language.ts';
import { at } from '../src/domain/moment.ts';
import { conditionText } from '../src/domain/policy/describe.ts';
import type { Text } from '../src/domain/roster.ts';
import { explain } from '../src/domain/unknown.ts';
import { builder } from './builder.ts';
import { RequestFailure } from './errors.ts';
import { ForecastLeversInput, leversOf } from './forecastLevers.ts';
import { TargetRef } from './policy.ts';
import { RegionRef, RuleRef, type UnitOnDay, UnitRef } from './refs.ts';
import { MeasureUnitEnum } from './target.ts';

/** How many years ahead is looked. */
const MOST_YEARS = 30;
interface Shown {
  readonly outlook: Outlook;
  readonly percent: boolean;
}

/** To hundredths; shares as per cent. */
function shown(value: number | null, percent: boolean): number | null {
  return value === null ? null : Math.round(value * (percent ? 10_000 : 100)) / 100;
}

const OutlookRef = builder.objectRef<Shown>('Outlook').implement({
  description:
    'A number in three cases, to hundredths, never less in a better one. Null: there is nothing on which it could rest.',
  fields: (t) => {
    const of = (each: Case, description: string) =>
      t.float({ nullable: true, description, resolve: ({ outlook, percent }) => shown(outlook[each], percent) });
    return {
      worst: of('worst', 'If everything goes as in its worst year.'),
      expected: of('expected', 'If everything goes as in the mean of the years.'),
      best: of('best', 'If everything goes as in its best year, and every award that is due is made.'),
    };
  },
});

const ReachedRef = builder.objectRef<TargetOutlook['reached']>('OutlookReached').implement({
  description: 'Whether what is asked for is reached, in three cases; in parts: every part. Null: not known.',
  fields: (t) => ({
    worst: t.exposeBoolean('worst', { nullable: true, description: 'In the worst case.' }),
    expected: t.exposeBoolean('expected', { nullable: true, description: 'In the expected case.' }),
    best: t.exposeBoolean('best', { nullable: true, description: 'In the best case.' }),
  }),
});

const BASIS_WORDS: Readonly<Record<BasisOf, string>> = {
  stock: 'Who holds it on `asOf`, whose term ends and who retires.',
  awards: 'Awards in the completed years.',
  due: 'Awards that the rules make due.',
  candidates: 'Who meets the rules, and who comes to meet them by time alone.',
  renewing: 'How often a title is given again when its term is over.',
  leaving: 'How many teachers leave before the age of retirement.',
  workshops: 'Workshops founded in the completed years.',
  ending: 'How long workshops run.',
  training: 'How many of those not trained stay so for a year.',
  decided: 'A lever that was given.',
};

const BasisEnum = builder.enumType('ForecastBasisKind', {
  description: 'On what a number of a forecast rests.',
  values: Object.fromEntries(
    BASES.map((basis) => [basis.toUpperCase(), { value: basis, description: BASIS_WORDS[basis] }]),
  ),
});

const BasisRef = builder.objectRef<Basis>('ForecastBasis').implement({
  description: 'One number on which a forecast rests, with where it comes from.',
  fields: (t) => ({
    kind: t.field({ type: BasisEnum, description: 'What it is about.', resolve: ({ of }) => of }),
    perYear: t.field({
      type: OutlookRef,
      nullable: true,
      description: 'So many a year, or such a part (0 to 1). Null: it is no rate.',
      resolve: ({ perYear }) => (perYear === null ? null : { outlook: perYear, percent: false }),
    }),
    text: t.string({
      description: 'The numbers of the past and what follows, in the language of the request.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
  }),
});

const PathPointRef = builder.objectRef<{ readonly on: Day; readonly shown: Shown }>('ForecastPoint').implement({
  description: 'Where a target stands on a day to come.',
  fields: (t) => ({
    on: t.expose('on', { type: 'Date', description: 'The day.' }),
    at: t.field({ type: OutlookRef, description: 'How much there is.', resolve: (point) => point.shown }),
  }),
});

type PartOnDay = PartOutlook & { readonly percent: boolean; readonly asked: UnitOnDay; readonly ofSchools: boolean };

const PartRef = builder.objectRef<PartOnDay>('TargetForecastPart').implement({
  description: 'One part of a target: a year, a unit, a number asked for, or a combination.',
  fields: (t) => ({
    unit: t.field({
      type: UnitRef,
      nullable: true,
      description: 'The region or school. Null: not divided so.',
      resolve: async ({ unit, asked, ofSchools }, _arguments, { loaders }): Promise<UnitOnDay | null> => {
        if (unit === null) return null;
        return ofSchools
          ? loaders.school.load(at(unit as SchoolId, asked))
          : loaders.region.load(at(unit as RegionId, asked));
      },
    }),
    period: t.exposeString('period', {
      nullable: true,
      description: 'The year (2025) or school year (2025-2026). Null: not divided so.',
    }),
    counted: t.string({
      description: 'What is counted, in the language of the request.',
      resolve: ({ count }, _arguments, { language }) => inLanguage(conditionText(count.condition), language),
    }),
    actual: t.float({
      nullable: true,
      description: 'What there is on `asOf`; of a year, what there was in it. Null: not known.',
      resolve: ({ actual, percent }) => shown(actual, percent),
    }),
    required: t.float({
      nullable: true,
      description: 'What is asked for. Null: a value that no body has set.',
      resolve: ({ required, percent }) => shown(required, percent),
    }),
    at: t.field({
      type: OutlookRef,
      description: 'Where it will stand.',
      resolve: (part) => ({ outlook: part.at, percent: part.percent }),
    }),
    reached: t.expose('reached', { type: ReachedRef, description: 'Whether it is reached.' }),
    bases: t.expose('bases', { type: [BasisRef], description: 'On what it rests.' }),
  }),
});

const YearCountRef = builder.objectRef<readonly [number, number]>('YearCount').implement({
  description: 'How many in a calendar year.',
  fields: (t) => ({
    year: t.int({ description: 'The calendar year.', resolve: ([year]) => year }),
    count: t.int({ description: 'How many people.', resolve: ([, count]) => count }),
  }),
});

const CandidatesRef = builder.objectRef<Candidates>('ForecastCandidates').implement({
  description: 'People who do not hold what is counted and may come to, as if nothing new were recorded.',
  fields: (t) => ({
    now: t.exposeInt('now', { description: 'Those who meet a rule on `asOf`.' }),
    unknown: t.exposeInt('unknown', { description: 'Those of whom it is not known whether they do.' }),
    becoming: t.field({
      type: [YearCountRef],
      description: 'Those who come to meet one by the passing of time alone, by calendar year.',
      resolve: ({ becoming }) => [...becoming],
    }),
    due: t.exposeInt('due', { description: 'Of all, those to whom an award rule makes it due on `asOf`.' }),
    falling: t.field({
      type: [YearCountRef],
      description: 'Those to whom it becomes due by the passing of time alone, by calendar year.',
      resolve: ({ falling }) => [...falling],
    }),
  }),
});

const LEVER_WORDS: Readonly<Record<LeverName, readonly [string, string]>> = {
  workshopsPerYear: ['WORKSHOPS_PER_YEAR', 'Workshops founded a year.'],
  membersPerWorkshop: ['MEMBERS_PER_WORKSHOP', 'Members of each new workshop.'],
  awardsPerYear: ['AWARDS_PER_YEAR', 'Titles of a tier awarded a year.'],
};

const LeverEnum = builder.enumType('ForecastLever', {
  description: 'What a planner may turn.',
  values: Object.fromEntries(
    Object.entries(LEVER_WORDS).map(([value, [name, description]]) => [name, { value, description }]),
  ),
});

const NeedRef = builder.objectRef<LeverNeed>('LeverNeed').implement({
  description: 'How much of one lever is enough, the others as they are.',
  fields: (t) => ({
    lever: t.field({ type: LeverEnum, description: 'Which.', resolve: ({ lever }) => lever }),
    tier: t.exposeString('tier', { nullable: true, description: 'Of awards: code of the tier.' }),
    now: t.float({
      nullable: true,
      description: 'What was given or is usual, to hundredths. Null: no basis, or it differs from unit to unit.',
      resolve: ({ now }) => shown(now, false),
    }),
    least: t.exposeInt('least', {
      nullable: true,
      description: 'The least whole number with which the target is expected to be reached. Null: no number is enough.',
    }),
    text: t.string({
      description:
        'The same in words, with why none is enough, or by which ceiling it is not allowed; in the language of the request.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
  }),
});

const PairingsRef = builder.objectRef<PairingOutlook>('ForecastPairings').implement({
  description: 'The pairings that the holders counted by a target will owe a school year.',
  fields: (t) => ({
    rule: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The quota that asks for them. Null: none does, and the number is the lever given.',
      resolve: ({ rule }) => rule?.rule ?? null,
    }),
    perHolder: t.exposeFloat('perHolder', { description: 'Of each holder.' }),
    pairings: t.field({
      type: OutlookRef,
      description: 'Of all of them together.',
      resolve: ({ pairings }) => ({ outlook: pairings, percent: false }),
    }),
    homeroomTeachers: t.exposeInt('homeroomTeachers', {
      description: 'Homeroom teachers on `asOf`, to compare with: each may have several mentors.',
    }),
  }),
});

type TargetForecast = TargetOutlook & { readonly asked: UnitOnDay };

const percentOf = ({ measure }: Pick<TargetOutlook, 'measure'>) => measure === 'PERCENT';

const TargetForecastRef = builder.objectRef<TargetForecast>('TargetForecast').implement({
  description:
    'Where a region will stand against one target, from stocks and flows: who holds what now and until when, what comes in a year, who leaves. It differs from `TargetProgress.forecast`, which goes on at the pace of past years and knows of no terms, ages, rules or levers.',
  fields: (t) => ({
    target: t.field({ type: TargetRef, description: 'The target, with its clause.', resolve: ({ rule }) => rule.rule }),
    unit: t.expose('measure', {
      type: MeasureUnitEnum,
      nullable: true,
      description: 'In what it is counted. Null: it counts something that is not computed.',
    }),
    on: t.expose('on', {
      type: 'Date',
      description: "The day of which it speaks: the target's last day, or `until` if that is earlier.",
    }),
    actual: t.float({
      nullable: true,
      description: 'What there is on `asOf`. In parts: the sum. Null: not known.',
      resolve: (each) => shown(each.actual, percentOf(each)),
    }),
    required: t.float({
      nullable: true,
      description: 'What is asked for. In parts: the sum. Null: a value that no body has set, or no forecast.',
      resolve: (each) => shown(each.required, percentOf(each)),
    }),
    at: t.field({
      type: OutlookRef,
      description: 'How much there will be. In parts: the sum, of which a surplus hides no lack: see `reached`.',
      resolve: (each) => ({ outlook: each.at, percent: percentOf(each) }),
    }),
    reached: t.expose('reached', { type: ReachedRef, description: 'Whether it will be reached.' }),
    path: t.field({
      type: [PathPointRef],
      description: 'The last day of each calendar year on the way, and the last day itself.',
      resolve: (each) => each.path.map(({ on, at: outlook }) => ({ on, shown: { outlook, percent: percentOf(each) } })),
    }),
    parts: t.field({
      type: [PartRef],
      description: 'By year, unit or number asked for, where it is asked of each; otherwise empty.',
      resolve: (each) =>
        each.parts.map((part) => ({
          ...part,
          percent: percentOf(each),
          asked: each.asked,
          ofSchools: each.rule.rule.per.some(({ per }) => per === 'schools'),
        })),
    }),
    bases: t.expose('bases', {
      type: [BasisRef],
      description: 'On what it rests; in parts, each part has its own.',
    }),
    assumptions: t.stringList({
      description: 'What was taken to be so, in the language of the request.',
      resolve: ({ assumptions }, _arguments, { language }) => assumptions.map((text) => inLanguage(text, language)),
    }),
    rules: t.field({
      type: [RuleRef],
      description: 'The rules that say who comes to hold what is counted, with their clauses.',
      resolve: ({ rules }) => rules.map(({ rule }) => rule),
    }),
    candidates: t.expose('candidates', {
      type: CandidatesRef,
      nullable: true,
      description:
        'Who may come to hold it. Null: it counts no title of one tier and level, no rule says, or it is in parts.',
    }),
    needs: t.field({
      type: [NeedRef],
      description: 'For each lever that bears on it, how much is enough. Empty: none does.',
      resolve: ({ needs }) => [...needs()],
    }),
    pairings: t.expose('pairings', {
      type: PairingsRef,
      nullable: true,
      description: 'The pairings that its holders will owe. Null: none are asked of them, or it counts something else.',
    }),
    unknown: t.string({
      nullable: true,
      description:
        'Why there is no forecast, in the language of the request. Where single numbers lack, `bases` says why.',
      resolve: ({ none }, _arguments, { language }) => (none === null ? null : inLanguage(whyNone(none), language)),
    }),
  }),
});

/** A lever for a tier that no ladder in force knows: what the policy does not award would change nothing. */
function noSuchTier(known: readonly string[], unknown: readonly string[]): RequestFailure {
  return new RequestFailure('BAD_USER_INPUT', {
    zh: `生效的政策没有这样的层级：${unknown.join('、')}。可授予的层级：${known.join('、') || '无'}。`,
    en: `No ladder in force has the tier ${unknown.join(', ')}. Tiers that are awarded: ${known.join(', ') || 'none'}.`,
  });
}

function whyNone(none: NoForecast): Text {
  switch (none.because) {
    case 'over':
      return {
        zh: `期限（${none.last}）已过，不再预测。`,
        en: `Its last day (${none.last}) is over: there is nothing to forecast.`,
      };
    case 'notModelled':
      return {
        zh: '这类目标没有可用的存量与流量。',
        en: 'There are no stocks and flows for what this target counts.',
      };
    case 'nothingToMeasure':
      return { zh: '没有可以衡量的对象。', en: 'There is nothing to measure.' };
    case 'unknown':
      return explain(none.unknown);
  }
}

builder.objectFields(RegionRef, (t) => ({
  forecast: t.field({
    type: [TargetForecastRef],
    nullable: true,
    description:
      "Where the region will stand against each target in force on `asOf`, from stocks and flows, in the worst, the expected and the best case, with the least of each lever that would be enough. It rests on what was on record by `asOf` and on records: null for whom the region's are not open, and where no policy is in force.",
    args: {
      until: t.arg({
        type: 'Date',
        required: true,
        description: `The last day that is looked at: after \`asOf\`, by at most ${MOST_YEARS} years.`,
      }),
      targetsAsOf: t.arg({
        type: 'Date',
        description:
          'By the policy in force on this day instead of on `asOf`: to stand in the past and look at the targets of today.',
      }),
      levers: t.arg({ type: ForecastLeversInput, description: 'What is decided. Left out: all goes on as before.' }),
    },
    resolve: async (region, { until, targetsAsOf, levers }, { loaders, today }) => {
      const { day } = region;
      const last = addYears(day, MOST_YEARS);
      if (until <= day || until > last)
        throw new RequestFailure('BAD_USER_INPUT', {
          zh: `until 须在 ${day} 之后，至多到 ${last}。`,
          en: `Give a day for until after ${day} and up to ${last}.`,
        });
      const question = { until, levers: leversOf(levers), today, targetsOf: targetsAsOf ?? day };
      const found = await loaders.forecast.load({ ...region, question });
      if (found === null) return null;
      const policy = await loaders.policyOfUnit({ ...region, day: question.targetsOf });
      const { known, unknown } = tiersOfLevers(policy ?? { ladders: [] }, question.levers);
      if (unknown.length > 0) throw noSuchTier(known, unknown);
      return found.map((each) => ({ ...each, asked: region }));
    },
  }),
}));
