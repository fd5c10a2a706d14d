import { type ColumnGuess, type SheetGuess, guessSheet, textOfContents } from './guessSheet.ts';
import { nearestWords } from './guess.ts';
import { type Mapping, type MappingSource, shippedMapping } from './mapping.ts';
import { readFiles } from './readFiles.ts';
import { readDayCell } from './cellReading.ts';
import { type FieldSort, MAY_BE_UNKNOWN, type WordList, sortOf } from './rosterFields.ts';
import type { SourceFile, SourceSheet } from './sheet.ts';
import { isEmpty } from './sheet.ts';
import { tidy } from './text.ts';

/** A first mapping of an office's files: what was recognised, what is guessed and why, what must be filled in. */
export interface Suggestion {
  readonly text: string;
}

/**
 * Writes a mapping for files. Guesses are marked `# ?` and the file says that it is a draft, so that it is refused until
 * somebody has looked at it.
 * @throws UnreadableFile, BadMapping
 */
export async function suggestMapping(
  files: readonly SourceFile[],
  maps: readonly MappingSource[] = [],
): Promise<Suggestion> {
  const mapping = shippedMapping(maps);
  const sheets = await readFiles(files);
  return { text: suggestionFor(sheets, mapping) };
}

/** The same for sheets that are read already. */
export function suggestionFor(sheets: readonly SourceSheet[], mapping: Mapping): string {
  const read = sheets.filter(({ hidden, rows }) => !hidden && rows.length > 0);
  const guesses = read.map((sheet) => ({ sheet, guess: guessSheet(sheet, mapping) }));
  return [
    '# 对照表初稿：核对标有 ? 的各行，补上“必填”的各行，然后删去 draft 这一行。',
    '# A first mapping: check the lines marked ?, fill in those marked MUST, then remove the line draft.',
    'mapping: own',
    'title: { zh: 本单位名册, en: Our rosters }',
    'draft: true',
    '',
    'tables:',
    ...guesses.flatMap(({ sheet, guess }) => tableLines(sheet, guess, mapping)),
    '',
    ...wordLines(guesses, mapping),
    ...codeLines(guesses),
    ...dateLines(guesses),
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function tableLines(sheet: SourceSheet, guess: SheetGuess, mapping: Mapping): string[] {
  const rows = Math.max(0, sheet.rows.length - guess.headerRow - 1);
  const head = [
    '',
    `  # ${sheet.file}, ${sheet.name}: 表头在第 ${guess.headerRow + 1} 行 / headers in row ${guess.headerRow + 1}; ${rows} rows`,
  ];
  if (guess.kind === null)
    return [
      ...head,
      `  # ? 没有认出 / not recognised: ${guess.columns.map(({ header }) => shown(header)).join('、')}`,
      `  - sheet: ${quoted(sheet.name)}`,
      '    as: skip # ?',
    ];
  const known = guess.columns.filter(({ field, known: certain }) => field !== null && certain);
  const certain = known.length > 0 && guess.columns.every((column) => column.field === null || column.known);
  const lines = [
    ...head,
    `  - sheet: ${quoted(sheet.name)}`,
    `    as: ${guess.kind}${certain ? '' : ' # ?'}`,
    '    columns:',
  ];
  for (const column of guess.columns) lines.push(columnLine(column));
  for (const [field, { required, instead }] of mapping.sheets[guess.kind].columns) {
    if (!required || instead !== null || guess.columns.some((column) => column.field === field)) continue;
    const or = MAY_BE_UNKNOWN[guess.kind].includes(field) ? ', { unknown: true }' : '';
    lines.push(`      # 必填 MUST ${field}: { headers: [] } —— { value: … }, { from: … }${or}`);
  }
  return lines;
}

function shown(header: string): string {
  return header.replace(/\s+/gu, '');
}

function columnLine({ header, field, known, near, contents, samples }: ColumnGuess): string {
  const cells = samples.length === 0 ? '' : ` 如 ${samples.map(shown).join('、')}; ${textOfContents(contents).en}`;
  if (field === null) return `      # 未导入 not read: ${quoted(shown(header))}${cells}`;
  const line = `      ${field}: { headers: [${quoted(shown(header))}] }`;
  if (known) return line;
  const reason = near === null ? '由内容 / by its cells' : `近似 / like “${near}”`;
  return `${line} # ? ${reason};${cells}`;
}

type Guessed = readonly { readonly sheet: SourceSheet; readonly guess: SheetGuess }[];

/** The cells of all columns of a sort. */
function* cellsOf(guesses: Guessed, wanted: (sort: FieldSort) => boolean) {
  for (const { sheet, guess } of guesses) {
    if (guess.kind === null) continue;
    for (const { field, column } of guess.columns) {
      if (field === null) continue;
      const sort = sortOf(guess.kind, field);
      if (!wanted(sort)) continue;
      for (const row of sheet.rows.slice(guess.headerRow + 1)) {
        const cell = row[column] ?? null;
        if (!isEmpty(cell)) yield { cell, sort, typed: sheet.typed };
      }
    }
  }
}

function wordLines(guesses: Guessed, mapping: Mapping): string[] {
  const unknown = new Map<WordList, Map<string, number>>();
  for (const { cell, sort } of cellsOf(guesses, ({ sort: is }) => is === 'word')) {
    if (sort.sort !== 'word' || typeof cell === 'object') continue;
    const word = tidy(String(cell));
    const parts = mapping.words[sort.list].codes.has(word) ? [] : word.split(/[、，,/;+]/u);
    for (const part of parts) {
      if (mapping.words[sort.list].codes.has(part)) continue;
      const words = unknown.get(sort.list) ?? new Map<string, number>();
      unknown.set(sort.list, words.set(part, (words.get(part) ?? 0) + 1));
    }
  }
  if (unknown.size === 0) return [];
  const lines = ['words:'];
  for (const [list, words] of unknown) {
    const { codes, usual } = mapping.words[list];
    lines.push(`  ${list}: # ${[...usual].map(([code, word]) => `${code} ${word}`).join(', ')}`);
    const guessed = new Map<string, string[]>();
    const lost: string[] = [];
    for (const [word, count] of [...words].slice(0, 40)) {
      const [near] = nearestWords(word, codes.keys());
      const code = near === undefined ? undefined : codes.get(near);
      if (code === undefined) lost.push(`    # 必填 MUST CODE: [${quoted(word)}] (${count})`);
      else guessed.set(code, [...(guessed.get(code) ?? []), word]);
    }
    for (const [code, all] of guessed) lines.push(`    ${quoted(code)}: [${all.map(quoted).join(', ')}] # ?`);
    if (guessed.size === 0)
      lines[lines.length - 1] = `  ${list}: {} # ${[...usual].map(([code, word]) => `${code} ${word}`).join(', ')}`;
    lines.push(...lost);
  }
  return [...lines, ''];
}

function codeLines(guesses: Guessed): string[] {
  const lines: string[] = [];
  for (const of of ['staffNo', 'school', 'workshop'] as const) {
    const codes = [...cellsOf(guesses, (sort) => sort.sort === 'code' && sort.of === of)].flatMap(({ cell }) =>
      typeof cell === 'object' ? [] : [tidy(String(cell)).toUpperCase()],
    );
    const [first] = codes;
    if (first === undefined || of === 'workshop') continue;
    const lengths = codes.map(({ length }) => length);
    const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
    const length = least === most ? String(least) : `[${least}, ${most}]`;
    lines.push(
      `  ${of}: { length: ${length}, letters: ${codes.some((code) => /\D/u.test(code)) ? 'true' : 'false'} } # ? 如 ${first}`,
    );
  }
  return lines.length === 0 ? [] : ['codes:', ...lines, ''];
}

/** The order that reads most of the dates which the usual forms do not. */
function dateLines(guesses: Guessed): string[] {
  const unread = [...cellsOf(guesses, ({ sort }) => sort === 'day')].filter(
    ({ cell, typed }) => readDayCell(cell, typed).value === null,
  );
  const [first] = unread;
  if (first === undefined) return [];
  const tries = (['DMY', 'MDY', 'YMD'] as const).flatMap((order) =>
    [null, 1950].map((twoDigitYearsFrom) => {
      const forms = { order, twoDigitYearsFrom, serialNumbers: true, monthOne: 'refuse' as const };
      const read = unread.filter(({ cell, typed }) => readDayCell(cell, typed, forms).value !== null).length;
      return { order, twoDigitYearsFrom, read };
    }),
  );
  const best = tries.reduce((one, other) => (other.read > one.read ? other : one));
  const example = typeof first.cell === 'object' ? '' : String(first.cell);
  if (best.read === 0)
    return [`# 有 ${unread.length} 个日期认不出 / dates that cannot be read, such as ${quoted(example)}`];
  const years = best.twoDigitYearsFrom === null ? '' : `, twoDigitYearsFrom: ${best.twoDigitYearsFrom}`;
  return [`dates: { order: ${best.order}${years} } # ? 如 ${quoted(example)}`];
}
