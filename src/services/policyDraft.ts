import type { Day } from '../domain/day.ts';
import type { Region } from '../domain/directory.ts';
import { checkPolicy } from '../domain/policy/check.ts';
import { parsePolicies } from '../domain/policy/parse.ts';
import type { PolicyProblem } from '../domain/policy/reading.ts';
import { layersSupposing } from '../domain/policy/supposed.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import type { RollUpSources } from './rollUp.ts';
import { type SupposedLayer, supposedLayers } from './supposition.ts';

/** What a draft says, or what is wrong with it. Nothing is written. */
export interface ReadDraft {
  /** Errors and warnings, from the top of the text to its end. */
  readonly problems: readonly PolicyProblem[];
  /** Null: it has errors. */
  readonly layers: readonly SupposedLayer[] | null;
}

/**
 * Reads and checks a draft as if it were loaded: against the policies in force above the body of each of its documents, and
 * against the documents before it.
 */
export async function readDraft(sources: RollUpSources, region: Region, day: Day, text: string): Promise<ReadDraft> {
  const parsed = parsePolicies(text);
  const problems: PolicyProblem[] = [];
  const documents: PolicyDocument[] = [];
  for (const each of parsed) {
    const layers = await supposedLayers(sources, region, day, [
      ...documents,
      ...(each.document === null ? [] : [each.document]),
    ]);
    const own = each.document === null ? null : (layers.at(-1) ?? null);
    const body = own?.layer.regionId ?? region.id;
    const inForce = await sources.layersOf(body, day);
    const before = layers
      .filter((layer) => layer !== own && (layer.bodies === null || layer.bodies.has(body)))
      .map(({ layer }) => layer);
    const above = layersSupposing(inForce, before).filter(
      ({ code, regionId }) =>
        code !== own?.layer.code &&
        (own?.rebound !== true || regionId !== body || before.some((layer) => layer.code === code)),
    );
    problems.push(
      ...checkPolicy(
        each,
        above.map(({ document }) => document),
      ),
    );
    if (each.document !== null) documents.push(each.document);
  }
  const failed = documents.length < parsed.length || problems.some(({ severity }) => severity === 'error');
  return { problems, layers: failed ? null : await supposedLayers(sources, region, day, documents) };
}
