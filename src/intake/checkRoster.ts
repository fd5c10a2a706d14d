import type { Finding, SheetReport, Text } from '../domain/roster.ts';
import { checkReferences } from './checkReferences.ts';
import type { Accepted } from './drafts.ts';
import { Findings } from './findings.ts';
import { nearestWords } from './guess.ts';
import { guessColumn, guessSheet, textOfSheetGuess } from './guessSheet.ts';
import type { RosterInput } from './input.ts';
import { type Layout, type LayoutResult, layOut } from './layout.ts';
import type { Mapping } from './mapping.ts';
import { readRows } from './readRows.ts';
import { UnreadableFile } from './unreadable.ts';
import { type SourceSheet, cellName } from './sheet.ts';

/** What the files say, row for row, before it is compared with the graph. */
export interface CheckedRoster {
  /** Still open: planning adds what only the comparison shows. */
  readonly findings: Findings;
  readonly layouts: readonly Layout[];
  /** Sheets that are known for what they are but lack a column, or have one twice: none of their rows is read. */
  readonly lost: readonly SheetReport[];
  readonly accepted: Accepted;
}

/** Reads and checks every row of the sheets. @throws UnreadableFile when one of the files has no sheet of a roster */
export function checkRoster(input: RosterInput): CheckedRoster {
  const findings = new Findings();
  const layouts: Layout[] = [];
  const lost: SheetReport[] = [];
  const skipped = new Set<string>();
  for (const sheet of input.sheets) {
    for (const content of sheet.active ?? []) findings.addToSheet(sheet, content);
    if (sheet.hidden) {
      findings.addToSheet(sheet, 'hidden-sheet');
      continue;
    }
    const results = layOut(sheet, input.mapping);
    if (results.length === 0) {
      skipped.add(sheet.file);
      findings.addToSheet(sheet, 'sheet-skipped');
    }
    for (const result of results) {
      const told = tell(sheet, result, input.mapping, findings);
      if (told === null) continue;
      if ('headerRow' in told) layouts.push(told);
      else lost.push(told);
    }
  }
  for (const { file } of input.sheets) {
    const recognised = [...layouts.map(({ sheet }) => sheet), ...lost].some((each) => each.file === file);
    if (!recognised && !skipped.has(file)) throw new UnreadableFile(file, 'no-roster', guessesIn(file, input));
  }
  const drafts = readRows(layouts, input, findings);
  return { findings, layouts, lost, accepted: checkReferences(drafts, input, findings) };
}

/** The layout of a sheet; a report where it is known what the sheet is but a column is wrong; null: not a roster's sheet. */
function tell(
  sheet: SourceSheet,
  result: LayoutResult,
  mapping: Mapping,
  findings: Findings,
): Layout | SheetReport | null {
  switch (result.outcome) {
    case 'unknown':
      if (sheet.rows.length > 0) findings.addUnknownSheet(sheet, guessSheet(sheet, mapping));
      return null;
    case 'missing-columns': {
      const guess = result.headers
        .flatMap((header) =>
          nearestWords(header, result.unread)
            .slice(0, 1)
            .map((near) => `${header} = ${near}`),
        )
        .join('、');
      findings.addToSheet(sheet, 'missing-column', { words: result.headers.join('、'), guess });
      return lostSheet(sheet, result.kind, result.rows);
    }
    case 'repeated-column': {
      const names = result.columns.map((column) => cellName(0, column).slice(0, -1));
      findings.addToSheet(sheet, 'repeated-column', { words: names.join('、') }, result.header);
      return lostSheet(sheet, result.kind, result.rows);
    }
    case 'found':
      for (const column of result.layout.unread)
        findings.addUnreadColumn(result.layout, guessColumn(result.layout, column, mapping));
      return result.layout;
  }
}

/** What the sheets of a file without a roster might be. */
function guessesIn(file: string, { sheets, mapping }: RosterInput): Text {
  const guesses = sheets
    .filter((sheet) => sheet.file === file && !sheet.hidden && sheet.rows.length > 0)
    .map((sheet) => textOfSheetGuess(sheet, guessSheet(sheet, mapping)));
  return { zh: guesses.map(({ zh }) => zh).join(''), en: guesses.map(({ en }) => en).join(' ') };
}

function lostSheet(sheet: SourceSheet, kind: SheetReport['kind'], rows: number): SheetReport {
  return { file: sheet.file, sheet: sheet.name, kind, rows, accepted: 0, rejected: rows, warned: 0 };
}

/** Findings in the order of files, sheets and rows; those about a whole sheet first. */
export function inOrder(findings: readonly Finding[], sheets: readonly SourceSheet[]): Finding[] {
  const places = new Map(sheets.map((sheet, index) => [`${sheet.file}\n${sheet.name}`, index]));
  const placeOf = ({ file, sheet }: Finding): number => places.get(`${file}\n${sheet}`) ?? 0;
  return [...findings].sort((one, other) => placeOf(one) - placeOf(other) || (one.row ?? 0) - (other.row ?? 0));
}
