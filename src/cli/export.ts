import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { folderProblem } from '../../graph/embedded/folder.ts';
import { Problem } from '../../graph/embedded/problem.js';
import { readConfig } from '../config.ts';
import type { SchoolYear } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { DEFAULT_MONTHS, EXPORTS, EXPORT_PARAMETERS, type ExportFilter, type ExportName } from '../domain/export.ts';
import { type Language, inLanguage } from '../domain/language.ts';
import { LEVELS, type Level } from '../domain/level.ts';
import { STAGES, type Stage } from '../domain/school.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { createLoaders } from '../loaders.ts';
import { EXPORT_FORMATS, type ExportFormat, makeExport } from '../main/exportFile.ts';
import { shanghaiClock } from '../services/clock.ts';
import { ExportRefused, checkParameters } from '../services/export.ts';
import { askedDay, schoolYearOption } from './askedDay.ts';
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
  readonly months?: number;
  readonly format?: ExportFormat;
  readonly out: string;
}

export const exportCommand = new Command('export')
  .description('write a report as a file (.xlsx, .csv), in the language of the terminal (LANG)')
  .argument('<report>', `one of ${EXPORTS.join(', ')}`, reportName)
  .requiredOption('--region <code>', 'of which region, or whose school codes (as valid on the day)')
  .option('--school <code>', 'of one school: its code by that region')
  .option('--as-of <date>', 'the day that the report speaks of (YYYY-MM-DD; today when missing)', askedDay)
  .option(
    '--school-year <years>',
    `${takenBy('schoolYear')}: such as 2025-2026 (the one of the day when missing)`,
    schoolYearOption,
  )
  .option('--role <code>', `${takenBy('role')}: only of this role`)
  .addOption(new Option('--level <level>', `${takenBy('level')}: only of workshops of this level`).choices([...LEVELS]))
  .addOption(
    new Option('--stage <stage>', `${takenBy('stage')}: only of workshops for this stage`).choices([...STAGES]),
  )
  .option(
    '--months <count>',
    `${takenBy('months')}: how many months ahead (1 to 120; ${DEFAULT_MONTHS} when missing)`,
    months,
  )
  .addOption(new Option('--format <format>', 'xlsx or csv (as the file is called)').choices([...EXPORT_FORMATS]))
  .requiredOption('--out <file>', 'the file to write; one that is there is replaced')
  .addHelpText('after', '\nA report refuses what it does not take. Exit code: 0 the file was written, 2 nothing was.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_NOTHING_DONE))
  .action(async (report: ExportName, options: ExportOptions) => {
    try {
      const format = options.format ?? formatOf(options.out);
      const today = shanghaiClock();
      const asOf = options.asOf ?? today;
      progress(`as of ${asOf}${options.asOf === undefined ? ' (today, since --as-of was not given)' : ''}`);
      const filter: ExportFilter = {
        schoolYear: options.schoolYear ?? null,
        role: options.role ?? null,
        level: options.level ?? null,
        stage: options.stage ?? null,
        months: options.months ?? null,
      };
      checkParameters(
        report,
        Object.entries(filter).flatMap(([name, value]) => (value === null ? [] : [name])),
        optionName,
      );
      const file = await withGraph('export', (graph) =>
        makeExport(
          createLoaders({ graph, scope: PROGRAM_SCOPE }).sources,
          {
            report,
            regionCode: options.region,
            schoolCode: options.school ?? null,
            day: asOf,
            today,
            filter,
          },
          format,
          language(),
        ),
      );
      const replaced = await exists(options.out);
      await writeFile(options.out, file.bytes).catch((error: unknown) => {
        throw folderProblem(path.dirname(options.out), error);
      });
      for (const note of file.notes) progress(note);
      progress(`${file.rows} row(s) are in ${options.out}${replaced ? ', which was replaced' : ''}`);
    } catch (error) {
      const said = error instanceof ExportRefused ? new Problem(inLanguage(error.text, language())) : error;
      leaveWith(said, EXIT_NOTHING_DONE);
    }
  });

/** Which reports take it. */
function takenBy(parameter: keyof ExportFilter): string {
  return EXPORTS.filter((name) => EXPORT_PARAMETERS[name].includes(parameter)).join(', ');
}

/** A parameter as an option of the command. */
function optionName(parameter: string): string {
  return `--${parameter.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}

function language(): Language {
  return readConfig().language === 'zh' ? 'zh-CN' : 'en';
}

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

function months(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 120)
    throw new InvalidArgumentError('give a whole number from 1 to 120.');
  return count;
}
