import type { Court, Generated, Streamed } from '../court';
import {
  callsOf,
  type Heard,
  resultToHeard,
  type Spoken,
  scriptToSpoken,
  textOf,
  toHeard,
} from '../heard';
import { canonical, parseJson, show, toRecord } from '../loose';
import { problemsOf } from '../problems-of';
import type { Random } from '../random';
import type { Script, StreamPart } from '../types';

/** A good answer: streamed, whole, and with `random` in pieces. */
export async function checkAnswer(court: Court, script: Script, random?: Random): Promise<void> {
  const streamed = await court.stream(script);
  const heard = toGoodHeard(court, script, streamed);
  if (heard) {
    court.adopt(problemsOf(streamed.parts), script);
    compareWithScript(court, script, heard, { parts: streamed.parts, hasOrder: true });
    if (random) await checkSplits(court, script, heard, random);
  }
  const generated = await court.generate(script);
  const result = toGoodResult(court, script, generated);
  if (result === undefined) return;
  const whole = resultToHeard(result);
  compareWithScript(court, script, whole, {
    hasOrder: isInPlainOrder(script),
    where: 'doGenerate',
  });
  if (heard) compareResults(court, script, heard, whole, streamed.parts);
}

function toGoodHeard(court: Court, script: Script, streamed: Streamed): Heard | undefined {
  const { parts, hangs, isRejected, rejection, hasThrown, thrown } = streamed;
  const report = (says: string) => court.report('good-answer-arrives', says, { script, parts });
  if (hangs) {
    court.report('hangs-not', 'doStream, or its stream, does not end', { script, parts });
    return undefined;
  }
  if (isRejected) report(`doStream rejects a good answer: ${show(rejection)}`);
  if (hasThrown) report(`the stream of a good answer throws: ${show(thrown)}`);
  if (isRejected || hasThrown) return undefined;
  const heard = toHeard(parts);
  if (heard.errors.length > 0) report(`an error in a good answer: ${show(heard.errors[0])}`);
  return heard;
}

function toGoodResult(court: Court, script: Script, generated: Generated): object | undefined {
  const { value, hangs, isRejected, rejection } = generated;
  if (hangs) court.report('hangs-not', 'doGenerate does not end', { script });
  if (isRejected) {
    const says = `doGenerate rejects a good answer: ${show(rejection)}`;
    court.report('good-answer-arrives', says, { script });
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
    court.report('result-is-complete', `the result has no ${missing.join(', ')}`, { script });
  }
  return value;
}

type Place = { parts?: readonly StreamPart[]; hasOrder: boolean; where?: string };

function compareWithScript(
  court: Court,
  script: Script,
  heard: Heard,
  { parts = [], hasOrder, where = 'doStream' }: Place,
): void {
  const said = scriptToSpoken(script);
  const about = { script, parts };
  const differ = (kind: 'text' | 'reasoning') => {
    const [wanted, got] = [textOf(said, kind), textOf(heard.spoken, kind)];
    return wanted === got ? undefined : `${where} gives ${show(got)} in place of ${show(wanted)}`;
  };

  const isJson = script.says.some(({ type }) => type === 'json');
  const text = isJson ? jsonDiffers(said, heard, where) : differ('text');
  if (text) court.report(isJson ? 'json-as-said' : 'text-as-said', text, about);
  const reasoning = differ('reasoning');
  if (reasoning) court.report('reasoning-as-said', reasoning, about);

  const calls = callsDiffer(said, heard.spoken);
  const isShort = script.finish === 'length';
  if (calls) {
    court.report(isShort ? 'length-makes-no-call' : 'calls-as-said', `${where}: ${calls}`, about);
  }
  if (hasOrder && !isJson && !text && !reasoning && !calls) {
    if (canonical(said) !== canonical(heard.spoken)) {
      const got = heard.spoken.map(({ kind }) => kind).join(', ');
      const wanted = said.map(({ kind }) => kind).join(', ');
      court.report('order-as-said', `${where} gives ${got}; the server said ${wanted}`, about);
    }
  }
  const isTold = court.silentAbout !== 'finish';
  // Tools run on stop too.
  const isSame = heard.reason === script.finish || (hasCalls(said) && heard.reason === 'stop');
  if (isTold && heard.errors.length === 0 && !isSame) {
    const says = `${where} says ${heard.reason}, the server said ${script.finish}`;
    court.report('finish-as-said', says, about);
  }
  if (script.usage && canonical(heard.usage) !== canonical(script.usage)) {
    const says = `${where} says ${showUsage(heard)}, the server said ${canonical(script.usage)}`;
    court.report('usage-as-said', says, about);
  }
}

const hasCalls = (spoken: Spoken[]) => callsOf(spoken).length > 0;

const showUsage = ({ usage }: Heard) => `${String(usage.input)} and ${String(usage.output)} tokens`;

function jsonDiffers(said: Spoken[], heard: Heard, where: string): string | undefined {
  const [wanted, got] = [textOf(said, 'text'), textOf(heard.spoken, 'text')];
  return canonical(parseJson(wanted)) === canonical(parseJson(got))
    ? undefined
    : `${where} gives the text ${show(got)} in place of ${wanted}`;
}

function callsDiffer(said: Spoken[], heard: Spoken[]): string | undefined {
  const [wanted, got] = [callsOf(said), callsOf(heard)].map((calls) =>
    calls.map((call) => (call.kind === 'call' ? `${call.name}(${call.input})` : '')),
  );
  if (canonical(wanted) === canonical(got)) return undefined;
  const list = (calls: string[] = []) => calls.join(', ') || 'no call';
  return `${list(got)} in place of ${list(wanted)}`;
}

/** Whole responses may have a place for each kind alone. */
function isInPlainOrder({ says }: Script): boolean {
  const RANK = { reasoning: 0, text: 1, json: 1, call: 2 };
  const ranks = says.map(({ type }) => RANK[type]);
  return ranks.every((rank, at) => at === 0 || rank >= (ranks[at - 1] ?? 0));
}

function compareResults(
  court: Court,
  script: Script,
  heard: Heard,
  whole: Heard,
  parts: readonly StreamPart[],
): void {
  const facts = ({ spoken, reason }: Heard) => ({
    text: textOf(spoken, 'text'),
    reasoning: textOf(spoken, 'reasoning'),
    calls: callsOf(spoken),
    reason,
  });
  const [streamed, generated] = [facts(heard), facts(whole)];
  if (canonical(streamed) === canonical(generated)) return;
  const says = `doStream comes to ${canonical(streamed)}, doGenerate to ${canonical(generated)}`;
  court.report('generate-agrees', says, { script, parts });
}

async function checkSplits(
  court: Court,
  script: Script,
  whole: Heard,
  random: Random,
): Promise<void> {
  for (const pieces of [[1], random.list(1, 6, () => 1 + random.below(40))]) {
    const inPieces = { ...script, pieces };
    const streamed = await court.stream(inPieces);
    const { parts, hangs, isRejected, hasThrown } = streamed;
    const heard = toHeard(parts);
    const isSame =
      !hangs &&
      !isRejected &&
      !hasThrown &&
      canonical([heard.spoken, heard.reason]) === canonical([whole.spoken, whole.reason]) &&
      heard.errors.length === whole.errors.length;
    if (isSame) court.adopt(problemsOf(parts), inPieces);
    else {
      const says = `in pieces of ${pieces.join(', ')} bytes the answer is another`;
      court.report('split-changes-nothing', says, { script: inPieces, parts });
    }
  }
}
