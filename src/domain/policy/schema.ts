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
  AIMS,
  EFFECTS,
  EFFECT_SUBJECTS,
  MODALITIES,
  PERIODS,
  ROUNDINGS,
  RULE_KINDS,
  type RuleKind,
  STEP_BODIES,
  STEP_STOPS,
  TIES,
  UNITS_OF_TIME,
} from './types.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

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

const BOOLEAN: JsonSchema = { type: 'boolean' };
const NAME: Exclude<JsonSchema, boolean> = { type: 'string', pattern: String.raw`^[\p{L}\p{N}_.-]+$` };
const WRITTEN: JsonSchema = { type: ['string', 'number'] };
const NULL: JsonSchema = { type: 'null' };
const COMPARISONS = ['exactly', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'about'] as const;

function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

function described(description: string, schema: Exclude<JsonSchema, boolean>): JsonSchema {
  return { description, ...schema };
}

function enumOf(words: readonly (string | boolean)[]): JsonSchema {
  return { enum: [...words] };
}

/** A list; a single value stands for a list of one. */
function listOf(item: JsonSchema): JsonSchema {
  return { anyOf: [{ type: 'array', items: item }, item] };
}

function namesTo(item: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: item };
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** What may be left out may also stand there as nothing. */
function optional(properties: Properties, required: readonly string[] = []): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, required.includes(name) ? schema : orNothing(schema)]),
  );
}

/** A reference to the same thing or nothing, so that the file stays short. */
function orNothing(schema: JsonSchema): JsonSchema {
  if (typeof schema === 'boolean') return schema;
  const { $ref, type, enum: words } = schema;
  if (typeof $ref === 'string') return { $ref: `${$ref}?` };
  if (Array.isArray(words)) return { ...schema, enum: [...(words as unknown[]), null] };
  if (typeof type === 'string' && !('const' in schema)) return { ...schema, type: [type, 'null'] };
  if (Array.isArray(type)) return { ...schema, type: [...(type as unknown[]), 'null'] };
  return { anyOf: [schema, NULL] };
}

function object(properties: Properties, required: readonly string[] = []): Exclude<JsonSchema, boolean> {
  return {
    type: 'object',
    properties: optional(properties, required),
    ...(required.length > 0 && { required: [...required] }),
    additionalProperties: false,
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

function boundProperties(value: JsonSchema): Properties {
  return {
    ...Object.fromEntries(COMPARISONS.map((word) => [word, value])),
    between: { type: 'array', items: value, minItems: 2, maxItems: 2 },
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

const MEASURE: JsonSchema = {
  anyOf: [
    { $ref: '#/$defs/selection' },
    { type: 'object', properties: { figure: { type: ['string', 'number'] } }, required: ['figure'] },
  ],
};

function effectSchema(): JsonSchema {
  return object(
    {
      effect: enumOf(EFFECTS),
      who: enumOf(EFFECT_SUBJECTS),
      what: {
        anyOf: [
          enumOf(['application', ...AIMS]),
          object(Object.fromEntries(Object.keys(THINGS).map((thing) => [thing, ref(`where.${thing}`)]))),
          { type: 'object' },
        ],
      },
      for: ref('duration'),
      by: ref('level'),
      until: true,
      else: listOf(ref('effect')),
    },
    ['effect', 'who'],
  );
}

function ruleSchema(): JsonSchema {
  const head: Properties = {
    id: NAME,
    clause: WRITTEN,
    note: ref('text'),
    text: ref('text'),
    for: ref('aims'),
    who: ref('selection'),
    per: listOf(ref('per')),
    except: ref('condition'),
    attest: ref('attestation'),
    modality: enumOf(MODALITIES),
    waivable: ref('waiver'),
    interpretation: ref('interpretation'),
    overrides: WRITTEN,
    locked: enumOf([true, false, 'stricter']),
  };
  const bodies = bodySchemas();
  return {
    anyOf: RULE_KINDS.map((kind) => {
      const { properties, required } = bodies[kind];
      return object({ kind: { const: kind }, ...head, ...properties }, ['id', 'kind', ...required]);
    }),
  };
}

interface Body {
  readonly properties: Properties;
  readonly required: readonly string[];
}

function bodySchemas(): Readonly<Record<RuleKind, Body>> {
  const require: Body = { properties: { require: ref('condition') }, required: [] };
  const count: JsonSchema = { type: 'integer', minimum: 0 };
  const seats = {
    ...object({
      ...boundProperties(ref('quantity')),
      forEach: WRITTEN,
      parts: namesTo(ref('seatBound')),
      from: ref('selected.persons'),
      per: { const: 'batch' },
      any: BOOLEAN,
    }),
  };
  const step = object(
    {
      step: NAME,
      zh: WRITTEN,
      en: WRITTEN,
      by: enumOf([...LEVELS, ...STEP_BODIES]),
      jointly: listOf(enumOf([...LEVELS, ...STEP_BODIES])),
      requires: listOf(WRITTEN),
      skipWhen: ref('condition'),
      publicity: object({ workingDays: ref('seatBound') }, ['workingDays']),
      stopsWhen: enumOf(STEP_STOPS),
      outcomes: listOf(WRITTEN),
    },
    ['step'],
  );
  const named: Properties = { zh: WRITTEN, en: WRITTEN, points: ref('number') };
  const item: JsonSchema = { anyOf: [ref('number'), object({ item: WRITTEN, ...named }, ['item', 'points'])] };
  return {
    composition: {
      properties: { seats: namesTo({ anyOf: [{ const: 'any' }, ref('number'), seats] }), require: ref('condition') },
      required: [],
    },
    eligibility: require,
    obligation: require,
    quota: require,
    target: {
      properties: { require: ref('condition'), by: ref('day'), from: ref('day'), through: ref('day') },
      required: ['require'],
    },
    award: { properties: { gives: ref('aims'), require: ref('condition') }, required: ['gives'] },
    term: {
      properties: {
        lasts: {
          anyOf: [{ const: 'open' }, object({ years: count, months: count, from: ref('day'), through: ref('day') })],
        },
        review: object({ every: { anyOf: [enumOf(PERIODS), ref('duration')] }, kind: WRITTEN }, ['every', 'kind']),
        lapsesWhen: ref('condition'),
      },
      required: ['lasts'],
    },
    outcome: {
      properties: {
        of: object({ appraisal: WRITTEN, rule: WRITTEN }),
        grades: namesTo(listOf(ref('effect'))),
      },
      required: ['of', 'grades'],
    },
    revocation: { properties: { grounds: listOf(ref('condition')) }, required: ['grounds'] },
    workflow: { properties: { steps: listOf(step) }, required: ['steps'] },
    places: {
      properties: {
        total: ref('quantity'),
        over: ref('level'),
        each: namesTo(count),
        inProportionTo: MEASURE,
        rounding: enumOf(ROUNDINGS),
        ties: enumOf(TIES),
      },
      required: ['total', 'over'],
    },
    entitlement: { properties: { gives: true, by: WRITTEN, notWith: listOf(WRITTEN) }, required: ['gives'] },
    rubric: {
      properties: {
        sections: listOf(object({ section: WRITTEN, ...named, items: listOf(item) }, ['section', 'points'])),
        weights: object(
          { items: listOf(WRITTEN), ...Object.fromEntries(LEVELS.map((level) => [level, ref('number')])) },
          ['items'],
        ),
        roll: object({ published: enumOf(PERIODS), summed: enumOf(PERIODS) }),
      },
      required: ['sections'],
    },
    curriculum: { properties: { subjects: true }, required: [] },
    structure: { properties: { levels: true, bodies: true }, required: [] },
  };
}
