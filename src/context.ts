import type { Day } from './domain/day.ts';
import type { TokenId } from './domain/identifier.ts';
import { LANGUAGES, type Language } from './domain/language.ts';
import type { Moment } from './domain/moment.ts';
import type { Scope } from './domain/scope.ts';
import { type Asking, type Loaders, createLoaders } from './loaders.ts';

/** What expected failures of the database are called, for those who may not import the driver's room. */
export { GraphUnavailable } from '../graph/session.ts';

/** Who asks. */
export interface Viewer {
  /** The token or the sign-in that the request was made with. */
  readonly tokenId: TokenId;
  /** What its maker called it; never a secret. */
  readonly name: string;
}

/** One request: who asks with which scope, about which today, in which language, and its loaders. */
export interface Context extends Asking {
  readonly viewer: Viewer;
  readonly scope: Scope;
  /** Today in Asia/Shanghai: the day of everything that was asked without `asOf`. */
  readonly today: Day;
  readonly language: Language;
  readonly loaders: Loaders;
  /** Named in logs and in masked errors. */
  readonly requestId: string;
}

export function createContext(parts: Omit<Context, 'loaders'>): Context {
  return { ...parts, loaders: createLoaders(parts) };
}

/** The moment that a root field's `asOf` means. */
export function momentOf(asOf: Day | null | undefined, { today }: Pick<Context, 'today'>): Moment {
  return asOf === null || asOf === undefined ? { day: today, explicitDay: false } : { day: asOf, explicitDay: true };
}

/** The first language of an `Accept-Language` header that the product speaks; Chinese when it names none. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const found = LANGUAGES.find((language) => language.slice(0, 2).toLowerCase() === tag.slice(0, 2));
    if (found !== undefined) return found;
  }
  return 'zh-CN';
}
