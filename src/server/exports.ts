import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { GraphUnavailable } from '../../graph/session.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { Context } from '../context.ts';
import { NOT_AN_ASKED_SCHOOL_YEAR, askedSchoolYear } from '../domain/calendar.ts';
import { NOT_AN_ASKED_DAY, isAskedDay } from '../domain/day.ts';
import type { ExportName } from '../domain/export.ts';
import { inLanguage } from '../domain/language.ts';
import { LEVELS } from '../domain/level.ts';
import type { Text } from '../domain/roster.ts';
import { STAGES } from '../domain/school.ts';
import { EXPORT_FORMATS, type ExportFormat, makeExport } from '../main/exportFile.ts';
import {
  COMMON_PARAMETERS,
  type ExportRefusal,
  ExportRefused,
  checkParameters,
  findReport,
} from '../services/export.ts';
import { type ContextOf, refuse } from './authentication.ts';

const code = z.string().min(1).max(LIMITS.textLength);

const query = z.object({
  region: code,
  school: code.optional(),
  asOf: z.string().refine(isAskedDay).optional(),
  schoolYear: z
    .string()
    .transform((text, context) => {
      const schoolYear = askedSchoolYear(text);
      if (schoolYear !== null) return schoolYear;
      context.addIssue('Not a school year');
      return z.NEVER;
    })
    .optional(),
  role: code.optional(),
  level: z.enum(LEVELS).optional(),
  stage: z.enum(STAGES).optional(),
  months: z.coerce.number().int().min(1).max(120).optional(),
});

/**
 * Reports as files: `GET /exports/REPORT.xlsx?region=CODE&asOf=DATE` (or `.csv`; `school` narrows it, and what the
 * report takes by EXPORT_PARAMETERS; anything else is refused). The same account, scope and language as everywhere.
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
  try {
    await send(request, response, { context, report: findReport(file.slice(0, dot)), format });
  } catch (error) {
    if (error instanceof ExportRefused) {
      const { status, code } = ANSWERS[error.refusal];
      refuse(response, status, code, inLanguage(error.text, context.language));
    } else if (error instanceof GraphUnavailable) {
      refuse(response, 503, 'DATABASE_UNAVAILABLE', 'The database does not answer. Ask again in a moment.');
    } else throw error;
  }
}

interface AskedFile {
  readonly context: Context;
  readonly report: ExportName;
  readonly format: ExportFormat;
}

async function send(request: Request, response: Response, { context, report, format }: AskedFile): Promise<void> {
  const common: readonly string[] = COMMON_PARAMETERS;
  // First, so that what a report does not take is refused by name whatever its value.
  checkParameters(
    report,
    Object.keys(request.query).filter((name) => !common.includes(name)),
  );
  const asked = query.safeParse(request.query);
  if (!asked.success) {
    const names = [...new Set(asked.error.issues.map(({ path }) => path.join('.')))];
    refuse(response, 400, 'BAD_USER_INPUT', inLanguage(unclear(names), context.language));
    return;
  }
  const { region, school, asOf, schoolYear, role, level, stage, months } = asked.data;
  const { name, type, bytes } = await makeExport(
    context.loaders.sources,
    {
      report,
      regionCode: region,
      schoolCode: school ?? null,
      day: asOf ?? context.today,
      today: context.today,
      filter: {
        schoolYear: schoolYear ?? null,
        role: role ?? null,
        level: level ?? null,
        stage: stage ?? null,
        months: months ?? null,
      },
    },
    format,
    context.language,
  );
  response.attachment(name).type(type).send(Buffer.from(bytes));
}

function unclear(names: readonly string[]): Text {
  const days = [
    ...(names.includes('asOf') ? [NOT_AN_ASKED_DAY] : []),
    ...(names.includes('schoolYear') ? [NOT_AN_ASKED_SCHOOL_YEAR] : []),
  ];
  return {
    zh: `这些参数无法识别：${names.join('、')}。${days.map(({ zh }) => zh).join('')}请说明地区：?region=CODE&asOf=YYYY-MM-DD&schoolYear=2025-2026（months 为 1 到 120；level 和 stage 用代码）。`,
    en: `These cannot be read: ${names.join(', ')}. ${days.map(({ en }) => `${en} `).join('')}Say which region: ?region=CODE&asOf=YYYY-MM-DD&schoolYear=2025-2026 (months from 1 to 120; level and stage by their codes).`,
  };
}

const ANSWERS: Readonly<Record<ExportRefusal, { readonly status: number; readonly code: string }>> = {
  UnknownReport: { status: 404, code: 'UNKNOWN_REPORT' },
  UnknownParameter: { status: 400, code: 'UNKNOWN_PARAMETER' },
  UnknownRegion: { status: 404, code: 'UNKNOWN_REGION' },
  UnknownSchool: { status: 404, code: 'UNKNOWN_SCHOOL' },
  UnknownRole: { status: 400, code: 'UNKNOWN_ROLE' },
};
