import { nearestName } from '../json/nearest-name';
import { VERSION } from '../version';
import { runDoctor } from './doctor/doctor';
import { runLocal } from './local';
import { runModels } from './models';
import type { Terminal } from './terminal';
import { type CommandName, HELP, UsageError } from './usage';

const COMMANDS: Record<CommandName, (args: string[], terminal: Terminal) => Promise<number>> = {
  local: runLocal,
  models: runModels,
  doctor: runDoctor,
};

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

/** Runs a command line. Resolves with the exit code: 0 all is well, 1 something is wrong, 2 wrong usage. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = args;
  try {
    if (isCommand(name)) return await runCommand(name, rest, terminal);
    return runWithoutCommand(name, rest, terminal);
  } catch (error) {
    if (!isUsageError(error)) throw error;
    const command = isCommand(name) ? ` ${name}` : '';
    terminal.note(`${error.message}\nSee: npx ai-sdk-provider-heroku${command} --help`);
    return 2;
  }
}

async function runCommand(name: CommandName, args: string[], terminal: Terminal): Promise<number> {
  if (!args.includes('--help') && !args.includes('-h')) return COMMANDS[name](args, terminal);
  terminal.print(HELP[name]);
  return 0;
}

/** Prints the version or help. Throws UsageError for a command that does not exist. */
function runWithoutCommand(name: string, [topic = '']: string[], terminal: Terminal): number {
  switch (name) {
    case '--version':
    case '-v':
      terminal.print(VERSION);
      return 0;
    case '--help':
    case '-h':
    case 'help':
      terminal.print(HELP[isCommand(topic) ? topic : '']);
      return 0;
    case '':
      terminal.note(HELP['']);
      return 2;
  }
  const nearest = nearestName(name, Object.keys(COMMANDS));
  const guess = nearest ? ` Did you mean ${nearest}?` : '';
  throw new UsageError(`There is no command ${name}.${guess}`);
}

/** `parseArgs` has errors of its own. */
function isUsageError(error: unknown): error is Error {
  const { code = '' } = error as { code?: unknown };
  return error instanceof UsageError || /^ERR_PARSE_ARGS/.test(String(code));
}
