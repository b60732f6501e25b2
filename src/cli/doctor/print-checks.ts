import type { Paint } from '../terminal';
import type { Check } from './check';

/** The name of each check for a person. */
export const NAMES: Record<Check['id'], string> = {
  url: 'URL',
  key: 'key',
  'model-id': 'model id',
  host: 'host',
  model: 'model',
  call: 'call',
  stream: 'stream',
};

/** One check for a person: a line, and what is wrong and how to mend it below. */
export function toLines({ id, status, found, from, problem, remedy }: Check, paint: Paint): string {
  const marks = {
    ok: paint.green('ok     '),
    warning: paint.yellow('note   '),
    problem: paint.red('WRONG  '),
    skipped: paint.yellow('skipped'),
    'not-applicable': paint.dim('-      '),
  };
  const source = from ? paint.dim(` (${from})`) : '';
  const head = `${marks[status]} ${NAMES[id].padEnd(9)} ${found ?? ''}${source}`.trimEnd();
  return [head, ...[problem, remedy].filter(Boolean).map((text) => `         ${text}`)].join('\n');
}
