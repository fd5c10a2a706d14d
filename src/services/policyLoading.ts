import { randomUUID } from 'node:crypto';
import { writeAudit } from '../../graph/audit.ts';
import {
  type StoredVersion,
  endVersion,
  layersWithin,
  lockPolicy,
  regionForPolicy,
  saveVersion,
} from '../../graph/policy.ts';
import type { Graph, Transaction } from '../../graph/session.ts';
import { type Day, addDays } from '../domain/day.ts';
import type { PolicyVersionId } from '../domain/identifier.ts';
import { checkPolicy } from '../domain/policy/check.ts';
import { effectivePolicy } from '../domain/policy/effective.ts';
import { type ParsedPolicy, parsePolicies } from '../domain/policy/parse.ts';
import type { PolicyProblem } from '../domain/policy/reading.ts';
import { notEvaluatedYet } from '../domain/policy/staffing.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import type { Scope } from '../domain/scope.ts';
import { type PolicyFile, checksumOf, layerOf } from './policy.ts';
import { type Author, rejoinSeats } from './seatTies.ts';

/**
 * What loading did with one policy of a file. `corrected`: the same policy and first day had other content, its identity
 * stays; `newVersion`: a further first day, versions end where the next begins.
 */
export interface LoadedPolicy {
  readonly policy: string;
  readonly versionId: PolicyVersionId;
  readonly from: Day;
  readonly change: 'created' | 'unchanged' | 'corrected' | 'newVersion';
  /** What there is to know about the file. */
  readonly warnings: readonly PolicyProblem[];
  /** Ids of rules that load and are shown, and that no question computes yet. */
  readonly notEvaluatedYet: readonly string[];
}

/** Why a file was not loaded; nothing of it was. */
export type PolicyRefusal =
  | { readonly because: 'invalid'; readonly problems: readonly PolicyProblem[] }
  /** No visible region had the code on the policy's first day. */
  | { readonly because: 'unknownRegion'; readonly policy: string; readonly region: string; readonly day: Day }
  /** The account may not write for this region. */
  | { readonly because: 'outOfScope'; readonly policy: string; readonly region: string }
  /** The code belongs to a policy of another body. */
  | { readonly because: 'otherBody'; readonly policy: string };

export type FileOutcome =
  | { readonly fileName: string; readonly outcome: 'loaded'; readonly policies: readonly LoadedPolicy[] }
  | { readonly fileName: string; readonly outcome: 'refused'; readonly refusal: PolicyRefusal };

class Refused extends Error {
  readonly refusal: PolicyRefusal;

  constructor(refusal: PolicyRefusal) {
    super(refusal.because);
    this.refusal = refusal;
  }
}

/**
 * Loads policy files in their order, each in one transaction with its audit entries: wholly or not at all. Loading the same
 * file again changes nothing. Who stands under whom in the workshops whose rules a file changes follows it.
 *
 * @param by who loads, as the audit names it
 * @param reason why a correction is made, for the audit
 */
export async function loadPolicies(
  graph: Graph,
  scope: Scope,
  files: readonly PolicyFile[],
  by: string,
  reason: string | null = null,
): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const file of files) outcomes.push(await loadFile(graph, scope, file, { by, reason }));
  return outcomes;
}

async function loadFile(
  graph: Graph,
  scope: Scope,
  { fileName, text }: PolicyFile,
  author: Author,
): Promise<FileOutcome> {
  const documents = parsePolicies(text);
  try {
    const policies = await graph.write('loadPolicies', async (transaction) => {
      const loaded: LoadedPolicy[] = [];
      for (const parsed of documents) loaded.push(await loadOne(transaction, scope, parsed, author));
      return loaded;
    });
    return { fileName, outcome: 'loaded', policies };
  } catch (error) {
    if (error instanceof Refused) return { fileName, outcome: 'refused', refusal: completed(error.refusal, documents) };
    throw error;
  }
}

/** A file with mistakes is told all of them, also those of its other documents. */
function completed(refusal: PolicyRefusal, documents: readonly ParsedPolicy[]): PolicyRefusal {
  if (refusal.because !== 'invalid') return refusal;
  const told = new Set(refusal.problems.map(({ line, column, code }) => `${line}:${column}:${code}`));
  const others = documents
    .flatMap(({ problems }) => problems)
    .filter(({ line, column, code }) => !told.has(`${line}:${column}:${code}`));
  return {
    because: 'invalid',
    problems: [...refusal.problems, ...others].sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

async function loadOne(
  transaction: Transaction,
  scope: Scope,
  parsed: ParsedPolicy,
  author: Author,
): Promise<LoadedPolicy> {
  const { document, source } = parsed;
  if (document === null) throw new Refused({ because: 'invalid', problems: checkPolicy(parsed, []) });
  const { policy, region, effective } = document;
  const body = await regionForPolicy(transaction, scope, region, effective.from);
  if (body === null) throw new Refused({ because: 'unknownRegion', policy, region, day: effective.from });
  if (!body.writable) throw new Refused({ because: 'outOfScope', policy, region });
  const { regionId, versions } = await lockPolicy(transaction, { id: randomUUID(), code: policy, regionId: body.id });
  if (regionId !== body.id) throw new Refused({ because: 'otherBody', policy });
  const above = (await layersWithin(transaction, [[body.id, effective.from]]))
    .filter(({ version }) => version.code !== policy)
    .map(layerOf);
  const problems = checkPolicy(
    parsed,
    above.map((layer) => layer.document),
  );
  if (problems.some(({ severity }) => severity === 'error')) throw new Refused({ because: 'invalid', problems });
  const { versionId, change } = await save(transaction, document, source, versions, author);
  if (change !== 'unchanged') await rejoinSeats(transaction, body.id, effective.from, author);
  const { id, level } = body;
  const own = { versionId, code: policy, regionId: id, level, from: effective.from, to: null, document };
  const together = effectivePolicy(id, [...above, own]);
  const waiting = together === null ? [] : notEvaluatedYet(together).filter(({ layer }) => layer === own);
  return {
    policy,
    versionId,
    from: effective.from,
    change,
    warnings: problems,
    notEvaluatedYet: waiting.map(({ rule }) => rule.id),
  };
}

async function save(
  transaction: Transaction,
  document: PolicyDocument,
  source: string,
  versions: readonly StoredVersion[],
  { by, reason }: Author,
): Promise<Pick<LoadedPolicy, 'versionId' | 'change'>> {
  const { from, through } = document.effective;
  const checksum = checksumOf(source);
  const same = versions.find((version) => version.from === from);
  if (same?.checksum === checksum) return { versionId: same.id, change: 'unchanged' };
  const id = same?.id ?? (randomUUID() as string as PolicyVersionId);
  const next = versions.find((version) => version.from > from)?.from ?? null;
  const to = earliest(through === null ? null : addDays(through, 1), next);
  await saveVersion(transaction, { id, code: document.policy, from, to, title: document.title, source, checksum });
  const previous = versions.findLast((version) => version.from < from);
  const ends = previous !== undefined && (previous.to === null || previous.to > from);
  if (ends) await endVersion(transaction, previous.id, from);
  const what = { by, kind: 'policyVersion' } as const;
  const after = { policy: document.policy, from, to, checksum, source };
  await writeAudit(transaction, [
    same === undefined
      ? { ...what, action: 'create', fact: id, after }
      : {
          ...what,
          action: 'correct',
          fact: id,
          before: { policy: same.code, from: same.from, to: same.to, checksum: same.checksum, source: same.source },
          after,
          reason,
        },
    ...(ends
      ? [{ ...what, action: 'end' as const, fact: previous.id, before: { to: previous.to }, after: { to: from } }]
      : []),
  ]);
  return { versionId: id, change: same !== undefined ? 'corrected' : versions.length > 0 ? 'newVersion' : 'created' };
}

function earliest(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
