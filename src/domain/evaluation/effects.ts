import type { Day } from '../day.ts';
import { holdsOn, type Interval } from '../interval.ts';
import { type OutcomeEffect, barsFrom, isAbout, outcomesOn } from '../outcome.ts';
import type { Sought } from '../policy/aim.ts';
import type { Unknown } from '../unknown.ts';
import type { EffectFact } from './facts.ts';
import type { Subject } from './subject.ts';
import type { Evidence } from './verdict.ts';
import type { World } from './world.ts';

/** An effect that holds for a subject on a day, and on what it rests: a record of it, or a grade by an outcome rule. */
export type EffectInForce = Interval & {
  readonly kind: string;
  readonly evidence: readonly Evidence[];
  /** Whether it is of a kind (null: any), from or for something (null: not asked). */
  readonly isOf: (kind: string | null, from: string | null) => boolean;
  /** Whether it bars from what is sought; null: not enough was said to tell. */
  readonly bars: (sought: Sought) => boolean | null;
} & ({ readonly recorded: EffectFact; readonly led: null } | { readonly recorded: null; readonly led: OutcomeEffect });

/** The effects that hold on a day: those recorded, and those to which grades led. `unknown`: there may be more. */
export function effectsOn(
  world: World,
  subject: Subject,
  on: Day,
): { readonly inForce: readonly EffectInForce[]; readonly unknown: Unknown | null } {
  const owned = subject.person ?? world.owns(subject.id);
  return {
    inForce: [
      ...owned.effects.filter((effect) => holdsOn(effect, on)).map(ofRecord),
      ...outcomesOn(world, subject, on).map(ofOutcome),
    ],
    unknown: world.uncovered(['effect']),
  };
}

function ofRecord(recorded: EffectFact): EffectInForce {
  const { id, kind, what, from, to } = recorded;
  return {
    kind,
    from,
    to,
    recorded,
    led: null,
    evidence: [{ kind: 'Effect', id, from, to, perhaps: false }],
    isOf: (asked, askedFrom) =>
      (asked === null || wordOf(asked) === wordOf(kind)) &&
      (askedFrom === null || what === null || what === askedFrom || askedFrom.startsWith(`${what}:`)),
    bars: (sought) => wordOf(kind) === 'bar' && recordBars(what, sought),
  };
}

function ofOutcome(led: OutcomeEffect): EffectInForce {
  const { effect, appraisal, from, to } = led;
  return {
    kind: effect.effect,
    from,
    to,
    recorded: null,
    led,
    evidence: [{ kind: 'Appraisal', id: appraisal.id, from, to: from, perhaps: false }],
    isOf: (asked, askedFrom) =>
      (asked === null || wordOf(asked) === effect.effect) && (askedFrom === null || isAbout(effect.what, askedFrom)),
    bars: (sought) => barsFrom(effect, sought),
  };
}

/** `application:CITY` on record: from which thing, at which level; nothing: from everything. */
function recordBars(what: string | null, { of, attributes }: Sought): boolean | null {
  if (what === null) return true;
  const [thing, ...words] = what.split(':');
  if (thing !== 'application' && thing !== of) return false;
  if (words.length === 0) return true;
  const said = [...attributes.values()];
  if (words.every((word) => said.includes(word))) return true;
  return attributes.has('level') && attributes.get('level') !== words[0] ? false : null;
}

/** A bar may be asked for as what somebody is: barred, preferred, recommended. */
const WORDS: Readonly<Record<string, string>> = {
  barred: 'bar',
  preferred: 'prefer',
  recommended: 'recommend',
  deferred: 'defer',
  exempted: 'exempt',
};

function wordOf(kind: string): string {
  return WORDS[kind] ?? kind;
}
