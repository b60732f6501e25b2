import { type CallOptions, toCallOptions, toReasoningOptions } from './call-options';
import { createPatience, type Outcome } from './patience';
import { type RuleName, toFinding } from './rules';
import type { Delivery, ServedRequest } from './scripted-fetch';
import { createCounter, createScriptedServer } from './scripted-server';
import type { Dialect, Finding, LanguageModel, Script, StreamPart, Subject, ToWire } from './types';

export type Streamed = {
  parts: StreamPart[];
  /** doStream rejected. */
  rejection?: unknown;
  isRejected: boolean;
  /** Reading the stream threw. */
  thrown?: unknown;
  hasThrown: boolean;
  hangs: boolean;
  served: ServedRequest[];
};

export type Generated = Outcome<object> & { served: ServedRequest[] };

/** A model seen through one wire. */
export type Harness = ReturnType<typeof createHarness>;

type Settings = {
  patience: number;
  grace: number;
  /** Told of each call that hangs. */
  onHang: () => void;
  dialect?: string;
  silentAbout?: Dialect['silentAbout'];
};

type CallSettings = { options?: object; delivery?: Delivery };

/** Calls the model with scripts in place of a server, and keeps what is found. */
export function createHarness(
  subject: Subject,
  wire: ToWire,
  { patience, grace, onHang, dialect, silentAbout }: Settings,
) {
  const { assertJudgeable, ...server } = createScriptedServer(subject, wire);
  const waiting = createPatience(patience, { onHang, assertJudgeable });
  const { within } = waiting;
  const toOptions = (script: Script, more?: object) => toCallOptions(subject, script, more);

  async function stream(script: Script, how: CallSettings = {}) {
    const { model, served } = server.tell([script], how.delivery);
    return { ...(await readStream(model, toOptions(script, how.options))), served };
  }

  async function generate(script: Script, how: CallSettings = {}) {
    const { model, served } = server.tell([script], how.delivery);
    const outcome = await within(() => model.doGenerate(toOptions(script, how.options) as never));
    return { ...outcome, served };
  }

  async function readStream(
    model: LanguageModel,
    options: CallOptions,
  ): Promise<Omit<Streamed, 'served'>> {
    const parts: StreamPart[] = [];
    const started = await within(() => model.doStream(options as never));
    const { rejection, isRejected, hangs, value } = started;
    if (value === undefined) return { parts, rejection, isRejected, hasThrown: false, hangs };
    const reader = value.stream.getReader();
    const read = await within(() => readAll(reader, parts));
    if (read.hangs) reader.cancel().catch(() => {});
    const { rejection: thrown, isRejected: hasThrown } = read;
    return { parts, isRejected: false, thrown, hasThrown, hangs: read.hangs };
  }

  return {
    subject,
    ...server,
    ...waiting,
    ...createFindings(dialect),
    dialect,
    silentAbout,
    patience,
    grace,
    specificationVersion: () =>
      subject.model({ fetch: globalThis.fetch, generateId: createCounter() }).specificationVersion,
    stream,
    generate,
    readStream,
    toOptions,
    toReasoningOptions: () => toReasoningOptions(subject),
  };
}

async function readAll(
  reader: ReadableStreamDefaultReader<StreamPart>,
  parts: StreamPart[],
): Promise<void> {
  for (;;) {
    const { done, value: part } = await reader.read();
    if (done) return;
    parts.push(part);
  }
}

/** What was found on one form of the wire. */
function createFindings(dialect: string | undefined) {
  const findings: Finding[] = [];
  const where = dialect === undefined ? {} : { dialect };
  return {
    findings,

    report(
      rule: RuleName,
      says: string,
      about: { script?: Script; parts?: readonly StreamPart[] } = {},
    ): void {
      findings.push(toFinding(rule, says, { ...about, ...where }));
    },

    /** Adds findings that were made outside the harness. */
    adopt(found: readonly Finding[], script: Script): void {
      findings.push(...found.map((finding) => ({ ...finding, script, ...where })));
    },
  };
}
