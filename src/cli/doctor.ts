import process from 'node:process';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { examine } from '../services/doctor.ts';
import { withExaminedGraph } from './withGraph.ts';

export const doctorCommand = new Command('doctor')
  .description('check every invariant of the graph; exit code 1 with findings')
  .action(async () => {
    const { checked, findings } = await withExaminedGraph('doctor', (graph) => examine(graph));
    const { language } = readConfig();
    for (const { code, text, ids } of findings) process.stdout.write(`${code}: ${text[language]} ${ids.join(' ')}\n`);
    process.stdout.write(
      findings.length === 0
        ? `${checked} invariants hold.\n`
        : `${findings.length} findings in ${checked} invariants.\n`,
    );
    if (findings.length > 0) process.exitCode = 1;
  });
