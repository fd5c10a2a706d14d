import { LEVELS } from '../level.ts';
import { SETTINGS, STAGES } from '../school.ts';
import {
  type AttributeType,
  type Attributes,
  CODE_GROUPS,
  EFFECT_KINDS,
  FACTS,
  OWN_ATTRIBUTES,
  POPULATION_ATTRIBUTES,
  RECORDS,
  THINGS,
} from './catalogue.ts';
import { POPULATIONS } from './condition.ts';
import {
  BOOLEAN,
  type JsonSchema,
  MEASURE,
  NAME,
  NULL,
  type Properties,
  WRITTEN,
  boundProperties,
  described,
  enumOf,
  listOf,
  namesTo,
  object,
  optional,
  ref,
} from './jsonSchema.ts';
import { effectSchema, ruleSchema } from './schemaRule.ts';
import { AIMS, MODALITIES, PERIODS, UNITS_OF_TIME } from './types.ts';

export type { JsonSchema } from './jsonSchema.ts';

/**
 * The format of a policy file as a JSON Schema (draft 2020-12), from the tables that the readers use, so that editors complete
 * names and mark what cannot stand. It takes every file that the readers take; whether a name is declared, and what does not
 * fit together, `policy check` tells.
 */
export function policySchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Policy of a body',
    description: 'One version of the policy of one body. The language: docs/policy-language.md.',
    ...object(
      {
        policy: described('Code of the policy, the same from version to version.', NAME),
        region: described('GB/T 2260 code of the region, always in quotes.', { type: 'string' }),
        inherits: described('none, or the code of the policy under which it stands.', NAME),
        title: ref('text'),
        document: object({ number: WRITTEN, issued: ref('day'), note: ref('text') }),
        effective: object({ from: ref('day'), through: ref('day'), assumed: BOOLEAN }, ['from']),
        calendar: object({
          schoolYear: ref('monthDay'),
          semesters: listOf(ref('monthDay')),
          countingDay: object({ schoolYear: ref('monthDay'), semester: ref('monthDay'), year: ref('monthDay') }),
          periods: namesTo(object({ from: ref('day'), through: ref('day') }, ['from', 'through'])),
        }),
        define: {
          type: 'object',
          properties: optional({
            rural: object({ interpretation: ref('interpretation'), ...attributesOf(POPULATION_ATTRIBUTES.schools) }),
            countingPosts: listOf(WRITTEN),
            daysPerYear: { type: 'integer', minimum: 0 },
            hourUnits: namesTo(ref('number')),
            conversions: namesTo(ref('quantity')),
            tolerance: ref('number'),
            parameters: namesTo(ref('number')),
          }),
          additionalProperties: ref('selection'),
        },
        codes: object(Object.fromEntries(CODE_GROUPS.map((group) => [group, namesTo(ref('text'))]))),
        scales: namesTo(listOf(NAME)),
        ladders: listOf(ref('ladder')),
        workshops: listOf(ref('workshopKind')),
        rules: listOf(ref('rule')),
      },
      ['policy', 'region', 'effective'],
    ),
    $defs: withNothing({
      ...values(),
      ...attributeSchemas(),
      ...Object.fromEntries(
        Object.entries(THINGS).map(([thing, attributes]) => [`where.${thing}`, whereOf(attributes)]),
      ),
      ...Object.fromEntries(
        Object.entries(POPULATION_ATTRIBUTES).map(([name, attributes]) => [`selected.${name}`, whereOf(attributes)]),
      ),
      ...Object.fromEntries(
        Object.entries(RECORDS).map(([name, { attributes }]) => [`record.${name}`, whereOf(attributes)]),
      ),
      'where.own': whereOf(OWN_ATTRIBUTES),
      selection: selectionSchema(),
      ladder: ladderSchema(),
      workshopKind: workshopSchema(),
      condition: conditionSchema(),
      waiver: object({ by: ref('level'), reason: enumOf(['required', 'optional']), when: ref('condition') }, ['by']),
      attestation: object({ of: listOf(WRITTEN), clause: WRITTEN }, ['of']),
      aims: { ...object(Object.fromEntries(AIMS.map((aim) => [aim, ref(`where.${aim}`)]))), minProperties: 1 },
      seatBound: { anyOf: [{ const: 'any' }, ref('number'), ref('bound')] },
      effect: effectSchema(),
      rule: ruleSchema(),
    }),
  };
}

/** Numbers, words and short things that stand everywhere. */
function values(): Readonly<Record<string, JsonSchema>> {
  const number: JsonSchema = {
    anyOf: [{ type: 'number' }, { type: 'string', pattern: String.raw`^(\d+(\.\d+)?%|\d+\s*[/:]\s*[1-9]\d*)$` }],
  };
  const comparand: JsonSchema = { anyOf: [ref('quantity'), { type: ['string', 'boolean'] }] };
  const text: Properties = { zh: WRITTEN, en: WRITTEN };
  return {
    text: { anyOf: [WRITTEN, object(text)] },
    interpretation: { anyOf: [WRITTEN, object({ ...text, applied: BOOLEAN })] },
    day: { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` },
    monthDay: { type: 'string', pattern: String.raw`^\d{2}-\d{2}$` },
    level: enumOf(LEVELS),
    number,
    quantity: { anyOf: [ref('number'), object({ parameter: WRITTEN }, ['parameter'])] },
    duration: { type: 'string', pattern: String.raw`^\d+\s+(${UNITS_OF_TIME.join('|')})s?$` },
    bound: { ...object(boundProperties(ref('quantity'))), minProperties: 1 },
    comparison: { ...object(boundProperties(comparand)), minProperties: 1 },
    per: {
      anyOf: [
        described('A period or a unit.', { enum: [...PERIODS, ...LEVELS, 'workshop', 'nominator', 'schools'] }),
        object({ schools: ref('selected.schools') }, ['schools']),
        described('A period that the calendar names.', NAME),
      ],
    },
  };
}

function valueOf(type: AttributeType): JsonSchema {
  switch (type) {
    case 'level':
      return ref('level');
    case 'stage':
      return enumOf(STAGES);
    case 'setting':
      return enumOf(SETTINGS);
    case 'flag':
      return BOOLEAN;
    case 'number':
      return ref('number');
    case 'day':
      return ref('day');
    case 'sex':
      return enumOf(['FEMALE', 'MALE']);
    case 'pairingAs':
      return enumOf(['mentor', 'mentee']);
    case 'effectKind':
      return enumOf(EFFECT_KINDS);
    default:
      return WRITTEN;
  }
}

/** An attribute: a value, one of several, a comparison, or what it belongs to. */
function attributesOf(attributes: Attributes): Properties {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, type]) => [
      name,
      type.startsWith('thing:') ? ref(`where.${type.slice('thing:'.length)}`) : ref(`attribute.${plainType(type)}`),
    ]),
  );
}

/** Types of which the schema knows the values; every other is a word. */
const KNOWN_TYPES = ['level', 'stage', 'setting', 'flag', 'number', 'day', 'sex', 'pairingAs', 'effectKind'] as const;

function plainType(type: AttributeType): AttributeType {
  return KNOWN_TYPES.find((known) => known === type) ?? 'text';
}

/** A value, one of several, or a comparison. */
function attributeSchemas(): Properties {
  return Object.fromEntries(
    [...KNOWN_TYPES, 'text' as const].map((type) => [
      `attribute.${type}`,
      { anyOf: [...anyOfIn(listOf(valueOf(type))), ref('comparison')] },
    ]),
  );
}

/** References that may be nothing, with what they refer to. */
function withNothing(definitions: Properties): Properties {
  return {
    ...definitions,
    ...Object.fromEntries(Object.keys(definitions).map((name) => [`${name}?`, { anyOf: [ref(name), NULL] }])),
  };
}

function anyOfIn(schema: JsonSchema): readonly JsonSchema[] {
  return typeof schema === 'object' && Array.isArray(schema['anyOf']) ? (schema['anyOf'] as JsonSchema[]) : [schema];
}

function whereOf(attributes: Attributes): JsonSchema {
  const inner: JsonSchema = { type: 'object' };
  return object({
    ...attributesOf(attributes),
    same: enumOf(['school', 'county', 'city', 'stage']),
    as: attributes['as'] === undefined ? WRITTEN : { anyOf: [WRITTEN, { type: 'array' }, ref('comparison')] },
    any: listOf(inner),
    not: inner,
  });
}

function selectionSchema(): JsonSchema {
  return {
    anyOf: [
      described('A population, or a name that define gives one.', { type: 'string' }),
      {
        ...object(Object.fromEntries(POPULATIONS.map((name) => [name, ref(`selected.${name}`)]))),
        minProperties: 1,
        maxProperties: 1,
      },
    ],
  };
}

function ladderSchema(): JsonSchema {
  return object(
    {
      code: NAME,
      id: NAME,
      clause: WRITTEN,
      text: ref('text'),
      modality: enumOf(MODALITIES),
      attest: ref('attestation'),
      tiers: listOf(
        object({ code: NAME, zh: WRITTEN, en: WRITTEN, who: ref('selection'), interpretation: ref('interpretation') }, [
          'code',
        ]),
      ),
      levels: listOf(ref('level')),
      interpretation: ref('interpretation'),
    },
    ['code', 'tiers'],
  );
}

function workshopSchema(): JsonSchema {
  const count: JsonSchema = { type: 'integer', minimum: 0 };
  return object(
    {
      kind: NAME,
      zh: WRITTEN,
      en: WRITTEN,
      level: listOf(ref('level')),
      levels: listOf(ref('level')),
      roles: namesTo(object({ zh: WRITTEN, en: WRITTEN, leads: BOOLEAN, under: NAME })),
      term: object({ years: count, months: count }),
      batch: NAME,
      states: listOf(NAME),
    },
    ['kind', 'roles'],
  );
}

function conditionSchema(): JsonSchema {
  const beside: Properties = {
    clause: WRITTEN,
    modality: enumOf(MODALITIES),
    waivable: ref('waiver'),
    interpretation: ref('interpretation'),
  };
  const window: Properties = {
    within: { anyOf: [ref('duration'), object({ first: ref('duration'), of: WRITTEN }, ['first', 'of'])] },
    last: { anyOf: [{ type: 'integer', minimum: 0 }, ref('duration')] },
    since: WRITTEN,
    before: WRITTEN,
    ever: { const: true },
    from: ref('day'),
    through: ref('day'),
  };
  const conditions = listOf(ref('condition'));
  const forms: Record<string, JsonSchema> = {
    all: object({ all: conditions, ...beside }, ['all']),
    any: object({ any: conditions, atLeast: { type: 'integer', minimum: 0 }, ...beside }, ['any']),
    not: object({ not: ref('condition'), ...beside }, ['not']),
    is: object({ is: ref('where.own'), ...beside }, ['is']),
    rule: object({ rule: WRITTEN, ...beside }, ['rule']),
  };
  const facts = Object.entries(FACTS).map(([fact, { unit, parameters }]) => {
    const value: JsonSchema = unit === 'tier' ? { anyOf: [ref('quantity'), WRITTEN] } : ref('quantity');
    const bound: Properties = unit === 'flag' ? { is: BOOLEAN } : boundProperties(value);
    const asked = { ...attributesOf(parameters), ...bound, asAt: WRITTEN, ...window };
    return object({ fact: { const: fact }, ...asked, ...beside }, ['fact']);
  });
  const bound = boundProperties(ref('quantity'));
  const records = Object.keys(RECORDS).map((name) => {
    const where = ref(`record.${name}`);
    const asked = Object.fromEntries(RECORD_FORMS.map((form) => [form, { const: name }]));
    const own: Properties = { where, among: where, is: where, unit: WRITTEN, to: MEASURE };
    return {
      ...object({ ...asked, ...own, ...window, ...bound, ...beside }),
      anyOf: RECORD_FORMS.map((form) => ({ required: [form, ...NEEDED[form]] })),
    };
  });
  return { anyOf: [...Object.values(forms), ...facts, ...records] };
}

const RECORD_FORMS = ['count', 'sum', 'share', 'ratio', 'every'] as const;

/** What must stand beside a form. */
const NEEDED = { count: [], sum: ['unit'], share: [], ratio: ['to'], every: ['is'] } as const;
