import { type Node, isMap, isScalar, isSeq } from 'yaml';
import type { Text } from '../roster.ts';

/** The sentences in which a policy file's mistakes are told. */
export const say = {
  missing: (name: string): Text => ({ zh: `缺少 ${name}`, en: `${name} is missing` }),
  unknown: (name: string, known: readonly string[]): Text => {
    const near = nearestOf(name, known);
    const expected = oneOfThese(known);
    return {
      zh: `不认识“${shown(name)}”，${near === null ? '' : `是否应为 ${near}？`}此处应为${expected.zh}`,
      en: `“${shown(name)}” is not known here.${near === null ? '' : ` Did you mean ${near}?`} Expected ${expected.en}`,
    };
  },
  declaredTwice: (name: string, line: number): Text => ({
    zh: `“${shown(name)}”已在第${line}行定义`,
    en: `“${shown(name)}” is declared already on line ${line}`,
  }),
  expected: (what: Text, value: Node | null): Text => {
    const found = foundIn(value);
    return { zh: `此处应为${what.zh}，现为${found.zh}`, en: `Expected ${what.en}, found ${found.en}` };
  },
} as const;

/** “one of a, b, c”, with the rest left out where it would be long. */
export function oneOfThese(known: readonly string[]): Text {
  if (known.length === 0) return { zh: '无（尚未定义）', en: 'nothing (none is declared)' };
  const shown = known.slice(0, 24);
  const more = known.length > shown.length;
  return {
    zh: `${shown.join('、')}${more ? '等' : ''}${known.length > 1 ? '之一' : ''}`,
    en: `${known.length > 1 ? 'one of ' : ''}${shown.join(', ')}${more ? ' …' : ''}`,
  };
}

const LONGEST_NAME = 60;

/** The known name that differs least; null when none is near. */
export function nearestOf(name: string, known: readonly string[]): string | null {
  // Nothing that long is a slip of the pen.
  if (name.length > LONGEST_NAME) return null;
  const far = Math.max(name.length < 3 ? 0 : 1, Math.floor(name.length / 3)) + 1;
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const candidate of known) {
    const distance = distanceOf(name.toLowerCase(), candidate.toLowerCase());
    if (distance < far && (best === null || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name ?? null;
}

/** Letters to insert, drop, replace or swap to get from one word to the other. */
function distanceOf(a: string, b: string): number {
  let [before, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      current[j] = Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length] ?? 0;
}

function shown(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

function foundIn(value: Node | null): Text {
  if (isMap(value)) return { zh: '一个对照表', en: 'a mapping' };
  if (isSeq(value)) return { zh: '一个列表', en: 'a list' };
  if (!isScalar(value) || value.value === null) return { zh: '空', en: 'nothing' };
  const written = value.source ?? JSON.stringify(value.value);
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  return { zh: `“${shown}”`, en: `“${shown}”` };
}
