import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../src/domain/policy/check.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';
import { describeRule } from '../../src/domain/policy/describe.ts';
import { documentOf, findings, parseOne, policy, shippedPolicies } from './policies.ts';

describe('the shipped policies', () => {
  test.each(shippedPolicies)('%s is read without anything to repair or to know', (_, text) => {
    expect(findings(text)).toEqual([]);
  });

  test.each(shippedPolicies)('%s gives every rule a clause and texts of its own in both languages', (_, text) => {
    for (const rule of documentOf(text).rules) {
      expect(rule.clause, rule.id).not.toBeNull();
      expect(rule.text?.zh, rule.id).toMatch(/\p{Script=Han}/u);
      expect(rule.text?.en, rule.id).toMatch(/[a-z]/);
      expect(describeRule(rule)).toEqual(rule.text);
    }
  });
});

test('every mistake of a file is told at once, each where it stands', () => {
  const text = `policy: wrong
region: 530400
effective: { from: 2023-02-30 }
calender: { schoolYear: 09-01 }
define:
  rural: { setting: [TOWNS] }
  countingPosts: [homerom]
codes:
  posts: { homeroom: { zh: 班主任, en: Homeroom } }
workshops:
  - kind: circle
    levels: [CITY]
    roles:
      guide: { zh: 引路人, en: Guide, leads: true }
      observer: { zh: 观察员, en: Observer, under: gide }
rules:
  - id: A
    kind: composition
    clause: "1"
    seats: { guide: 1, observr: { exactly: 3, forEach: guide } }
  - id: A
    kind: quoat
    clause: "2"
  - id: B
    kind: quota
    clause: "3"
    who: holdrs
    per: schoolYears
    require: { count: pairings, where: { az: mentor }, atLeast: 3, atMost: 5 }
  - id: C
    kind: eligibility
    clause: "4"
    require: { all: [{ fact: homeroomYear, atLeast: 3 }, { rule: C }, { rule: E }] }
`;
  expect(findings(text)).toEqual([
    '2:9 unexpected-value',
    '3:20 unexpected-value',
    '4:1 unknown-key',
    '6:22 unknown-word',
    '7:19 unknown-name',
    '15:7 unknown-role',
    '20:24 unknown-name',
    '21:9 declared-twice',
    '22:11 unknown-word',
    '27:10 unknown-name',
    '28:10 unknown-name',
    '29:42 unknown-key',
    '29:68 two-bounds',
    '30:9 circle',
    '33:30 unknown-word',
    '33:79 unknown-name',
  ]);
});

test.each([
  ['a misspelt key', policy('p', 'calender: {}'), 'calendar'],
  ['a misspelt setting', policy('p', 'define: { rural: { setting: [VILAGE] } }'), 'VILLAGE'],
  ['a misspelt record', rule('require: { count: pairing, atLeast: 1 }'), 'pairings'],
  ['a misspelt fact', rule('require: { fact: homeroomYaers, atLeast: 1 }'), 'homeroomYears'],
  ['a misspelt comparison', rule('require: { count: pairings, atleast: 1 }'), 'atLeast'],
  ['a misspelt population', rule('who: holder'), 'holders'],
])('%s is answered with the nearest name that is known', (_, text, nearest) => {
  const messages = checkPolicy(parseOne(text), []).map(({ message }) => message);
  expect(messages.some(({ en }) => en.includes(`Did you mean ${nearest}?`))).toBe(true);
  expect(messages.some(({ zh }) => zh.includes(`是否应为 ${nearest}？`))).toBe(true);
});

function rule(body: string): string {
  return policy('p', `rules:\n  - { id: A, kind: quota, clause: "1", per: year, ${body} }\n`);
}

describe('what other readers of YAML would take for something else is a mistake', () => {
  test.each([
    ['yes for true', policy('p', 'effectiv: yes'), '4:11 yaml-trap'],
    ['on as a key', policy('p', 'codes: { posts: { on: { zh: 甲, en: A } } }'), '4:19 yaml-trap'],
    ['3:1', rule('require: { ratio: persons, to: schools, atMost: 3:1 }'), '5:99 yaml-trap'],
    [
      'a region code without quotes',
      'policy: p\nregion: 530400\neffective: { from: 2020-01-01 }',
      '2:9 unexpected-value',
    ],
    ['the same key twice', policy('p', 'policy: q'), '4:1 duplicate-key'],
    ['a reference', policy('p', 'title: &a { zh: 甲, en: A }\ndocument: { note: *a }'), '5:19 alias'],
    ['a full-width colon', policy('p', 'rules:\n  - id：A'), '5:5 yaml-trap'],
    ['something that is not YAML', policy('p', 'rules: [}'), '4:9 yaml'],
  ])('%s', (_, text, finding) => {
    expect(parseOne(text).document).toBeNull();
    expect(findings(text)).toContain(finding);
  });

  test('in quotes they are what they say', () => {
    const text = rule('require: { ratio: persons, to: schools, atMost: "3:1" }');
    expect(findings(text)).toEqual([]);
    expect(documentOf(text).rules[0]).toMatchObject({ require: { bound: { is: 'atMost', value: 3 } } });
  });
});

test('a file may hold several documents; each is read, with places counted in the file', () => {
  const text = `${policy('a', '')}---\n${policy('b', 'colour: red\n')}---\n${policy('c', '')}`;
  const parsed = parsePolicies(text);
  expect(parsed.map(({ document }) => document?.policy ?? null)).toEqual(['a', null, 'c']);
  expect(parsed[1]?.problems.map(({ line, code }) => [line, code])).toEqual([[8, 'unknown-key']]);
  for (const { source, document } of parsed)
    if (document !== null) expect(documentOf(source).policy).toBe(document.policy);
});

test('a name may come from a policy above', () => {
  const above = documentOf(
    policy(
      'city',
      `ladders: [{ code: titles, tiers: [{ code: sage, zh: 大师, en: Sage }] }]
define: { sages: { holders: { tier: sage } } }`,
    ),
  );
  const below = rule('who: sages, require: { count: titlesHeld, where: { tier: sage }, atLeast: 1 }');
  expect(findings(below, [above])).toEqual([]);
  expect(findings(below)).toEqual(['5:56 unknown-name', '5:108 unknown-name']);
});

test('codes of a group that no file declares are only warned of', () => {
  const text = policy('p', 'define: { countingPosts: [homeroom] }');
  expect(checkPolicy(parseOne(text), []).map(({ severity }) => severity)).toEqual(['warning']);
});

test('text in one language stands for both, with a warning', () => {
  const text = policy('p', 'title: { en: A title }');
  expect(documentOf(text).title).toEqual({ zh: 'A title', en: 'A title' });
  expect(findings(text)).toEqual(['4:8 one-language']);
});

describe('an override that the rule above does not allow is refused', () => {
  const above = (locked: string) =>
    documentOf(
      policy(
        'city',
        `rules:
  - { id: UP, kind: quota, clause: "1", per: schoolYear, locked: ${locked}, require: { count: pairings, where: { as: mentor }, atLeast: 5 } }`,
      ),
    );
  const below = (require: string, kind = 'quota') =>
    policy(
      'county',
      `rules:\n  - { id: DOWN, kind: ${kind}, clause: "1", per: schoolYear, overrides: UP, require: ${require} }`,
    );
  const asking = (number: number) => below(`{ count: pairings, where: { as: mentor }, atLeast: ${number} }`);

  test.each([
    ['nothing stands in its way', 'false', asking(3), []],
    ['it is locked', 'true', asking(9), ['5:11 override-of-locked']],
    ['only stricter ones may, and it asks for more', 'stricter', asking(6), []],
    ['only stricter ones may, and it asks for less', 'stricter', asking(4), ['5:11 override-not-stricter']],
    [
      'only stricter ones may, and it asks for something else',
      'stricter',
      below('{ count: seats, atLeast: 6 }'),
      ['5:11 override-not-comparable'],
    ],
    [
      'it is of another kind',
      'false',
      below('{ count: pairings, atLeast: 6 }', 'obligation'),
      ['5:11 override-of-another-kind'],
    ],
  ])('%s', (_, locked, text, expected) => {
    expect(findings(text, [above(locked)])).toEqual(expected);
  });

  test('there is no such rule above', () => {
    expect(findings(asking(3))).toEqual(['5:71 unknown-name']);
  });
});

describe('whatever stands in a file', () => {
  test('reading never throws, and a file without a document says why', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const { document, problems } of parsePolicies(text))
          expect(document !== null || problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
    );
  });

  test('a shipped file with one line changed is read or refused within its own lines', () => {
    const words = fc.constantFrom(
      '',
      '  - x',
      'kind: quota',
      'a: [',
      'who: {',
      'yes: no',
      '\t',
      'require: { all: [] }',
    );
    fc.assert(
      fc.property(fc.constantFrom(...shippedPolicies), fc.nat(), words, ([, text], at, word) => {
        const lines = text.split('\n');
        lines[at % lines.length] = word;
        const changed = lines.join('\n');
        for (const parsed of parsePolicies(changed))
          for (const { line, column } of checkPolicy(parsed, [])) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(lines.length + 1);
            expect(column).toBeGreaterThan(0);
          }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a tier that is no title names the persons who stand there', () => {
  const ladder = (who: string) =>
    policy(
      'p',
      `codes: { posts: { form: { zh: 班主任, en: Form teacher } } }
ladders: [{ code: steps, tiers: [{ code: fresh, zh: 新, en: New, who: ${who} }, { code: old, zh: 老, en: Old }] }]
define: { beginners: { persons: { post: form, homeroomYears: { lessThan: 2 } } } }`,
    );

  test('by a selection, written out or by its name', () => {
    expect(findings(ladder('beginners'))).toEqual([]);
    expect(findings(ladder('{ persons: { post: form } }'))).toEqual([]);
    const [fresh, old] = documentOf(ladder('beginners')).ladders[0]?.tiers ?? [];
    expect(fresh?.who).toEqual({ selection: 'named', name: 'beginners' });
    expect(old?.who).toBeNull();
  });

  test('a name that nobody defines, others than persons and what is not computed are found', () => {
    expect(findings(ladder('nobody'))).toEqual(['5:70 unknown-name']);
    expect(findings(ladder('schools'))).toEqual(['5:34 tier-of-others']);
    expect(findings(ladder('{ persons: { sex: FEMALE } }'))).toEqual(['5:34 tier-not-computed']);
  });
});
