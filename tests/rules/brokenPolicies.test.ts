import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTogether } from '../../src/domain/policy/checkTogether.ts';
import { checkPolicy } from '../../src/domain/policy/check.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';
import { findings, policy, shown } from './policies.ts';

const FOLDER = new URL('brokenPolicies/', import.meta.url);
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')] as const);

/** The first lines of a file say what is to be found in it, and where: `# 12:20 unit-mismatch`. */
function expected(text: string): string[] {
  const [head = ''] = /^(?:# .*\n)+/.exec(text) ?? [];
  return head
    .trim()
    .split('\n')
    .map((line) => line.slice('# '.length));
}

test.each(files)('%s gives the expected finding at the expected place, and no other', (_, text) => {
  expect(findings(text).toSorted()).toEqual(expected(text).toSorted());
});

test('there are at least 25 of them', () => {
  expect(files.length).toBeGreaterThanOrEqual(25);
});

describe('files that are checked together', () => {
  const city = `policy: city\nregion: "990100"\neffective: { from: 2024-01-01 }\ndefine: { holders1: { holders: { level: CITY } } }\n`;
  const county = (inherits: string) =>
    `policy: county\nregion: "990102"\n${inherits}effective: { from: 2024-01-01 }\nrules:\n  - { id: A, kind: obligation, clause: "1", who: holders1, require: { fact: stillServing, is: true } }\n`;

  test('names of the policy above are known, by the code of its region or by what is inherited', () => {
    const both = (text: string) =>
      checkTogether([
        { fileName: 'county.yaml', text },
        { fileName: 'city.yaml', text: city },
      ]).flatMap(({ problems }) => problems.map(shown));
    expect(both(county(''))).toEqual([]);
    expect(both(county('inherits: city\n'))).toEqual([]);
    expect(both(county('inherits: none\n'))).toEqual(['6:50 unknown-name']);
  });

  test('a policy that inherits from one that is not there is told so', () => {
    const [checked] = checkTogether([{ fileName: 'county.yaml', text: county('inherits: city\n') }]);
    expect(checked?.problems.map(shown)).toEqual(['3:11 inherits-unknown', '6:50 unknown-name']);
  });

  test('policies that inherit from each other, in one file or in several, are a circle', () => {
    const stands = (code: string, under: string) =>
      `policy: ${code}\nregion: "990100"\ninherits: ${under}\neffective: { from: 2024-01-01 }\n`;
    const one = checkTogether([{ fileName: 'one.yaml', text: `${stands('a', 'b')}---\n${stands('b', 'a')}` }]);
    expect(one.flatMap(({ problems }) => problems.map(shown))).toEqual(['3:11 circle', '8:11 circle']);
    const three = checkTogether(
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ].map(([code = '', under = '']) => ({ fileName: code, text: stands(code, under) })),
    );
    expect(three.map(({ problems }) => problems.map(shown))).toEqual([
      ['3:11 circle'],
      ['3:11 circle'],
      ['3:11 circle'],
    ]);
    expect(three[0]?.problems[0]?.message.en).toContain('a → b → c → a');
  });

  test('a policy that stands under itself is told so once', () => {
    const text = `policy: a\nregion: "990100"\ninherits: a\neffective: { from: 2024-01-01 }\n`;
    const [checked] = checkTogether([{ fileName: 'a.yaml', text }]);
    expect(checked?.problems.map(shown)).toEqual(['3:11 circle']);
  });

  test('the same version of a policy twice', () => {
    const twice = checkTogether([
      { fileName: 'one', text: city },
      { fileName: 'two', text: city },
    ]);
    expect(twice.map(({ problems }) => problems.map(shown))).toEqual([[], ['1:1 declared-twice']]);
  });
});

test('a file that is too long is told how long it may be', () => {
  const [parsed] = parsePolicies('#'.repeat(200_001));
  expect(parsed?.problems[0]?.message).toEqual({
    zh: '文件过长：最多 200000 个字符',
    en: 'The file is too long: 200000 characters at most',
  });
});

describe('a file that would exhaust whoever reads it is answered in bounded time and memory', () => {
  const MEGABYTE = 1_000_000;
  const alias = Array.from('bcdefghi').map(
    (name, index, all) =>
      `${name}: &${name} [${Array(9)
        .fill(`*${index === 0 ? 'a' : all[index - 1]}`)
        .join(', ')}]`,
  );
  test.each([
    ['10 MB', policy('p', `# ${'x'.repeat(10 * MEGABYTE)}`), '1:1 too-long'],
    ['aliases of aliases of aliases', `a: &a [x, x, x]\n${alias.join('\n')}`, '2:8 alias'],
    ['brackets in brackets', policy('p', `rules: ${'['.repeat(90_000)}`), '4:72 too-deep'],
    ['mappings in mappings', policy('p', `rules: ${'{ a: '.repeat(30_000)}`), '4:328 too-deep'],
    ['lists in lists', policy('p', `rules:\n  ${'- '.repeat(90_000)}x`), '5:1 too-deep'],
    ['keys of keys', policy('p', `rules: ${'? '.repeat(90_000)}x`), '4:8 yaml'],
    ['a tag that would run code', policy('p', 'title: !!js/function "function () { return 1 }"'), '4:22 tag'],
    [
      'fifteen thousand keys',
      policy('p', Array.from({ length: 15_000 }, (_, index) => `k${index}: 1`).join('\n')),
      '4:1 unknown-key',
    ],
    [
      'a thousand rules, each resting on the next',
      policy(
        'p',
        `rules:\n${Array.from({ length: 1000 }, (_, index) => `  - { id: A${index}, kind: obligation, clause: "1", require: { rule: A${(index + 1) % 1000} } }`).join('\n')}`,
      ),
      '5:11 circle',
    ],
    ['more rules than anybody writes', policy('p', `rules:\n${'  - { id: A }\n'.repeat(5000)}`), '5:3 too-many'],
    ['another encoding', Buffer.from([0xd3, 0xf1, 0xcf, 0xaa]).toString('utf8'), '1:1 encoding'],
  ])('%s', (_, text, finding) => {
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    const found = parsePolicies(text).flatMap((parsed) => checkPolicy(parsed, []).map(shown));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(300 * MEGABYTE);
    expect(found).toContain(finding);
    expect(found.length).toBeLessThanOrEqual(500);
  });
});
