import type { Context } from '../src/context.ts';
import { inLanguage } from '../src/domain/language.ts';
import { type Unknown, explain } from '../src/domain/unknown.ts';

/** The reason in the asker's language; null where nothing is unknown. */
export function reason(unknown: Unknown | null, { language }: Pick<Context, 'language'>): string | null {
  return unknown === null ? null : inLanguage(explain(unknown), language);
}
