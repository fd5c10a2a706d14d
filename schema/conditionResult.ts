import type { Outcome } from '../src/domain/composition.ts';
import { DATED_FACTS, DATED_FACT_KINDS } from '../src/domain/datedFact.ts';
import type { WaiverFact } from '../src/domain/evaluation/facts.ts';
import type { Evidence, EvidenceKind, TimeAlone } from '../src/domain/evaluation/verdict.ts';
import type {
  DesignationId,
  PairingId,
  PostId,
  SchoolId,
  SeatId,
  TeacherId,
  WorkshopId,
} from '../src/domain/identifier.ts';
import { inLanguage } from '../src/domain/language.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import type { Modality, Rule } from '../src/domain/policy/types.ts';
import type { Text } from '../src/domain/roster.ts';
import type { Unknown } from '../src/domain/unknown.ts';
import { builder } from './builder.ts';
import { LevelEnum, ModalityEnum, OutcomeEnum } from './enums.ts';
import {
  DatedFactRef,
  DesignationRef,
  PairingRef,
  PostRef,
  RuleRef,
  SchoolRef,
  SeatRef,
  TeacherRef,
  WorkshopRef,
} from './refs.ts';
import { reason } from './unknown.ts';

/** What came out of holding a rule, or a part of it, against what is known. */
export interface ConditionResult {
  readonly rule: Rule;
  readonly text: Text;
  /** Null: that of the rule. */
  readonly clause: string | null;
  /** Null: that of the rule. */
  readonly modality: Modality | null;
  readonly outcome: Outcome;
  readonly required: Text;
  readonly found: Text | null;
  readonly unknown: Unknown | null;
  readonly conditions: readonly ConditionResult[];
  readonly evidence: readonly (Evidence & Moment)[];
  readonly waivedBy: WaiverFact | null;
  /** When time alone changes it; null: it is not looked at. */
  readonly time: (() => TimeAlone) | null;
}

const OUTCOME_WORDS = { met: 'MET', unmet: 'UNMET', unknown: 'UNKNOWN' } as const satisfies Record<Outcome, string>;
export const MODALITY_WORDS = { must: 'MUST', should: 'SHOULD', may: 'MAY' } as const satisfies Record<
  Modality,
  string
>;

const EvidenceKindEnum = builder.enumType('EvidenceKind', {
  description: 'What sort of record something rests on.',
  values: {
    Post: { description: 'A post.' },
    Designation: { description: 'A title.' },
    Seat: { description: 'A seat in a workshop.' },
    Pairing: { description: 'A pairing.' },
    Appraisal: { description: 'An appraisal.' },
    Achievement: { description: 'An award or honour.' },
    Attendance: { description: 'A training attended.' },
    Activity: { description: 'An activity.' },
    Certificate: { description: 'A certificate.' },
    Finding: { description: 'Something that was found of somebody.' },
    Effect: { description: 'A recorded effect, such as a bar.' },
    Waiver: { description: 'A waiver.' },
    Link: { description: 'A link with a school.' },
    Event: { description: 'Something that a body held.' },
    Figure: { description: 'A figure, such as a number of pupils.' },
    RubricScore: { description: 'Points of a rubric.' },
    Application: { description: 'An application.' },
    Teacher: { description: 'A person.' },
    School: { description: 'A school.' },
    Workshop: { description: 'A workshop.' },
  } satisfies Record<EvidenceKind, { readonly description: string }>,
});

const EvidenceRef = builder.objectRef<Evidence & Moment>('Evidence').implement({
  description: 'A record on which an outcome rests.',
  fields: (t) => ({
    kind: t.expose('kind', { type: EvidenceKindEnum, description: 'What sort of record it is.' }),
    key: t.exposeString('id', {
      description: 'Tells records of one kind apart: two outcomes that rest on one record name the same.',
    }),
    from: t.expose('from', {
      type: 'Date',
      nullable: true,
      description: 'Its first day; of what happened, the day. Null: not known.',
    }),
    to: t.expose('to', {
      type: 'Date',
      nullable: true,
      description: 'The first day that no longer counts; of what happened, the day. Null: open.',
    }),
    certain: t.boolean({
      description: 'False: it may count or not, since something about it is not known.',
      resolve: ({ perhaps }) => !perhaps,
    }),
    post: t.field({
      type: PostRef,
      nullable: true,
      description: 'The post, where it is one.',
      resolve: ({ kind, id, ...moment }, _arguments, { loaders }) =>
        kind === 'Post' ? loaders.post.load(at(id as PostId, moment)) : null,
    }),
    designation: t.field({
      type: DesignationRef,
      nullable: true,
      description: 'The title, where it is one.',
      resolve: ({ kind, id, ...moment }, _arguments, { loaders }) =>
        kind === 'Designation' ? loaders.designation.load(at(id as DesignationId, moment)) : null,
    }),
    seat: t.field({
      type: SeatRef,
      nullable: true,
      description: 'The seat, where it is one and held on `asOf`.',
      resolve: ({ kind, id, ...moment }, _arguments, { loaders }) =>
        kind === 'Seat' ? loaders.seat.load(at(id as SeatId, moment)) : null,
    }),
    pairing: t.field({
      type: PairingRef,
      nullable: true,
      description: 'The pairing, where it is one.',
      resolve: ({ kind, id, ...moment }, _arguments, { loaders }) =>
        kind === 'Pairing' ? loaders.pairing.load(at(id as PairingId, moment)) : null,
    }),
    teacher: t.field({
      type: TeacherRef,
      nullable: true,
      description: 'The person, where it is one.',
      resolve: ({ kind, id, ...moment }, _arguments, { loaders }) =>
        kind === 'Teacher' ? loaders.teacher.load(at(id as TeacherId, moment)) : null,
    }),
    school: t.field({
      type: SchoolRef,
      nullable: true,
      description: 'The school, where it is one.',
      resolve: ({ kind, id, ...moment }, _arguments, { loaders }) =>
        kind === 'School' ? loaders.school.load(at(id as SchoolId, moment)) : null,
    }),
    workshop: t.field({
      type: WorkshopRef,
      nullable: true,
      description: 'The workshop, where it is one.',
      resolve: ({ kind, id, ...moment }, _arguments, { loaders }) =>
        kind === 'Workshop' ? loaders.workshop.load(at(id as WorkshopId, moment)) : null,
    }),
    fact: t.field({
      type: DatedFactRef,
      nullable: true,
      description: 'The dated fact, where it is one: an appraisal, an achievement, a training, a certificate …',
      resolve: async ({ kind, id, ...moment }, _arguments, { loaders, today }) => {
        const factKind = DATED_FACT_KINDS.find((each) => DATED_FACTS[each].label === kind);
        if (factKind === undefined) return null;
        const key = at(id, moment);
        const fact = await loaders.datedFact.load({ ...key, question: { kind: factKind, today } });
        return fact === null ? null : { ...fact, ...key };
      },
    }),
  }),
});

export const WaiverRef = builder.objectRef<WaiverFact>('WaiverGiven').implement({
  description: 'A waiver on record. What it waives stays unmet, and lets pass.',
  fields: (t) => ({
    by: t.expose('by', { type: LevelEnum, description: 'The level of the body that gave it.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'The reason on record. Null: none is.' }),
    from: t.expose('from', { type: 'Date', nullable: true, description: 'Its first day. Null: not known.' }),
    to: t.expose('to', {
      type: 'Date',
      nullable: true,
      description: 'The first day that no longer counts. Null: open.',
    }),
  }),
});

export const ConditionResultRef = builder.objectRef<ConditionResult>('ConditionResult');
ConditionResultRef.implement({
  description: 'What came out of holding a rule, or one condition of it, against what is known.',
  fields: (t) => ({
    rule: t.expose('rule', { type: RuleRef, description: 'The rule.' }),
    text: t.string({
      description: 'What is asked, in the language of the request.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
    clause: t.string({
      nullable: true,
      description: 'The clause that asks it. Null: the document has none for it.',
      resolve: ({ clause, rule }) => clause ?? rule.clause,
    }),
    modality: t.field({
      type: ModalityEnum,
      description: 'How binding it is.',
      resolve: ({ modality, rule }) => MODALITY_WORDS[modality ?? rule.modality],
    }),
    outcome: t.field({
      type: OutcomeEnum,
      description: 'Whether it is met.',
      resolve: ({ outcome }) => OUTCOME_WORDS[outcome],
    }),
    required: t.string({
      description: 'What is required, in the language of the request.',
      resolve: ({ required }, _arguments, { language }) => inLanguage(required, language),
    }),
    found: t.string({
      nullable: true,
      description: 'What was found. Null: not known.',
      resolve: ({ found }, _arguments, { language }) => (found === null ? null : inLanguage(found, language)),
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why it is UNKNOWN.',
      resolve: ({ unknown }, _arguments, context) => reason(unknown, context),
    }),
    conditions: t.field({
      type: [ConditionResultRef],
      description: 'The conditions that it consists of; empty for a single one.',
      resolve: ({ conditions }) => conditions,
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description: 'The records on which it rests; empty for one that consists of others.',
      resolve: ({ evidence }) => evidence,
    }),
    waivedBy: t.field({
      type: WaiverRef,
      nullable: true,
      description: 'The waiver by which it lets pass though it is UNMET. Null: none.',
      resolve: ({ waivedBy }) => waivedBy,
    }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The first day, from `asOf` on, on which the passing of time alone makes it met: nothing new is recorded, what runs goes on. Null: never, or places are counted.',
      resolve: ({ time }) => time?.().earliest ?? null,
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The last day in a row, from `earliest` on, on which time alone leaves it met: of age ceilings, windows and expiries. Null: without end, or see `earliest`.',
      resolve: ({ time }) => time?.().latest ?? null,
    }),
  }),
});
