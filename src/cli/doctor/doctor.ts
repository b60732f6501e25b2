import { readSetup } from '../../provider/environment';
import type { Probe } from '../probes/probe';
import { createKeyRedactor } from '../probes/redactor';
import { createPaint, type Terminal } from '../terminal';
import { type Check, isWell, toRedactedCheck } from './check';
import { examine, type ProbeTarget } from './examine';
import { type DoctorOptions, readOptions } from './options';
import { NAMES, toLines } from './print-checks';
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
  const { key, url } = readSetup(options.attachment);
  const redact = createKeyRedactor({ key: key.value, url: url.value });
  const report = (...found: Check[]) => {
    const shown = found.map((check) => toRedactedCheck(check, redact));
    checks.push(...shown);
    if (!options.json) for (const check of shown) terminal.print(toLines(check, paint));
  };

  const subject = await examine(options, terminal, report);
  const isInterrupted = terminal.interrupted.aborted;
  if (isInterrupted) terminal.note('Interrupted.');
  const probed =
    options.probes &&
    !isInterrupted &&
    (await settle({ ...options, probes: options.probes }, subject, terminal));

  const isWhole = !terminal.interrupted.aborted && (!probed || probed.written);
  const ok = isWell(checks) && isWhole;
  if (options.json)
    terminal.print(JSON.stringify({ ok, checks, ...(probed && { facts: probed.facts }) }, null, 2));
  else if (isWhole) terminal.print(`\n${summarize(checks, paint)}`);
  return ok ? 0 : 1;
}

async function settle(
  options: DoctorOptions & { probes: readonly Probe[] },
  subject: ProbeTarget | undefined,
  terminal: Terminal,
): Promise<Probed> {
  if (subject) return probe(options, subject, terminal);
  terminal.note('The facts cannot be probed until a call succeeds.');
  return { facts: [], written: true };
}

/** All is well only if nothing was skipped. */
function summarize(checks: readonly Check[], paint: ReturnType<typeof createPaint>): string {
  if (isWell(checks)) return paint.green('All is well.');
  const problems = checks.filter(({ status }) => status === 'problem').length;
  const skipped = checks.filter(({ status }) => status === 'skipped').map(({ id }) => NAMES[id]);
  const found =
    problems === 0
      ? 'Nothing wrong was found.'
      : `${problems === 1 ? 'One thing is' : `${problems} things are`} wrong.`;
  return paint.red(skipped.length > 0 ? `${found} Not checked: ${skipped.join(', ')}.` : found);
}
