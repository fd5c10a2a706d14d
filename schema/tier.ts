import { inLanguage } from '../src/domain/language.ts';
import type { Ladder, LadderTier } from '../src/domain/policy/types.ts';
import { TierRef, type TierOfLadder } from './refs.ts';

/** A tier as its ladder has it. */
export function tierOf(ladder: Ladder, { code, text }: LadderTier): TierOfLadder {
  return { code, text, rank: ladder.tiers.findIndex((tier) => tier.code === code) + 1, ladder: ladder.code };
}

TierRef.implement({
  description: 'One tier of a ladder, as a policy defines it.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code in the policy; the same in every language.' }),
    name: t.string({
      description: 'Its name, in the language of the request.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
    rank: t.exposeInt('rank', { description: 'Its place in the ladder, from 1, the lowest.' }),
    ladder: t.exposeString('ladder', { description: 'Code of the ladder.' }),
  }),
});
