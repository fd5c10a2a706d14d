import type { Context } from '../src/context.ts';
import {
  DATED_FACTS,
  DATED_FACT_KINDS,
  type DatedFactKind,
  type FactAttribute,
  type FactOwner,
  type FactValue,
  shapeOf,
} from '../src/domain/datedFact.ts';
import { isDay } from '../src/domain/day.ts';
import { GROUP_OF_KIND, beginsOn, codeOfFact, endsOn, factsBy } from '../src/domain/factList.ts';
import type { RegionId, SchoolId, TeacherId, WorkshopId } from '../src/domain/identifier.ts';
import { inLanguage } from '../src/domain/language.ts';
import { LEVELS } from '../src/domain/level.ts';
import { type Moment, at } from '../src/domain/moment.ts';
import { STAGES } from '../src/domain/school.ts';
import { explain } from '../src/domain/unknown.ts';
import { builder } from './builder.ts';
import { BESIDE_TEXTS, DATED_FACT_TEXTS } from './datedFactTexts.ts';
import { LevelEnum, StageEnum } from './enums.ts';
import { RosterKindEnum } from './importRun.ts';
import { atLocalId, localId } from './node.ts';
import {
  DATED_FACT_REFS,
  type DatedFactOnDay,
  DatedFactRef,
  RegionRef,
  SchoolRef,
  TeacherRecordsRef,
  TeacherRef,
  WorkshopRef,
} from './refs.ts';
import { whyUnknownOf } from './teacherRules.ts';

const FactOwnerRef = builder.unionType('FactOwner', {
  description: 'Whose a dated fact is.',
  types: [TeacherRef, WorkshopRef, SchoolRef, RegionRef],
  resolveType: ({ kind }) => kind,
});

DatedFactRef.implement({
  description: 'A fact with a date or two: what all of its kinds have.',
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: ({ kind }) => DATED_FACTS[kind].label,
  fields: (t) => ({
    factKind: t.field({ type: RosterKindEnum, description: 'Which kind it is.', resolve: ({ kind }) => kind }),
    codeName: t.string({
      description:
        'Name of its code by the policy in force for the body that issued the code of the owner, in the language of the request; else the code.',
      resolve: codeName,
    }),
    begins: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day on which it happened, or from which on it holds. Null: not known.',
      resolve: beginsOn,
    }),
    ends: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day on which it no longer holds. Null: it goes on, or it merely happened.',
      resolve: endsOn,
    }),
    owner: t.field({
      type: FactOwnerRef,
      nullable: true,
      description: 'Whose it is. Null: not known on `asOf`.',
      resolve: (fact, _arguments, { loaders }) => {
        switch (fact.owner) {
          case 'Teacher':
            return loaders.teacher.load(at(fact.ownerId as TeacherId, fact));
          case 'Workshop':
            return loaders.workshop.load(at(fact.ownerId as WorkshopId, fact));
          case 'School':
            return loaders.school.load(at(fact.ownerId as SchoolId, fact));
          case 'Region':
            return loaders.region.load(at(fact.ownerId as RegionId, fact));
        }
      },
    }),
  }),
});

/** The name of a fact's code, as the policies of its body say it. */
export async function codeName(
  fact: DatedFactOnDay,
  _arguments: object,
  { loaders, language }: Context,
): Promise<string> {
  const code = codeOfFact(fact);
  const group = GROUP_OF_KIND[fact.kind];
  if (group === null) return code;
  const policy = await loaders.sources.policyOf(fact.body, fact.day);
  const named = policy?.layers
    .map(({ document }) => document.codes.get(group)?.get(code))
    .findLast((text) => text !== undefined);
  return named === undefined ? code : inLanguage(named, language);
}

for (const kind of DATED_FACT_KINDS) implement(kind);

function implement(kind: DatedFactKind): void {
  const { attributes, school } = shapeOf(kind);
  const { type, fields } = DATED_FACT_TEXTS[kind];
  const descriptions: Readonly<Record<string, string>> = fields;
  builder.node(DATED_FACT_REFS[kind], {
    description: type,
    interfaces: [DatedFactRef],
    isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
    id: { resolve: localId },
    loadOne: async (id, context) => {
      const key = atLocalId<string>(id, context);
      const fact = await context.loaders.datedFact.load({ ...key, question: { kind, today: context.today } });
      return fact === null ? null : { ...fact, ...key };
    },
    fields: (t) => {
      const fieldOf = ({ name, property, sort, required }: FactAttribute) => {
        // What every fact of the kind has is there, by the decoding of the graph's rows.
        const nullable = (required !== true) as true;
        const options = { nullable, description: descriptions[property] ?? property };
        const value = ({ values }: DatedFactOnDay): FactValue => values[name] ?? null;
        switch (sort) {
          case 'code':
          case 'asWritten':
          case 'text':
            return t.string({ ...options, resolve: (fact) => asText(value(fact)) });
          case 'level':
            return t.field({ ...options, type: LevelEnum, resolve: (fact) => oneOf(LEVELS, value(fact)) });
          case 'stage':
            return t.field({ ...options, type: StageEnum, resolve: (fact) => oneOf(STAGES, value(fact)) });
          case 'day':
            return t.field({ ...options, type: 'Date', resolve: (fact) => asDay(value(fact)) });
          case 'year':
          case 'whole':
            return t.int({ ...options, resolve: (fact) => asNumber(value(fact)) });
          case 'hours':
          case 'number':
            return t.float({ ...options, resolve: (fact) => asNumber(value(fact)) });
          case 'yesNo':
            return t.boolean({ ...options, resolve: (fact) => asAnswer(value(fact)) });
        }
      };
      const own = Object.fromEntries(attributes.map((attribute) => [attribute.property, fieldOf(attribute)]));
      if (school === undefined) return own;
      const beside = t.field({
        type: SchoolRef,
        nullable: true,
        description: BESIDE_TEXTS[kind] ?? 'The school beside the owner.',
        resolve: ({ schoolId, ...fact }, _arguments, { loaders }) =>
          schoolId === null ? null : loaders.school.load(at(schoolId, fact)),
      });
      return { ...own, [school.name]: beside };
    },
  });
}

function asText(value: FactValue): string | null {
  return typeof value === 'string' ? value : null;
}

function asNumber(value: FactValue): number | null {
  return typeof value === 'number' ? value : null;
}

function asAnswer(value: FactValue): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function asDay(value: FactValue) {
  return typeof value === 'string' && isDay(value) ? value : null;
}

function oneOf<Word extends string>(words: readonly Word[], value: FactValue): Word | null {
  return words.find((word) => word === value) ?? null;
}

/** The facts of an owner that had begun by the day, the latest first. */
export async function factsOfOwner(
  owner: FactOwner,
  ownerOnDay: Moment & { readonly id: string },
  { loaders, today }: Context,
): Promise<readonly DatedFactOnDay[]> {
  const key = at(ownerOnDay.id, ownerOnDay);
  const facts = (await loaders.factsOfOwner.load({ ...key, question: { owner, today } })) ?? [];
  return factsBy(facts, ownerOnDay.day).map((fact) => ({ ...fact, ...at(fact.id, ownerOnDay) }));
}

/** The lists of a person's records, by the kinds that they hold. */
const LISTS = {
  appraisals: 'appraisal',
  achievements: 'achievement',
  trainings: 'attendance',
  certificates: 'certificate',
  activities: 'activity',
  findings: 'finding',
  effects: 'effect',
  waivers: 'waiver',
  links: 'link',
  figures: 'figure',
  rubricScores: 'rubricScore',
  applications: 'application',
} as const satisfies Readonly<Record<string, DatedFactKind>>;

builder.objectFields(TeacherRecordsRef, (t) => {
  const listOf = (kind: DatedFactKind) =>
    t.field({
      type: [DATED_FACT_REFS[kind]],
      nullable: true,
      description: `${DATED_FACT_TEXTS[kind].type} Those that had begun by \`asOf\`, the latest first. Null: nothing of the kind has been imported, or the data is too old; \`unknown\` says which.`,
      resolve: async (teacher, _arguments, context) => {
        if ((await whyUnknownOf(teacher, kind, context.loaders)) !== null) return null;
        return (await factsOfOwner('Teacher', teacher, context)).filter((fact) => fact.kind === kind);
      },
    });
  return {
    ...(Object.fromEntries(Object.entries(LISTS).map(([name, kind]) => [name, listOf(kind)])) as Record<
      keyof typeof LISTS,
      ReturnType<typeof listOf>
    >),
    unknown: t.string({
      nullable: true,
      description: 'Why a list here is null: what the imports do not cover. Null: all of them are covered.',
      resolve: async (teacher, _arguments, { loaders, language }) => {
        const reasons = await Promise.all(
          Object.values(LISTS).map(async (kind) => ({ kind, unknown: await whyUnknownOf(teacher, kind, loaders) })),
        );
        const never = reasons.filter(({ unknown }) => unknown?.because === 'noImport').map(({ kind }) => kind);
        const others = reasons.flatMap(({ unknown }) =>
          unknown === null || unknown.because === 'noImport' ? [] : [unknown],
        );
        const said = [...(never.length === 0 ? [] : [{ because: 'noImport', kinds: never } as const]), ...others].map(
          (unknown) => inLanguage(explain(unknown), language),
        );
        return said.length === 0 ? null : [...new Set(said)].join(' ');
      },
    }),
  };
});
