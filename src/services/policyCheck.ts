import type { Day } from '../domain/day.ts';
import type { Region } from '../domain/directory.ts';
import { checkTogether } from '../domain/policy/checkTogether.ts';
import { type PolicySentences, describePolicy } from '../domain/policy/describeDocument.ts';
import { inOrder, parsePolicies } from '../domain/policy/parse.ts';
import type { PolicyProblem } from '../domain/policy/reading.ts';
import { policyLayersAt } from './policy.ts';
import { readDraft } from './policyDraft.ts';
import type { RollUpSources } from './rollUp.ts';

/** What there is to say about the text of a policy. */
export interface PolicyCheck {
  /** From the top of the text to its end. */
  readonly problems: readonly PolicyProblem[];
  /** Each of its documents in sentences; none where it has errors. */
  readonly policies: readonly PolicySentences[];
}

/** Checks a text alone: each of its documents against those of them that stand above it. */
export function checkText(text: string): PolicyCheck {
  const [{ problems, policies } = { problems: [], policies: [] }] = checkTogether([{ fileName: '', text }]);
  return { problems, policies: hasErrors(problems) ? [] : policies };
}

/** Checks a text as if it were loaded for a region: against what is in force there and above. Nothing is written. */
export async function checkTextIn(
  sources: RollUpSources,
  region: Region,
  day: Day,
  text: string,
): Promise<PolicyCheck> {
  const { problems } = await readDraft(sources, region, day, text);
  if (hasErrors(problems)) return { problems: inOrder(problems), policies: [] };
  const [layers = []] = await policyLayersAt(sources.graph, sources.scope, [{ regionId: region.id, day }]);
  const documents = parsePolicies(text).flatMap(({ document }) => document ?? []);
  return {
    problems: inOrder(problems),
    policies: documents.map((document, index) =>
      describePolicy(document, [...layers.map((layer) => layer.document), ...documents.slice(0, index)]),
    ),
  };
}

function hasErrors(problems: readonly PolicyProblem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
