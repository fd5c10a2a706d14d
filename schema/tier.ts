import { inLanguage } from '../src/domain/language.ts';
import { TierRef } from './refs.ts';

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
