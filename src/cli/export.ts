import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { folderProblem } from '../../graph/embedded/folder.ts';
import { Problem } from '../../graph/embedded/problem.js';
import { readConfig } from '../config.ts';
import { type SchoolYear, parseSchoolYear } from '../domain/calendar.ts';
import { type Day, isDay } from '../domain/day.ts';
import { EXPORTS, type ExportName } from '../domain/export.ts';
import { LEVELS, type Level } from '../domain/level.ts';
import { STAGES, type Stage } from '../domain/school.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { createLoaders } from '../loaders.ts';
import { EXPORT_FORMATS, type ExportFormat, makeExport } from '../main/exportFile.ts';
import { shanghaiClock } from '../services/clock.ts';
import { EXIT_NOTHING_DONE, leaveWith } from './failure.ts';
import { progress, withGraph } from './withGraph.ts';

interface ExportOptions {
  readonly region: string;
  readonly school?: string;
  readonly asOf?: Day;
  readonly schoolYear?: SchoolYear;
  readonly role?: string;
  readonly level?: Level;
  readonly stage?: Stage;
  readonly months: number;
  readonly format?: ExportFormat;
  readonly out: string;
}

export const exportCommand = new Command('export')
  .description('write a report as a file (.xlsx, .csv), in the language of the terminal (LANG)')
  .argument('<report>', `one of ${EXPORTS.join(', ')}`, reportName)
  .requiredOption('--region <code>', 'of which region, or whose school codes (as valid on the day)')
  .option('--school <code>', 'of one school: its code by that region')
  .option('--as-of <date>', 'the day that the report speaks of (YYYY-MM-DD; today when missing)', day)
  .option('--school-year <years>', 'such as 2025-2026 (the one of the day when missing)', schoolYear)
  .option('--role <code>', 'open-places: only of this role')
  .addOption(new Option('--level <level>', 'open-places: only of workshops of this level').choices([...LEVELS]))
  .addOption(new Option('--stage <stage>', 'open-places: only of workshops for this stage').choices([...STAGES]))
  .option('--months <count>', 'ending: how many months ahead (1 to 120)', months, 6)
  .addOption(new Option('--format <format>', 'xlsx or csv (as the file is called)').choices([...EXPORT_FORMATS]))
  .requiredOption('--out <file>', 'the file to write; one that is there is replaced')
  .addHelpText('after', '\nExit code: 0 the file was written, 2 nothing was.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_NOTHING_DONE))
  .action(async (report: ExportName, options: ExportOptions) => {
    try {
      const format = options.format ?? formatOf(options.out);
      const today = shanghaiClock();
      const asOf = options.asOf ?? today;
      progress(`as of ${asOf}${options.asOf === undefined ? ' (today, since --as-of was not given)' : ''}`);
      const { schoolYear: year, role, level, stage } = options;
      const file = await withGraph('export', (graph) =>
        makeExport(
          createLoaders({ graph, scope: PROGRAM_SCOPE }).sources,
          {
            report,
            regionCode: options.region,
            schoolCode: options.school ?? null,
            day: asOf,
            today,
            filter: {
              schoolYear: year ?? null,
              role: role ?? null,
              level: level ?? null,
              stage: stage ?? null,
              months: options.months,
            },
          },
          format,
          readConfig().language === 'zh' ? 'zh-CN' : 'en',
        ),
      );
      const replaced = await exists(options.out);
      await writeFile(options.out, file.bytes).catch((error: unknown) => {
        throw folderProblem(path.dirname(options.out), error);
      });
      for (const note of file.notes) progress(note);
      progress(`${file.rows} row(s) are in ${options.out}${replaced ? ', which was replaced' : ''}`);
    } catch (error) {
      leaveWith(error, EXIT_NOTHING_DONE);
    }
  });

function reportName(text: string): ExportName {
  const found = EXPORTS.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`there are: ${EXPORTS.join(', ')}.`);
  return found;
}

function formatOf(file: string): ExportFormat {
  const ending = path.extname(file).slice(1).toLowerCase();
  const format = EXPORT_FORMATS.find((each) => each === ending);
  if (format === undefined) throw new Problem(`Call the file .xlsx or .csv, or give --format: ${file} says neither.`);
  return format;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function day(text: string): Day {
  if (!isDay(text)) throw new InvalidArgumentError('give a day that exists as YYYY-MM-DD.');
  return text;
}

function schoolYear(text: string): SchoolYear {
  try {
    return parseSchoolYear(text);
  } catch {
    throw new InvalidArgumentError('give a school year such as 2025-2026.');
  }
}

function months(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 120)
    throw new InvalidArgumentError('give a whole number from 1 to 120.');
  return count;
}
