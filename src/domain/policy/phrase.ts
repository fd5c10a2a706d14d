import type { Text } from '../roster.ts';

/** Sentences are put together from phrases in both languages at once; a silent phrase leaves no trace. */
export const SILENCE: Text = { zh: '', en: '' };

/** The same word in both languages. */
export function same(word: string): Text {
  return { zh: word, en: word };
}

export function joined(parts: readonly Text[], between: Text): Text {
  const said = parts.filter(({ zh, en }) => zh !== '' || en !== '');
  return { zh: said.map(({ zh }) => zh).join(between.zh), en: said.map(({ en }) => en).join(between.en) };
}

/** Puts phrases into a pattern: `{0}` is the first. */
export function phrase(zh: string, en: string, ...parts: readonly Text[]): Text {
  const filled = (pattern: string, language: 'zh' | 'en') =>
    pattern.replaceAll(/\{(\d)\}/gu, (_, index: string) => parts[Number(index)]?.[language] ?? '');
  return { zh: filled(zh, 'zh'), en: filled(en, 'en') };
}

/** The pattern around a phrase, or nothing where the phrase is silent. */
export function around(zh: string, en: string, part: Text): Text {
  return part.zh === '' && part.en === '' ? SILENCE : phrase(zh, en, part);
}

/** A text of the policy, in quotation marks. */
export function quoted(text: Text): Text {
  return phrase('“{0}”', '“{0}”', text);
}

export function bracketed(text: Text): Text {
  return around('（{0}）', ' ({0})', text);
}

/** `(1) …; (2) …`; inside such a list `a. …; b. …`, and inside that `① …; ② …`. One alone stands without a number. */
export function enumerated(parts: readonly Text[], depth = 0): Text {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return joined(
    parts.map((part, index) => numbered(part, index, depth)),
    { zh: '；', en: '; ' },
  );
}

function numbered(part: Text, index: number, depth: number): Text {
  if (depth === 0) return phrase(`（${index + 1}）{0}`, `(${index + 1}) {0}`, part);
  // Beyond the letters, and the circled numbers, plain ones go on.
  const mark = depth === 1 ? `${LETTERS[index] ?? String(index + 1)}.` : (CIRCLED[index] ?? `${index + 1})`);
  return phrase(`${mark}{0}`, `${mark} {0}`, part);
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
const CIRCLED = Array.from('①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳');

/** One of these. */
export function alternatives(parts: readonly Text[]): Text {
  return joined(parts, { zh: '或', en: ' or ' });
}

export const COMMA: Text = { zh: '，', en: ', ' };
export const LIST: Text = { zh: '、', en: ', ' };
export const STOP: Text = { zh: '；', en: '; ' };

/** A number that a body below sets. */
export function parameterText(name: string): Text {
  return { zh: `【下级自定：${name}】`, en: `[set below: ${name}]` };
}
