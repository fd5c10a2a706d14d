import { expect, test } from 'vitest';
import { crossings } from './rules.ts';
import { parse, sourcesIn } from './source.ts';

test('no file imports, reads or names what its room may not', () => {
  const sources = ['src', 'graph', 'schema', 'seeds'].flatMap(sourcesIn);
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap(crossings)).toEqual([]);
});

test.each([
  ['src/domain/x.ts', `import { readFileSync } from 'node:fs';`, 'imports node:fs'],
  ['src/domain/x.ts', `export type { Graph } from '../../graph/session.ts';`, 'imports graph/session.ts'],
  ['src/domain/x.ts', `const { Graph } = await import('../../graph/session.ts');`, 'imports graph/session.ts'],
  ['src/domain/x.ts', `type G = import('../../graph/session.ts').Graph;`, 'imports graph/session.ts'],
  ['src/domain/x.ts', `const today = new Date().toISOString();`, 'uses new Date()'],
  ['src/domain/x.ts', `const now = Date.now();`, 'uses Date.now'],
  ['graph/x.ts', `import { load } from '../src/services/policy.ts';`, 'imports src/services/policy.ts'],
  ['graph/x.ts', `import { GraphQLError } from 'graphql';`, 'imports graphql'],
  ['src/services/x.ts', `import { builder } from '../../schema/builder.ts';`, 'imports schema/builder.ts'],
  ['src/services/x.ts', `import neo4j from 'neo4j-driver';`, 'imports neo4j-driver'],
  ['src/services/x.ts', `const port = process.env['PORT'];`, 'uses process.env'],
  ['src/intake/x.ts', `import { Graph } from '../../graph/session.ts';`, 'imports graph/session.ts'],
  ['schema/x.ts', `import { Graph } from '../graph/session.ts';`, 'imports graph/session.ts'],
  ['src/loaders.ts', `import { builder } from '../schema/builder.ts';`, 'imports schema/builder.ts'],
  ['seeds/x.ts', `import { Graph } from '../graph/session.ts';`, 'imports graph/session.ts'],
  ['src/services/x.ts', 'const statement = `MATCH (r:Region) RETURN ${field}`;', 'holds Cypher'],
  ['graph/x.ts', `const statement = "MATCH (s:Seat {role: 'member'}) RETURN s";`, 'names member'],
  ['schema/x.ts', `if (role === 'trainee') count += 1;`, 'names trainee'],
  ['src/services/x.ts', `const rural = ['TOWN', 'VILLAGE'];`, 'names TOWN'],
  ['src/everything.ts', '', 'stands in no room'],
])('in %s: %s', (path, text, crossing) => {
  expect(crossings(parse(path, text)).join('\n')).toContain(crossing);
});

test('what a room may do is no crossing', () => {
  expect(crossings(parse('src/main.ts', `import { Graph } from '../graph/session.ts';`))).toEqual([]);
  expect(crossings(parse('src/config.ts', 'const { env } = process; const port = process.env.PORT;'))).toEqual([]);
  expect(
    crossings(parse('graph/x.ts', `import neo4j from 'neo4j-driver'; const q = 'MATCH (n:Region) RETURN n';`)),
  ).toEqual([]);
  expect(crossings(parse('src/domain/x.ts', `import { parse } from 'yaml'; const day = new Date(0);`))).toEqual([]);
});
