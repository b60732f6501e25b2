import { describeHtmlPage } from '../../http/to-api-error';
import { type HerokuModelInfo, toModelList } from '../../models/to-model-list';
import { toSentence } from '../exchange';
import { createHttpClient, type HttpClient, LIST_LIMIT_MS } from '../http-client';
import { chooseChatModel } from '../probes/choose-models';
import type { Terminal } from '../terminal';
import { waiting } from '../waiting';
import { type Check, hasProblem } from './check';
import { checkCalls } from './check-calls';
import { checkModel } from './check-model';
import { checkSetup } from './check-setup';

/** What the probes need: a host that answers a key. */
export type ProbeTarget = {
  client: HttpClient;
  key: string;
  modelId: string;
  models: readonly HerokuModelInfo[];
};

export type Report = (...checks: Check[]) => void;

/** Called where neither the set-up nor the list of models names one: small, and served in each region (heroku-api.md §7). */
const KNOWN_MODEL = 'claude-4-5-haiku';

/** Reports each check as it is done. Undefined if something stands in the way of calls, and after an interruption. */
export async function examine(
  { attachment, model }: { attachment: string; model: string | undefined },
  terminal: Terminal,
  report: Report,
): Promise<ProbeTarget | undefined> {
  const { checks, url, key, modelId: given } = checkSetup(attachment, model);
  report(...checks);
  if (url === undefined) {
    report(...skipped('host', 'model', 'call', 'stream'));
    return undefined;
  }
  const client = createHttpClient({ url, key: key ?? '', terminal });
  const { check, models } = await checkHost(client, terminal);
  if (terminal.interrupted.aborted) return undefined;
  report(check);

  const modelId = given ?? chooseModel(checks, models);
  const isListed = modelId !== undefined && models.length > 0;
  if (isListed) report(checkModel({ attachment, modelId }, models, Date.now()));
  if (key === undefined || modelId === undefined || hasProblem([check])) {
    report(...(isListed ? [] : skipped('model')), ...skipped('call', 'stream'));
    return undefined;
  }
  if (!isListed) report(unlisted(modelId));
  const kinds = models.find(({ id }) => id === modelId)?.kinds ?? [];
  const calls = await checkCalls({ client, attachment, modelId, kinds, terminal });
  if (terminal.interrupted.aborted) return undefined;
  report(...calls);
  return hasProblem(calls) ? undefined : { client, key, modelId, models };
}

/** A chat model of the list, where no model id is set and none need be. */
function chooseModel(
  checks: readonly Check[],
  models: readonly HerokuModelInfo[],
): string | undefined {
  const mayChoose = checks.some(({ id, status }) => id === 'model-id' && status === 'warning');
  return mayChoose ? (chooseChatModel(models, Date.now()) ?? KNOWN_MODEL) : undefined;
}

const skipped = (...ids: Check['id'][]): Check[] => ids.map((id) => ({ id, status: 'skipped' }));

/** A model that no list has: the calls tell whether it exists. */
const unlisted = (modelId: string): Check => ({
  id: 'model',
  status: 'not-applicable',
  found: `${modelId}: there is no list to look it up in`,
});

/** Whether the URL answers, by its list of models, which needs no key. */
async function checkHost(
  client: HttpClient,
  terminal: Terminal,
): Promise<{ check: Check; models: HerokuModelInfo[] }> {
  const what = `Asking ${client.host} for its models (at most ${LIST_LIMIT_MS / 1000} seconds)`;
  const answer = await waiting(terminal, what, () => client.get('/available-models'));
  if (answer.status === 0) {
    const problem = toSentence(`${client.host} gave ${answer.summary}`);
    const { remedy = 'Check the URL, and whether this machine reaches it.' } = answer;
    return { check: { id: 'host', status: 'problem', problem, remedy }, models: [] };
  }
  const models = answer.ok ? toModelList(answer.json) : undefined;
  if (models) {
    const found = `${client.host} lists ${models.length} models`;
    return { check: { id: 'host', status: 'ok', found, ms: answer.ms }, models };
  }
  const page = answer.ok ? describeHtmlPage(answer.text.trim()) : undefined;
  const seen = page ? `${answer.status}, ${client.redact(page)}` : answer.summary;
  const check: Check = {
    id: 'host',
    status: 'warning',
    found: client.host,
    problem: toSentence(`It answers, but without a list of models: ${seen}`),
    remedy: 'If the calls below fail too, this is not the address of inference: check the URL.',
  };
  return { check, models: [] };
}
