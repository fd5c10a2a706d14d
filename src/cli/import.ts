import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { folderProblem } from '../../graph/embedded/folder.ts';
import { Problem } from '../../graph/embedded/problem.js';
import { readConfig } from '../config.ts';
import type { Day } from '../domain/day.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import type { SourceFile } from '../intake/sheet.ts';
import { importProgress } from '../main/importProgress.ts';
import { readInput } from '../main/input.ts';
import { shanghaiClock } from '../services/clock.ts';
import {
  type ImportReport,
  type MappingSource,
  type Suggestion,
  runImport,
  suggestMapping,
} from '../services/import.ts';
import { askedDay } from './askedDay.ts';
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
  readonly map: readonly string[];
  readonly suggestMap?: true;
  readonly out?: string;
}

const EXIT_SOME_REJECTED = 1;

export const importCommand = new Command('import')
  .description('take rosters (.xlsx, .csv) into the graph, row by row')
  .argument('<file...>', 'the rosters of one body, as of one day')
  .option('--dry-run', 'say what would be done, and write nothing')
  .option('--json', 'print the result as one JSON object')
  .option('--region <code>', 'the body that issued the codes in the files (asked for when missing)')
  .option('--as-of <date>', 'the day the files speak of (YYYY-MM-DD; today when missing)', askedDay)
  .option('--rejected <file>', 'write the rejected rows with their reasons to this .xlsx')
  .option('--corrects <reason>', 'what differs was wrong before, rather than changed on the day; with the reason')
  .option(
    '--map <file>',
    'what the office says of its own sheets (repeatable)',
    (file, all: string[]) => [...all, file],
    [],
  )
  .option('--suggest-map', 'write a first mapping of these files, with comments, and import nothing')
  .option('--out <file>', 'where to write it (stdout when missing)')
  .addHelpText('after', '\nExit code: 0 every row was taken, 1 some were rejected, 2 nothing could be read or done.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_NOTHING_DONE))
  .action(async (names: string[], options: ImportOptions) => {
    try {
      const files = await Promise.all(names.map(source));
      const maps = await Promise.all(options.map.map(mapSource));
      if (options.suggestMap === true) {
        await writeSuggestion(await suggestMapping(files, maps), options.out);
        return;
      }
      const regionCode = options.region ?? (await askForRegion());
      const asOf = options.asOf ?? shanghaiClock();
      progress(`as of ${asOf}${options.asOf === undefined ? ' (today, since --as-of was not given)' : ''}`);
      const report = await withGraph('import', (graph) =>
        runImport(
          { graph, onProgress: importProgress(progress) },
          {
            files,
            maps,
            regionCode,
            asOf,
            corrects: options.corrects ?? null,
            by: 'mentorgraph import',
            scope: PROGRAM_SCOPE,
            dryRun: options.dryRun === true,
          },
        ),
      );
      if (report.runId !== null) progress(`import ${report.runId} (npx mentorgraph undo takes it back by this id)`);
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

async function source(file: string): Promise<SourceFile> {
  return { name: path.basename(file), bytes: await readInput(file) };
}

async function mapSource(file: string): Promise<MappingSource> {
  return { name: path.basename(file), text: (await readInput(file)).toString('utf8') };
}

async function writeSuggestion({ text }: Suggestion, out: string | undefined): Promise<void> {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text, { flag: 'wx' });
  } catch (error) {
    throw folderProblem(path.dirname(out), error);
  }
  progress(`the mapping is in ${out}`);
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
