import { type Answer, createScriptedFetch, type Delivery, type Exchange } from './exchange';
import { type RuleName, toFinding } from './rules';
import type {
  Dialect,
  Finding,
  LanguageModel,
  Said,
  Script,
  StreamPart,
  Subject,
  ToWire,
  WireRequest,
} from './types';

/** What came of a call, as far as it came. */
export type Outcome<T> = {
  value?: T;
  /** What was thrown. */
  rejection?: unknown;
  isRejected: boolean;
  /** It did not end within the patience. */
  hangs: boolean;
};

export type Streamed = {
  parts: StreamPart[];
  /** doStream rejected. */
  rejection?: unknown;
  isRejected: boolean;
  /** Reading the stream threw. */
  thrown?: unknown;
  hasThrown: boolean;
  hangs: boolean;
  exchanges: Exchange[];
};

export type Generated = Outcome<object> & { exchanges: Exchange[] };

/** Options of a call, as the AI SDK gives them. */
export type CallOptions = { prompt: unknown[]; [option: string]: unknown };

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

/** The author's `toWire` threw: nothing can be judged. */
export class WireError extends Error {}

/** Calls the model with scripts in place of a server, and keeps what is found. */
export function createHarness(
  subject: Subject,
  wire: ToWire,
  { patience, grace, onHang, dialect, silentAbout }: Settings,
) {
  const findings: Finding[] = [];
  let wireError: WireError | undefined;

  function toWire(script: Script, request: WireRequest): Response {
    try {
      return wire(script, request);
    } catch (cause) {
      wireError ??= new WireError(`toWire threw for ${JSON.stringify(script)}: ${cause}`, {
        cause,
      });
      throw wireError;
    }
  }

  function specificationVersion(): string {
    return subject.model({ fetch: globalThis.fetch, generateId: createCounter() })
      .specificationVersion;
  }

  /** A model whose requests are answered by this. */
  function serve(
    answer: (request: WireRequest) => Answer | Promise<Answer>,
    generateId = createCounter(),
  ) {
    const { fetch, exchanges } = createScriptedFetch(answer);
    return { model: subject.model({ fetch, generateId }), exchanges };
  }

  /** A model that is told these scripts in turn, the last of them again and again. */
  function tell(scripts: readonly Script[], delivery?: Delivery) {
    let calls = 0;
    return serve((request) => {
      const script = scripts[Math.min(calls++, scripts.length - 1)] as Script;
      return { response: toWire(script, request), delivery: delivery ?? toDelivery(script) };
    });
  }

  /** A model that is told a script to which something is done behind so many bytes, and that script. */
  function tellFrom(
    script: Script,
    toPlace: (request: WireRequest) => number | Promise<number>,
    toSituation: (after: number) => Partial<Script>,
  ) {
    const situation = { ...script, ...toSituation(0) };
    const served = serve(async (request) => {
      Object.assign(situation, toSituation(await toPlace(request)));
      return { response: toWire(script, request), delivery: toDelivery(situation) };
    });
    return { ...served, script: situation };
  }

  async function stream(script: Script, how: { options?: object; delivery?: Delivery } = {}) {
    const { model, exchanges } = tell([script], how.delivery);
    return { ...(await readStream(model, toOptions(script, how.options))), exchanges };
  }

  async function generate(script: Script, how: { options?: object; delivery?: Delivery } = {}) {
    const { model, exchanges } = tell([script], how.delivery);
    const outcome = await within(() => model.doGenerate(toOptions(script, how.options) as never));
    return { ...outcome, exchanges };
  }

  async function readStream(
    model: LanguageModel,
    options: CallOptions,
  ): Promise<Omit<Streamed, 'exchanges'>> {
    const parts: StreamPart[] = [];
    const started = await within(() => model.doStream(options as never));
    const { rejection, isRejected, hangs, value } = started;
    if (value === undefined) return { parts, rejection, isRejected, hasThrown: false, hangs };
    const reader = value.stream.getReader();
    const read = await within(async () => {
      for (;;) {
        const { done, value: part } = await reader.read();
        if (done) return parts;
        parts.push(part);
      }
    });
    if (read.hangs) reader.cancel().catch(() => {});
    const { rejection: thrown, isRejected: hasThrown } = read;
    return { parts, isRejected: false, thrown, hasThrown, hangs: read.hangs };
  }

  /** Runs something, but not for ever. */
  async function within<T>(run: () => PromiseLike<T>): Promise<Outcome<T>> {
    const outcome = await settles(patience, run);
    if (outcome.hangs) onHang();
    return outcome;
  }

  /** Runs something, and waits so many milliseconds for its end. */
  async function settles<T>(ms: number, run: () => PromiseLike<T>): Promise<Outcome<T>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<Outcome<T>>((resolve) => {
      const give = () => resolve({ isRejected: false, hangs: true });
      timer = setTimeout(give, ms);
    });
    const settled = Promise.resolve()
      .then(run)
      .then(
        (value): Outcome<T> => ({ value, isRejected: false, hangs: false }),
        (rejection): Outcome<T> => ({ rejection, isRejected: true, hangs: false }),
      );
    const outcome = await Promise.race([settled, limit]);
    clearTimeout(timer);
    if (wireError) throw wireError;
    return outcome;
  }

  /** Waits until something holds, for as long as the patience lasts. */
  async function comes(holds: () => boolean): Promise<boolean> {
    for (const until = Date.now() + patience; !holds(); ) {
      if (Date.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return true;
  }

  function report(
    rule: RuleName,
    says: string,
    about: { script?: Script; parts?: readonly StreamPart[] } = {},
  ): void {
    findings.push(toFinding(rule, says, { ...about, ...(dialect !== undefined && { dialect }) }));
  }

  /** Takes over what was found otherwise. */
  function adopt(found: readonly Finding[], script: Script): void {
    findings.push(
      ...found.map((finding) => ({
        ...finding,
        script,
        ...(dialect !== undefined && { dialect }),
      })),
    );
  }

  /** The options of a call to which this script is an answer. */
  function toOptions(script: Script, more: object = {}): CallOptions {
    const has = (type: Said['type']) => script.says.some((said) => said.type === type);
    return {
      prompt: [{ role: 'user', content: [{ type: 'text', text: USER_TEXT }] }],
      ...(has('call') && { tools: TOOL_NAMES.map(toTool), toolChoice: { type: 'auto' } }),
      ...(has('json') && { responseFormat: { type: 'json', schema: JSON_SCHEMA, name: 'place' } }),
      ...(has('reasoning') && toReasoningOptions()),
      ...more,
    };
  }

  function toReasoningOptions(): object {
    const { reasoningOptions } = subject;
    return reasoningOptions ? { providerOptions: reasoningOptions } : {};
  }

  return {
    subject,
    toWire,
    dialect,
    silentAbout,
    patience,
    grace,
    findings,
    specificationVersion,
    serve,
    tell,
    tellFrom,
    stream,
    generate,
    readStream,
    within,
    settles,
    comes,
    toOptions,
    toReasoningOptions,
    report,
    adopt,
  };
}

function createCounter(): () => string {
  let ids = 0;
  return () => `an-id-${++ids}`;
}

function toDelivery({ pieces, cut, silence, lingers, heartbeat, body }: Script): Delivery {
  const isForEver = silence !== undefined && silence.ms === undefined;
  return {
    pieces,
    cutAfter: cut?.after,
    isLost: cut?.isLost,
    ...(isForEver && { holdAfter: silence.after }),
    ...(lingers && { holdAfter: Number.POSITIVE_INFINITY }),
    ...(silence?.ms !== undefined && { pause: { after: silence.after, ms: silence.ms } }),
    heartbeat,
    body,
  };
}

export const USER_TEXT = 'What is the weather in Lisbon?';

export const TOOL_NAMES = ['get_weather', 'find_places', 'send_mail'] as const;

export function toTool(name: string) {
  return {
    type: 'function',
    name,
    description: `Does ${name}.`,
    inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
  };
}

export const JSON_SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, people: { type: 'number' } },
  required: ['name', 'people'],
  additionalProperties: false,
};
