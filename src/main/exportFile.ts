import { inLanguage, type Language } from '../domain/language.ts';
import { writeCsv } from '../reports/csv.ts';
import { layOut } from '../reports/layout.ts';
import { writeSpreadsheet } from '../reports/spreadsheet.ts';
import { type ExportRequest, collectExport } from '../services/export.ts';
import type { RollUpSources } from '../services/rollUp.ts';

/** The forms in which a report is written. */
export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportFile {
  /** With its ending. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Rows below the headers. */
  readonly rows: number;
  /** What stands above the table and says that something is not known. */
  readonly notes: readonly string[];
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Collects a report, lays it out in a language and writes it. @throws ExportRefused */
export async function makeExport(
  sources: RollUpSources,
  request: ExportRequest,
  format: ExportFormat,
  language: Language,
): Promise<ExportFile> {
  const report = layOut(await collectExport(sources, request), language);
  const notKnown = inLanguage({ zh: '无法回答', en: 'Not known' }, language);
  return {
    name: `${report.name}.${format}`,
    type: TYPES[format],
    bytes: format === 'xlsx' ? await writeSpreadsheet(report) : writeCsv(report),
    rows: report.rows.length,
    notes: report.notes.flatMap(([label, text]) => (label === notKnown && typeof text === 'string' ? [text] : [])),
  };
}
