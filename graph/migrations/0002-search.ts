import type { Migration } from './migration.ts';

/** People, schools and workshops by name, pinyin and code: see graph/searchText.ts. The texts are written after the index is. */
export const search: Migration = {
  number: 2,
  title: 'Full-text indexes on the texts that people, schools and workshops are looked for by',
  schema: ['Teacher', 'School', 'Workshop'].map(
    (label) =>
      `CREATE FULLTEXT INDEX ${label}_search IF NOT EXISTS FOR (n:${label}) ON EACH [n.search]
       OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace'}}`,
  ),
  data: [],
};
