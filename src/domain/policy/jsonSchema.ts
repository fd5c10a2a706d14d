/** A JSON Schema, or a part of one. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

export const BOOLEAN: JsonSchema = { type: 'boolean' };
export const NAME: Exclude<JsonSchema, boolean> = { type: 'string', pattern: String.raw`^[\p{L}\p{N}_.-]+$` };
export const WRITTEN: JsonSchema = { type: ['string', 'number'] };
export const NULL: JsonSchema = { type: 'null' };
export const COMPARISONS = ['exactly', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'about'] as const;

export function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

export function described(description: string, schema: Exclude<JsonSchema, boolean>): JsonSchema {
  return { description, ...schema };
}

export function enumOf(words: readonly (string | boolean)[]): JsonSchema {
  return { enum: [...words] };
}

/** A list; a single value stands for a list of one. */
export function listOf(item: JsonSchema): JsonSchema {
  return { anyOf: [{ type: 'array', items: item }, item] };
}

export function namesTo(item: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: item };
}

export type Properties = Readonly<Record<string, JsonSchema>>;

/** What may be left out may also stand there as nothing. */
export function optional(properties: Properties, required: readonly string[] = []): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, required.includes(name) ? schema : orNothing(schema)]),
  );
}

/** A reference to the same thing or nothing, so that the file stays short. */
export function orNothing(schema: JsonSchema): JsonSchema {
  if (typeof schema === 'boolean') return schema;
  const { $ref, type, enum: words } = schema;
  if (typeof $ref === 'string') return { $ref: `${$ref}?` };
  if (Array.isArray(words)) return { ...schema, enum: [...(words as unknown[]), null] };
  if (typeof type === 'string' && !('const' in schema)) return { ...schema, type: [type, 'null'] };
  if (Array.isArray(type)) return { ...schema, type: [...(type as unknown[]), 'null'] };
  return { anyOf: [schema, NULL] };
}

export function object(properties: Properties, required: readonly string[] = []): Exclude<JsonSchema, boolean> {
  return {
    type: 'object',
    properties: optional(properties, required),
    ...(required.length > 0 && { required: [...required] }),
    additionalProperties: false,
  };
}

export function boundProperties(value: JsonSchema): Properties {
  return {
    ...Object.fromEntries(COMPARISONS.map((word) => [word, value])),
    between: { type: 'array', items: value, minItems: 2, maxItems: 2 },
  };
}

export const MEASURE: JsonSchema = {
  anyOf: [
    { $ref: '#/$defs/selection' },
    { type: 'object', properties: { figure: { type: ['string', 'number'] } }, required: ['figure'] },
  ],
};
