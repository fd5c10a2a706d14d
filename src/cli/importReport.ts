import type { ImportReport } from '../services/import.ts';

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
export function describeImport(report: ImportReport, language: 'zh' | 'en'): string {
  const { dryRun, sheets, findings, changes, missing, times } = report;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const lines = [
    ...sheets.map(
      ({ sheet, rows, accepted, rejected, warned }) =>
        `${sheet}: ${rows} rows, ${accepted} accepted, ${rejected} rejected, ${warned} with warnings`,
    ),
    '',
    `${dryRun ? 'Would create' : 'Created'} ${changes.create}, ${dryRun ? 'change' : 'changed'} ${changes.change}, ${dryRun ? 'end' : 'ended'} ${changes.end}; ${changes.unchanged} unchanged.`,
    ...(missing > 0 ? [`${missing} records that the graph holds are not in the files; they go on.`] : []),
    ...(errors.length > 0 ? [''] : []),
    ...errors
      .slice(0, FINDINGS_SHOWN)
      .map(
        ({ sheet, row, cell, code, message }) =>
          `${sheet} ${cell ?? `row ${row ?? '–'}`} ${code}: ${message[language]}`,
      ),
    ...(errors.length > FINDINGS_SHOWN
      ? [`… and ${errors.length - FINDINGS_SHOWN} more: --json lists all, --rejected FILE writes the rows to repair.`]
      : []),
    '',
    `Reading ${seconds(times.reading)}, checking ${seconds(times.checking)}, planning ${seconds(times.planning)}, writing ${seconds(times.writing)}.`,
    ...(dryRun ? ['Nothing was written.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
