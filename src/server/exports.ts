import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { GraphUnavailable } from '../../graph/session.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { Context } from '../context.ts';
import { parseSchoolYear } from '../domain/calendar.ts';
import { isDay } from '../domain/day.ts';
import { inLanguage } from '../domain/language.ts';
import { LEVELS } from '../domain/level.ts';
import { STAGES } from '../domain/school.ts';
import { EXPORT_FORMATS, makeExport } from '../main/exportFile.ts';
import { ExportRefused } from '../services/export.ts';
import { type ContextOf, refuse } from './authentication.ts';

const code = z.string().min(1).max(LIMITS.textLength);

const query = z.object({
  region: code,
  school: code.optional(),
  asOf: z.string().refine(isDay).optional(),
  schoolYear: z
    .string()
    .regex(/^\d{4}-\d{4}$/u)
    .transform((text, context) => {
      try {
        return parseSchoolYear(text);
      } catch {
        context.addIssue('Not a school year');
        return z.NEVER;
      }
    })
    .optional(),
  role: code.optional(),
  level: z.enum(LEVELS).optional(),
  stage: z.enum(STAGES).optional(),
  months: z.coerce.number().int().min(1).max(120).default(6),
});

/**
 * Reports as files: `GET /exports/REPORT.xlsx?region=CODE&asOf=DATE` (or `.csv`; `school`, `schoolYear`, `role`, `level`,
 * `stage`, `months` narrow it where the report knows them). The same account, scope and language as everywhere.
 */
export function exportRoutes(contextOf: ContextOf): Router {
  const router = Router();
  router.get('/:file', async (request, response) => {
    const context = await contextOf(request, response);
    if (context !== null) await answer(request, response, context);
  });
  return router;
}

async function answer(request: Request, response: Response, context: Context): Promise<void> {
  const { file = '' } = request.params as { file?: string };
  const dot = file.lastIndexOf('.');
  const format = EXPORT_FORMATS.find((each) => each === file.slice(dot + 1));
  if (dot < 1 || format === undefined) {
    refuse(response, 404, 'UNKNOWN_FORMAT', 'Ask for REPORT.xlsx or REPORT.csv, such as /exports/mentor-load.xlsx.');
    return;
  }
  const asked = query.safeParse(request.query);
  if (!asked.success) {
    const names = [...new Set(asked.error.issues.map(({ path }) => path.join('.')))].join(', ');
    refuse(
      response,
      400,
      'BAD_USER_INPUT',
      `These cannot be read: ${names}. Say which region: ?region=CODE&asOf=YYYY-MM-DD&schoolYear=2025-2026 (months from 1 to 120; level and stage by their codes).`,
    );
    return;
  }
  const { region, school, asOf, schoolYear, role, level, stage, months } = asked.data;
  try {
    const { name, type, bytes } = await makeExport(
      context.loaders.sources,
      {
        report: file.slice(0, dot),
        regionCode: region,
        schoolCode: school ?? null,
        day: asOf ?? context.today,
        today: context.today,
        filter: {
          schoolYear: schoolYear ?? null,
          role: role ?? null,
          level: level ?? null,
          stage: stage ?? null,
          months,
        },
      },
      format,
      context.language,
    );
    response.attachment(name).type(type).send(Buffer.from(bytes));
  } catch (error) {
    if (error instanceof ExportRefused) {
      refuse(response, 404, STATUS[error.refusal], inLanguage(error.text, context.language));
    } else if (error instanceof GraphUnavailable) {
      refuse(response, 503, 'DATABASE_UNAVAILABLE', 'The database does not answer. Ask again in a moment.');
    } else throw error;
  }
}

const STATUS: Readonly<Record<ExportRefused['refusal'], string>> = {
  UnknownReport: 'UNKNOWN_REPORT',
  UnknownRegion: 'UNKNOWN_REGION',
  UnknownSchool: 'UNKNOWN_SCHOOL',
};
