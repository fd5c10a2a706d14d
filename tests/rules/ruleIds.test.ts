import { describe, expect, test } from 'vitest';
import { documentOf, shippedPolicies } from './policies.ts';
import { RULE_IDS } from './ruleIds.ts';

const files = new Map(shippedPolicies);

describe('the four documents are whole', () => {
  test('75 rules', () => {
    expect(Object.values(RULE_IDS).flat()).toHaveLength(75);
    expect([...files.keys()].toSorted()).toEqual(Object.keys(RULE_IDS).toSorted());
  });

  test.each(Object.entries(RULE_IDS))('%s states each of its rules once, with a clause and a body', (name, ids) => {
    const { rules, ladders } = documentOf(files.get(name) ?? '');
    const stated = [...rules, ...ladders.flatMap(({ id, clause }) => (id === null ? [] : [{ id, clause }]))];
    for (const id of ids) {
      const found = stated.filter((rule) => rule.id === id);
      expect(found, id).toHaveLength(1);
      expect(found[0]?.clause, id).toMatch(/\S/);
    }
  });
});
