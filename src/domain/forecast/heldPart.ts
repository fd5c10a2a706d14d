import type { EffectiveRule } from '../policy/effective.ts';
import type { Text } from '../roster.ts';
import { awardFlow, awardsByPart, leversFor } from './awards.ts';
import { NO_CANDIDATES, type CandidatePaths, candidatesByPart, pathsFor } from './candidates.ts';
import { type CountQuestion, countGround, requiredBy } from './countQuestion.ts';
import { type HeldTitles, type Holder, heldOn, holdersByPart, withoutAge } from './heldTitles.ts';
import type { ForecastLevers } from './levers.ts';
import type { Basis, PartModel } from './part.ts';
import { type Leaving, type Renewing, Staying, goneFrom, leavingOf, renewingOf } from './staying.ts';
import * as words from './words.ts';

const AWARDS: Text = { zh: '新授予', en: 'New awards' };

/** People who hold a title: they stay or leave, terms end and are given again, and others are awarded it. */
export function heldParts(question: CountQuestion): readonly PartModel[] {
  const { ground, reading, count, last } = question;
  const { tally, partOf, units, completed, paths, tallies } = countGround(question);
  const found = tallies(ground.day);
  const holders = holdersByPart(ground, tally, count, partOf);
  const events = awardsByPart(ground, tally, count, partOf, paths);
  const anywhere = { ...count, where: count.where.filter((term) => term.term !== 'nested') };
  const whole = firstTime(awardsByPart(ground, tally, anywhere, () => WHOLE, paths).get(WHOLE));
  const undivided = reading.each === null && anywhere.where.length === count.where.length;
  const renewing = renewingOf(ground, tally, count);
  const earned = pathsFor(ground.policy, count);
  const candidates =
    earned === null ? null : candidatesByPart(ground, tally, count, partOf, question.prospects.of(earned, last));
  const leaving = once((levers) => leavingOf(ground, reading.rule.layer.from, levers.retirement));
  const staying = once((levers) => new Staying(leaving(levers).perYear, renewing.part));
  return units.map(({ id, key }): PartModel => {
    const here = found.get(key);
    const own = holders.get(key) ?? [];
    const model: Omit<HeldTitles, 'staying'> = {
      ground,
      count,
      holders: own,
      awards: awardFlow(count, undivided ? whole : firstTime(events.get(key)), whole, completed, paths),
      paths,
      candidates: candidates === null ? null : (candidates.get(key) ?? NO_CANDIDATES),
    };
    return {
      unit: id,
      count,
      period: null,
      actual: here === undefined ? 0 : here.why === null ? here.sure : null,
      required: requiredBy(count),
      weight: 1,
      at: (on, levers) => heldOn({ ...model, staying: staying(levers) }, on, levers),
      bases: (levers) => [
        stockBasis(question, own, levers),
        ...flowBases(model, earned, levers),
        ...stayingBases(leaving(levers), renewing),
      ],
      assumptions: (levers) => words.holdingAssumptions(levers.retirement, withoutAge(own)),
      candidates: model.candidates,
      usualAwards: model.awards.usual,
      paths,
      rules: earned?.rules ?? [],
    };
  });
}

const WHOLE = 'whole';

function firstTime<Event extends { readonly again: boolean }>(events: readonly Event[] = []): readonly Event[] {
  return events.filter(({ again }) => !again);
}

/** Made once for each choice of the ages of retirement. */
function once<Made>(make: (levers: ForecastLevers) => Made): (levers: ForecastLevers) => Made {
  const made = new Map<string, Made>();
  return (levers) => {
    const key = `${levers.retirement.women} ${levers.retirement.men}`;
    const known = made.get(key) ?? make(levers);
    made.set(key, known);
    return known;
  };
}

function stockBasis({ ground, last }: CountQuestion, own: readonly Holder[], levers: ForecastLevers): Basis {
  const ending = own.filter(({ ends }) => ends !== null && ends <= last).length;
  const retiring = own.filter(({ person }) => {
    const gone = goneFrom(ground, person, levers.retirement);
    return gone !== null && gone <= last;
  }).length;
  return { of: 'stock', perYear: null, text: words.stockText(own.length, ending, retiring, last) };
}

function flowBases(
  { count, awards, candidates }: Omit<HeldTitles, 'staying'>,
  earned: CandidatePaths | null,
  levers: ForecastLevers,
): readonly Basis[] {
  const perYear = awards.perYear(levers);
  const decided = leversFor(count, levers.awardsPerYear).length > 0;
  const pace: Basis = {
    of: decided ? 'decided' : 'awards',
    perYear,
    text: decided ? words.decidedText(AWARDS, perYear) : words.seriesText(AWARDS, awards.series, perYear),
  };
  if (candidates === null || earned === null) return [pace];
  const named = idsOf(earned.rules);
  const people: Basis = { of: 'candidates', perYear: null, text: words.candidatesText(candidates, named) };
  if (candidates.due === 0 && candidates.falling.size === 0) return [pace, people];
  const awarding = idsOf(earned.rules.filter(({ rule }) => rule.kind === 'award'));
  return [pace, people, { of: 'due', perYear: null, text: words.dueText(candidates, awarding) }];
}

function stayingBases(leaving: Leaving, renewing: Renewing): readonly Basis[] {
  return [
    { of: 'renewing', perYear: renewing.part, text: words.renewingText(renewing) },
    { of: 'leaving', perYear: leaving.perYear, text: words.leavingText(leaving) },
  ];
}

function idsOf(rules: readonly EffectiveRule[]): string {
  return rules.map(({ rule }) => (rule.clause === null ? rule.id : `${rule.id} (${rule.clause})`)).join(', ');
}
