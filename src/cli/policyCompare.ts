import process from 'node:process';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { parsePolicies } from '../domain/policy/parse.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import type { Day } from '../domain/day.ts';
import { type PolicyChange, comparePolicyFiles } from '../domain/policyComparison.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { createLoaders } from '../loaders.ts';
import { type Touched, describeChanges, describeTouched } from '../main/policyChangeReport.ts';
import { policyFiles } from '../main/policyFiles.ts';
import { describeProblem } from '../main/policyReport.ts';
import { shanghaiClock } from '../services/clock.ts';
import { findRegion } from '../services/region.ts';
import { loadAimShifts, loadDutyChanges, supposeBoth } from '../services/whatIf.ts';
import { askedDay } from './askedDay.ts';
import { leaveWith } from './failure.ts';
import { withGraph } from './withGraph.ts';

const EXIT_DIFFERENT = 1;
const EXIT_UNREADABLE = 2;

interface CompareOptions {
  readonly json?: true;
  readonly region?: string;
  readonly asOf?: Day;
}

/** What changed between two files, and whom it touches in a region. */
export const policyCompare = new Command('compare')
  .description('tell what changed from one policy file to another, rule by rule')
  .argument('<before>', 'the earlier version in YAML')
  .argument('<after>', 'the later one')
  .option('--json', 'changes as JSON')
  .option('--region <code>', 'also whom it touches in this region, as if each were in force there; needs the database')
  .option('--as-of <date>', 'the day for that (YYYY-MM-DD; today when missing)', askedDay)
  .addHelpText(
    'after',
    `\nExit codes: 0 no difference, ${EXIT_DIFFERENT} they differ, ${EXIT_UNREADABLE} a file cannot be read or no region has the code.`,
  )
  .action(async (before: string, after: string, { json, region, asOf }: CompareOptions) => {
    const [was, is] = await Promise.all([documentsOf(before), documentsOf(after)]);
    const changes = comparePolicyFiles(was, is);
    const touched = region === undefined ? null : await touchedIn(region, asOf ?? shanghaiClock(), [before, after]);
    process.stdout.write(
      json === true
        ? `${JSON.stringify(touched === null ? changesJson(changes) : { changes: changesJson(changes), touched: touchedJson(touched) }, null, 2)}\n`
        : `${[...describeChanges(changes, readConfig().language), ...(touched === null ? [] : describeTouched(touched, readConfig().language))].join('\n')}\n`,
    );
    process.exitCode = changes.length === 0 ? 0 : EXIT_DIFFERENT;
  });

/** How many stand otherwise in a region under the later file than under the earlier one. */
async function touchedIn(code: string, day: Day, names: readonly [string, string]): Promise<readonly Touched[]> {
  const [before, after] = await policyFiles(names);
  const found = await withGraph('policy compare', async (graph) => {
    const { sources, region } = createLoaders({ graph, scope: PROGRAM_SCOPE });
    const id = await findRegion(graph, PROGRAM_SCOPE, code, day);
    const unit = id === null ? null : await region.load({ id, day, explicitDay: true });
    if (unit === null) return `No region has the code ${code} on ${day}.`;
    const texts = [before?.text ?? '', after?.text ?? ''] as const;
    const whatIf = await supposeBoth(sources, unit, texts, { day, today: shanghaiClock() });
    if (whatIf === null) return 'A file has mistakes where the policies above it are known: see policy check.';
    const [aims, duties] = [
      await loadAimShifts(whatIf),
      await loadDutyChanges(whatIf, { schoolYear: null, rule: null }),
    ];
    return [
      ...aims.map(({ change, totals }): Touched => ({
        rules: [...new Set([...change.after, ...change.before].map(({ rule }) => rule.id))],
        totals,
      })),
      ...duties.map(({ change, totals }): Touched => ({
        rules: [change.after ?? change.before].flatMap((effective) => effective?.rule.id ?? []),
        totals,
      })),
    ];
  });
  if (typeof found !== 'string') return found;
  process.stderr.write(`${found}\n`);
  process.exit(EXIT_UNREADABLE);
}

function touchedJson(touched: readonly Touched[]): unknown {
  return touched.map(({ rules, totals }) => ({ rules, ...totals }));
}

function changesJson(changes: readonly PolicyChange[]): unknown {
  return changes.map(({ ruleBefore, ruleAfter, ...change }) => ({
    ...change,
    clauseBefore: ruleBefore?.clause ?? null,
    clauseAfter: ruleAfter?.clause ?? null,
  }));
}

/** The documents of a file as far as they can be read alone. Ends the command where one cannot be. */
export async function documentsOf(name: string): Promise<readonly PolicyDocument[]> {
  try {
    const [file] = await policyFiles([name]);
    const parsed = parsePolicies(file?.text ?? '');
    const documents = parsed.flatMap(({ document }) => document ?? []);
    if (documents.length === parsed.length) return documents;
    const { language } = readConfig();
    const errors = parsed
      .flatMap(({ problems }) => problems)
      .filter(({ severity }) => severity === 'error')
      .map((problem) => describeProblem(file?.fileName ?? name, problem, language));
    process.stderr.write(`${errors.join('\n')}\n`);
    process.exit(EXIT_UNREADABLE);
  } catch (error) {
    return leaveWith(error, EXIT_UNREADABLE);
  }
}
