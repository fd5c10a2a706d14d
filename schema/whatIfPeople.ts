import type { RegionId, SchoolId, TeacherId, WorkshopId } from '../src/domain/identifier.ts';
import { inLanguage } from '../src/domain/language.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { aimText } from '../src/domain/policy/describeWhere.ts';
import type { EffectivePolicy, EffectiveRule } from '../src/domain/policy/effective.ts';
import type { Shift, ShiftTotals, DutyShift } from '../src/domain/whatIf.ts';
import type { AimShift, DutyChange, PersonShift } from '../src/services/whatIf.ts';
import { builder } from './builder.ts';
import { pageOfList } from './listPage.ts';
import { RegionRef, RuleRef, SchoolRef, TeacherRef, WorkshopRef } from './refs.ts';
import { OutcomeCountsRef, RuleOutcomeEnum, vocabularyOfPolicy } from './ruleResult.ts';

type Side = 'becomeMet' | 'ceaseToBeMet' | 'becomeUnmet';

const SideEnum = builder.enumType('WhatIfChange', {
  description: 'How somebody or something would stand otherwise.',
  values: {
    BECOME_MET: { value: 'becomeMet', description: 'Met then, and not as it stands.' },
    CEASE_TO_BE_MET: { value: 'ceaseToBeMet', description: 'Met as it stands, and not then.' },
    BECOME_UNMET: { value: 'becomeUnmet', description: 'Unmet then, and not as it stands: it turns red.' },
  } as const satisfies Record<string, { readonly value: Side; readonly description: string }>,
});

function isOn(side: Side | null | undefined, { before, after }: Shift): boolean {
  switch (side) {
    case 'becomeMet':
      return after === 'met' && before !== 'met';
    case 'ceaseToBeMet':
      return before === 'met' && after !== 'met';
    case 'becomeUnmet':
      return after === 'unmet' && before !== 'unmet';
    case null:
    case undefined:
      return true;
  }
}

const ShiftTotalsRef = builder.interfaceRef<{ readonly totals: ShiftTotals }>('WhatIfTotals').implement({
  description: 'How many stand how, as it is and as it would be, and how many change sides.',
  fields: (t) => ({
    before: t.field({
      type: OutcomeCountsRef,
      nullable: true,
      description: 'As it stands. Null: what is in force says nothing about it.',
      resolve: ({ totals }) => totals.before,
    }),
    after: t.field({
      type: OutcomeCountsRef,
      nullable: true,
      description: 'As it would be. Null: the other policy says nothing about it.',
      resolve: ({ totals }) => totals.after,
    }),
    becomeMet: t.int({ description: 'Met then, and not as it stands.', resolve: ({ totals }) => totals.becomeMet }),
    ceaseToBeMet: t.int({
      description: 'Met as it stands, and not then.',
      resolve: ({ totals }) => totals.ceaseToBeMet,
    }),
    becomeUnmet: t.int({
      description: 'Unmet then, and not as it stands: what turns red.',
      resolve: ({ totals }) => totals.becomeUnmet,
    }),
  }),
});

interface WithTotal {
  readonly totalCount: number;
}

const BEFORE = 'As it stands. Null: what is in force says nothing about it.';
const AFTER = 'As it would be. Null: the other policy says nothing about it.';

type PersonOnDay = PersonShift & Moment;

const WhatIfPersonRef = builder.objectRef<PersonOnDay>('WhatIfPerson').implement({
  description: 'Somebody who would stand otherwise.',
  fields: (t) => ({
    teacher: t.field({
      type: TeacherRef,
      description: 'The person.',
      resolve: async ({ person, ...moment }, _arguments, { loaders }) => {
        const teacher = await loaders.teacher.load(at(person, moment));
        if (teacher === null) throw new Error('Somebody who was counted is gone');
        return teacher;
      },
    }),
    before: t.expose('before', { type: RuleOutcomeEnum, nullable: true, description: BEFORE }),
    after: t.expose('after', { type: RuleOutcomeEnum, nullable: true, description: AFTER }),
    alreadyHolds: t.exposeBoolean('holds', {
      nullable: true,
      description: 'Whether it is held on `asOf`. Null: not known, or nothing records it.',
    }),
  }),
});

const WhatIfPersonConnectionRef = builder.connectionObject<typeof WhatIfPersonRef, WithTotal>(
  {
    type: WhatIfPersonRef,
    name: 'WhatIfPersonConnection',
    description: 'A page of those who would stand otherwise.',
    fields: (t) => ({ totalCount: t.exposeInt('totalCount', { description: 'People in the whole list.' }) }),
  },
  { name: 'WhatIfPersonEdge', description: 'A person on a page.' },
);

/** Who becomes eligible for something. */
export interface AimShiftOnDay extends Moment {
  readonly shift: AimShift;
  readonly totals: ShiftTotals;
  /** The one that names what is sought. */
  readonly policy: EffectivePolicy;
}

export const WhatIfEligibilityRef = builder.objectRef<AimShiftOnDay>('WhatIfEligibility').implement({
  description: 'Who would become eligible for something, and who no longer would be.',
  interfaces: [ShiftTotalsRef],
  fields: (t) => ({
    aim: t.string({
      description: 'What is sought, in the language of the request.',
      resolve: ({ shift, policy }, _arguments, { language }) =>
        inLanguage(aimText(shift.change.aim, vocabularyOfPolicy(policy)), language),
    }),
    pathsBefore: t.field({
      type: [RuleRef],
      description: 'The rules in force that lead there.',
      resolve: ({ shift }) => shift.change.before.map(({ rule }) => rule),
    }),
    pathsAfter: t.field({
      type: [RuleRef],
      description: 'The rules of the other policy that lead there.',
      resolve: ({ shift }) => shift.change.after.map(({ rule }) => rule),
    }),
    people: t.connection(
      {
        type: WhatIfPersonRef,
        description: 'Those who would stand otherwise, by the code of the issuing region and the staff number.',
        args: { change: t.arg({ type: SideEnum, description: 'Only who would stand otherwise in this way.' }) },
        resolve: async ({ shift, day, explicitDay }, { change, ...page }) => {
          const people = shift.people.filter((person) => isOn(change, person));
          const nodes = people.map((person): PersonOnDay => ({ ...person, day, explicitDay }));
          return { ...(await pageOfList(page, nodes, ({ person }) => person)), totalCount: people.length };
        },
      },
      WhatIfPersonConnectionRef,
    ),
  }),
});

type SubjectOnDay = DutyShift & Moment;

const WhatIfSubjectRef = builder.objectRef<SubjectOnDay>('WhatIfSubject').implement({
  description:
    'Somebody or something that would stand otherwise: exactly one of person, school, workshop and region is there.',
  fields: (t) => ({
    teacher: t.field({
      type: TeacherRef,
      nullable: true,
      description: 'The person.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'person' ? loaders.teacher.load(at(subject.id as TeacherId, moment)) : null,
    }),
    school: t.field({
      type: SchoolRef,
      nullable: true,
      description: 'The school.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'school' ? loaders.school.load(at(subject.id as SchoolId, moment)) : null,
    }),
    workshop: t.field({
      type: WorkshopRef,
      nullable: true,
      description: 'The workshop.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'workshop' ? loaders.workshop.load(at(subject.id as WorkshopId, moment)) : null,
    }),
    region: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The region.',
      resolve: ({ subject, ...moment }, _arguments, { loaders }) =>
        subject.kind === 'region' ? loaders.region.load(at(subject.id as RegionId, moment)) : null,
    }),
    before: t.expose('before', { type: RuleOutcomeEnum, nullable: true, description: BEFORE }),
    after: t.expose('after', { type: RuleOutcomeEnum, nullable: true, description: AFTER }),
  }),
});

const WhatIfSubjectConnectionRef = builder.connectionObject<typeof WhatIfSubjectRef, WithTotal>(
  {
    type: WhatIfSubjectRef,
    name: 'WhatIfSubjectConnection',
    description: 'A page of those who would stand otherwise.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', { description: 'How many there are in the whole list.' }),
    }),
  },
  { name: 'WhatIfSubjectEdge', description: 'One of a page.' },
);

/** How a duty comes out under either policy. */
export interface DutyChangeOnDay extends Moment {
  readonly found: DutyChange;
  readonly totals: ShiftTotals;
}

export const WhatIfDutyRef = builder.objectRef<DutyChangeOnDay>('WhatIfDuty').implement({
  description: 'How many fulfil a duty, and how many would.',
  interfaces: [ShiftTotalsRef],
  fields: (t) => ({
    ruleBefore: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The rule in force. Null: there is none of that id.',
      resolve: ({ found }) => ruleOf(found.change.before),
    }),
    ruleAfter: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The rule of the other policy. Null: it has none of that id.',
      resolve: ({ found }) => ruleOf(found.change.after),
    }),
    asked: t.field({
      type: 'Date',
      description: 'The day on which it was looked at.',
      resolve: ({ found }) => found.asked,
    }),
    subjects: t.connection(
      {
        type: WhatIfSubjectRef,
        description: 'Those who would stand otherwise.',
        args: { change: t.arg({ type: SideEnum, description: 'Only who would stand otherwise in this way.' }) },
        resolve: async ({ found, day, explicitDay }, { change, ...page }) => {
          const subjects = found.subjects.filter((subject) => isOn(change, subject));
          const nodes = subjects.map((subject): SubjectOnDay => ({ ...subject, day, explicitDay }));
          const connection = await pageOfList(page, nodes, ({ subject }) => `${subject.kind} ${subject.id}`);
          return { ...connection, totalCount: subjects.length };
        },
      },
      WhatIfSubjectConnectionRef,
    ),
  }),
});

function ruleOf(effective: EffectiveRule | null) {
  return effective?.rule ?? null;
}
