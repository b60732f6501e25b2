import { parseArgs } from 'node:util';
import { nearestName } from '../json/nearest-name';
import { toNonEmptyString, toObject } from '../json/values';
import {
  createLocalHeroku,
  type ListeningHeroku,
  type LocalHeroku,
  type LocalHerokuOptions,
  type Personality,
  type RecordedRequest,
  RULES,
  type RuleSwitches,
} from '../local';
import { TRAITS } from '../local/personality';
import { CLIENTS, type Client, describeClient, optionsFor } from './clients';
import { createPaint, type Paint, type Terminal } from './terminal';
import { UsageError } from './usage';

/** `local`: listens until it is interrupted. */
export async function runLocal(args: string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      delay: { type: 'string', default: '0' },
      set: { type: 'string', multiple: true, default: [] },
      rule: { type: 'string', multiple: true, default: [] },
      for: { type: 'string' },
    },
  });
  const port = toNumber('--port', values.port, 65_535);
  const chunkDelayMs = toNumber('--delay', values.delay, 600_000);
  const paint = createPaint(terminal);
  const client = values.for === undefined ? undefined : toClient(values.for);
  const forClient: LocalHerokuOptions = client ? optionsFor(client) : {};
  const options: LocalHerokuOptions = {
    ...forClient,
    ...toPersonality(values.set),
    rules: { ...forClient.rules, ...toSwitches(values.rule) },
    chunkDelayMs,
  };
  const local = createLoggingHeroku(options, (request) => terminal.print(toLine(request, paint)));

  let server: ListeningHeroku;
  try {
    server = await local.listen({ port });
  } catch (error) {
    terminal.note(`Cannot listen on port ${port}: ${(error as Error).message}`);
    return 1;
  }
  terminal.note('A local Heroku is listening. In another terminal:\n');
  terminal.print(
    [
      `export INFERENCE_URL=${server.url}`,
      `export INFERENCE_KEY=${server.key}`,
      'export INFERENCE_MODEL_ID=claude-4-5-sonnet',
    ].join('\n'),
  );
  if (client) terminal.note(`\n${describeClient(values.for ?? '', client)}`);
  terminal.note('\nRequests are logged below. Ctrl-C stops it.');
  await untilAborted(terminal.interrupted);
  await server.close();
  return 0;
}

/** A local Heroku that tells of each request and keeps none: it may run for days. */
export function createLoggingHeroku(
  options: LocalHerokuOptions,
  log: (request: RecordedRequest) => void,
): LocalHeroku {
  const local = createLocalHeroku({
    ...options,
    onRequest(request) {
      local.requests.length = 0;
      log(request);
    },
  });
  return local;
}

function toNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= most) return number;
  throw new UsageError(`${option} takes a whole number from 0 to ${most}, not "${text}".`);
}

/** Reads traits such as `toolFrames=regular`. */
function toPersonality(settings: readonly string[]): Partial<Personality> {
  return Object.fromEntries(settings.map(toTrait));
}

function toTrait(setting: string): [string, unknown] {
  const [name = '', text = ''] = setting.split('=');
  if (!Object.hasOwn(TRAITS, name)) {
    throw new UsageError(`--set ${notIn(name, Object.keys(TRAITS))}`);
  }
  const values: readonly unknown[] = TRAITS[name as keyof Personality];
  const value = values.find((candidate) => String(candidate) === text);
  if (value === undefined) {
    throw new UsageError(`${name} takes one of: ${values.join(', ')}; not "${text}".`);
  }
  return [name, value];
}

function toClient(name: string): Client {
  if (Object.hasOwn(CLIENTS, name)) return CLIENTS[name as keyof typeof CLIENTS];
  throw new UsageError(`--for ${notIn(name, Object.keys(CLIENTS))}`);
}

/** Reads switches of rules such as `tool-strict=off`. */
function toSwitches(settings: readonly string[]): RuleSwitches {
  return Object.fromEntries(settings.map(toSwitch));
}

function toSwitch(setting: string): [string, boolean] {
  const [name = '', state = ''] = setting.split('=');
  const known = RULES.find((rule) => rule.name === name);
  const names = RULES.map((rule) => rule.name);
  if (!known) throw new UsageError(`--rule ${notIn(name, names)}`);
  if (state !== 'on' && state !== 'off')
    throw new UsageError(`--rule takes ${name}=off or ${name}=on, not "${setting}".`);
  if (known.standard === 'always' && state === 'off')
    throw new UsageError(`The rule ${name} cannot be turned off: other rules rely on it.`);
  return [name, state === 'on'];
}

/** Says that a name is none of these, with the nearest, or else with all. */
function notIn(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  const guess = nearest ? `Did you mean ${nearest}?` : `It takes one of: ${names.join(', ')}.`;
  return `does not know "${name}". ${guess}`;
}

/** A line with method, path, model, status, the rule that refused the request, and its source. */
function toLine({ method, url, body, status, refusedBy }: RecordedRequest, paint: Paint): string {
  const colour = status < 400 && refusedBy === undefined ? paint.green : paint.red;
  return [
    method,
    new URL(url).pathname,
    toNonEmptyString(toObject(body)?.model) ?? '-',
    colour(String(status)),
    ...(refusedBy === undefined ? [] : [`refused by ${refusedBy}${sourceOf(refusedBy)}`]),
  ].join(' ');
}

/** The source of a rule, in brackets. Gates, such as `key`, are shown without one. */
function sourceOf(refusedBy: string): string {
  const rule = RULES.find(({ name }) => name === refusedBy);
  return rule ? ` (${rule.source})` : '';
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
