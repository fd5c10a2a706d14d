import graphql from '@graphql-eslint/eslint-plugin';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['node_modules/', 'data/', 'dist/', 'web/dist/', 'tests/generated/', 'schema/generated/'] },
  {
    files: ['**/*.ts', '**/*.tsx', 'bin/**/*.js', 'graph/embedded/**/*.js'],
    extends: [...typescript.configs.strictTypeChecked, ...typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // The driver's options are declared as classes but are plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Branded identities are decoded into the kind that the caller names.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['schema/schema.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'schema/schema.graphql' } },
    },
    rules: {
      // Meaning, units and bounds stand in the schema itself, for every client to read.
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      '@graphql-eslint/no-typename-prefix': 'error',
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/unique-type-names': 'off',
    },
  },
);
