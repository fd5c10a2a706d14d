import type { FileOutcome, PolicyRefusal } from '../services/policyLoading.ts';
import type { PolicyProblem } from '../domain/policy/reading.ts';

type Language = 'zh' | 'en';

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
      ? [`  rules kept and shown, but not computed yet: ${notEvaluatedYet.length}`]
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

function describeProblem(fileName: string, problem: PolicyProblem, language: Language): string {
  const { line, column, severity, code, message } = problem;
  return `${fileName}:${line}:${column} ${severity} ${code}: ${message[language]}`;
}
