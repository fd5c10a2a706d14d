import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents for the tests, from the committed schema: `graphql('query …')` knows its variables and its answer. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: ['tests/**/*.ts', '!tests/generated/**'],
  importExtension: '.ts',
  generates: {
    'tests/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsConst: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { ID: 'string', Date: 'string', SchoolYear: 'string' },
      },
    },
  },
};

export default config;
