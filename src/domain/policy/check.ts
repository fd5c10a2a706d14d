import { declaredIn } from './checkConditions.ts';
import { checkDefinitions } from './checkDefinitions.ts';
import { unknownNames } from './checkNames.ts';
import { checkOverride } from './checkOverride.ts';
import { checkDurations, checkRule, rulesInCircles } from './checkRule.ts';
import { Findings, complaint } from './complaint.ts';
import { type ParsedPolicy, inOrder } from './parse.ts';
import { MOST_PROBLEMS, type PolicyProblem } from './reading.ts';
import type { PolicyDocument } from './types.ts';

/**
 * Everything there is to repair or to know about one document: what reading found, names that neither it nor a policy above
 * declares, circles, what nothing can meet, units and grades that do not fit, and overrides that the rule above does not
 * allow.
 *
 * @param above the policies in force for the bodies above, from the top down, then the body's other policies
 */
export function checkPolicy(parsed: ParsedPolicy, above: readonly PolicyDocument[]): readonly PolicyProblem[] {
  const { partial: document } = parsed;
  if (document === null || parsed.problems.length >= MOST_PROBLEMS) return parsed.problems;
  const all = [...above, document];
  const declared = declaredIn(all);
  const findings = new Findings(parsed.places);
  for (const rule of document.rules) {
    checkRule(rule, document, declared, findings);
    checkDurations(rule, findings);
    for (const found of checkOverride(rule, above)) findings.add(found, rule);
  }
  for (const rule of rulesInCircles(document))
    findings.add(complaint('circle', `规则 ${rule.id} 引用了自身`, `The rule ${rule.id} rests on itself`), rule);
  checkDefinitions(parsed, document, declared, findings);
  // A stand-in for what could not be read would be complained of a second time.
  const misread = new Set(parsed.problems.filter(({ severity }) => severity === 'error').map(({ line }) => line));
  const names = unknownNames(parsed.references, document, above);
  for (const { line } of names) misread.add(line);
  return inOrder([
    ...parsed.problems,
    ...names,
    ...findings.problems.filter(({ line, code }) => !misread.has(line) || !OF_STAND_INS.includes(code)),
  ]);
}

/** What a stand-in for something misread may look like. */
const OF_STAND_INS: readonly string[] = [
  'always-met',
  'contradiction',
  'empty-window',
  'never-met',
  'not-whole',
  'out-of-range',
  'sum',
];
