import { inLanguage } from '../src/domain/language.ts';
import { RoleRef } from './refs.ts';

RoleRef.implement({
  description: 'A role in a workshop, as the policy of the workshop defines it.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code in the policy; the same in every language.' }),
    name: t.string({
      description: 'Its name, in the language of the request.',
      resolve: ({ text }, _arguments, { language }) => inLanguage(text, language),
    }),
    leads: t.exposeBoolean('leads', { description: 'Whoever holds it leads the workshop.' }),
  }),
});
