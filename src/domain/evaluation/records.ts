import { type Day, dayOf } from '../day.ts';
import { inForceOn } from '../designation.ts';
import type { Interval } from '../interval.ts';
import { UNKNOWN_THING, type Attributes, type Thing } from '../policy/where.ts';
import type { AppraisalFact, CertificateFact, TitleFact } from './facts.ts';
import { type Span, liesIn } from './span.ts';
import type { CountedRecord } from './subject.ts';
import type { EvidenceKind } from './verdict.ts';

/** A value of an attribute that may not be known. */
type Value = string | number | boolean | null | undefined;

/** Attributes by name: null is not known, what is left out too. */
export function attributesOf(
  values: Readonly<Record<string, Value | readonly (string | number | boolean)[]>>,
): Attributes {
  return (attribute) => {
    const value = values[attribute];
    if (value === null || value === undefined) return null;
    return typeof value === 'object' ? value : [value];
  };
}

/** A thing of these attributes, with what else is known of it. */
export function thingOf(
  values: Readonly<Record<string, Value | readonly (string | number | boolean)[]>>,
  rest: Partial<Omit<Thing, 'attributes'>> = {},
): Thing {
  return { ...UNKNOWN_THING, ...rest, attributes: attributesOf(values) };
}

/** Something that lasts between two days. */
export function lasting(
  kind: EvidenceKind,
  fact: Interval & { readonly id: string },
  thing: (on: Day) => Thing,
  distinct: string | null = null,
): CountedRecord {
  return {
    kind,
    id: fact.id,
    sort: 'lasting',
    from: fact.from,
    to: fact.to,
    in: (span) => holdsIn(fact, span),
    amount: 1,
    distinct,
    thing,
  };
}

/** Something that happened on a day. */
export function happening(
  kind: EvidenceKind,
  id: string,
  date: Day,
  thing: (on: Day) => Thing,
  amount = 1,
): CountedRecord {
  return {
    kind,
    id,
    sort: 'happening',
    from: date,
    to: date,
    in: (span) => liesIn(date, span),
    amount,
    distinct: null,
    thing,
  };
}

/** A title while it is in force. */
export function heldTitle(title: TitleFact, thing: (on: Day) => Thing, distinct: string | null = null): CountedRecord {
  return {
    ...lasting('Designation', { id: title.id, from: title.awarded, to: title.termEnd }, thing, distinct),
    in: (span) => inForceIn(title, span),
  };
}

/** The first day on which a certificate is no longer valid; null: none. */
export function certificateEnd({ to, revokedOn }: CertificateFact): Day | null {
  if (to === null || revokedOn === null) return to ?? revokedOn;
  return to < revokedOn ? to : revokedOn;
}

/** The day on which the appraisal of a year happens. */
export function appraisalDay({ year }: Pick<AppraisalFact, 'year'>): Day {
  return dayOf(year, 12, 31);
}

function holdsIn(interval: Interval, { from, through }: Span): boolean {
  const begun = interval.from === null || interval.from <= through;
  return (
    begun && (from === null ? notEmpty(interval) : interval.to === null || interval.to > from) && notEmpty(interval)
  );
}

function notEmpty({ from, to }: Interval): boolean {
  return from === null || to === null || from < to;
}

/** Whether a title was in force on some day of a span: its state changes only where it was awarded, became known or ended. */
function inForceIn(title: TitleFact, { from, through }: Span): boolean | null {
  const days = [title.awarded, title.stateKnownOn, from, through].filter(
    (day): day is Day => day !== null && (from === null || day >= from) && day <= through,
  );
  const outcomes = days.map((day) => inForceOn(title, day));
  if (outcomes.includes(true)) return true;
  return outcomes.includes(null) ? null : false;
}
