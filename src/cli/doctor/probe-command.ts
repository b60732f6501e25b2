import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VERSION } from '../../version';
import { chooseProbeModels } from '../probes/choose-models';
import type { Probe } from '../probes/probe';
import { createRedactor, type Redactor } from '../probes/redactor';
import { type ReportHead, toReport } from '../probes/report';
import { costOf, type Evidence, type Fact, runProbes } from '../probes/run-probes';
import { toTaught } from '../probes/taught';
import { type Files, toTranscripts } from '../probes/transcripts';
import { createPaint, type Terminal } from '../terminal';
import type { ProbeTarget } from './examine';
import type { DoctorOptions } from './options';

/** What the probes found, and whether it is where `--out` wants it. */
export type Probed = { facts: Fact[]; written: boolean };

/** Asks before anything is spent, shows progress, and writes what was found, also when it is interrupted. */
export async function probe(
  { probes, yes, json, out }: Omit<DoctorOptions, 'probes'> & { probes: readonly Probe[] },
  { client, key, modelId, models: listed }: ProbeTarget,
  terminal: Terminal,
): Promise<Probed> {
  const { calls, tokens } = costOf(probes);
  const models = chooseProbeModels(modelId, listed, Date.now());
  terminal.note(
    `\n${probes.length} facts: at most ${calls} calls and about ${tokens} tokens, mostly of ${models.main}.`,
  );
  if (!yes && !(await terminal.ask('Make these calls?'))) return { facts: [], written: true };
  // A folder that cannot be is found before the probes spend anything.
  const create = () => mkdir(out ?? '.', { recursive: true });
  if (out !== undefined && !(await succeeds(create, out, terminal))) {
    return { facts: [], written: false };
  }

  const redact = createRedactor({ key, host: client.host });
  const { green, red, yellow } = createPaint(terminal);
  const colours = { confirmed: green, refuted: red, unclear: yellow };
  const evidence = await runProbes(probes, {
    client,
    models,
    redact,
    interrupted: terminal.interrupted,
    onFact: ({ id, verdict, seen }, done) => {
      const place = `${String(done).padStart(3)}/${probes.length}`;
      if (json) terminal.note(`${place} ${id} ${verdict}`);
      else terminal.print(`${place} ${colours[verdict](verdict.padEnd(9))} ${id}: ${seen}`);
    },
  });
  if (terminal.interrupted.aborted) {
    terminal.note(`Interrupted after ${evidence.length} of ${probes.length} facts.`);
  }
  for (const line of toTaught(evidence.flatMap(({ exchanges }) => exchanges))) {
    terminal.note(`A refusal taught of ${redact(line)}.`);
  }
  const facts = evidence.map(({ fact }) => fact);
  if (out === undefined) return { facts, written: true };
  const files = await toFiles(evidence, client.host, redact);
  const written = await succeeds(() => write(out, files), out, terminal);
  if (written) terminal.note(`Report and transcripts are in ${out}.`);
  return { facts, written };
}

/** Says in one line why a folder cannot be written to. */
async function succeeds(
  step: () => Promise<unknown>,
  folder: string,
  { note }: Terminal,
): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    note(`Cannot write to ${folder}: ${(error as Error).message}`);
    return false;
  }
}

async function toFiles(evidence: Evidence[], host: string, redact: Redactor): Promise<Files> {
  const exchanges = new Set(evidence.flatMap(({ exchanges }) => exchanges));
  const models = new Set([...exchanges].map(({ body }) => (body as { model?: string })?.model));
  const date = new Date().toISOString().slice(0, 10);
  const head: ReportHead = {
    version: VERSION,
    node: process.versions.node,
    date,
    host,
    models: [...models].filter((model) => model !== undefined),
    calls: exchanges.size,
  };
  const facts = evidence.map(({ fact }) => fact);
  const origin = `[R] doctor --probe of ai-sdk-provider-heroku ${VERSION} against ${host}, ${date}.`;
  return {
    'report.md': redact(toReport(facts, head)),
    ...(await toTranscripts(evidence, origin, redact)),
  };
}

async function write(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
