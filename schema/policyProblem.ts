import { inLanguage } from '../src/domain/language.ts';
import type { PolicyProblem } from '../src/domain/policy/reading.ts';
import { builder } from './builder.ts';

const ProblemSeverityEnum = builder.enumType('PolicyProblemSeverity', {
  description: 'What is to be done about something in a policy file.',
  values: {
    ERROR: { value: 'error', description: 'To be repaired: with it the file is not taken.' },
    WARNING: { value: 'warning', description: 'To know about.' },
  },
});

/** Something in the text of a policy to repair or to know about. */
export const PolicyProblemRef = builder.objectRef<PolicyProblem>('PolicyProblem').implement({
  description: 'Something in the text of a policy to repair or to know about, and where it stands.',
  fields: (t) => ({
    severity: t.expose('severity', { type: ProblemSeverityEnum, description: 'What is to be done about it.' }),
    line: t.exposeInt('line', { description: 'Line of the text, from 1.' }),
    column: t.exposeInt('column', { description: 'Column in the line, from 1.' }),
    code: t.exposeString('code', { description: 'What is wrong, by a stable name.' }),
    message: t.string({
      description:
        'What is wrong, what was expected and the nearest name that is known, in the language of the request.',
      resolve: ({ message }, _arguments, { language }) => inLanguage(message, language),
    }),
  }),
});
