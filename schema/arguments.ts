import type { ArgBuilder } from '@pothos/core';
import type { StandardSchemaV1 } from '@pothos/plugin-validation';
import { z } from 'zod';
import type { Text } from '../src/domain/roster.ts';
import type { builder } from './builder.ts';
import { RequestFailure } from './errors.ts';
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

/** A check of an argument that refuses in both languages what does not fit. */
export function bounded(fitting: z.ZodType, text: Text): StandardSchemaV1 {
  return {
    '~standard': {
      version: 1,
      vendor: 'mentorgraph',
      validate: (value) => {
        if (!fitting.safeParse(value).success) throw new RequestFailure('BAD_USER_INPUT', text);
        return { value };
      },
    },
  };
}

const code = bounded(z.string().min(1).max(LIMITS.textLength).nullish(), {
  zh: `代码和编号须为 1 到 ${LIMITS.textLength} 个字符。`,
  en: `A code or number has 1 to ${LIMITS.textLength} characters.`,
});

/** What somebody looks for in a list. */
export function searchArgument(t: FieldBuilder) {
  return t.arg.string({
    description: `Only what is found by this: part of the name, its pinyin or initials from a character on, or the code from its start; every word must fit. Blank: everything. At most ${LIMITS.textLength} characters.`,
    validate: bounded(z.string().max(LIMITS.textLength).nullish(), {
      zh: `搜索文字最多 ${LIMITS.textLength} 个字符。`,
      en: `A text to look for has at most ${LIMITS.textLength} characters.`,
    }),
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
