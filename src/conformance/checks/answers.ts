import type { Generated, Harness, Streamed } from '../harness';
import { canonical, parseJson, show, toRecord } from '../loose';
import { problemsOf } from '../problems-of';
import type { Random } from '../random';
import {
  type ContentItem,
  callsOf,
  type Received,
  resultToReceived,
  scriptToSpoken,
  textOf,
  toReceived,
} from '../received';
import type { Script, StreamPart } from '../types';

/** A good answer: streamed, whole, and with `random` in pieces. */
export async function checkAnswer(
  harness: Harness,
  script: Script,
  random?: Random,
): Promise<void> {
  const streamed = await harness.stream(script);
  const received = toGoodReceived(harness, script, streamed);
  if (received) {
    harness.adopt(problemsOf(streamed.parts), script);
    compareWithScript(harness, script, { received, parts: streamed.parts, hasOrder: true });
    if (random) await checkSplits(harness, script, { whole: received, random });
  }
  const generated = await harness.generate(script);
  const result = toGoodResult(harness, script, generated);
  if (result === undefined) return;
  const whole = resultToReceived(result);
  compareWithScript(harness, script, {
    received: whole,
    hasOrder: isInPlainOrder(script),
    where: 'doGenerate',
  });
  if (received)
    compareResults(harness, script, {
      streamed: received,
      generated: whole,
      parts: streamed.parts,
    });
}

function toGoodReceived(
  harness: Harness,
  script: Script,
  streamed: Streamed,
): Received | undefined {
  const { parts, hangs, isRejected, rejection, hasThrown, thrown } = streamed;
  const report = (says: string) => harness.report('good-answer-arrives', says, { script, parts });
  if (hangs) {
    harness.report('hangs-not', 'doStream, or its stream, does not end', { script, parts });
    return undefined;
  }
  if (isRejected) report(`doStream rejects a good answer: ${show(rejection)}`);
  if (hasThrown) report(`the stream of a good answer throws: ${show(thrown)}`);
  if (isRejected || hasThrown) return undefined;
  const received = toReceived(parts);
  if (received.errors.length > 0) report(`an error in a good answer: ${show(received.errors[0])}`);
  return received;
}

function toGoodResult(harness: Harness, script: Script, generated: Generated): object | undefined {
  const { value, hangs, isRejected, rejection } = generated;
  if (hangs) harness.report('hangs-not', 'doGenerate does not end', { script });
  if (isRejected) {
    const says = `doGenerate rejects a good answer: ${show(rejection)}`;
    harness.report('good-answer-arrives', says, { script });
  }
  if (value === undefined) return undefined;
  const { content, finishReason, usage, warnings } = toRecord(value);
  const missing = Object.entries({
    content: Array.isArray(content),
    finishReason: finishReason !== undefined,
    usage: typeof usage === 'object',
    warnings: Array.isArray(warnings),
  }).flatMap(([name, isThere]) => (isThere ? [] : [name]));
  if (missing.length > 0) {
    harness.report('result-is-complete', `the result has no ${missing.join(', ')}`, { script });
  }
  return value;
}

type Outcome = {
  received: Received;
  parts?: readonly StreamPart[];
  /** Whether the items are in the order of the script. */
  hasOrder: boolean;
  /** Default: `doStream`. */
  where?: string;
};

function compareWithScript(
  harness: Harness,
  script: Script,
  { received, parts = [], hasOrder, where = 'doStream' }: Outcome,
): void {
  const said = scriptToSpoken(script);
  const about = { script, parts };
  const differ = (kind: 'text' | 'reasoning') => {
    const [wanted, got] = [textOf(said, kind), textOf(received.items, kind)];
    return wanted === got ? undefined : `${where} gives ${show(got)} in place of ${show(wanted)}`;
  };

  const isJson = script.says.some(({ type }) => type === 'json');
  const text = isJson ? jsonDiffers(said, received, where) : differ('text');
  if (text) harness.report(isJson ? 'json-as-said' : 'text-as-said', text, about);
  const reasoning = differ('reasoning');
  if (reasoning) harness.report('reasoning-as-said', reasoning, about);

  const calls = callsDiffer(said, received.items);
  const isShort = script.finish === 'length';
  if (calls) {
    harness.report(isShort ? 'length-makes-no-call' : 'calls-as-said', `${where}: ${calls}`, about);
  }
  const isComparable = hasOrder && !isJson && !text && !reasoning && !calls;
  if (isComparable && canonical(said) !== canonical(received.items)) {
    const got = received.items.map(({ kind }) => kind).join(', ');
    const wanted = said.map(({ kind }) => kind).join(', ');
    harness.report('order-as-said', `${where} gives ${got}; the server said ${wanted}`, about);
  }
  compareEnds(harness, script, { received, where, parts });
}

function compareEnds(
  harness: Harness,
  script: Script,
  { received, where, parts }: Required<Omit<Outcome, 'hasOrder'>>,
): void {
  const about = { script, parts };
  const isTold = harness.silentAbout !== 'finish';
  // The AI SDK runs tools on `stop` too.
  const isSame =
    received.reason === script.finish ||
    (received.reason === 'stop' && hasCalls(scriptToSpoken(script)));
  if (isTold && received.errors.length === 0 && !isSame) {
    const says = `${where} says ${received.reason}, the server said ${script.finish}`;
    harness.report('finish-as-said', says, about);
  }
  if (script.usage && canonical(received.usage) !== canonical(script.usage)) {
    const says = `${where} says ${showUsage(received)}, the server said ${canonical(script.usage)}`;
    harness.report('usage-as-said', says, about);
  }
}

const hasCalls = (items: ContentItem[]) => callsOf(items).length > 0;

const showUsage = ({ usage }: Received) =>
  `${String(usage.input)} and ${String(usage.output)} tokens`;

function jsonDiffers(said: ContentItem[], received: Received, where: string): string | undefined {
  const [wanted, got] = [textOf(said, 'text'), textOf(received.items, 'text')];
  return canonical(parseJson(wanted)) === canonical(parseJson(got))
    ? undefined
    : `${where} gives the text ${show(got)} in place of ${wanted}`;
}

function callsDiffer(said: ContentItem[], received: ContentItem[]): string | undefined {
  const [wanted, got] = [callsOf(said), callsOf(received)].map((calls) =>
    calls.map((call) => (call.kind === 'call' ? `${call.name}(${call.input})` : '')),
  );
  if (canonical(wanted) === canonical(got)) return undefined;
  const list = (calls: string[] = []) => calls.join(', ') || 'no call';
  return `${list(got)} in place of ${list(wanted)}`;
}

/** Whether a whole response, which may have one place for each kind, can keep the order. */
function isInPlainOrder({ says }: Script): boolean {
  const RANK = { reasoning: 0, text: 1, json: 1, call: 2 };
  const ranks = says.map(({ type }) => RANK[type]);
  return ranks.every((rank, at) => at === 0 || rank >= (ranks[at - 1] ?? 0));
}

function compareResults(
  harness: Harness,
  script: Script,
  results: { streamed: Received; generated: Received; parts: readonly StreamPart[] },
): void {
  const facts = ({ items, reason }: Received) => ({
    text: textOf(items, 'text'),
    reasoning: textOf(items, 'reasoning'),
    calls: callsOf(items),
    reason,
  });
  const [streamed, generated] = [facts(results.streamed), facts(results.generated)];
  if (canonical(streamed) === canonical(generated)) return;
  const says = `doStream comes to ${canonical(streamed)}, doGenerate to ${canonical(generated)}`;
  harness.report('generate-agrees', says, { script, parts: results.parts });
}

async function checkSplits(
  harness: Harness,
  script: Script,
  { whole, random }: { whole: Received; random: Random },
): Promise<void> {
  for (const pieces of [[1], random.list(1, 6, () => 1 + random.below(40))]) {
    const inPieces = { ...script, pieces };
    const streamed = await harness.stream(inPieces);
    const { parts, hangs, isRejected, hasThrown } = streamed;
    const received = toReceived(parts);
    const isSame =
      !hangs &&
      !isRejected &&
      !hasThrown &&
      canonical([received.items, received.reason]) === canonical([whole.items, whole.reason]) &&
      received.errors.length === whole.errors.length;
    if (isSame) harness.adopt(problemsOf(parts), inPieces);
    else {
      const says = `in pieces of ${pieces.join(', ')} bytes the answer is another`;
      harness.report('split-changes-nothing', says, { script: inPieces, parts });
    }
  }
}
