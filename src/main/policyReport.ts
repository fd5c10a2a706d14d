import type { FileOutcome, PolicyRefusal } from '../services/policyLoading.ts';
import type { CheckedFile } from '../domain/policy/checkTogether.ts';
import type { PolicySentences, RuleSentence } from '../domain/policy/describeDocument.ts';
import type { PolicyProblem } from '../domain/policy/reading.ts';
import type { Text } from '../domain/roster.ts';

type Language = 'zh' | 'en';

/** In which languages sentences are shown; with both, Chinese first. */
export type Languages = Language | 'both';

const CHANGES = {
  created: 'loaded',
  unchanged: 'unchanged',
  corrected: 'corrected',
  newVersion: 'loaded as a new version',
} as const;

/** What loading a file did, in lines for a person. */
export function describePolicyOutcome(outcome: FileOutcome, language: Language): string[] {
  const { fileName } = outcome;
  if (outcome.outcome === 'refused') return describeRefusal(fileName, outcome.refusal, language);
  return outcome.policies.flatMap(({ policy, from, change, warnings, notEvaluatedYet }) => [
    `${policy} from ${from}: ${CHANGES[change]}`,
    ...warnings.map((problem) => describeProblem(fileName, problem, language)),
    ...(change !== 'unchanged' && notEvaluatedYet.length > 0
      ? [
          language === 'zh'
            ? `  以下规则已保存并显示，但本版本不计算：${notEvaluatedYet.join('、')}`
            : `  rules kept and shown, but not computed: ${notEvaluatedYet.join(', ')}`,
        ]
      : []),
  ]);
}

function describeRefusal(fileName: string, refusal: PolicyRefusal, language: Language): string[] {
  switch (refusal.because) {
    case 'invalid':
      return refusal.problems.map((problem) => describeProblem(fileName, problem, language));
    case 'unknownRegion':
      return [
        `${fileName}: no region has the code ${refusal.region} on ${refusal.day}, the first day of ${refusal.policy}.`,
      ];
    case 'outOfScope':
      return [`${fileName}: this account may not load policies for region ${refusal.region}.`];
    case 'otherBody':
      return [`${fileName}: the code ${refusal.policy} belongs to a policy of another body: choose another code.`];
  }
}

/** What checking a file found, one line each; one line where there is nothing. */
export function describeChecked({ fileName, problems }: CheckedFile, language: Language): string[] {
  return problems.length > 0
    ? problems.map((problem) => describeProblem(fileName, problem, language))
    : [language === 'zh' ? `${fileName}：没有问题` : `${fileName}: nothing to repair`];
}

/** The same for programs. */
export function checkedJson(files: readonly CheckedFile[]): unknown {
  return files.map(({ fileName, unreadable, problems }) => ({ file: fileName, unreadable, problems }));
}

/** A policy in numbered sentences, beside their clauses. */
export function describeSentences(policy: PolicySentences, languages: Languages): string[] {
  return [
    `${policy.policy}  ${inLine(policy.title, languages)}`,
    '',
    ...[...policy.head, ...policy.definitions].flatMap((text) =>
      inLanguages(text, languages).map((line) => `  ${line}`),
    ),
    '',
    ...policy.rules.flatMap((rule) => [...describeSentence(rule, languages), '']),
  ];
}

function describeSentence({ number, id, clause, text, readAs }: RuleSentence, languages: Languages): string[] {
  const margin = ' '.repeat(5);
  const read = readAs === null ? [] : inLanguages(readAs, languages);
  return [
    `${String(number).padStart(3)}. ${clause === null ? '' : `${clause}  `}${id}`,
    ...inLanguages(text, languages).map((line) => `${margin}${line}`),
    ...read.map((line) => `${margin}= ${line}`),
  ];
}

function inLanguages(text: Text, languages: Languages): string[] {
  return languages === 'both' ? [text.zh, text.en] : [text[languages]];
}

function inLine(text: Text, languages: Languages): string {
  return inLanguages(text, languages).join('  ');
}

export function describeProblem(fileName: string, problem: PolicyProblem, language: Language): string {
  const { line, column, severity, code, message } = problem;
  return `${fileName}:${line}:${column} ${severity} ${code}: ${message[language]}`;
}
