import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Command, InvalidArgumentError } from 'commander';
import { folderProblem } from '../../graph/embedded/folder.ts';
import { Problem } from '../../graph/embedded/problem.js';
import { readConfig } from '../config.ts';
import { type Day, isDay } from '../domain/day.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import type { SourceFile } from '../intake/sheet.ts';
import { importProgress } from '../main/importProgress.ts';
import { readInput } from '../main/input.ts';
import { shanghaiClock } from '../services/clock.ts';
import { type ImportReport, runImport } from '../services/import.ts';
import { EXIT_NOTHING_DONE, leaveWith } from './failure.ts';
import { describeImport, importJson } from './importReport.ts';
import { progress, withGraph } from './withGraph.ts';

interface ImportOptions {
  readonly dryRun?: true;
  readonly json?: true;
  readonly region?: string;
  readonly asOf?: Day;
  readonly rejected?: string;
  readonly corrects?: string;
}

const EXIT_SOME_REJECTED = 1;

export const importCommand = new Command('import')
  .description('take rosters (.xlsx, .csv) into the graph, row by row')
  .argument('<file...>', 'the rosters of one body, as of one day')
  .option('--dry-run', 'say what would be done, and write nothing')
  .option('--json', 'print the result as one JSON object')
  .option('--region <code>', 'the body that issued the codes in the files (asked for when missing)')
  .option('--as-of <date>', 'the day the files speak of (YYYY-MM-DD; today when missing)', day)
  .option('--rejected <file>', 'write the rejected rows with their reasons to this .xlsx')
  .option('--corrects <reason>', 'what differs was wrong before, rather than changed on the day; with the reason')
  .addHelpText('after', '\nExit code: 0 every row was taken, 1 some were rejected, 2 nothing could be read or done.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_NOTHING_DONE))
  .action(async (names: string[], options: ImportOptions) => {
    try {
      const files = await Promise.all(names.map(source));
      const regionCode = options.region ?? (await askForRegion());
      const asOf = options.asOf ?? shanghaiClock();
      progress(`as of ${asOf}${options.asOf === undefined ? ' (today, since --as-of was not given)' : ''}`);
      const report = await withGraph('import', (graph) =>
        runImport(
          { graph, onProgress: importProgress(progress) },
          {
            files,
            regionCode,
            asOf,
            corrects: options.corrects ?? null,
            by: 'mentorgraph import',
            scope: PROGRAM_SCOPE,
            dryRun: options.dryRun === true,
          },
        ),
      );
      if (options.rejected !== undefined) await writeRejected(options.rejected, report);
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(importJson(report))}\n`
          : describeImport(report, readConfig().language),
      );
      process.exitCode = report.sheets.some(({ rejected }) => rejected > 0) ? EXIT_SOME_REJECTED : 0;
    } catch (error) {
      leaveWith(error, EXIT_NOTHING_DONE);
    }
  });

function day(text: string): Day {
  if (!isDay(text)) throw new InvalidArgumentError('give a day that exists as YYYY-MM-DD.');
  return text;
}

async function source(file: string): Promise<SourceFile> {
  return { name: path.basename(file), bytes: await readInput(file) };
}

async function askForRegion(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Problem(
      'Give --region: the official code of the body that issued the codes in the files, such as 530400.',
    );
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question('Official code of the body that issued the codes in the files (530400): ')).trim();
  } finally {
    terminal.close();
  }
}

async function writeRejected(file: string, { rejected }: ImportReport): Promise<void> {
  if (rejected === null) {
    progress(`no row was rejected: ${file} was not written`);
    return;
  }
  try {
    await writeFile(file, rejected);
  } catch (error) {
    throw folderProblem(path.dirname(file), error);
  }
  progress(`the rejected rows are in ${file}`);
}
