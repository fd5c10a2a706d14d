import { momentOf } from '../src/context.ts';
import type { CapacityReport } from '../src/domain/capacity.ts';
import type { PolicyProblem } from '../src/domain/policy/reading.ts';
import type { TargetProgress } from '../src/domain/target.ts';
import type { LoadReport } from '../src/services/mentorLoad.ts';
import {
  type Both,
  type WhatIf,
  loadAimShifts,
  loadCapacityShift,
  loadDutyChanges,
  loadMentorLoadShifts,
  loadSupposedCoherence,
  loadTargetShifts,
  suppose,
} from '../src/services/whatIf.ts';
import { asOfArgument, codeArgument, codeFilter } from './arguments.ts';
import { builder } from './builder.ts';
import { CapacityRef } from './capacity.ts';
import { CoherenceFindingRef, regionAsked } from './coherence.ts';
import { MentorLoadReportRef } from './mentorLoad.ts';
import { PolicyChoiceInput, policyChoiceOf } from './policyChoice.ts';
import { PolicyChangeRef } from './policyComparison.ts';
import { PolicyProblemRef } from './policyProblem.ts';
import { type RegionOnDay, RegionRef, RoleRef } from './refs.ts';
import { TargetProgressRef, progressOn } from './target.ts';
import { WhatIfDutyRef, WhatIfEligibilityRef } from './whatIfPeople.ts';

type Seats = NonNullable<ReturnType<typeof seatsIn>>[number];

/** The places of existing workshops role by role. */
function seatsIn({ before, after }: Both<CapacityReport>) {
  const rolesOf = (report: CapacityReport | null) => report?.founded.value?.byRole ?? null;
  const [was, is] = [rolesOf(before), rolesOf(after)];
  if (was === null || is === null) return null;
  const codes = new Set([...is, ...was].map(({ role }) => role.code));
  return [...codes].flatMap((code) => {
    const [old, next] = [was.find(({ role }) => role.code === code), is.find(({ role }) => role.code === code)];
    const role = next?.role ?? old?.role;
    if (role === undefined) return [];
    return [{ role, before: old?.seats.required ?? 0, after: next?.seats.required ?? 0 }];
  });
}

const WhatIfSeatsRef = builder.objectRef<Seats>('WhatIfSeats').implement({
  description: 'The places of one role in the workshops that exist.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleRef, description: 'The role.' }),
    before: t.exposeInt('before', { description: 'Places that the rules ask for at least.' }),
    after: t.exposeInt('after', { description: 'Places that they would ask for.' }),
    appear: t.int({
      description: 'How many appear; below zero: how many fall away.',
      resolve: ({ before, after }) => after - before,
    }),
  }),
});

type CapacityShift = Both<CapacityReport> & { readonly region: RegionOnDay };

const WhatIfCapacityRef = builder.objectRef<CapacityShift>('WhatIfCapacity').implement({
  description: 'Workshops and places, as they are and as they would be had the other policy been in force all along.',
  fields: (t) => ({
    seats: t.field({
      type: [WhatIfSeatsRef],
      nullable: true,
      description: 'Role by role, for the workshops that exist. Null: not known under one of the two.',
      resolve: (shift) => seatsIn(shift),
    }),
    before: t.field({
      type: CapacityRef,
      nullable: true,
      description: 'As it stands. Null: not known.',
      resolve: ({ before, region }) => (before === null ? null : { ...before, asked: region }),
    }),
    after: t.field({
      type: CapacityRef,
      nullable: true,
      description: 'As it would be. Null: not known.',
      resolve: ({ after, region }) => (after === null ? null : { ...after, asked: region }),
    }),
  }),
});

type LoadShift = Both<LoadReport> & { readonly region: RegionOnDay };

const WhatIfMentorLoadRef = builder.objectRef<LoadShift>('WhatIfMentorLoad').implement({
  description: 'How mentors stand against a quota of pairings, and how they would.',
  fields: (t) => ({
    before: t.field({
      type: MentorLoadReportRef,
      nullable: true,
      description: 'As it stands. Null: what is in force has no such quota.',
      resolve: ({ before, region }) => reportOn(before, region),
    }),
    after: t.field({
      type: MentorLoadReportRef,
      nullable: true,
      description: 'As it would be. Null: the other policy has no such quota.',
      resolve: ({ after, region }) => reportOn(after, region),
    }),
    turnRed: t.int({
      nullable: true,
      description:
        'Mentors outside the bounds then, less those outside as it stands. Null: not known under one of them.',
      resolve: ({ before, after }) => {
        const outside = (report: LoadReport | null) => {
          if (report === null) return 0;
          const { value } = report.totals;
          return value === null ? null : value.under + value.over;
        };
        const [was, is] = [outside(before), outside(after)];
        return was === null || is === null ? null : is - was;
      },
    }),
  }),
});

function reportOn(report: LoadReport | null, asked: RegionOnDay) {
  return report === null ? null : { report, asked, totals: report.totals };
}

type TargetShift = Both<TargetProgress> & { readonly region: RegionOnDay };

const WhatIfTargetRef = builder.objectRef<TargetShift>('WhatIfTarget').implement({
  description: 'How the region stands against a target, and how it would.',
  fields: (t) => ({
    before: t.field({
      type: TargetProgressRef,
      nullable: true,
      description: 'As it stands. Null: what is in force has no such target.',
      resolve: ({ before, region }) => (before === null ? null : progressOn(before, region)),
    }),
    after: t.field({
      type: TargetProgressRef,
      nullable: true,
      description: 'As it would be. Null: the other policy has no such target.',
      resolve: ({ after, region }) => (after === null ? null : progressOn(after, region)),
    }),
    moved: t.boolean({
      description: 'Whether what is asked, what is counted or how it stands would be another.',
      resolve: ({ before, after }) => before === null || after === null || standing(before) !== standing(after),
    }),
  }),
});

function standing({ required, actual, state, gap, countedOn }: TargetProgress): string {
  return JSON.stringify([required?.toFraction(), actual?.toFraction(), state, gap?.toFraction(), countedOn]);
}

interface Supposition {
  readonly region: RegionOnDay;
  readonly problems: readonly PolicyProblem[];
  readonly whatIf: WhatIf | null;
}

const WhatIfRef = builder.objectRef<Supposition>('WhatIf').implement({
  description:
    'A region as it stands on `asOf`, and another policy as if it were in force there. Nothing is written. Where there is nothing to suppose every part is null.',
  fields: (t) => ({
    region: t.expose('region', { type: RegionRef, description: 'The region.' }),
    found: t.boolean({
      description:
        'Whether there is something to suppose. False: no such policy that you may see, or a draft with errors.',
      resolve: ({ whatIf }) => whatIf !== null,
    }),
    problems: t.expose('problems', {
      type: [PolicyProblemRef],
      description: "What there is to repair or to know about in a draft's text, from the top.",
    }),
    changes: t.field({
      type: [PolicyChangeRef],
      nullable: true,
      description: 'What the policies say otherwise that would take the place of those in force.',
      resolve: ({ whatIf }) => whatIf?.changes ?? null,
    }),
    eligibility: t.field({
      type: [WhatIfEligibilityRef],
      nullable: true,
      description:
        'For everything that the two decide otherwise: who would become eligible and who no longer would be. What they decide alike is left out.',
      resolve: async ({ whatIf, region: { day, explicitDay } }) => {
        if (whatIf === null) return null;
        const shifts = await loadAimShifts(whatIf);
        return shifts.map((shift) => ({
          shift,
          totals: shift.totals,
          policy: shift.change.after.length > 0 || whatIf.before === null ? whatIf.after : whatIf.before,
          day,
          explicitDay,
        }));
      },
    }),
    duties: t.field({
      type: [WhatIfDutyRef],
      nullable: true,
      description:
        'For every obligation and quota that comes out otherwise, by its id: who fulfils it and who would. What both ask alike is left out.',
      args: {
        schoolYear: t.arg({
          type: 'SchoolYear',
          description: 'For the periods of this school year that have begun; as of the day alone by default.',
        }),
        rule: codeFilter(t, 'Only the rule of this code; all by default.'),
      },
      resolve: async ({ whatIf, region: { day, explicitDay } }, { schoolYear, rule }) => {
        if (whatIf === null) return null;
        const changes = await loadDutyChanges(whatIf, { schoolYear: schoolYear ?? null, rule: rule ?? null });
        return changes.map((found) => ({ found, totals: found.totals, day, explicitDay }));
      },
    }),
    capacity: t.field({
      type: WhatIfCapacityRef,
      nullable: true,
      description: 'Which places appear or fall away.',
      resolve: async ({ whatIf, region }) =>
        whatIf === null ? null : { ...(await loadCapacityShift(whatIf)), region },
    }),
    mentorLoad: t.field({
      type: [WhatIfMentorLoadRef],
      nullable: true,
      description: 'Each quota of pairings that either has: how mentors stand and would stand.',
      resolve: async ({ whatIf, region }) =>
        whatIf === null ? null : (await loadMentorLoadShifts(whatIf)).map((shift) => ({ ...shift, region })),
    }),
    targets: t.field({
      type: [WhatIfTargetRef],
      nullable: true,
      description: 'Each target that either has: how the region stands and would stand.',
      resolve: async ({ whatIf, region }) =>
        whatIf === null ? null : (await loadTargetShifts(whatIf)).map((shift) => ({ ...shift, region })),
    }),
    coherence: t.field({
      type: [CoherenceFindingRef],
      nullable: true,
      description: 'Whether the other policy adds up against the people of the region.',
      resolve: ({ whatIf }) => (whatIf === null ? null : loadSupposedCoherence(whatIf)),
    }),
  }),
});

builder.queryField('whatIf', (t) =>
  t.field({
    type: WhatIfRef,
    nullable: true,
    description:
      "A region as it stands, and another policy or a draft as if it were in force there all along: of the region, of a body above or below it in place of that body's own; of any other body as the region's own. Nothing is written. Null: no region that you may see has the code, or its records lie outside your scope.",
    args: {
      region: codeArgument(t, 'Code of the region, as valid on `asOf`.'),
      policy: t.arg({ type: PolicyChoiceInput, required: true, description: 'What is supposed.' }),
      asOf: asOfArgument(t),
    },
    resolve: async (_root, { region: code, policy, asOf }, context): Promise<Supposition | null> => {
      const moment = momentOf(asOf, context);
      const region = await regionAsked(code, moment, context);
      if (region === null) return null;
      const days = { day: moment.day, today: context.today };
      const supposed = await suppose(context.loaders.sources, region, policyChoiceOf(policy), days);
      return supposed === null ? null : { region, ...supposed };
    },
  }),
);
