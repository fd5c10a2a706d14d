import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { folderProblem } from '../../graph/embedded/folder.ts';
import { countingPosts } from '../../seeds/cities/cityPlan.ts';
import { CITIES, type CityModel, type CityName, SCALES, generateCity } from '../../seeds/cities/generate.ts';
import { writeCity } from '../main/citySeed.ts';
import { readInput } from '../main/input.ts';
import { leaveWith } from './failure.ts';
import { progress, withGraph } from './withGraph.ts';

interface SeedOptions {
  readonly city: CityName | 'all';
  readonly scale: number;
  readonly out?: string;
  readonly dryRun?: true;
}

/** Seconds for a city at its published size as measured on 2 cores with other work; a quiet machine is quicker. */
const SECONDS_AT_FULL_SIZE: Readonly<Record<CityName, number>> = { xiamen: 130, lishui: 130, ganyu: 110 };
/** However small a city is. */
const SECONDS_AT_LEAST = 5;

export const seedCommand = new Command('seed')
  .description('make up a city over the years and import it; the same city and scale are the same to the byte')
  .addOption(new Option('--city <name>', 'which').choices([...CITIES, 'all']).makeOptionMandatory())
  .option('--scale <part>', `part of the published size, ${SCALES.least} to ${SCALES.most}`, scaleOf, 1)
  .option('--out <folder>', 'write policies and rosters there instead of importing them')
  .option('--dry-run', 'say what would be imported, and import nothing')
  .action(async ({ city, scale, out, dryRun }: SeedOptions) => {
    try {
      const models = (city === 'all' ? CITIES : [city]).map((name) => {
        progress(`making up ${name} at ${scale} of its size`);
        return generateCity(name, scale);
      });
      for (const model of models) process.stdout.write(describeCity(model));
      if (dryRun === true) return;
      if (out !== undefined) {
        for (const model of models) await writeFiles(model, path.join(out, model.city));
        return;
      }
      const seconds = models.reduce((sum, model) => sum + expectedSeconds(model), 0);
      progress(`importing takes about ${seconds} s on 2 quiet cores`);
      await withGraph('seed', async (graph) => {
        for (const model of models)
          await writeCity(graph, model, `mentorgraph seed ${model.city} ${model.scale}`, progress);
      });
      process.stdout.write(`Imported in ${Math.round(performance.now() / 1000)} s.\n`);
    } catch (error) {
      leaveWith(error);
    }
  });

function scaleOf(text: string): number {
  const scale = Number(text);
  if (!(scale >= SCALES.least && scale <= SCALES.most))
    throw new InvalidArgumentError(`give a number from ${SCALES.least} to ${SCALES.most}.`);
  return scale;
}

function expectedSeconds({ city, scale }: CityModel): number {
  return Math.round(Math.max(SECONDS_AT_LEAST, SECONDS_AT_FULL_SIZE[city] * scale));
}

function describeCity({ plan, scale, life, imports }: CityModel): string {
  const serving = life.posts.filter(({ kind, to }) => to === null && countingPosts(plan).includes(kind)).length;
  const lines = imports.map(({ regionCode, asOf, files }) => {
    const sheets = files.map(({ name, text }) => `${path.basename(name, '.csv')} ${text.split('\n').length - 2}`);
    return `  as of ${asOf}, ${regionCode}: ${sheets.join(', ')}\n`;
  });
  return `${plan.parameters.title.zh} ${plan.parameters.title.en} at ${scale}: ${life.schools.length} schools, ${serving} homeroom teachers, ${life.people.length} people over the years\n${lines.join('')}`;
}

async function writeFiles({ plan, imports }: CityModel, folder: string): Promise<void> {
  const files = [
    ...imports.flatMap(({ asOf, regionCode, files: sheets }) =>
      sheets.map(({ name, text }) => ({
        file: path.join(`${asOf}-${regionCode}`, name),
        bytes: Buffer.from(text, 'utf8'),
      })),
    ),
    ...(await copies(plan.policyFiles, 'policies')),
    ...(await copies(plan.mappingFile === null ? [] : [plan.mappingFile], '')),
  ];
  try {
    for (const { file, bytes } of files) {
      const target = path.join(folder, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
  } catch (error) {
    throw folderProblem(folder, error);
  }
  process.stdout.write(`  ${files.length} files in ${folder}\n`);
}

function copies(
  names: readonly string[],
  folder: string,
): Promise<{ readonly file: string; readonly bytes: Buffer }[]> {
  return Promise.all(
    names.map(async (name) => ({ file: path.join(folder, path.basename(name)), bytes: await readInput(name) })),
  );
}
