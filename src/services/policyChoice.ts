import type { Day } from '../domain/day.ts';
import type { Region } from '../domain/directory.ts';
import type { PolicyVersionId } from '../domain/identifier.ts';
import { parsePolicies } from '../domain/policy/parse.ts';
import { checkPolicy } from '../domain/policy/check.ts';
import type { PolicyProblem } from '../domain/policy/reading.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import { findPolicy, policyVersions } from './policy.ts';
import { readDraft } from './policyDraft.ts';
import type { RollUpSources } from './rollUp.ts';
import { type SupposedLayer, supposedLayers } from './supposition.ts';

/** Which policy is meant: one in force by its code, a version by its id, or the text of a draft. */
export type PolicyChoice =
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'version'; readonly id: PolicyVersionId }
  | { readonly by: 'draft'; readonly text: string };

/** The documents that are meant, or what is wrong with them. */
export interface ChosenDocuments {
  readonly problems: readonly PolicyProblem[];
  /** Null: there is no such policy that may be seen, or the draft has errors. */
  readonly documents: readonly PolicyDocument[] | null;
}

/** The documents of a choice, a draft's read by itself. */
export async function chosenDocuments(
  sources: RollUpSources,
  choice: PolicyChoice,
  day: Day,
): Promise<ChosenDocuments> {
  if (choice.by !== 'draft') {
    const document = await storedDocument(sources, choice, day);
    return { problems: [], documents: document === null ? null : [document] };
  }
  const parsed = parsePolicies(choice.text);
  // Names of policies above are not looked up: what is compared are the texts.
  const problems = parsed.flatMap((each) => (each.document === null ? checkPolicy(each, []) : each.problems));
  const documents = parsed.flatMap(({ document }) => document ?? []);
  return { problems, documents: documents.length < parsed.length ? null : documents };
}

/** What a choice would be in a region, or what is wrong with it. */
export interface ChosenLayers {
  readonly problems: readonly PolicyProblem[];
  /** Null: there is no such policy that may be seen, or the draft has errors. */
  readonly layers: readonly SupposedLayer[] | null;
}

/** The layers that a choice would be in a region; another body's policy is taken as the region's own. */
export async function chosenLayers(
  sources: RollUpSources,
  choice: PolicyChoice,
  region: Region,
  day: Day,
): Promise<ChosenLayers> {
  if (choice.by === 'draft') return readDraft(sources, region, day, choice.text);
  const document = await storedDocument(sources, choice, day);
  const layers = document === null ? null : await supposedLayers(sources, region, day, [document]);
  return { problems: [], layers };
}

async function storedDocument(
  { graph, scope }: RollUpSources,
  choice: Exclude<PolicyChoice, { readonly by: 'draft' }>,
  day: Day,
): Promise<PolicyDocument | null> {
  if (choice.by === 'code') return (await findPolicy(graph, scope, choice.code, day))?.document ?? null;
  const [version] = await policyVersions(graph, scope, [choice.id]);
  return version?.document ?? null;
}
