import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import { RequestFailure } from './errors.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the library's way of naming its plugins
  namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      pageDirection: PageDirection<Types>;
    }
  }
}

/** A page is the first or the last so many things: on every field that has both arguments, only one may be given. */
class PageDirection<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (!('first' in field.args && 'last' in field.args)) return field;
    return { ...field, argMappers: [...field.argMappers, inOneDirection] };
  }
}

function inOneDirection(given: Record<string, unknown>): Record<string, unknown> {
  const [first, last] = [given['first'] ?? null, given['last'] ?? null];
  if (first !== null && last !== null)
    throw new RequestFailure('BAD_USER_INPUT', {
      zh: 'first 和 last 不能同时使用。请只给其中一个。',
      en: 'Give `first` or `last`, not both.',
    });
  return given;
}

/** The name under which the builder takes it. */
export const PAGE_DIRECTION = 'pageDirection';

SchemaBuilder.registerPlugin(PAGE_DIRECTION, PageDirection);
