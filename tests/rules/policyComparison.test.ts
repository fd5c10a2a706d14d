import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePolicies, comparePolicyFiles } from '../../src/domain/policyComparison.ts';
import { documentOf, policy, shippedPolicies } from './policies.ts';

function shipped(name: string): string {
  return shippedPolicies.find(([file]) => file === name)?.[1] ?? '';
}

/** The changes from one text to another: what, how, its parts. */
function changes(before: string, after: string): string[] {
  return comparePolicies(documentOf(before), documentOf(after)).map(({ of, change, name, parts }) =>
    [of, change, name, ...parts].join(' '),
  );
}

const YUXI = shipped('yuxi-2023.yaml');

describe('what changed between two versions', () => {
  test('the same version twice: nothing, for each of the shipped policies, however its keys are ordered', () => {
    for (const [, text] of shippedPolicies) expect(changes(text, text)).toEqual([]);
    expect(
      changes(
        policy('a', 'define: { daysPerYear: 360, tolerance: 0.1 }\n'),
        policy('a', 'define: { tolerance: 0.1, daysPerYear: 360 }\n'),
      ),
    ).toEqual([]);
  });

  test('a number of a rule: its part, and both sentences', () => {
    const edited = YUXI.replace('{ fact: homeroomYears, atLeast: 5 }', '{ fact: homeroomYears, atLeast: 6 }');
    const [change, ...others] = comparePolicies(documentOf(YUXI), documentOf(edited));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ of: 'rule', change: 'changed', name: 'Y-apply', parts: ['require'] });
    expect(change?.before?.en).toContain('at least 5 years');
    expect(change?.after?.en).toContain('at least 6 years');
    expect(change?.before?.zh).not.toEqual(change?.after?.zh);
  });

  test('words only, a renamed rule, one added, one removed, a lock and an override', () => {
    const rule = (id: string, more: string) => `  - { id: ${id}, kind: quota, clause: "1", per: year, ${more} }\n`;
    const asked = 'require: { count: events, atLeast: 1 }';
    const head = 'codes: { events: { a: { zh: 甲, en: A } } }\nrules:\n';
    const before = policy(
      'a',
      head +
        rule('one', `${asked}, text: { zh: 一, en: One }`) +
        rule('two', 'require: { count: events, atLeast: 2 }') +
        rule('three', 'require: { count: events, atLeast: 3 }') +
        rule('four', 'require: { count: events, atLeast: 4 }'),
    );
    const after = policy(
      'a',
      head +
        rule('one', `${asked}, text: { zh: 壹, en: The first }`) +
        rule('second', 'require: { count: events, atLeast: 2 }') +
        rule('four', 'locked: true, require: { count: events, atLeast: 4 }') +
        rule('five', 'require: { count: events, atLeast: 5 }'),
    );
    expect(changes(before, after)).toEqual([
      'rule worded one text',
      'rule renamed second id',
      'rule changed four locked',
      'rule added five',
      'rule removed three',
    ]);
  });

  test('definitions, calendar, ladders, workshops, scales, codes and the document itself', () => {
    const edited = YUXI.replace('daysPerYear: 365', 'daysPerYear: 360')
      .replace('setting: [TOWN, VILLAGE]', 'setting: [VILLAGE]')
      .replace('semesters: [09-01, 02-01]', 'semesters: [09-01, 02-15]')
      .replace('levels: [COUNTY, CITY]', 'levels: [CITY]')
      .replace('appraisal: [fail, pass, excellent]', 'appraisal: [fail, pass, good, excellent]')
      .replace('en: Deputy homeroom teacher', 'en: Second homeroom teacher')
      .replace('from: 2023-01-01, assumed: true', 'from: 2024-01-01');
    const found = comparePolicies(documentOf(YUXI), documentOf(edited));
    const named = found.filter(({ of }) => of !== 'rule').map(({ of, change, name }) => `${of} ${change} ${name}`);
    expect(named).toEqual([
      'document changed effective',
      'calendar changed semesters',
      'definition changed rural',
      'definition changed daysPerYear',
      'code changed posts.deputy',
      'scale changed appraisal',
      'ladder changed titles',
    ]);
    expect(found.find(({ name }) => name === 'daysPerYear')).toMatchObject({
      before: { en: 'A year of service is 365 days.' },
      after: { en: 'A year of service is 360 days.' },
    });
  });

  test('a parameter that a body sets, and a selection, each by its own name', () => {
    expect(
      changes(
        policy('a', 'define: { old: { persons: { sex: FEMALE } } }\n'),
        policy('a', 'define: { parameters: { years: 3 }, old: { persons: { sex: MALE } } }\n'),
      ),
    ).toEqual(['definition changed selections.old where', 'definition added parameters.years']);
  });

  test('files of several bodies: documents of the same policy are compared, others are added or removed', () => {
    const one = documentOf(policy('one', ''));
    const two = documentOf(policy('two', 'define: { daysPerYear: 360 }\n'));
    const three = documentOf(policy('three', ''));
    expect(comparePolicyFiles([one, two], [two]).map(({ change, name }) => `${change} ${name}`)).toEqual([
      'removed one',
    ]);
    expect(comparePolicyFiles([two], [two, three]).map(({ change, name }) => `${change} ${name}`)).toEqual([
      'added three',
    ]);
  });
});

test('what one comparison calls added the other calls removed', () => {
  const drawn = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
  const text = (numbers: readonly number[]) =>
    policy(
      'a',
      `codes: { events: { a: { zh: 甲, en: A } } }\nrules:${numbers.length === 0 ? ' []' : ''}\n${numbers
        .map(
          (number) =>
            `  - { id: r${number}, kind: quota, clause: "1", per: year, require: { count: events, atLeast: ${number} } }\n`,
        )
        .join('')}`,
    );
  fc.assert(
    fc.property(drawn, drawn, (a, b) => {
      const [there, back] = [changes(text(a), text(b)), changes(text(b), text(a))];
      const only = (of: readonly string[], change: string) =>
        of
          .filter((each) => each.startsWith(`rule ${change}`))
          .map((each) => each.split(' ')[2])
          .sort();
      expect(only(there, 'added')).toEqual(only(back, 'removed'));
      expect(only(there, 'added')).toEqual(
        b
          .filter((number) => !a.includes(number))
          .map((number) => `r${number}`)
          .sort(),
      );
    }),
    { numRuns: 30 },
  );
});
