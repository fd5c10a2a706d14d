import process from 'node:process';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { parsePolicies } from '../domain/policy/parse.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import { comparePolicyFiles } from '../domain/policyComparison.ts';
import { describeChanges } from '../main/policyChangeReport.ts';
import { policyFiles } from '../main/policyFiles.ts';
import { describeProblem } from '../main/policyReport.ts';
import { leaveWith } from './failure.ts';

const EXIT_DIFFERENT = 1;
const EXIT_UNREADABLE = 2;

/** What changed between two files. */
export const policyCompare = new Command('compare')
  .description('tell what changed from one policy file to another, rule by rule, without a database')
  .argument('<before>', 'the earlier version in YAML')
  .argument('<after>', 'the later one')
  .option('--json', 'changes as JSON')
  .addHelpText(
    'after',
    `\nExit codes: 0 no difference, ${EXIT_DIFFERENT} they differ, ${EXIT_UNREADABLE} a file cannot be read.`,
  )
  .action(async (before: string, after: string, { json }: { readonly json?: true }) => {
    const [was, is] = await Promise.all([documentsOf(before), documentsOf(after)]);
    const changes = comparePolicyFiles(was, is);
    process.stdout.write(
      json === true
        ? `${JSON.stringify(
            changes.map(({ ruleBefore, ruleAfter, ...change }) => ({
              ...change,
              clauseBefore: ruleBefore?.clause ?? null,
              clauseAfter: ruleAfter?.clause ?? null,
            })),
            null,
            2,
          )}\n`
        : `${describeChanges(changes, readConfig().language).join('\n')}\n`,
    );
    process.exitCode = changes.length === 0 ? 0 : EXIT_DIFFERENT;
  });

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
