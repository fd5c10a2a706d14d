import { pinyin } from 'pinyin-pro';

/**
 * Raised whenever {@link searchText} comes to answer otherwise for the same name, so that the texts stored in a database are
 * written anew.
 */
export const SEARCH_TEXT_VERSION = 1;

/** What somebody or something is looked for by. */
export interface Named {
  /** Null: it has none but its code. */
  readonly name: string | null;
  /** Staff number, school code, number of a workshop. */
  readonly code: string;
}

/** Longer words are cut on both sides: no name is looked for by more. */
const LONGEST_WORD = 100;
/** A name with characters of several readings gives no more than so many ways to read it. */
const MOST_READINGS = 32;

/**
 * The words under which a thing is found, separated by blanks: what stands at the beginning of one of them finds it. They are
 * the code, the name from each of its characters on, and the same as pinyin and as the initials of its pinyin, in each way
 * in which its characters are read.
 */
export function searchText({ name, code }: Named): string {
  const characters = Array.from(plain(name ?? ''));
  const words = [plain(code), ...endings(characters)];
  for (const syllables of readingsOf(characters)) {
    words.push(...endings(syllables));
    words.push(...endings(syllables.map((syllable) => syllable.slice(0, initialLength(syllable)))));
  }
  return [...new Set(words.filter((word) => word !== ''))].join(' ');
}

/**
 * What somebody typed, as words that are each the beginning of a word of {@link searchText} wherever they fit: split at blanks
 * and where characters meet letters, in lower case, without tone marks and punctuation. Empty when nothing of it can be found.
 */
export function searchWords(typed: string): readonly string[] {
  const words = typed
    .split(/\s+/u)
    .flatMap((part) => plain(part).split(CHARACTER_MEETS_LETTER))
    .map((word) => cut(word))
    .filter((word) => word !== '');
  return [...new Set(words)];
}

/** Whether somebody typed anything at all. */
export function isBlank(typed: string): boolean {
  return typed.trim() === '';
}

const CHARACTER_MEETS_LETTER = /(?<=\p{Script=Han})(?=[a-z])|(?<=[a-z])(?=\p{Script=Han})/u;
const TONE_MARKS = /[\u0300\u0301\u0304\u030c]/gu;
const NOT_SEARCHED = /[^\p{L}\p{N}\p{M}]/gu;

/** Letters and digits only, in the one form in which they are stored and looked for; ü is v, as keyboards write it. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(TONE_MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(NOT_SEARCHED, '');
}

function cut(word: string): string {
  return Array.from(word).slice(0, LONGEST_WORD).join('');
}

/** The parts joined from each of them to the end. */
function endings(parts: readonly string[]): string[] {
  return parts.map((_, start) => cut(parts.slice(start, start + LONGEST_WORD).join('')));
}

/** One character beyond the basic plane is two units of a text. */
function initialLength(syllable: string): number {
  return (syllable.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
}

/** Characters of names that people read in two ways; the library knows one of them. */
const READ_IN_TWO_WAYS: Readonly<Record<string, readonly string[]>> = {
  乐: ['le', 'yue'],
  长: ['chang', 'zhang'],
  朝: ['chao', 'zhao'],
  重: ['zhong', 'chong'],
  行: ['xing', 'hang'],
  茜: ['qian', 'xi'],
  晟: ['sheng', 'cheng'],
  盛: ['sheng', 'cheng'],
  莎: ['sha', 'suo'],
  娜: ['na', 'nuo'],
  传: ['chuan', 'zhuan'],
  覃: ['qin', 'tan'],
  翟: ['zhai', 'di'],
  隗: ['wei', 'kui'],
  缪: ['miao', 'mou'],
  牟: ['mou', 'mu'],
  柏: ['bai', 'bo'],
};

/** The ways to read a name aloud, each as one syllable for a character; what is no Chinese character stands for itself. */
function readingsOf(characters: readonly string[]): readonly (readonly string[])[] {
  if (characters.length === 0) return [];
  const asSurname = syllablesOf(characters, 'head');
  const asWords = syllablesOf(characters, 'off');
  let readings: readonly (readonly string[])[] = [[]];
  for (const [index, character] of characters.entries()) {
    const [surname = character, word = character] = [asSurname[index], asWords[index]];
    const syllables = new Set([surname, word, ...(READ_IN_TWO_WAYS[character] ?? [])].flatMap(spellings));
    const known = readings.length * syllables.size <= MOST_READINGS ? [...syllables] : [surname];
    readings = readings.flatMap((before) => known.map((syllable) => [...before, syllable]));
  }
  return readings;
}

function syllablesOf(characters: readonly string[], surname: 'head' | 'off'): readonly string[] {
  const read = (text: string) => pinyin(text, { type: 'array', toneType: 'none', v: true, surname });
  const together = read(characters.join(''));
  return together.length === characters.length ? together : characters.map((character) => read(character).join(''));
}

/** lü is written lv on keyboards, lyu in passports and lu by many. */
function spellings(syllable: string): readonly string[] {
  return /^[ln]v/u.test(syllable) ? [syllable, syllable.replace('v', 'u'), syllable.replace('v', 'yu')] : [syllable];
}
