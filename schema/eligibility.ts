import type { Context } from '../src/context.ts';
import {
  type ConditionCount,
  type EligibilityAim,
  type PathCount,
  type PersonEligibility,
  type RuleOutcome,
  waysOf,
} from '../src/domain/eligibility.ts';
import { type EffectInForce, effectsOn } from '../src/domain/evaluation/effects.ts';
import { requiredText } from '../src/domain/evaluation/verdictText.ts';
import { personSubject } from '../src/domain/evaluation/subjects.ts';
import type { PersonFacts } from '../src/domain/evaluation/facts.ts';
import type { World } from '../src/domain/evaluation/world.ts';
import { inLanguage } from '../src/domain/language.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { type EffectivePolicy, rulesOfKind } from '../src/domain/policy/effective.ts';
import type { Unknown } from '../src/domain/unknown.ts';
import type { EligibilityReport, EligibilityRow } from '../src/services/eligibility.ts';
import { AimInput, soughtOf } from './aim.ts';
import { builder } from './builder.ts';
import { RequestFailure } from './errors.ts';
import { pageOfList } from './listPage.ts';
import { RuleRef, TeacherRecordsRef, TeacherRef, UnitRef } from './refs.ts';
import {
  OutcomeCountsRef,
  type RuleResult,
  RuleOutcomeEnum,
  RuleResultRef,
  attestedText,
  vocabularyOfPolicy,
} from './ruleResult.ts';
import { rulesOfTeacher } from './teacherRules.ts';
import { reason } from './unknown.ts';

/** Whose eligibility for what, with all that it rests on. */
interface Standing extends Moment {
  readonly aim: EligibilityAim;
  readonly found: PersonEligibility;
  /** Null: nothing can be said. */
  readonly against: { readonly person: PersonFacts; readonly world: World } | null;
  /** Why nothing can be said. */
  readonly unknown: Unknown | null;
}

interface Veto {
  readonly effect: EffectInForce;
  readonly certain: boolean;
}

const VetoRef = builder.objectRef<Veto>('Veto').implement({
  description: 'What bars somebody from applying: an effect on record, or one to which a grade led.',
  fields: (t) => ({
    rule: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The rule by which a grade led to it. Null: it was recorded.',
      resolve: ({ effect }) => effect.led?.rule.rule ?? null,
    }),
    clause: t.string({
      nullable: true,
      description: 'The clause of that rule. Null: it was recorded, or the document has none.',
      resolve: ({ effect }) => effect.led?.rule.rule.clause ?? null,
    }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'Its first day. Null: not known.',
      resolve: ({ effect }) => effect.from,
    }),
    to: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day on which it no longer bars. Null: none is known.',
      resolve: ({ effect }) => effect.to,
    }),
    certain: t.exposeBoolean('certain', {
      description: 'False: it bars from some of what is asked for, and not enough was said to tell.',
    }),
  }),
});

const EligibilityRef = builder.objectRef<Standing>('Eligibility').implement({
  description: 'Whether somebody may become something, by the rules in force.',
  fields: (t) => ({
    outcome: t.field({
      type: RuleOutcomeEnum,
      description:
        'Of several paths to one thing, one that is met is enough. Of rules about a promotion each has to be met.',
      resolve: ({ found }) => found.outcome,
    }),
    passes: t.boolean({
      nullable: true,
      description:
        'Whether the rules let the person pass: conditions that do not bind, and those that were waived, hinder nothing. Null: not known.',
      resolve: ({ found, aim }) => {
        const passes = found.paths.map((path) => path.passes);
        const [first, second] = waysOf(aim) === 'path' ? [true, false] : [false, true];
        return passes.includes(first) ? first : passes.includes(null) ? null : second;
      },
    }),
    alreadyHolds: t.boolean({
      nullable: true,
      description:
        'Whether the person holds it on `asOf`, or something higher on its ladder. Null: not known, or nothing records it.',
      resolve: ({ found }) => found.holds,
    }),
    paths: t.field({
      type: [RuleResultRef],
      description: 'The rules that lead there, each with its conditions: of eligibility, and awards that give it.',
      resolve: (standing) => resultsOf(standing),
    }),
    vetoes: t.field({
      type: [VetoRef],
      description:
        'Effects in force that bar from applying, whatever the rules let pass. Empty where `rule` was asked.',
      resolve: (standing) => vetoesOf(standing),
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why it is UNKNOWN, in the language of the request.',
      resolve: ({ found, unknown }, _arguments, context) => reason(unknown, context) ?? unknownOf(found, context),
    }),
  }),
});

function resultsOf({ found, against, day, explicitDay }: Omit<Standing, 'aim' | 'unknown'>): RuleResult[] {
  if (against === null) return [];
  const { person, world } = against;
  const subject = personSubject(world, person);
  return found.paths.map((verdict) => ({ verdict, subject, world, day, explicitDay, asked: null }));
}

function vetoesOf({ aim, against, day }: Standing): Veto[] {
  const { sought } = aim;
  if (against === null || sought === null) return [];
  return effectsOn(against.world, personSubject(against.world, against.person), day).inForce.flatMap((effect) => {
    const bars = effect.bars(sought);
    return bars === false ? [] : [{ effect, certain: bars === true }];
  });
}

function unknownOf({ outcome, paths }: PersonEligibility, context: Pick<Context, 'language'>): string | null {
  if (outcome !== 'unknown') return null;
  const reasons = paths.flatMap(({ unknown }) => reason(unknown, context) ?? []);
  return reasons.length === 0 ? null : [...new Set(reasons)].join(' ');
}

export interface ConditionCountOf extends ConditionCount {
  readonly path: PathCount;
  readonly policy: EffectivePolicy;
}

export const ConditionCountRef = builder.objectRef<ConditionCountOf>('ConditionCount').implement({
  description: 'How often one condition of a rule was met, among those on whom the rule falls.',
  fields: (t) => ({
    text: t.string({
      description: 'What is asked, in the language of the request.',
      resolve: ({ condition, policy }, _arguments, { language }) =>
        inLanguage(requiredText(condition, vocabularyOfPolicy(policy), false), language),
    }),
    clause: t.string({
      nullable: true,
      description: 'The clause that asks it. Null: the document has none for it.',
      resolve: ({ condition, path }) => condition.clause ?? path.rule.rule.clause,
    }),
    met: t.exposeInt('met', { description: 'By whom it is met.' }),
    unmet: t.exposeInt('unmet', { description: 'By whom it is not.' }),
    unknown: t.exposeInt('unknown', { description: 'Of whom what is known does not decide it.' }),
  }),
});

interface PathCountOf {
  readonly path: PathCount;
  readonly policy: EffectivePolicy;
}

const EligibilityPathRef = builder.objectRef<PathCountOf>('EligibilityPath').implement({
  description: 'One rule that leads to what is asked for, and how people stand against it.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule.', resolve: ({ path }) => path.rule.rule }),
    totals: t.field({ type: OutcomeCountsRef, description: 'How many stand how.', resolve: ({ path }) => path }),
    conditions: t.field({
      type: [ConditionCountRef],
      description: 'What has to be met all together, what is most often unmet first.',
      resolve: ({ path, policy }) => path.conditions.map((condition) => ({ ...condition, path, policy })),
    }),
    attested: t.string({
      nullable: true,
      description: 'What people judge beside it: never part of the counts. Null: nothing.',
      resolve: ({ path, policy }, _arguments, { language }) => attestedText(path.rule, policy, { language }),
    }),
  }),
});

export interface ReportOnDay {
  readonly report: EligibilityReport;
}

export type RowOnDay = Moment & { readonly row: EligibilityRow; readonly report: EligibilityReport };

export const EligiblePersonRef = builder.objectRef<RowOnDay>('EligiblePerson').implement({
  description: 'How one person stands against what is asked for.',
  fields: (t) => ({
    teacher: t.field({
      type: TeacherRef,
      description: 'The person.',
      resolve: async ({ row, ...moment }, _arguments, { loaders }) => {
        const teacher = await loaders.teacher.load(at(row.person.facts.id, moment));
        if (teacher === null) throw new Error('Somebody who was counted is gone');
        return teacher;
      },
    }),
    outcome: t.field({
      type: RuleOutcomeEnum,
      description: 'Whether what is asked is met.',
      resolve: ({ row }) => row.outcome,
    }),
    alreadyHolds: t.boolean({
      nullable: true,
      description: 'Whether it, or something higher on its ladder, is held. Null: not known, or nothing records it.',
      resolve: ({ row }) => row.holds,
    }),
    candidate: t.boolean({
      description: 'Whether what is asked is met and it is surely not held yet.',
      resolve: ({ row }) => isCandidate(row),
    }),
    paths: t.field({
      type: [RuleResultRef],
      description: 'What came of each rule, with its conditions.',
      resolve: ({ row, report, ...moment }) => {
        const { world } = report;
        const person = row.person.facts;
        return world === null
          ? []
          : resultsOf({ ...moment, against: { person, world }, found: report.ofPerson(person) });
      },
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why it is UNKNOWN, in the language of the request.',
      resolve: ({ row, report }, _arguments, context) => unknownOf(report.ofPerson(row.person.facts), context),
    }),
  }),
});

function isCandidate({ outcome, holds }: EligibilityRow): boolean {
  return outcome === 'met' && holds === false;
}

function count(report: EligibilityReport, fits: (row: EligibilityRow) => boolean): number | null {
  return report.rows === null ? null : report.rows.filter(fits).length;
}

export const EligibleConnectionRef = builder.connectionObject<
  typeof EligiblePersonRef,
  ReportOnDay & { readonly totalCount: number | null }
>(
  {
    type: EligiblePersonRef,
    name: 'EligibleConnection',
    description:
      'Who of a unit may become something: the counts of everybody, and one page of people. The counts are of all, whatever the list is narrowed to. Who meets the rule, who holds it already, who is a candidate and who is unknown are kept apart. Null: not known; `unknown` says why.',
    fields: (t) => ({
      totals: t.field({
        type: OutcomeCountsRef,
        nullable: true,
        description: 'Everybody whose own school, or a post, lies in the unit on `asOf`, by outcome.',
        resolve: ({ report: { rows } }) => {
          if (rows === null) return null;
          const totals: Record<RuleOutcome, number> = { met: 0, unmet: 0, unknown: 0, notApplicable: 0 };
          for (const { outcome } of rows) totals[outcome] += 1;
          return totals;
        },
      }),
      alreadyHolds: t.int({
        nullable: true,
        description:
          'Of those who meet it, who holds it on `asOf` already, or something higher on its ladder. Null: not known, or nothing records it.',
        resolve: ({ report }) =>
          report.holdingRecorded ? count(report, ({ outcome, holds }) => outcome === 'met' && holds === true) : null,
      }),
      perhapsHolds: t.int({
        nullable: true,
        description: 'Of those who meet it, of whom it is not known whether they hold it. Null: as `alreadyHolds`.',
        resolve: ({ report }) =>
          report.holdingRecorded ? count(report, ({ outcome, holds }) => outcome === 'met' && holds === null) : null,
      }),
      candidates: t.int({
        nullable: true,
        description: 'Of those who meet it, who surely does not hold it yet. Null: as `alreadyHolds`.',
        resolve: ({ report }) => (report.holdingRecorded ? count(report, isCandidate) : null),
      }),
      paths: t.field({
        type: [EligibilityPathRef],
        description: 'The rules that lead there, each with its counts: of eligibility, and awards that give it.',
        resolve: ({ report: { paths, world } }) =>
          world === null ? [] : paths.map((path) => ({ path, policy: world.policy })),
      }),
      totalCount: t.exposeInt('totalCount', { nullable: true, description: 'People in the whole list.' }),
      unknown: t.string({
        nullable: true,
        description: 'Why nothing is known, in the language of the request.',
        resolve: ({ report }, _arguments, context) => reason(report.unknown, context),
      }),
    }),
  },
  { name: 'EligibleEdge', description: 'A person on a page.' },
);

const AIM_ARGUMENTS = {
  zh: '请在 for 与 rule 中恰好给出一项。',
  en: 'Give exactly one of `for` and `rule`.',
};

/** @throws RequestFailure BAD_USER_INPUT unless exactly one of the two is given */
function aimOf(
  sought: typeof AimInput.$inferInput | null | undefined,
  rule: string | null | undefined,
): EligibilityAim {
  const [aim, id] = [sought ?? null, rule ?? null];
  if (aim !== null && id === null) return { rule: null, sought: soughtOf(aim) };
  if (id !== null && aim === null) return { rule: id, sought: null };
  throw new RequestFailure('BAD_USER_INPUT', AIM_ARGUMENTS);
}

/** Nothing in force speaks of what is asked for. */
function nothingSpeaksOfIt(policy: EffectivePolicy | null): RequestFailure {
  const rules =
    policy === null
      ? []
      : [...rulesOfKind(policy, 'eligibility'), ...rulesOfKind(policy, 'award')].map(({ rule }) => rule.id);
  return new RequestFailure('BAD_USER_INPUT', {
    zh: `生效的政策没有关于它的规则。有资格条件或认定规则：${rules.join('、') || '无'}。`,
    en: `No rule in force speaks of it. There are rules of eligibility and award: ${rules.join(', ') || 'none'}.`,
  });
}

builder.interfaceFields(UnitRef, (t) => ({
  eligible: t.connection(
    {
      type: EligiblePersonRef,
      nullable: true,
      description:
        'Who here may become something, by the rules in force for the unit: one page of people by the code of the issuing region and the staff number, with the counts of everybody. People whose records are not open to your account are left out. Null: the records of the unit lie outside your scope.',
      args: {
        for: t.arg({ type: AimInput, description: 'What is sought. Either this or `rule`.' }),
        rule: t.arg.string({ description: 'Code of a rule in force, of whatever kind, instead of `for`.' }),
        outcome: t.arg({ type: RuleOutcomeEnum, description: 'Only people who stand so; everybody by default.' }),
        candidatesOnly: t.arg.boolean({
          defaultValue: false,
          description: 'Only people who meet it and surely do not hold it yet.',
        }),
      },
      resolve: async (unit, { for: sought, rule, outcome, candidatesOnly, ...page }, { loaders, today }) => {
        const aim = aimOf(sought, rule);
        const report = await loaders.eligibility.load({ ...unit, question: { aim, today } });
        if (report === null) return null;
        const { day, explicitDay } = unit;
        if (report.rows === null && report.unknown === null) throw nothingSpeaksOfIt(await loaders.policyOfUnit(unit));
        const rows = (report.rows ?? []).filter(
          (row) =>
            (outcome === null || outcome === undefined || row.outcome === outcome) &&
            (candidatesOnly !== true || isCandidate(row)),
        );
        const nodes = rows.map((row): RowOnDay => ({ row, report, day, explicitDay }));
        const connection = await pageOfList(page, nodes, ({ row }) => row.person.facts.id);
        return { ...connection, report, totalCount: report.rows === null ? null : rows.length };
      },
    },
    EligibleConnectionRef,
  ),
}));

builder.objectFields(TeacherRecordsRef, (t) => ({
  eligibility: t.field({
    type: EligibilityRef,
    description:
      'Whether the teacher may become something, by the rules in force for the region of the own school: each path with its conditions, the evidence, and when time alone would change it. Nothing in force on `asOf`: UNKNOWN, and `unknown` says so. A policy that says nothing about it is an error that names what it speaks of.',
    args: {
      for: t.arg({ type: AimInput, description: 'What is sought. Either this or `rule`.' }),
      rule: t.arg.string({ description: 'Code of a rule in force, of whatever kind, instead of `for`.' }),
    },
    resolve: async (teacher, { for: sought, rule }, { loaders, today }): Promise<Standing> => {
      const aim = aimOf(sought, rule);
      const { day, explicitDay } = teacher;
      const { body, policy } = await rulesOfTeacher(teacher, loaders);
      const nothing: PersonEligibility = { outcome: 'unknown', paths: [], holds: null };
      if (policy === null)
        return { aim, day, explicitDay, found: nothing, against: null, unknown: { because: 'noPolicy', day } };
      const question = { aim, today, body };
      const standing = await loaders.teacherEligibility.load({ ...at(teacher.id, teacher), question });
      if (standing === null) throw new Error('Records that were open are not');
      const { found, person, world, unknown } = standing;
      if (found === null || person === null || world === null) throw nothingSpeaksOfIt(policy);
      return { aim, day, explicitDay, found, against: { person, world }, unknown };
    },
  }),
}));
