import type { Finding } from '../domain/roster.ts';
import type { ImportReport } from '../services/import.ts';
import { IMPORT_TEXTS, type ImportTexts, type Language } from './importTexts.ts';

/** Of the errors, and of the warnings, beside those about whole sheets. */
const FINDINGS_SHOWN = 20;

/** What scripts read: exactly these names, whatever the report may carry besides. */
export function importJson({ dryRun, sheets, findings, changes, missing }: ImportReport): object {
  return {
    dryRun,
    sheets: sheets.map(({ file, sheet, kind, rows, accepted, rejected, warned }) => ({
      file,
      sheet,
      kind,
      rows,
      accepted,
      rejected,
      warned,
    })),
    findings: findings.map(({ file, sheet, row, column, cell, severity, code, message }) => ({
      file,
      sheet,
      row,
      column,
      cell,
      severity,
      code,
      message: { zh: message.zh, en: message.en },
    })),
    changes: {
      create: changes.create,
      change: changes.change,
      end: changes.end,
      unchanged: changes.unchanged,
    },
    missing,
  };
}

/** What a person reads. */
export function describeImport(report: ImportReport, language: Language): string {
  const { dryRun, sheets, findings, times } = report;
  const texts = IMPORT_TEXTS[language];
  const parts = [
    sheets.map(texts.sheet),
    [...describeChanges(report, texts), ...describeMissing(report, texts)],
    describeFindings(findings, 'error', language),
    describeFindings(findings, 'warning', language),
    [texts.times(times), ...(dryRun ? [texts.nothingWritten] : [])],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** A table: a line for each kind, and one for all together. */
function describeChanges({ dryRun, changes, kinds }: ImportReport, texts: ImportTexts): string[] {
  const rows = [
    ...kinds.map((counts) => ({ ...counts, name: texts.kinds[counts.kind] })),
    { ...changes, name: texts.total },
  ];
  return table([
    ['', ...(dryRun ? texts.wouldChange : texts.changed)],
    ...rows.map(({ name, create, change, end, unchanged }) => [name, ...[create, change, end, unchanged].map(String)]),
  ]);
}

function describeMissing({ kinds }: ImportReport, texts: ImportTexts): string[] {
  const missing = kinds.filter((counts) => counts.missing > 0);
  return missing.length === 0
    ? []
    : [texts.missing(missing.map((counts) => [texts.kinds[counts.kind], counts.missing] as const))];
}

/** What is about a whole sheet stands first and is never left out: it may be all that is said of a sheet that was not read. */
function describeFindings(all: readonly Finding[], severity: Finding['severity'], language: Language): string[] {
  const texts = IMPORT_TEXTS[language];
  const findings = all.filter((finding) => finding.severity === severity);
  if (findings.length === 0) return [];
  const ofSheets = findings.filter(({ row }) => row === null);
  const ofRows = findings.filter(({ row }) => row !== null);
  const left = ofRows.slice(FINDINGS_SHOWN);
  return [
    texts.heading[severity](findings.length),
    ...[...ofSheets, ...ofRows.slice(0, FINDINGS_SHOWN)].map(({ sheet, row, cell, code, message }) => {
      const place = cell ?? (row === null ? null : texts.row(row));
      return `${sheet}${place === null ? '' : ` ${place}`} ${code}: ${message[language]}`;
    }),
    ...(left.length > 0 ? [texts.more[severity](left.length, countByCode(left))] : []),
  ];
}

function countByCode(findings: readonly Finding[]): (readonly [code: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts];
}

/** The first column begins, the others end, one below the other. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number) => Math.max(...rows.map((row) => width(row[column] ?? '')));
  return rows.map((row) =>
    row
      .map((text, column) => {
        const space = ' '.repeat(widthOf(column) - width(text));
        return column === 0 ? `${text}${space}` : `${space}${text}`;
      })
      .join('  '),
  );
}

/** In columns of a terminal, where a Chinese character takes two. */
function width(text: string): number {
  return text.replace(/\p{Script=Han}/gu, '--').length;
}
