import type { Text } from '../roster.ts';
import type { Selection } from './condition.ts';
import type { PolicyDocument } from './types.ts';
import { quoted, same } from './phrase.ts';
import { AMOUNT_WORDS } from './words.ts';

/** The texts of what policies name, for sentences. */
export interface Vocabulary {
  /** Text of a code of a group; without a group, of any; null: none is given. */
  readonly codeText: (code: string, group?: string) => Text | null;
  readonly tierText: (code: string) => Text | null;
  readonly roleText: (code: string) => Text | null;
  readonly workshopText: (kind: string) => Text | null;
  readonly selection: (name: string) => Selection | null;
  /** The number that a body sets for a parameter; null: none is known to. */
  readonly parameter: (name: string) => number | null;
}

/** No policy at hand: codes stand for themselves. */
export const NO_VOCABULARY: Vocabulary = {
  codeText: () => null,
  tierText: () => null,
  roleText: () => null,
  workshopText: () => null,
  selection: () => null,
  parameter: () => null,
};

/** @param documents from the top down: the nearest text wins */
export function vocabularyOf(documents: readonly PolicyDocument[]): Vocabulary {
  const codes = new Map<string, Map<string, Text>>();
  for (const { codes: groups } of documents)
    for (const [group, entries] of groups) {
      const known = codes.get(group) ?? new Map<string, Text>();
      codes.set(group, known);
      for (const [code, text] of entries) known.set(code, text);
    }
  const tiers = new Map(
    documents.flatMap(({ ladders }) => ladders.flatMap((ladder) => ladder.tiers.map(({ code, text }) => [code, text]))),
  );
  const roles = new Map(
    documents.flatMap(({ workshops }) => workshops.flatMap((kind) => kind.roles.map(({ code, text }) => [code, text]))),
  );
  const kinds = new Map(documents.flatMap(({ workshops }) => workshops.map(({ kind, text }) => [kind, text])));
  const parameters = new Map(documents.flatMap(({ define }) => [...define.parameters]));
  const selections = new Map(documents.flatMap(({ define }) => [...define.selections]));
  return {
    codeText: (code, group) =>
      group === undefined
        ? ([...codes.values()].find((entries) => entries.has(code))?.get(code) ?? null)
        : (codes.get(group)?.get(code) ?? null),
    tierText: (code) => tiers.get(code) ?? null,
    roleText: (code) => roles.get(code) ?? null,
    workshopText: (kind) => kinds.get(kind) ?? null,
    selection: (name) => selections.get(name) ?? null,
    parameter: (name) => parameters.get(name) ?? null,
  };
}

/** A unit that amounts are summed in: of the language, or of the policy's own, which stands apart and in quotation marks. */
export function amountUnit(
  unit: string,
  vocabulary: Vocabulary,
): { readonly zh: string; readonly one: string; readonly many: string } {
  const known = AMOUNT_WORDS[unit];
  if (known !== undefined) return known;
  const { zh, en } = quoted(wordText(unit, vocabulary));
  return { zh: ` ${zh}`, one: en, many: en };
}

/** A word that may be any of a policy's codes. */
export function wordText(word: string, vocabulary: Vocabulary): Text {
  return (
    vocabulary.codeText(word, 'words') ??
    vocabulary.codeText(word) ??
    vocabulary.tierText(word) ??
    vocabulary.roleText(word) ??
    vocabulary.workshopText(word) ??
    same(word)
  );
}
