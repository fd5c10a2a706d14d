import type { ArgBuilder } from '@pothos/core';
import type { builder } from './builder.ts';

type FieldBuilder = { readonly arg: ArgBuilder<typeof builder.$inferSchemaTypes> };

/** The day a root field speaks of. */
export function asOfArgument(t: FieldBuilder) {
  return t.arg({
    type: 'Date',
    description: 'The day that this and everything below it speaks of; today in Asia/Shanghai by default.',
  });
}
