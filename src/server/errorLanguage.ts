import type { ApolloServerPlugin } from '@apollo/server';
import { inLanguageOfRequest } from '../../schema/errors.ts';
import type { Context } from '../context.ts';

/** Errors are thrown, and formatted, where nobody knows the asker's language: here it is known. */
export function errorLanguage(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue, errors = [], response: { body } }) => {
          if (body.kind === 'single' && body.singleResult.errors !== undefined)
            body.singleResult.errors = body.singleResult.errors.map((formatted, index) =>
              inLanguageOfRequest(formatted, errors[index], contextValue.language),
            );
          return Promise.resolve();
        },
      }),
  };
}
