import { readFileSync } from 'node:fs';
import { z } from 'zod';

const finding = z.object({
  sheet: z.string(),
  row: z.number(),
  column: z.string(),
  cell: z.string(),
  reason: z.string(),
});
const cellValue = z.union([z.string(), z.number()]);
const document = z.object({
  as_of: z.string(),
  hidden_sheets_not_read: z.array(z.string()),
  sheets: z.record(
    z.string(),
    z.object({
      header_row: z.number(),
      rows_total: z.number(),
      rows_accepted: z.number(),
      records: z.number(),
      blank_rows: z.array(z.number()),
      repeated_header_rows: z.array(z.number()),
      rows_below_the_notes: z.array(z.number()),
      rejected: z.array(finding),
      warnings: z.array(finding),
      normalised: z.array(z.object({ row: z.number(), column: z.string(), value: cellValue })),
    }),
  ),
});

/** What an import of Yuxi's workbook must give, sheet for sheet. */
export const expected = document.parse(
  JSON.parse(readFileSync(new URL('../fixtures/yuxi/yuxi-2025.expected.json', import.meta.url), 'utf8')),
);
