import { parseArgs } from 'node:util';
import { toNonEmptyString, toObject } from '../json/values';
import {
  createLocalHeroku,
  type ListeningHeroku,
  type LocalHeroku,
  type LocalHerokuOptions,
  type Personality,
  type RecordedRequest,
  RULES,
} from '../local';
import { TRAITS } from '../local/personality';
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
    },
  });
  const port = toNumber('--port', values.port, 65_535);
  const chunkDelayMs = toNumber('--delay', values.delay, 600_000);
  const paint = createPaint(terminal);
  const local = createLoggingHeroku({ ...toPersonality(values.set), chunkDelayMs }, (request) =>
    terminal.print(toLine(request, paint)),
  );

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

/** `toolFrames=regular` and others of its kind. */
function toPersonality(settings: readonly string[]): Partial<Personality> {
  return Object.fromEntries(settings.map(toTrait));
}

function toTrait(setting: string): [string, unknown] {
  const [name = '', text = ''] = setting.split('=');
  if (!Object.hasOwn(TRAITS, name)) {
    throw new UsageError(`--set takes one of: ${Object.keys(TRAITS).join(', ')}; not "${name}".`);
  }
  const values: readonly unknown[] = TRAITS[name as keyof Personality];
  const value = values.find((candidate) => String(candidate) === text);
  if (value === undefined) {
    throw new UsageError(`${name} takes one of: ${values.join(', ')}; not "${text}".`);
  }
  return [name, value];
}

/** Method, path, model, status, rule and what it rests on. */
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

/** In brackets. What refuses before the rules do, such as `key`, has none that anybody needs. */
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
