import { type PolicySentences, describePolicy } from './describeDocument.ts';
import { checkPolicy } from './check.ts';
import { type ParsedPolicy, inOrder, parsePolicies } from './parse.ts';
import type { PolicyProblem } from './reading.ts';
import type { PolicyDocument } from './types.ts';

/** What is told about one file. */
export interface CheckedFile {
  readonly fileName: string;
  /** Nothing of it could be read. */
  readonly unreadable: boolean;
  readonly problems: readonly PolicyProblem[];
  /** The policies in it, in sentences, as far as they can be read. */
  readonly policies: readonly PolicySentences[];
}

/**
 * Checks files alone, without a database: each document against those of the others that stand above it, by `inherits` or by
 * the code of its region. Names of policies that are not among the files are not known.
 */
export function checkTogether(
  files: readonly { readonly fileName: string; readonly text: string }[],
): readonly CheckedFile[] {
  const parsed = files.map(({ fileName, text }) => ({ fileName, documents: parsePolicies(text) }));
  const all = parsed.flatMap(({ documents }) => documents);
  return parsed.map(({ fileName, documents }) => ({
    fileName,
    unreadable: documents.every(({ partial }) => partial === null),
    problems: inOrder(
      documents.flatMap((one) => [
        ...checkPolicy(one, documentsAbove(one, all)),
        ...inheritanceCircles(one, all),
        ...statedTwice(one, all),
      ]),
    ),
    policies: documents.flatMap((one) =>
      one.partial === null ? [] : [describePolicy(one.partial, documentsAbove(one, all))],
    ),
  }));
}

/** The policies above a document, from the top down, then those of its own body that stand before it. */
function documentsAbove({ partial: own }: ParsedPolicy, all: readonly ParsedPolicy[]): readonly PolicyDocument[] {
  if (own === null) return [];
  const others = all.flatMap(({ partial }) => (partial === null || partial.policy === own.policy ? [] : [partial]));
  const stated = all.flatMap(({ partial }) => partial ?? []);
  const beside = others.filter((other) => other.region === own.region && stated.indexOf(other) < stated.indexOf(own));
  if (own.inherits === 'none') return beside;
  const above = inForce(
    others.filter((other) => isAbove(other.region, own.region)),
    own,
  ).toSorted((a, b) => prefixOf(a.region).length - prefixOf(b.region).length);
  if (own.inherits === null) return [...above, ...beside];
  const last = above.findLastIndex(({ policy }) => policy === own.inherits);
  if (last >= 0) return [...above.slice(0, last + 1), ...beside];
  return [
    ...inForce(
      others.filter(({ policy }) => policy === own.inherits),
      own,
    ),
    ...beside,
  ];
}

/** Of each policy the version that holds on the first day of the document, or else its first. */
function inForce(documents: readonly PolicyDocument[], { effective }: PolicyDocument): readonly PolicyDocument[] {
  const versions = new Map<string, PolicyDocument>();
  for (const document of documents.toSorted((a, b) => (a.effective.from < b.effective.from ? -1 : 1)))
    if (!versions.has(document.policy) || document.effective.from <= effective.from)
      versions.set(document.policy, document);
  return [...versions.values()];
}

/** Codes of regions say under which they lie: 530000, 530400, 530402. */
function isAbove(region: string, other: string): boolean {
  const [a, b] = [prefixOf(region), prefixOf(other)];
  return a.length < b.length && b.startsWith(a);
}

function prefixOf(region: string): string {
  return region.replace(/(?:00)+$/u, '');
}

function inheritanceCircles(one: ParsedPolicy, all: readonly ParsedPolicy[]): readonly PolicyProblem[] {
  const own = one.partial;
  const at = one.references.find(({ sort }) => sort === 'policy')?.at;
  if (own === null || at === undefined) return [];
  const above = new Map(all.flatMap(({ partial }) => (partial === null ? [] : [[partial.policy, partial.inherits]])));
  const seen = new Set<string>();
  let next = own.inherits;
  while (next !== null && next !== own.policy && !seen.has(next)) {
    seen.add(next);
    next = above.get(next) ?? null;
  }
  if (next !== own.policy) return [];
  const chain = [own.policy, ...seen, own.policy].join(' → ');
  return [
    {
      severity: 'error',
      ...at,
      code: 'circle',
      message: {
        zh: `政策相互接续，绕回自身：${chain}`,
        en: `The policies stand under each other in a circle: ${chain}`,
      },
    },
  ];
}

/** The same policy from the same day, stated in two documents. */
function statedTwice(one: ParsedPolicy, all: readonly ParsedPolicy[]): readonly PolicyProblem[] {
  const own = one.partial;
  if (own === null || own.policy === '') return [];
  const first = all.find(
    ({ partial }) => partial?.policy === own.policy && partial.effective.from === own.effective.from,
  );
  if (first === one || first === undefined) return [];
  return [
    {
      severity: 'error',
      ...(one.places.get(own) ?? { line: 1, column: 1 }),
      code: 'declared-twice',
      message: {
        zh: `政策 ${own.policy} 从 ${own.effective.from} 起的版本写了两次`,
        en: `The version of ${own.policy} from ${own.effective.from} is stated twice`,
      },
    },
  ];
}
