import { readFileSync, readdirSync } from 'node:fs';
import type { PolicyVersionId, RegionId } from '../../src/domain/identifier.ts';
import type { Level } from '../../src/domain/level.ts';
import { checkPolicy } from '../../src/domain/policy/check.ts';
import type { PolicyLayer } from '../../src/domain/policy/effective.ts';
import { type ParsedPolicy, parsePolicies } from '../../src/domain/policy/parse.ts';
import type { PolicyProblem } from '../../src/domain/policy/reading.ts';
import type { PolicyDocument } from '../../src/domain/policy/types.ts';

const SHIPPED = new URL('../../seeds/policies/', import.meta.url);

/** The policies that come with the program: file name and text. */
export const shippedPolicies: readonly (readonly [string, string])[] = readdirSync(SHIPPED)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => [name, readFileSync(new URL(name, SHIPPED), 'utf8')]);

/** The only document of a text. */
export function parseOne(text: string): ParsedPolicy {
  const [parsed] = parsePolicies(text);
  if (parsed === undefined) throw new Error('Nothing was parsed');
  return parsed;
}

/** What there is to say about a text, as `line:column code`. */
export function findings(text: string, above: readonly PolicyDocument[] = []): string[] {
  return checkPolicy(parseOne(text), above).map(shown);
}

export function shown({ line, column, code }: PolicyProblem): string {
  return `${line}:${column} ${code}`;
}

/** A document without mistakes. */
export function documentOf(text: string): PolicyDocument {
  const { document, problems } = parseOne(text);
  if (document === null) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  return document;
}

/** A layer of a body, as if its policy were loaded. */
export function layer(regionId: string, level: Level, text: string): PolicyLayer {
  const document = documentOf(text);
  return {
    versionId: `${document.policy} version` as PolicyVersionId,
    code: document.policy,
    regionId: regionId as RegionId,
    level,
    from: document.effective.from,
    to: null,
    document,
  };
}

/** The head that every policy needs, and then some. */
export function policy(code: string, rest: string): string {
  return `policy: ${code}\nregion: "990100"\neffective: { from: 2020-01-01 }\n${rest}`;
}
