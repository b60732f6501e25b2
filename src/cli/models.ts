import { parseArgs } from 'node:util';
import { type HerokuModelInfo, toModelList } from '../models/to-model-list';
import { readSetup } from '../provider/environment';
import { DEFAULT_URL, findUrlProblem } from '../provider/setup-problems';
import { createHttpClient, LIST_LIMIT_MS } from './http-client';
import { createKeyRedactor } from './probes/redactor';
import { createPaint, type Terminal, toColumns } from './terminal';
import { waiting } from './waiting';

/** `models`: the list of models, as a table or as Heroku sends it. */
export async function runModels(args: string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      attachment: { type: 'string', default: 'INFERENCE' },
      json: { type: 'boolean', default: false },
    },
  });
  const setup = readSetup(values.attachment);
  const problem = findUrlProblem(setup.url, setup);
  if (problem) {
    terminal.note(`${problem.problem}\n${problem.remedy}`);
    return 1;
  }
  const client = createHttpClient({
    url: setup.url.value || DEFAULT_URL,
    key: setup.key.value,
    terminal,
  });
  const what = `Asking ${client.host} for its models (at most ${LIST_LIMIT_MS / 1000} seconds)`;
  const answer = await waiting(terminal, what, () => client.get('/available-models'));
  if (terminal.interrupted.aborted) {
    terminal.note('Interrupted.');
    return 1;
  }
  const models = answer.status === 200 ? toModelList(answer.json) : undefined;
  if (models === undefined) {
    terminal.note(`${client.host} did not answer with a list of models: ${answer.summary}`);
    if (answer.remedy) terminal.note(answer.remedy);
    return 1;
  }
  const redact = createKeyRedactor({ key: setup.key.value, url: setup.url.value });
  if (values.json) terminal.print(redact(JSON.stringify(answer.json, null, 2)));
  else {
    const [heading = '', ...rows] = toColumns(toRows(models)).split('\n');
    terminal.print(redact([createPaint(terminal).bold(heading), ...rows].join('\n')));
  }
  return 0;
}

function toRows(models: readonly HerokuModelInfo[]): string[][] {
  const byKind = (a: HerokuModelInfo, b: HerokuModelInfo) =>
    a.kinds.join().localeCompare(b.kinds.join()) || a.id.localeCompare(b.id);
  return [
    ['model', 'type', 'state', 'regions', 'end of life', 'replacement'],
    ...[...models]
      .sort(byKind)
      .map((model) => [
        model.id,
        model.kinds.join(', '),
        model.state ?? '',
        model.regions.join(', '),
        model.endOfLifeDate?.slice(0, 10) ?? '',
        model.replacement ?? '',
      ]),
  ];
}
