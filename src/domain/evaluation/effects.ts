import type { Day } from '../day.ts';
import { holdsOn } from '../interval.ts';
import type { Unknown } from '../unknown.ts';
import type { Subject } from './subject.ts';
import type { Evidence } from './verdict.ts';
import type { World } from './world.ts';

/** An effect that holds for a subject on a day, and on what it rests. */
export interface EffectInForce {
  readonly kind: string;
  readonly what: string | null;
  readonly evidence: readonly Evidence[];
  /** Whether it is of a kind (null: any), from or for something (null: not asked). */
  readonly isOf: (kind: string | null, from: string | null) => boolean;
}

/** The recorded effects that hold on a day. `unknown`: there may be more. */
export function effectsOn(
  world: World,
  subject: Subject,
  on: Day,
): { readonly inForce: readonly EffectInForce[]; readonly unknown: Unknown | null } {
  const owned = subject.person ?? world.owns(subject.id);
  return {
    inForce: owned.effects
      .filter((effect) => holdsOn(effect, on))
      .map(({ id, kind, what, from, to }) => ({
        kind,
        what,
        evidence: [{ kind: 'Effect', id, from, to, perhaps: false }],
        isOf: (asked, askedFrom) =>
          (asked === null || asked === kind) && (askedFrom === null || what === null || what === askedFrom),
      })),
    unknown: world.uncovered(['effect']),
  };
}
