import process from 'node:process';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { policyFiles } from '../main/policyFiles.ts';
import { describePolicyOutcome } from '../main/policyReport.ts';
import { loadPolicies } from '../services/policyLoading.ts';
import { withGraph } from './withGraph.ts';

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

export const policyCommand = new Command('policy').description('policies').addCommand(load);
