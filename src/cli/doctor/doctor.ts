import { type HerokuModelInfo, toModelList } from '../../models/to-model-list';
import { readSetup } from '../../provider/environment';
import { chooseChatModel } from '../probes/choose-models';
import type { Probe } from '../probes/probe';
import { createKeyRedactor } from '../probes/redactor';
import { createPaint, type Terminal } from '../terminal';
import { createWire, type Wire } from '../wire';
import { type Check, isWell, toRedactedCheck } from './check';
import { checkCalls } from './check-calls';
import { checkModel } from './check-model';
import { checkSetup } from './check-setup';
import { type DoctorOptions, readOptions } from './options';
import { toLines } from './print-checks';
import { type Probed, probe } from './probe-command';

/** `doctor`: the set-up, the host, the model, a call and a stream; and with `--probe` the unverified facts. */
export async function runDoctor(args: string[], terminal: Terminal): Promise<number> {
  const options = readOptions(args);
  if (options.probes && !options.yes && !terminal.interactive) {
    terminal.note('Probes make calls that cost tokens: without a terminal, add --yes.');
    return 2;
  }
  const paint = createPaint(terminal);
  const checks: Check[] = [];
  const redact = createKeyRedactor(readSetup(options.attachment).key.value);
  const report = (...found: Check[]) => {
    const shown = found.map((check) => toRedactedCheck(check, redact));
    checks.push(...shown);
    if (!options.json) for (const check of shown) terminal.print(toLines(check, paint));
  };

  const subject = await examine(options, terminal, report);
  const probed = options.probes && (await settle(options.probes, options, subject, terminal));

  const isWhole = !terminal.interrupted.aborted && probed?.written !== false;
  const ok = isWell(checks) && isWhole;
  if (options.json)
    terminal.print(JSON.stringify({ ok, checks, ...(probed && { facts: probed.facts }) }, null, 2));
  else if (isWhole) terminal.print(summary(checks, paint));
  return ok ? 0 : 1;
}

async function settle(
  probes: readonly Probe[],
  options: DoctorOptions,
  subject: Subject | undefined,
  terminal: Terminal,
): Promise<Probed> {
  if (subject) return probe(probes, options, subject, terminal);
  terminal.note('The facts cannot be probed before this is mended.');
  return { facts: [], written: true };
}

/** What can be probed: a host that answers a key. */
export type Subject = {
  wire: Wire;
  key: string;
  modelId: string;
  models: readonly HerokuModelInfo[];
};

/** Reports each check as it is done. Undefined if something stands in the way of calls. */
async function examine(
  { attachment, model }: { attachment: string; model: string | undefined },
  terminal: Terminal,
  report: (...checks: Check[]) => void,
): Promise<Subject | undefined> {
  const { checks, url, key, modelId: given } = checkSetup(attachment, model);
  report(...checks);
  if (url === undefined) {
    report(...skipped('host', 'model', 'call', 'stream'));
    return undefined;
  }
  const wire = createWire({ url, key: key ?? '', terminal });
  const { check, models } = await checkHost(wire);
  report(check);

  const isMissing = checks.some(({ id, status }) => id === 'model-id' && status === 'warning');
  const modelId = given ?? (isMissing ? chooseChatModel(models, Date.now()) : undefined);
  const listed = models.length > 0 && modelId !== undefined;
  report(...(listed ? [checkModel(modelId, models, Date.now())] : skipped('model')));
  if (key === undefined || modelId === undefined || check.found === undefined) {
    report(...skipped('call', 'stream'));
    return undefined;
  }
  const kinds = models.find(({ id }) => id === modelId)?.kinds ?? [];
  const calls = await checkCalls({ wire, attachment, modelId, kinds });
  report(...calls);
  return isWell(calls) ? { wire, key, modelId, models } : undefined;
}

const skipped = (...ids: Check['id'][]): Check[] => ids.map((id) => ({ id, status: 'skipped' }));

/** Whether the URL answers, by its list of models, which needs no key. */
async function checkHost(wire: Wire): Promise<{ check: Check; models: HerokuModelInfo[] }> {
  const answer = await wire.get('/available-models');
  if (answer.status === 0) {
    const check: Check = {
      id: 'host',
      status: 'problem',
      problem: `${wire.host} gave ${answer.summary}.`,
      remedy: 'Check the URL, and whether this machine reaches it.',
    };
    return { check, models: [] };
  }
  const models = answer.ok ? toModelList(answer.json) : undefined;
  if (models) {
    const found = `${wire.host} lists ${models.length} models`;
    return { check: { id: 'host', status: 'ok', found, ms: answer.ms }, models };
  }
  const check: Check = {
    id: 'host',
    status: 'warning',
    found: wire.host,
    problem: `It answers, but without a list of models: ${answer.summary}.`,
    remedy: 'If the calls below fail too, this is not the address of inference: check the URL.',
  };
  return { check, models: [] };
}

function summary(checks: readonly Check[], { green, red }: ReturnType<typeof createPaint>): string {
  const problems = checks.filter(({ status }) => status === 'problem').length;
  if (problems === 0) return green('\nAll is well.');
  return red(`\n${problems === 1 ? 'One thing is' : `${problems} things are`} wrong.`);
}
