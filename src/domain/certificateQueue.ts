import { type Day, addMonths } from './day.ts';
import { type DutyRule, dutyRules } from './duty.ts';
import { evaluateRule } from './evaluation/evaluateRule.ts';
import type { CertificateFact, PersonFacts } from './evaluation/facts.ts';
import { certificateEnd } from './evaluation/records.ts';
import { personSubject } from './evaluation/subjects.ts';
import { timeAlone } from './evaluation/timeAlone.ts';
import type { Outcome } from './evaluation/verdict.ts';
import type { World } from './evaluation/world.ts';
import { type EffectivePolicy, selectionOf } from './policy/effective.ts';
import type { Where } from './policy/condition.ts';

/** How a renewal that a policy asks of the holder of a certificate stands. */
export interface Renewal {
  readonly rule: DutyRule;
  readonly outcome: Outcome;
  /** The last day on which it is met, if nothing more is recorded; null: without end, or it is not met. */
  readonly until: Day | null;
}

/** A certificate that wants attention. */
export interface QueuedCertificate {
  readonly certificate: CertificateFact;
  /** The first day on which it is no longer valid; null: open. */
  readonly ends: Day | null;
  readonly expired: boolean;
  readonly renewals: readonly Renewal[];
  /** The day by which something is to be done: the end, or the last day of a renewal; null: it is late, or not known. */
  readonly by: Day | null;
}

/**
 * The certificates of a person that have expired, or that end or want a renewal within some months. One that a later one of
 * its kind has taken the place of, and one that was revoked, is left out.
 */
export function certificatesDue(
  person: PersonFacts,
  kind: string | null,
  months: number,
  world: World,
  day: Day,
): readonly QueuedCertificate[] {
  const limit = addMonths(day, months);
  const subject = personSubject(world, person);
  return person.certificates
    .filter((certificate) => kind === null || certificate.kind === kind)
    .filter(({ issued, revokedOn }) => issued <= day && (revokedOn === null || revokedOn > day))
    .filter((certificate) => !person.certificates.some((other) => replaces(other, certificate, day)))
    .flatMap((certificate): QueuedCertificate[] => {
      const ends = certificateEnd(certificate);
      const expired = ends !== null && ends <= day;
      const renewals = expired
        ? []
        : renewalRules(world.policy, certificate.kind).flatMap((rule): Renewal[] => {
            const { applies, outcome } = evaluateRule(rule, subject, world, day);
            if (applies === false) return [];
            return [{ rule, outcome, until: outcome === 'met' ? timeAlone(rule, subject, world, day).latest : null }];
          });
      const late = expired || renewals.some(({ outcome }) => outcome === 'unmet');
      const undecided = renewals.some(({ outcome }) => outcome === 'unknown');
      const days = [ends, ...renewals.map(({ until }) => until)].filter((on) => on !== null);
      const by = late
        ? null
        : days.reduce<Day | null>((first, on) => (first === null || on < first ? on : first), null);
      const within = late || undecided || (by !== null && by <= limit);
      return within ? [{ certificate, ends, expired, renewals, by }] : [];
    });
}

function replaces(other: CertificateFact, certificate: CertificateFact, day: Day): boolean {
  return (
    other.kind === certificate.kind &&
    other.id !== certificate.id &&
    other.issued > certificate.issued &&
    other.issued <= day &&
    (other.revokedOn === null || other.revokedOn > day)
  );
}

/** The duties that fall on whoever holds a certificate of a kind. */
export function renewalRules(policy: EffectivePolicy, kind: string): readonly DutyRule[] {
  return dutyRules(policy).filter((rule) => {
    const selection = selectionOf(policy, rule);
    return selection?.population === 'persons' && selection.where.some((term) => namesCertificate(term, kind));
  });
}

function namesCertificate(term: Where[number], kind: string): boolean {
  if (term.term !== 'nested' || term.attribute !== 'certificate') return false;
  const kinds = term.where.flatMap((inner) =>
    inner.term === 'oneOf' && inner.attribute === 'kind' ? inner.values.map(String) : [],
  );
  return kinds.length === 0 || kinds.includes(kind);
}
