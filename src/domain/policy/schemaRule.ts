import { LEVELS } from '../level.ts';
import { THINGS } from './catalogue.ts';
import {
  BOOLEAN,
  type JsonSchema,
  MEASURE,
  NAME,
  type Properties,
  WRITTEN,
  boundProperties,
  enumOf,
  listOf,
  namesTo,
  object,
  ref,
} from './jsonSchema.ts';
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
} from './types.ts';

/** What a grade leads to, and a rule of every kind, as JSON Schemas. */
export function effectSchema(): JsonSchema {
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

export function ruleSchema(): JsonSchema {
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
