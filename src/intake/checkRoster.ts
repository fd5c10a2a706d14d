import type { Finding, SheetReport } from '../domain/roster.ts';
import { checkReferences } from './checkReferences.ts';
import type { Accepted } from './drafts.ts';
import { Findings } from './findings.ts';
import type { RosterInput } from './input.ts';
import { type Layout, layOut } from './layout.ts';
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
  const findings = new Findings(input.mapping);
  const layouts: Layout[] = [];
  const lost: SheetReport[] = [];
  for (const sheet of input.sheets) {
    const result = layOutAndSay(sheet, input.mapping, findings);
    if (result === null) continue;
    if ('headerRow' in result) layouts.push(result);
    else lost.push(result);
  }
  for (const { file } of input.sheets) {
    const recognised = layouts.some(({ sheet }) => sheet.file === file) || lost.some((report) => report.file === file);
    if (!recognised) throw new UnreadableFile(file, 'no-roster');
  }
  const drafts = readRows(layouts, input, findings);
  return { findings, layouts, lost, accepted: checkReferences(drafts, input, findings) };
}

/** The layout of a sheet; a report where it is known what the sheet is but a column is wrong; null: not a roster's sheet. */
function layOutAndSay(sheet: SourceSheet, mapping: Mapping, findings: Findings): Layout | SheetReport | null {
  if (sheet.hidden) {
    findings.addToSheet(sheet, 'hidden-sheet');
    return null;
  }
  const result = layOut(sheet, mapping);
  switch (result.outcome) {
    case 'unknown':
      if (sheet.rows.length > 0) findings.addToSheet(sheet, 'unknown-sheet');
      return null;
    case 'missing-columns':
      findings.addToSheet(sheet, 'missing-column', { words: result.headers.join('、') });
      return lostSheet(sheet, result.kind, result.rows);
    case 'repeated-column': {
      const names = result.columns.map((column) => cellName(0, column).slice(0, -1));
      findings.addToSheet(sheet, 'repeated-column', { words: names.join('、') }, result.header);
      return lostSheet(sheet, result.kind, result.rows);
    }
    case 'found':
      for (const column of result.layout.unread)
        findings.addToSheet(sheet, 'column-not-read', {}, result.layout.headers[column] ?? '');
      return result.layout;
  }
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
