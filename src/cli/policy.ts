import process from 'node:process';
import { Command, Option } from 'commander';
import { readConfig } from '../config.ts';
import { type CheckedFile, checkTogether } from '../domain/policy/checkTogether.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { policyFiles } from '../main/policyFiles.ts';
import {
  type Languages,
  checkedJson,
  describeChecked,
  describePolicyOutcome,
  describeSentences,
} from '../main/policyReport.ts';
import { loadPolicies } from '../services/policyLoading.ts';
import { leaveWith } from './failure.ts';
import { policyCoherence } from './policyCoherence.ts';
import { policyCompare } from './policyCompare.ts';
import { withGraph } from './withGraph.ts';

const EXIT_FINDINGS = 1;
const EXIT_UNREADABLE = 2;

interface LoadOptions {
  readonly reason?: string;
}

const load = new Command('load')
  .description('load policy files; the same file again changes nothing')
  .argument('<file...>', 'policies in YAML, loaded in this order, each wholly or not at all')
  .option('--reason <text>', 'why a policy is corrected, for the audit')
  .action(async (names: string[], { reason }: LoadOptions) => {
    const files = await policyFiles(names);
    const outcomes = await withGraph('policy load', (graph) =>
      loadPolicies(graph, PROGRAM_SCOPE, files, 'mentorgraph policy load', reason ?? null),
    );
    for (const outcome of outcomes) {
      const stream = outcome.outcome === 'loaded' ? process.stdout : process.stderr;
      stream.write(`${describePolicyOutcome(outcome, readConfig().language).join('\n')}\n`);
    }
    if (outcomes.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1;
  });

const check = new Command('check')
  .description('check policy files together, without a database: every mistake with line and column')
  .argument('<file...>', 'policies in YAML; a policy of a body below is checked against those above it among them')
  .option('--json', 'findings as JSON')
  .addHelpText('after', `\n${exitCodes()}`)
  .action(async (names: string[], { json }: { readonly json?: true }) => {
    const files = await checked(names);
    process.stdout.write(
      json === true
        ? `${JSON.stringify(checkedJson(files), null, 2)}\n`
        : `${files.flatMap((file) => describeChecked(file, readConfig().language)).join('\n')}\n`,
    );
    process.exitCode = exitCodeOf(files);
  });

const show = new Command('show')
  .description('show policy files in numbered sentences, beside their clauses: what a bureau reads and confirms')
  .argument('<file...>', 'policies in YAML')
  .addOption(
    new Option('--language <language>', 'in Chinese, in English, or in both')
      .choices(['zh', 'en', 'both'])
      .default('both'),
  )
  .addHelpText('after', `\n${exitCodes()}`)
  .action(async (names: string[], { language }: { readonly language: Languages }) => {
    const files = await checked(names);
    for (const file of files) {
      if (file.problems.length > 0)
        process.stderr.write(`${describeChecked(file, readConfig().language).join('\n')}\n`);
      // Sentences made from a misread rule would be confirmed by mistake.
      if (exitCodeOf([file]) !== 0) continue;
      process.stdout.write(
        `${file.policies.map((policy) => describeSentences(policy, language).join('\n')).join('\n')}\n`,
      );
    }
    process.exitCode = exitCodeOf(files);
  });

async function checked(names: readonly string[]): Promise<readonly CheckedFile[]> {
  try {
    return checkTogether(await policyFiles(names));
  } catch (error) {
    return leaveWith(error, EXIT_UNREADABLE);
  }
}

/** Warnings are told and leave the way open. */
function exitCodeOf(files: readonly CheckedFile[]): number {
  if (files.some(({ unreadable }) => unreadable)) return EXIT_UNREADABLE;
  return files.some(({ problems }) => problems.some(({ severity }) => severity === 'error')) ? EXIT_FINDINGS : 0;
}

function exitCodes(): string {
  return `Exit codes: 0 nothing to repair (warnings may be told), ${EXIT_FINDINGS} something to repair, ${EXIT_UNREADABLE} a file cannot be read.`;
}

export const policyCommand = new Command('policy')
  .description('policies')
  .addCommand(load)
  .addCommand(check)
  .addCommand(show)
  .addCommand(policyCompare)
  .addCommand(policyCoherence);
