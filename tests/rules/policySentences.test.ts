import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { describePolicy } from '../../src/domain/policy/describeDocument.ts';
import { vocabularyOf } from '../../src/domain/policy/vocabulary.ts';
import { foundText, requiredText } from '../../src/domain/evaluation/verdictText.ts';
import { EFFECTS } from '../../src/domain/policy/types.ts';
import type { Text } from '../../src/domain/roster.ts';
import { documentOf, policy, shippedPolicies } from './policies.ts';

const files = new Map(shippedPolicies);

function readAs(file: string, id: string): Text {
  const rule = describePolicy(documentOf(files.get(file) ?? '')).rules.find((each) => each.id === id);
  return rule?.readAs ?? rule?.text ?? { zh: '', en: '' };
}

describe('a rule is told whole, in both languages', () => {
  test.each<[string, string, string, string]>([
    [
      'yuxi-2023.yaml',
      'Y-pair',
      '任务量：称号持有人（市级），每学年：结对（作为指导者）不少于5对。解读：第五条没有写明级别，按市级称号持有人理解。',
      "Quota: title holders (city level), each school year: at least 5 pairings (as mentor). Read so: Clause 五 names no level: read as the city's holders.",
    ],
    [
      'yuxi-2023.yaml',
      'Y-workshop',
      '人员组成：工作室（县级或市级）：主持人1名；成员10名；学员3名，每名成员之下。',
      'Composition: workshops (county level or city level): Host: 1; Member: 10; Trainee: 3, for each Member.',
    ],
    [
      'yuxi-2023.yaml',
      'Y-t-county',
      '目标：每年、每个县（市、区）：2023-01-01至2025-12-31，认定的称号（县级）不少于100项。',
      'Target: each year and each county: from 2023-01-01 through 2025-12-31, at least 100 titles awarded (county level).',
    ],
    [
      'xiamen-2022.yaml',
      'X-backbone',
      '资格条件：申报称号“骨干班主任”（市级）：（1）任教不少于5年；（2）累计任班主任不少于2年；（3）仍任班主任。',
      'Eligibility: for title “Backbone” (city level): (1) at least 5 years of teaching; (2) at least 2 years in all as a homeroom teacher; (3) still serving as a homeroom teacher.',
    ],
    [
      'xiamen-2022.yaml',
      'X-serve',
      '应做事项：教师（入职不多于3年）：入职后3年内累计任班主任不少于1年。',
      'Obligation: teachers (years since hire at most 3): in the first 3 years after being hired, at least 1 year in all as a homeroom teacher.',
    ],
    [
      'xiamen-2022.yaml',
      'X-t-backbone',
      '目标：2030-12-31前，称号持有人“骨干班主任”（市级）不少于500人。',
      'Target: by 2030-12-31, at least 500 holders of a title “Backbone” (city level).',
    ],
    [
      'lishui-2015.yaml',
      'L-post',
      '资格条件：申报岗位“班主任”：（1）任教不少于1年［原则上］；（2）证书“心理健康教育证书”（等次“C”及以上）不少于1个。',
      'Eligibility: for post “Homeroom teacher”: (1) at least 1 year of teaching [in principle]; (2) at least 1 certificate “Certificate in mental-health education” (grade “C” or above).',
    ],
    [
      'ganyu-2012.yaml',
      'G-renew',
      '应做事项：教师（有证书“任职资格证”）：近3年内培训（县级及以上）不少于1次，或者自“任职资格证”起不满3年［解读：新取得资格证的，自取得之日起三年内可完成］。',
      'Obligation: teachers (with certificate “Qualification certificate”): at least 1 training (county level or above) in the last 3 years or less than 3 years since “Qualification certificate” [read so: Whoever has just got the certificate has three years from that day].',
    ],
  ])('%s %s', (file, id, zh, en) => {
    expect(readAs(file, id)).toEqual({ zh, en });
  });

  test('with exceptions, waivers, what people judge, modality, readings and what bodies below may do', () => {
    const text = policy(
      'p',
      `codes: { attested: { ethics: { zh: 师德, en: Ethics } } }
define: { tolerance: 0.1 }
rules:
  - id: A
    kind: quota
    clause: "1"
    modality: should
    who: { holders: { level: CITY } }
    per: [semester, COUNTY]
    require: { count: activities, where: { level: { atLeast: COUNTY } }, about: 3 }
    except: { fact: age, atLeast: 55 }
    attest: { of: [ethics], clause: "2" }
    waivable: { by: CITY, reason: required, when: { fact: teachingYears, atLeast: 20 } }
    interpretation: { zh: 解, en: a reading, applied: false }
    locked: stricter
`,
    );
    const [rule] = describePolicy(documentOf(text)).rules;
    expect(rule?.readAs).toBeNull();
    expect(rule?.text).toEqual({
      zh: '任务量：称号持有人（市级），每学期、每个县（市、区），原则上：活动（县级及以上）约3次。有下列情形的不适用：年龄不少于55周岁。由人认定：师德（2）。经市级批准可以豁免，须说明理由，条件：任教不少于20年。解读（已停用）：解。下级只能更严。',
      en: 'Quota: title holders (city level), each semester and each county, in principle: about 3 activities (county level or above). It does not apply where: age at least 55. Judged by people: Ethics (2). The city level may waive it, giving the reason, when: at least 20 years of teaching. Read so, switched off: a reading. Bodies below may only ask for more.',
    });
  });
});

describe('a number that a body sets', () => {
  const open = `define: { young: { persons: { age: { atMost: { parameter: youngAge } } } } }
rules:
  - { id: A, kind: quota, clause: "1", who: young, per: [year], require: { count: activities, atLeast: { parameter: fewest } } }
`;
  const told = (text: string, above: readonly string[] = []) =>
    describePolicy(documentOf(text), above.map(documentOf)).rules[0]?.text;

  test('is told as the number where the same file or one above sets it', () => {
    const set = {
      zh: '任务量：教师（年龄不多于35周岁），每年：活动不少于1次。',
      en: 'Quota: teachers (age at most 35), each year: at least 1 activity.',
    };
    expect(told(policy('p', open.replace('young:', 'parameters: { youngAge: 35, fewest: 1 }, young:')))).toEqual(set);
    expect(told(policy('p', open), [policy('top', 'define: { parameters: { youngAge: 35, fewest: 1 } }\n')])).toEqual(
      set,
    );
  });

  test('is told by its name where nobody is known to set it', () => {
    expect(told(policy('p', open))?.en).toBe(
      'Quota: teachers (age at most [set below: youngAge]), each year: at least [set below: fewest] activities.',
    );
  });

  test('stands in what a verdict says is required', () => {
    const document = documentOf(policy('p', open.replace('young:', 'parameters: { youngAge: 35, fewest: 4 }, young:')));
    const [rule] = document.rules;
    const condition = rule?.kind === 'quota' ? rule.require : null;
    expect(condition === null ? null : requiredText(condition, vocabularyOf([document]), false)).toEqual({
      zh: '活动不少于4次',
      en: 'at least 4 activities',
    });
  });
});

describe('what a grade leads to is a whole sentence', () => {
  const told = (effect: string) =>
    describePolicy(
      documentOf(
        policy(
          'p',
          `codes: { appraisals: { yearly: { zh: 年度考核, en: Yearly } } }
scales: { yearly: [fail, pass] }
rules:
  - { id: A, kind: outcome, clause: "1", of: { appraisal: yearly }, grades: { pass: [${effect}] } }
`,
        ),
      ),
    ).rules[0]?.text;

  test.each<[string, string, string]>([
    ['{ effect: revoke, who: holder }', '持有人被取消资格', 'the holder is disqualified'],
    [
      '{ effect: commend, who: school, for: 1 year }',
      '学校受到表彰（为期1年）',
      'the school is commended (for 1 year)',
    ],
  ])('%s', (effect, zh, en) => {
    expect(told(effect)).toEqual({
      zh: `考核结果运用：“年度考核”为“pass”：${zh}。`,
      en: `What a grade leads to: “Yearly”: “pass”: ${en}.`,
    });
  });

  test.each(EFFECTS)('%s, with nothing said about what', (effect) => {
    const { zh = '', en = '' } = told(`{ effect: ${effect}, who: workshop }`) ?? {};
    expect(zh).toMatch(/：工作室\S+。$/u);
    expect(en).toMatch(/: the workshop \S.*\.$/u);
    expect(en).not.toMatch(/ (?:for|from|has|loses|keeps|ends)\.$/u);
  });
});

test('a list in a list has marks of its own, and so has one in that', () => {
  const text = policy(
    'p',
    `rules:
  - id: A
    kind: obligation
    clause: "1"
    require:
      all:
        - { fact: age, atMost: 55 }
        - any:
            - { fact: age, atMost: 35 }
            - any: [{ fact: age, atMost: 40 }, { fact: teachingYears, atLeast: 5 }, { fact: age, atLeast: 30 }]
              atLeast: 2
            - { fact: teachingYears, atLeast: 9 }
          atLeast: 2
`,
  );
  expect(describePolicy(documentOf(text)).rules[0]?.text).toEqual({
    zh: '应做事项：（1）年龄不多于55周岁；（2）以下各项中至少2项：a.年龄不多于35周岁；b.以下各项中至少2项：①年龄不多于40周岁；②任教不少于5年；③年龄不少于30周岁；c.任教不少于9年。',
    en: 'Obligation: (1) age at most 55; (2) at least 2 of these: a. age at most 35; b. at least 2 of these: ① age at most 40; ② at least 5 years of teaching; ③ age at least 30; c. at least 9 years of teaching.',
  });
});

test.each<[string, string, string]>([
  ['', ' “credit”', '“credit”'],
  ['codes: { words: { credit: { zh: 学分, en: credit point } } }\n', ' “学分”', '“credit point”'],
])('a unit of own name stands apart and in quotation marks %s', (codes, zh, en) => {
  const document = documentOf(
    policy(
      'p',
      `${codes}define: { hourUnits: { credit: 1.5 } }
rules:
  - { id: A, kind: quota, clause: "1", per: [year], require: { sum: hours, unit: credit, atLeast: 12 } }
`,
    ),
  );
  const { definitions, rules } = describePolicy(document);
  expect(definitions).toContainEqual({ zh: `1${zh}折合1.5学时。`, en: `1 ${en} of training is 1.5 hours.` });
  expect(rules[0]?.text.zh).toContain(`不少于12${zh}`);
  expect(rules[0]?.text.en).toContain(`at least 12 ${en} of training`);
  const [rule] = document.rules;
  if (rule?.kind !== 'quota' || rule.require === null) throw new Error('No condition');
  const found = { is: 'number', least: new Fraction(0), most: new Fraction(0), unit: 'credit' } as const;
  expect(foundText({ found, condition: rule.require }, vocabularyOf([document]))).toEqual({
    zh: `0${zh}`,
    en: `0 ${en}`,
  });
});

test.each(shippedPolicies)('no sentence of %s leaves a hole or a bare code in Chinese', (_, text) => {
  const { rules, head, definitions } = describePolicy(documentOf(text));
  const said = [...head, ...definitions, ...rules.flatMap(({ text: own, readAs: read }) => [own, read ?? own])];
  for (const { zh, en } of said) {
    expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object|\{\d\}|（）|\(\)|“”/u);
    expect(zh.replaceAll(/“\w+”指|【下级自定：\w+】|符合[A-Z]-[\w-]+的要求/gu, '')).not.toMatch(/[a-z]{3,}/u);
  }
});
