import type { ArgBuilder } from '@pothos/core';
import { z } from 'zod';
import type { builder } from './builder.ts';
import { LIMITS } from './limits.ts';

interface FieldBuilder {
  readonly arg: ArgBuilder<typeof builder.$inferSchemaTypes>;
}

/** The day a root field speaks of. */
export function asOfArgument(t: FieldBuilder) {
  return t.arg({
    type: 'Date',
    description: 'The day that this and everything below it speaks of; today in Asia/Shanghai by default.',
  });
}

const code = z.string().min(1).max(LIMITS.textLength);

/** What somebody looks for in a list. */
export function searchArgument(t: FieldBuilder) {
  return t.arg.string({
    description: `Only what is found by this: part of the name, its pinyin or initials from a character on, or the code from its start; every word must fit. Blank: everything. At most ${LIMITS.textLength} characters.`,
    validate: z.string().max(LIMITS.textLength),
  });
}

/** A code of a region, or one that a body issued. */
export function codeArgument(t: FieldBuilder, description: string) {
  return t.arg.string({ required: true, description, validate: code });
}

/** A code that narrows a list; without it nothing is narrowed. */
export function codeFilter(t: FieldBuilder, description: string) {
  return t.arg.string({ description, validate: code });
}
