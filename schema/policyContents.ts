import { inLanguage } from '../src/domain/language.ts';
import { LEVELS, type Level } from '../src/domain/level.ts';
import type { Plain, Rule, RuleOf } from '../src/domain/policy/types.ts';
import { type Vocabulary, vocabularyOf, wordText } from '../src/domain/policy/vocabulary.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { EffectivePolicyRef, PolicyVersionRef } from './policy.ts';
import { RuleRef } from './refs.ts';
import { vocabularyOfPolicy } from './ruleResult.ts';

/** A word of a policy, with the policies in whose words it is said. */
interface PolicyWord {
  readonly code: string;
  readonly vocabulary: Vocabulary;
}

const PolicyWordRef = builder.objectRef<PolicyWord>('PolicyWord').implement({
  description: 'Something that a policy names by a code.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The code.' }),
    text: t.string({
      description: 'In words, in the language of the request; the code itself where the policy gives none.',
      resolve: ({ code, vocabulary }, _arguments, { language }) => inLanguage(wordText(code, vocabulary), language),
    }),
  }),
});

interface CurriculumPart {
  readonly rule: RuleOf<'curriculum'>;
  readonly tier: PolicyWord;
  readonly subjects: readonly PolicyWord[];
}

const CurriculumPartRef = builder.objectRef<CurriculumPart>('CurriculumPart').implement({
  description: 'The subjects of training of one tier.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule that says so.', resolve: ({ rule }) => rule }),
    tier: t.expose('tier', { type: PolicyWordRef, description: 'For whom: a tier, or another group that it names.' }),
    subjects: t.expose('subjects', { type: [PolicyWordRef], description: 'The subjects, in the order of the policy.' }),
  }),
});

interface StructurePart {
  readonly rule: RuleOf<'structure'>;
  readonly level: Level | null;
  readonly heading: PolicyWord | null;
  readonly parts: readonly PolicyWord[];
}

const StructurePartRef = builder.objectRef<StructurePart>('StructurePart').implement({
  description: 'A level with what belongs to it, or bodies that a policy names.',
  fields: (t) => ({
    rule: t.field({ type: RuleRef, description: 'The rule that says so.', resolve: ({ rule }) => rule }),
    level: t.expose('level', { type: LevelEnum, nullable: true, description: 'The level. Null: none is named.' }),
    heading: t.expose('heading', {
      type: PolicyWordRef,
      nullable: true,
      description: 'Under what its parts stand, where that is no level. Null: nothing.',
    }),
    parts: t.expose('parts', {
      type: [PolicyWordRef],
      description: 'What belongs there, in the order of the policy. Empty: the level alone is named.',
    }),
  }),
});

const CURRICULUM = 'What is taught to whom, by the curriculum rules, in their order.';
const STRUCTURE = 'Levels and bodies, by the structure rules, in their order.';

builder.objectFields(EffectivePolicyRef, (t) => ({
  curriculum: t.field({
    type: [CurriculumPartRef],
    description: CURRICULUM,
    resolve: (policy) =>
      curriculumOf(
        policy.rules.map(({ rule }) => rule),
        vocabularyOfPolicy(policy),
      ),
  }),
  structure: t.field({
    type: [StructurePartRef],
    description: STRUCTURE,
    resolve: (policy) =>
      structureOf(
        policy.rules.map(({ rule }) => rule),
        vocabularyOfPolicy(policy),
      ),
  }),
}));

builder.objectFields(PolicyVersionRef, (t) => ({
  curriculum: t.field({
    type: [CurriculumPartRef],
    description: CURRICULUM,
    resolve: ({ document }) => curriculumOf(document.rules, vocabularyOf([document])),
  }),
  structure: t.field({
    type: [StructurePartRef],
    description: STRUCTURE,
    resolve: ({ document }) => structureOf(document.rules, vocabularyOf([document])),
  }),
}));

function curriculumOf(rules: readonly Rule[], vocabulary: Vocabulary): CurriculumPart[] {
  return rules.flatMap((rule): CurriculumPart[] => {
    if (rule.kind !== 'curriculum') return [];
    return entriesOf(named(rule.content, 'subjects')).map(([tier, subjects]) => ({
      rule,
      tier: { code: tier, vocabulary },
      subjects: wordsOf(subjects, vocabulary),
    }));
  });
}

function structureOf(rules: readonly Rule[], vocabulary: Vocabulary): StructurePart[] {
  return rules.flatMap((rule): StructurePart[] => {
    if (rule.kind !== 'structure') return [];
    return ['levels', 'bodies'].flatMap((part): StructurePart[] => {
      const content = named(rule.content, part);
      if (content === null) return [];
      if (isMapping(content))
        return entriesOf(content).map(([heading, parts]) => {
          const level = levelOf(heading);
          return {
            rule,
            level,
            heading: level === null ? { code: heading, vocabulary } : null,
            parts: wordsOf(parts, vocabulary),
          };
        });
      const words = wordsOf(content, vocabulary);
      const bodies = words.filter(({ code }) => levelOf(code) === null);
      return [
        ...words.flatMap(({ code }): StructurePart[] => {
          const level = levelOf(code);
          return level === null ? [] : [{ rule, level, heading: null, parts: [] }];
        }),
        ...(bodies.length === 0 ? [] : [{ rule, level: null, heading: null, parts: bodies }]),
      ];
    });
  });
}

function levelOf(word: string): Level | null {
  return LEVELS.find((level) => level === word) ?? null;
}

function named(content: Plain, name: string): Plain {
  return isMapping(content) ? (content[name] ?? null) : null;
}

function entriesOf(content: Plain): readonly (readonly [string, Plain])[] {
  return isMapping(content) ? Object.entries(content) : [];
}

function wordsOf(content: Plain, vocabulary: Vocabulary): readonly PolicyWord[] {
  if (isList(content)) return content.flatMap((part) => wordsOf(part, vocabulary));
  if (isMapping(content)) return entriesOf(content).flatMap(([, part]) => wordsOf(part, vocabulary));
  return content === null ? [] : [{ code: String(content), vocabulary }];
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isMapping(value: Plain): value is Readonly<Record<string, Plain>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
