import process from 'node:process';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { coherenceOf } from '../domain/coherence/coherence.ts';
import type { CoherenceFinding } from '../domain/coherence/finding.ts';
import type { Day } from '../domain/day.ts';
import type { PolicyVersionId, RegionId } from '../domain/identifier.ts';
import type { Level } from '../domain/level.ts';
import { effectivePolicy } from '../domain/policy/effective.ts';
import type { PolicyDocument } from '../domain/policy/types.ts';
import { PROGRAM_SCOPE } from '../domain/scope.ts';
import { createLoaders } from '../loaders.ts';
import { describeCoherence } from '../main/policyChangeReport.ts';
import { policyFiles } from '../main/policyFiles.ts';
import { describeProblem } from '../main/policyReport.ts';
import { shanghaiClock } from '../services/clock.ts';
import { loadCoherence } from '../services/coherence.ts';
import { readDraft } from '../services/policyDraft.ts';
import { findRegion } from '../services/region.ts';
import { supposing } from '../services/supposition.ts';
import { askedDay } from './askedDay.ts';
import { leaveWith } from './failure.ts';
import { documentsOf } from './policyCompare.ts';
import { withGraph } from './withGraph.ts';

const EXIT_CONTRADICTION = 1;
const EXIT_UNREADABLE = 2;

interface CoherenceOptions {
  readonly region?: string;
  readonly asOf?: Day;
}

/** Whether a file adds up. */
export const policyCoherence = new Command('coherence')
  .description('tell whether a policy adds up: contradictions, numbers that do not suffice, and what follows from them')
  .argument('<file>', 'policies in YAML; nothing of them is loaded')
  .option('--region <code>', 'held against the people of this region, as if it were in force there; needs the database')
  .option('--as-of <date>', 'the day (YYYY-MM-DD; today when missing)', askedDay)
  .addHelpText(
    'after',
    `\nExit codes: 0 nothing contradicts, ${EXIT_CONTRADICTION} a contradiction, ${EXIT_UNREADABLE} the file cannot be read.`,
  )
  .action(async (file: string, { region, asOf }: CoherenceOptions) => {
    const day = asOf ?? shanghaiClock();
    const findings = region === undefined ? await alone(file, day) : await heldAgainst(file, region, day);
    process.stdout.write(`${describeCoherence(findings, readConfig().language).join('\n')}\n`);
    if (findings.some(({ severity }) => severity === 'contradiction')) process.exitCode = EXIT_CONTRADICTION;
  });

/** Each document of the file by itself. */
async function alone(file: string, day: Day): Promise<readonly CoherenceFinding[]> {
  return (await documentsOf(file)).flatMap((document) => {
    const id = document.region as RegionId;
    const layer = {
      versionId: document.policy as PolicyVersionId,
      code: document.policy,
      regionId: id,
      level: levelOf(document),
      from: document.effective.from,
      to: null,
      document,
    };
    const policy = effectivePolicy(id, [layer]);
    return policy === null ? [] : coherenceOf(policy, null, day);
  });
}

/** The level that a code by GB/T 2260 tells: 530000, 530400, 530402. */
function levelOf({ region }: PolicyDocument): Level {
  if (region.endsWith('0000')) return 'PROVINCE';
  return region.endsWith('00') ? 'CITY' : 'COUNTY';
}

async function heldAgainst(name: string, code: string, day: Day): Promise<readonly CoherenceFinding[]> {
  const [file] = await policyFiles([name]).catch((error: unknown) => leaveWith(error, EXIT_UNREADABLE));
  const found = await withGraph('policy coherence', async (graph) => {
    const { sources, region } = createLoaders({ graph, scope: PROGRAM_SCOPE });
    const id = await findRegion(graph, PROGRAM_SCOPE, code, day);
    const unit = id === null ? null : await region.load({ id, day, explicitDay: true });
    if (unit === null) return { problems: [`No region has the code ${code} on ${day}.`], findings: null };
    const { problems, layers } = await readDraft(sources, unit, day, file?.text ?? '');
    return {
      problems: problems.map((problem) => describeProblem(file?.fileName ?? name, problem, readConfig().language)),
      findings: layers === null ? null : ((await loadCoherence(supposing(sources, layers), unit, day)) ?? []),
    };
  });
  if (found.problems.length > 0) process.stderr.write(`${found.problems.join('\n')}\n`);
  return found.findings ?? process.exit(EXIT_UNREADABLE);
}
