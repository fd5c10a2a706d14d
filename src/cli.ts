/** `npx mentorgraph`: commands on a running server's database, or on the embedded one for themselves. */
import process from 'node:process';
import { Command } from 'commander';
import { doctorCommand } from './cli/doctor.ts';
import { exportCommand } from './cli/export.ts';
import { leaveWith } from './cli/failure.ts';
import { importCommand } from './cli/import.ts';
import { policyCommand } from './cli/policy.ts';
import { seedCommand } from './cli/seed.ts';
import { tokenCommand } from './cli/token.ts';
import { undoCommand } from './cli/undo.ts';
import { readConfig } from './config.ts';
import { endWithParent } from './main/parent.ts';

const program = new Command('mentorgraph')
  .description('Homeroom-teacher development as a graph')
  .showHelpAfterError()
  .addCommand(importCommand)
  .addCommand(undoCommand)
  .addCommand(exportCommand)
  .addCommand(policyCommand)
  .addCommand(seedCommand)
  .addCommand(tokenCommand)
  .addCommand(doctorCommand);

// A command that started a Neo4j leaves it to its guard.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

try {
  if (readConfig().underNpm) endWithParent();
} catch (error) {
  leaveWith(error);
}
await program.parseAsync().catch((error: unknown) => leaveWith(error));
