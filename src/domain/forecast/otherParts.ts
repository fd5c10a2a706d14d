import { addDays, earlier } from '../day.ts';
import type { Text } from '../roster.ts';
import { type TargetPeriod, periodsOf } from '../targetPeriod.ts';
import { shareOf } from '../targetTally.ts';
import { awardFlow, awardsByPart, leversFor } from './awards.ts';
import { awardedBy } from './awardedTitles.ts';
import { type CountQuestion, countGround, requiredBy } from './countQuestion.ts';
import { periodName } from './flow.ts';
import type { PartModel } from './part.ts';
import { lackingAfterYear, shareOn } from './trainedShare.ts';
import * as words from './words.ts';
import { foundedPerYear, runningOn, workshopStock, workshopsByPart } from './workshopStock.ts';

const AWARDS: Text = { zh: '授予', en: 'Awards' };
const FOUNDED: Text = { zh: '新建工作坊', en: 'Workshops founded' };

/** Titles awarded, in each period of which they are asked. */
export function awardedParts(question: CountQuestion): readonly PartModel[] {
  const { ground, reading, count, last } = question;
  const { partOf, units, completed, paths, tally } = countGround(question);
  const events = awardsByPart(ground, tally, count, partOf, paths);
  const whole = [...events.values()].flat();
  const { calendar } = ground.policy;
  const wholeTime = { first: reading.begins, last: reading.last ?? last };
  const periods: readonly (TargetPeriod | null)[] =
    reading.period === null ? [null] : periodsOf(reading, calendar, last);
  return periods.flatMap((period) =>
    units.map(({ id, key }): PartModel => {
      const own = events.get(key) ?? [];
      const flow = awardFlow(count, reading.each === null ? whole : own, whole, completed, paths);
      const time = period ?? wholeTime;
      const now = earlier(ground.day, time.last);
      return {
        unit: id,
        count,
        period: period === null ? null : periodName(period),
        actual: own.filter(({ awarded }) => time.first <= awarded && awarded <= now).length,
        required: requiredBy(count),
        weight: 1,
        at: (on, levers) => awardedBy(own, flow, time, ground.day, on, levers),
        bases: (levers) => {
          const perYear = flow.perYear(levers);
          const decided = leversFor(count, levers.awardsPerYear).length > 0;
          const text = decided ? words.decidedText(AWARDS, perYear) : words.seriesText(AWARDS, flow.series, perYear);
          return [{ of: decided ? 'decided' : 'awards', perYear, text }];
        },
        assumptions: () => [words.AS_THROUGH_THE_YEAR],
        candidates: null,
        usualAwards: flow.usual,
        paths,
        rules: paths.rules,
      };
    }),
  );
}

/** Workshops that run: they end with their term, and others are founded. */
export function workshopParts(question: CountQuestion): readonly PartModel[] {
  const { ground, reading, count } = question;
  const { tally, partOf, units, completed, tallies } = countGround(question);
  const parts = workshopsByPart(ground, tally, count, partOf);
  const found = tallies(ground.day);
  const among = [...parts.values()].flat();
  // Numbers by stage share one lever as they share what is asked for.
  const asked = reading.counts.reduce((sum, each) => sum + (requiredBy(each) ?? 0), 0);
  const share = reading.counts.length === 1 || asked === 0 ? null : (requiredBy(count) ?? 0) / asked;
  return units.map(({ id, key }): PartModel => {
    const here = found.get(key);
    const stock = workshopStock(ground, parts.get(key) ?? [], among, completed, share);
    return {
      unit: id,
      count,
      period: null,
      actual: here === undefined ? 0 : here.why === null ? here.sure : null,
      required: requiredBy(count),
      weight: 1,
      at: (on, levers) => runningOn(stock, on, levers),
      bases: (levers) => {
        const perYear = foundedPerYear(stock, levers);
        const decided = levers.workshopsPerYear !== null;
        return [
          {
            of: decided ? 'decided' : 'workshops',
            perYear,
            text: decided ? words.decidedText(FOUNDED, perYear) : words.seriesText(FOUNDED, stock.series, perYear),
          },
          { of: 'ending', perYear: null, text: words.lastingText(stock.lasting, stock.overdue) },
        ];
      },
      assumptions: () => [words.SUCCESSORS, words.AS_THROUGH_THE_YEAR],
      candidates: null,
      usualAwards: () => null,
      paths: null,
      rules: [],
    };
  });
}

/** A share of people: of those who lack it, so many lack it still a year later. */
export function shareParts(question: CountQuestion): readonly PartModel[] {
  const { ground, count } = question;
  const { completed } = countGround(question);
  const [first] = completed.periods;
  const ends = first === undefined ? [] : [addDays(first.first, -1), ...completed.periods.map((period) => period.last)];
  const { units, tallies } = countGround(question, ends);
  const history = ends.map((on) => ({ on, found: tallies(on) }));
  const now = tallies(ground.day);
  return units.map(({ id, key }): PartModel => {
    const here = now.get(key);
    const share = here?.why === null ? (shareOf(here)?.valueOf() ?? null) : null;
    const past = history.map(({ on, found }) => {
      const tally = found.get(key);
      return { on, share: tally === undefined ? null : (shareOf(tally)?.valueOf() ?? null) };
    });
    const lacking = lackingAfterYear({ days: past });
    return {
      unit: id,
      count,
      period: null,
      actual: share,
      required: requiredBy(count),
      weight: here?.among ?? 0,
      at: (on) =>
        share === null ? { worst: null, expected: null, best: null } : shareOn(share, lacking.part, ground.day, on),
      bases: () => [{ of: 'training', perYear: lacking.part, text: words.lackingText(lacking.years, lacking.part) }],
      assumptions: () => [words.SAME_NUMBER],
      candidates: null,
      usualAwards: () => null,
      paths: null,
      rules: [],
    };
  });
}
