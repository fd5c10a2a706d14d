import { entitlementsOf, type Entitlement } from '../src/domain/entitlement.ts';
import { evaluateRule } from '../src/domain/evaluation/evaluateRule.ts';
import { type EffectInForce, effectsOn } from '../src/domain/evaluation/effects.ts';
import { personSubject } from '../src/domain/evaluation/subjects.ts';
import type { World } from '../src/domain/evaluation/world.ts';
import { inLanguage } from '../src/domain/language.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { effectText, plainText } from '../src/domain/policy/describeBody.ts';
import { type EffectivePolicy, type EffectiveRule, rulesOfKind } from '../src/domain/policy/effective.ts';
import { wordText } from '../src/domain/policy/vocabulary.ts';
import { asking } from '../src/domain/revocation.ts';
import { type RubricPoints, type SectionPoints, rubricPoints } from '../src/domain/rubric.ts';
import type { Loaders } from '../src/loaders.ts';
import type { PersonWorld } from '../src/services/personWorld.ts';
import { loadProcedures } from '../src/services/procedure.ts';
import { AimInput, soughtOf } from './aim.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { type ProcedureOnDay, ProcedureRef, procedureSources, refuseUndeclared } from './procedure.ts';
import { RuleRef, TeacherRecordsRef, type TeacherOnDay } from './refs.ts';
import { vocabularyOfPolicy } from './ruleResult.ts';
import { rulesOfTeacher } from './teacherRules.ts';

interface EffectOnDay {
  readonly effect: EffectInForce;
  readonly policy: EffectivePolicy;
}

const EffectInForceRef = builder.objectRef<EffectOnDay>('EffectInForce').implement({
  description:
    'Something that follows and holds on `asOf`: on record, or by a rule from the grade of an appraisal. It is told; nothing is done by itself.',
  fields: (t) => ({
    code: t.string({
      description: 'What it does: `bar`, `prefer`, `recommend`, `revoke`, `exempt` … as policies and records name it.',
      resolve: ({ effect }) => effect.kind,
    }),
    text: t.string({
      nullable: true,
      description:
        'What it says, in the language of the request. Null: it was recorded, and `what` says from or for what.',
      resolve: ({ effect: { led }, policy }, _arguments, { language }) =>
        led === null ? null : inLanguage(effectText(led.effect, vocabularyOfPolicy(policy)), language),
    }),
    what: t.string({
      nullable: true,
      description: 'From or for what, as recorded. Null: everything, or it follows from a grade and `text` says so.',
      resolve: ({ effect }) => effect.recorded?.what ?? null,
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
      description: 'The first day on which it no longer holds. Null: none is known.',
      resolve: ({ effect }) => effect.to,
    }),
    endKnown: t.boolean({
      description:
        'Whether `to` is all that there is to say of its end. False: no rule says how long a term is, or people decide when it ends.',
      resolve: ({ effect }) => effect.led?.endKnown ?? true,
    }),
    by: t.field({
      type: LevelEnum,
      nullable: true,
      description: 'The level whose body has to decide on it. Null: nobody has to.',
      resolve: ({ effect }) => effect.led?.effect.by ?? null,
    }),
    otherwise: t.stringList({
      description: 'What comes when its time is over and nothing was put right, in the language of the request.',
      resolve: ({ effect: { led }, policy }, _arguments, { language }) =>
        (led?.effect.else ?? []).map((other) => inLanguage(effectText(other, vocabularyOfPolicy(policy)), language)),
    }),
    rule: t.field({
      type: RuleRef,
      nullable: true,
      description: 'The rule by which it follows from a grade. Null: it was recorded.',
      resolve: ({ effect }) => effect.led?.rule.rule ?? null,
    }),
    year: t.int({
      nullable: true,
      description: 'The year of the appraisal from which it follows. Null: it was recorded.',
      resolve: ({ effect }) => effect.led?.appraisal.year ?? null,
    }),
    grade: t.string({
      nullable: true,
      description: 'The grade of that appraisal. Null: it was recorded.',
      resolve: ({ effect }) => effect.led?.appraisal.grade ?? null,
    }),
  }),
});

const RubricItemPointsRef = builder.objectRef<SectionPoints['items'][number]>('RubricItemPoints').implement({
  description: 'What one item of a rubric gave somebody in a period.',
  fields: (t) => ({
    code: t.string({ description: 'Its number or code in the rubric.', resolve: ({ item }) => item.item }),
    text: t.string({
      nullable: true,
      description: 'What it is about. Null: the policy gives no text.',
      resolve: ({ item }, _arguments, { language }) => (item.text === null ? null : inLanguage(item.text, language)),
    }),
    points: t.float({
      description: 'Points; the least where a level that weighs is not told.',
      resolve: ({ least }) => least.valueOf(),
    }),
    atMost: t.float({
      description: 'The most that it may be; as `points` where all is known.',
      resolve: ({ most }) => most.valueOf(),
    }),
    cap: t.float({ description: 'The most that the item can give.', resolve: ({ item }) => item.points }),
  }),
});

const RubricSectionPointsRef = builder.objectRef<SectionPoints>('RubricSectionPoints').implement({
  description: 'What one section of a rubric gave somebody in a period.',
  fields: (t) => ({
    code: t.string({ description: 'Its code in the rubric.', resolve: ({ section }) => section.section }),
    text: t.string({
      nullable: true,
      description: 'What it is about. Null: the policy gives no text.',
      resolve: ({ section }, _arguments, { language }) =>
        section.text === null ? null : inLanguage(section.text, language),
    }),
    points: t.float({
      description: 'Points; the least where a level that weighs is not told.',
      resolve: ({ least }) => least.valueOf(),
    }),
    atMost: t.float({
      description: 'The most that it may be; as `points` where all is known.',
      resolve: ({ most }) => most.valueOf(),
    }),
    cap: t.float({ description: 'The most that the section can give.', resolve: ({ section }) => section.points }),
    items: t.expose('items', { type: [RubricItemPointsRef], description: 'Its items, in the order of the rubric.' }),
  }),
});

interface RubricResult extends RubricPoints {
  readonly rule: EffectiveRule;
}

const RubricResultRef = builder.objectRef<RubricResult>('RubricResult').implement({
  description: 'The points of somebody by one rubric in one period over which it is summed.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rubric.', resolve: ({ rule }) => rule.rule }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day of the period. Null: the rubric names none, and all scores are summed.',
      resolve: ({ period }) => period?.from ?? null,
    }),
    through: t.field({
      type: 'Date',
      nullable: true,
      description: 'Last day of the period. Null: as `from`.',
      resolve: ({ period }) => period?.through ?? null,
    }),
    points: t.float({
      description: 'Points in all; the least where a level that weighs is not told.',
      resolve: ({ least }) => least.valueOf(),
    }),
    atMost: t.float({
      description: 'The most that it may be; as `points` where all is known.',
      resolve: ({ most }) => most.valueOf(),
    }),
    sections: t.expose('sections', {
      type: [RubricSectionPointsRef],
      description: 'Section by section, in the order of the rubric.',
    }),
    unplaced: t.int({
      description: 'Scores that name a section or an item that the rubric does not have: they count for nothing.',
      resolve: ({ unplaced }) => unplaced.length,
    }),
  }),
});

interface EntitlementOnDay {
  readonly entitlement: Entitlement;
  readonly policy: EffectivePolicy;
}

const EntitlementRef = builder.objectRef<EntitlementOnDay>('Entitlement').implement({
  description: 'What the policy in force gives somebody: recorded and reported, never paid or counted here.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule.', resolve: ({ entitlement }) => entitlement.rule.rule }),
    applies: t.boolean({
      nullable: true,
      description: 'Whether the rule falls on the person. Null: not known.',
      resolve: ({ entitlement }) => entitlement.applies,
    }),
    gives: t.string({
      description:
        'What is given, in the language of the request: of a table the row of the person, else the whole table.',
      resolve: ({ entitlement, policy }, _arguments, { language }) => {
        const vocabulary = vocabularyOfPolicy(policy);
        return inLanguage(
          plainText(entitlement.gives, (word) => wordText(word, vocabulary)),
          language,
        );
      },
    }),
    by: t.string({
      nullable: true,
      description: 'The attribute by which it differs, as the policy names it. Null: it is the same for all.',
      resolve: ({ entitlement }) => entitlement.rule.rule.by,
    }),
    rowKnown: t.boolean({
      nullable: true,
      description: 'Whether `gives` is the row of the person. Null: the rule has no table.',
      resolve: ({ entitlement }) => entitlement.rowKnown,
    }),
    notWith: t.stringList({
      description: 'With what it may not be had together, as the policy names it.',
      resolve: ({ entitlement }) => [...entitlement.rule.rule.notWith],
    }),
  }),
});

builder.objectFields(TeacherRecordsRef, (t) => ({
  effectsInForce: t.field({
    type: [EffectInForceRef],
    nullable: true,
    description:
      'Effects that hold on `asOf` for the person, as holder or as the one who leads a workshop: recorded ones, and those to which grades led by the rules in force. Null: no policy is in force.',
    resolve: async (teacher, _arguments, { loaders, today }): Promise<EffectOnDay[] | null> => {
      const found = await personWorldOf(teacher, loaders, today);
      if (found === null) return null;
      const { world, person } = found;
      return effectsOn(world, personSubject(world, person), teacher.day).inForce.map((effect) => ({
        effect,
        policy: world.policy,
      }));
    },
  }),
  rubric: t.field({
    type: [RubricResultRef],
    nullable: true,
    description:
      'Points by each rubric in force, from the scores up to `asOf`: one entry for each period with a score, oldest first. Null: no policy is in force.',
    resolve: async (teacher, _arguments, { loaders, today }): Promise<RubricResult[] | null> => {
      const found = await personWorldOf(teacher, loaders, today);
      if (found === null) return null;
      const { policy } = found.world;
      const scores = found.person.rubricScores.filter(({ date }) => date <= teacher.day);
      return rulesOfKind(policy, 'rubric').flatMap((rule) =>
        rubricPoints(rule.rule, scores, policy.calendar).map((points) => ({ ...points, rule })),
      );
    },
  }),
  entitlements: t.field({
    type: [EntitlementRef],
    nullable: true,
    description:
      'What the policies in force give the person on `asOf`; those of which it is not known whether they fall on the person stand among them. Null: no policy is in force.',
    resolve: async (teacher, _arguments, { loaders, today }): Promise<EntitlementOnDay[] | null> => {
      const found = await personWorldOf(teacher, loaders, today);
      if (found === null) return null;
      const { world, person } = found;
      return entitlementsOf(world, personSubject(world, person), teacher.day).map((entitlement) => ({
        entitlement,
        policy: world.policy,
      }));
    },
  }),
  procedure: t.field({
    type: [ProcedureRef],
    nullable: true,
    description:
      'How the person comes to something, by the policies in force on `asOf`: which steps are taken is told for the person. Empty: no rule is about it. Null: no policy is in force.',
    args: {
      for: t.arg({ type: AimInput, required: true, description: 'What is sought.' }),
      from: t.arg({ type: 'Date', description: 'The day on which the first notice is put up; `asOf` by default.' }),
    },
    resolve: async (teacher, { for: aim, from }, { loaders, today }): Promise<ProcedureOnDay[] | null> => {
      const { day, explicitDay } = teacher;
      const [{ body }, found] = await Promise.all([
        rulesOfTeacher(teacher, loaders),
        personWorldOf(teacher, loaders, today),
      ]);
      const unit = await loaders.region.load(at(body, teacher));
      if (found === null || unit === null) return null;
      const { world, person } = found;
      const [anyRule] = world.policy.rules;
      const sought = soughtOf(aim);
      refuseUndeclared(world.policy, sought);
      const procedures = await loadProcedures(procedureSources(teacher, loaders), unit, day, sought, {
        from: from ?? day,
        outcomeOf: (condition) =>
          anyRule === undefined
            ? 'unknown'
            : evaluateRule(asking(anyRule, condition), personSubject(world, person), world, day).outcome,
      });
      return procedures?.map((procedure) => ({ ...procedure, day, explicitDay })) ?? null;
    },
  }),
}));

async function personWorldOf(
  teacher: TeacherOnDay,
  loaders: Loaders,
  today: Moment['day'],
): Promise<(PersonWorld & { readonly world: World }) | null> {
  const { body } = await rulesOfTeacher(teacher, loaders);
  return loaders.personWorld.load({ ...at(teacher.id, teacher), question: { body, today } });
}
