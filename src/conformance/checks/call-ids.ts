import { TOOL_NAMES, USER_TEXT } from '../call-options';
import type { Harness } from '../harness';
import { show, toLoose, toRecord } from '../loose';
import { problemsOf } from '../problems-of';
import { answer, call, isSupported } from '../scripts';
import type { Script, StreamPart } from '../types';

const [WEATHER, PLACES] = TOOL_NAMES;
const EARLIER = 'call_0';
const ids = { toolCallId: EARLIER, toolName: WEATHER };

/** A conversation in which the model has called a tool. */
const PROMPT = [
  user(USER_TEXT),
  { role: 'assistant', content: [{ type: 'tool-call', ...ids, input: { city: 'Lisbon' } }] },
  {
    role: 'tool',
    content: [{ type: 'tool-result', ...ids, output: { type: 'text', value: 'Sunny' } }],
  },
  user('And in Porto?'),
];

function user(value: string) {
  return { role: 'user', content: [{ type: 'text', text: value }] };
}

/** A server that counts the ids of each answer from 0, and one id for two calls. */
const AGAIN = answer([call(EARLIER, WEATHER, '{"city":', '"Porto"}')], 'tool-calls');
const TWINS = answer(
  [call('call_9', WEATHER, '{"city":"Porto"}'), call('call_9', PLACES, '{"city":"Porto"}')],
  'tool-calls',
);
const TWO = answer(
  [call('call_8', WEATHER, '{"city":"Porto"}'), call('call_9', PLACES, '{"city":"Porto"}')],
  'tool-calls',
);

/** Checks that the ids of calls are new in the conversation and in the answer. */
export async function checkCallIds(harness: Harness): Promise<void> {
  const constant = () => EARLIER;
  await check(harness, AGAIN);
  await check(harness, TWO, constant);
  // In other forms of the wire two fragments with one id may be one call.
  if (harness.dialect === undefined) await check(harness, TWINS);
}

async function check(harness: Harness, script: Script, generateId?: () => string): Promise<void> {
  if (!isSupported(script, harness.subject.supports)) return;
  const options = harness.toOptions(script, { prompt: PROMPT });
  const serve = () =>
    harness.serve((request) => ({ response: harness.toWire(script, request) }), generateId).model;

  const streamed = await harness.readStream(serve(), options);
  const calls = streamed.parts.filter(({ type }) => type === 'tool-call').map(toLoose);
  const { parts } = streamed;
  const isNew = report(harness, script, { where: 'doStream', calls, parts });
  // The input must have the id of its call.
  if (isNew) harness.adopt(problemsOf(parts).filter(isAboutInputs), script);

  const { value } = await harness.within(() => serve().doGenerate(options as never));
  const { content } = toRecord(value);
  const items = (Array.isArray(content) ? content : []).map(toRecord);
  const whole = items.filter(({ type }) => type === 'tool-call');
  report(harness, script, { where: 'doGenerate', calls: whole, parts: [] });
}

const isAboutInputs = ({ rule }: { rule: string }) => rule === 'tool-input-agrees';

type Found = { where: string; calls: Record<string, unknown>[]; parts: readonly StreamPart[] };

/** Whether all ids are new. */
function report(harness: Harness, script: Script, { where, calls, parts }: Found): boolean {
  const got = calls.map(({ toolCallId }) => toolCallId);
  if (new Set([EARLIER, ...got]).size > got.length) return true;
  const says = `${where} gives calls of ${show(got)} in a conversation that has ${EARLIER}`;
  harness.report('call-id-is-new', says, { script, parts });
  return false;
}
