import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ACCOUNT_ROLES, type AccountRole } from '../domain/scope.ts';
import { createToken } from '../services/account.ts';
import { shanghaiClock } from '../services/clock.ts';
import { withGraph } from './withGraph.ts';

interface TokenOptions {
  readonly role: AccountRole;
  readonly region: string;
  readonly school?: string;
  readonly staffNo?: string;
  readonly name?: string;
  readonly days?: number;
}

const create = new Command('create')
  .description('make a service token and print it, alone, on standard output')
  .addOption(new Option('--role <role>', 'what the token may do').choices([...ACCOUNT_ROLES]).makeOptionMandatory())
  .requiredOption('--region <code>', 'where it stands: official code of a region')
  .option('--school <code>', 'for a token of a school: its code by that region')
  .option('--staff-no <number>', 'for the role teacher: whose token it is, by the staff number that the region issued')
  .option('--name <name>', 'what to call it in logs')
  .option('--days <count>', 'days until it expires (never, when left out)', wholeNumber)
  .action(async ({ role, region, school, staffNo, name, days }: TokenOptions) => {
    const token = await withGraph('token create', (graph) =>
      createToken(
        graph,
        {
          role,
          regionCode: region,
          ...(school === undefined ? {} : { schoolCode: school }),
          ...(staffNo === undefined ? {} : { staffNo }),
          ...(name === undefined ? {} : { name }),
          ...(days === undefined ? {} : { daysToLive: days }),
        },
        shanghaiClock(),
      ),
    );
    process.stdout.write(`${token}\n`);
  });

export const tokenCommand = new Command('token').description('tokens for other programs').addCommand(create);

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('give a whole number of days.');
  return Number(text);
}
