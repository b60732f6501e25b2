import { jsonSchema, tool } from 'ai';
import type { ChatRequest, ScriptedAnswer } from 'ai-sdk-provider-heroku/local';
import { brokenStream } from '../broken-stream';
import { type Lab, MODEL } from '../lab';
import type { Span, Tracing } from './tracer';

/** Counts that no span has for another reason; the second step differs from the first. */
const [INPUT, OUTPUT, CACHED, REASONING] = [70_000, 80_000, 30_000, 50_000];

const usageOf = (step: number) => ({
  prompt_tokens: INPUT + step,
  completion_tokens: OUTPUT + step,
  total_tokens: INPUT + OUTPUT + 2 * step,
  prompt_tokens_details: { cached_tokens: CACHED + step },
  completion_tokens_details: { reasoning_tokens: REASONING + step },
});

/** What the input of a span counts for, in steps. Some tools count what was not cached. */
const STEPS = new Map([
  [INPUT - CACHED, 1],
  [INPUT + 1, 1],
  [INPUT + 2, 1],
  [2 * INPUT + 3, 2],
]);

/** All numbers in a span's counts. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string' && /^\d+$/.test(value)) return [Number(value)];
  return value && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

const inputOf = ({ counts }: Span) =>
  Math.max(0, ...numbersIn(counts).filter((number) => STEPS.has(number)));

const hasCount = (spans: Span[], count: number) =>
  spans.some(({ counts }) => numbersIn(counts).includes(count)) ? 'yes' : 'no';

/** What the span of the whole call says of the input of two steps. */
function outerOf(spans: Span[]): string {
  const outer = spans.find(({ isOuter }) => isOuter);
  if (outer === undefined) return 'no such span';
  const input = inputOf(outer);
  if (input === 0) return 'nothing';
  return STEPS.get(input) === 2 ? 'the sum' : 'the last step';
}

/** How often the input of two steps is counted by who adds up the spans. */
function sumOf(spans: Span[]): string {
  const steps = spans.map(inputOf).reduce((sum, input) => sum + (STEPS.get(input) ?? 0), 0);
  return `${steps / 2} times`.replace(/^1 times/, 'once').replace(/^2 times/, 'twice');
}

type Verb = 'generateText' | 'streamText';

const lookup = tool({
  inputSchema: jsonSchema<{ query: string }>({
    type: 'object',
    properties: { query: { type: 'string' } },
  }),
  execute: async () => 'found',
});

/** Headers of the call, and of the provider. */
const [SECRET, KEPT_SECRET] = ['secret-of-the-call', 'secret-of-the-provider'];

/** Makes a call and gives its spans. */
async function spansOf(lab: Lab, tracing: Tracing, verb: Verb): Promise<Span[]> {
  const heroku = lab.providerWith({ headers: { 'x-own': KEPT_SECRET } });
  const settings = {
    model: tracing.wrap(heroku(MODEL)),
    prompt: 'Hello',
    tools: { lookup },
    stopWhen: ({ steps }: { steps: unknown[] }) => steps.length === 5,
    maxRetries: 0,
    headers: { 'x-secret': SECRET },
    ...tracing.settings,
  };
  await tracing.within(async () => {
    if (verb === 'generateText') return tracing.sdk.generateText(settings);
    const result = await tracing.sdk.streamText({ ...settings, onError: () => {} });
    for await (const _ of result.fullStream);
    return result;
  });
  const spans = await tracing.takeSpans();
  lab.check(spans.length > 0, 'There are no spans');
  for (const secret of [lab.key, KEPT_SECRET])
    lab.check(!spans.some(({ text }) => text.includes(secret)), `${secret} is in a span`);
  return spans;
}

const oneStep = (): ScriptedAnswer => ({ text: 'Hello', usage: usageOf(1) });

const twoSteps = ({ body }: ChatRequest): ScriptedAnswer =>
  body.messages.some(({ role }) => role === 'tool')
    ? { text: 'Done.', usage: usageOf(2) }
    : { toolCalls: [{ name: 'lookup', arguments: { query: 'x' } }], usage: usageOf(1) };

/** The cells of the page's table after the tool: each span is looked at by itself. */
export async function toRow(lab: Lab, tracing: Tracing): Promise<string[]> {
  const both = async (toCell: (spans: Span[]) => string) => {
    const generated = toCell(await spansOf(lab, tracing, 'generateText'));
    const streamed = toCell(await spansOf(lab, tracing, 'streamText'));
    if (generated === streamed) return generated;
    return `generateText: ${generated}; streamText: ${streamed}`;
  };
  lab.answer(oneStep);
  const cells = [
    await both((spans) => hasCount(spans, CACHED + 1)),
    await both((spans) => hasCount(spans, REASONING + 1)),
    await both((spans) => (spans.some(({ text }) => text.includes(SECRET)) ? 'yes' : 'no')),
  ];
  lab.answer(twoSteps);
  cells.push(await both(outerOf), await both(sumOf));
  lab.answer(brokenStream);
  const cut = await spansOf(lab, tracing, 'streamText');
  return [...cells, cut.some(({ isError }) => isError) ? 'error' : 'no error'];
}
