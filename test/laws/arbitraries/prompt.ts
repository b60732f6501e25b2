import type { LanguageModelV2Prompt } from '@ai-sdk/provider';
import fc from 'fast-check';
import { signThinking } from '../../../src/local/signature';
import { assistantFile, userFile } from './files';
import { toolInput } from './json';
import { oddId, text, toolName } from './text';
import { type AnyOutput, toolOutput } from './tool-output';

/** A part as the AI SDK 5, 6 or 7 may hand it over; only the first of them keeps to the types of LanguageModelV2. */
export type AnyPart = { type: string; [key: string]: unknown };
export type AnyMessage = { role: string; content: string | AnyPart[] };

/** One move in a conversation. A prompt is built from a list of them, so that a failing one shrinks move by move. */
type Move =
  | { move: 'system'; text: string }
  | { move: 'user'; parts: AnyPart[] }
  | { move: 'assistant'; parts: AnyPart[] }
  | ToolRound
  | { move: 'stray'; id: string; name: string; output: AnyOutput; inAssistant: boolean }
  | { move: 'approval' };

type ToolRound = {
  move: 'tools';
  before: AnyPart[];
  calls: PlannedCall[];
  after: AnyPart[];
  /** Results come in the order of the calls, or the other way round. */
  reversed: boolean;
  /** One tool message for each result rather than one for all. */
  split: boolean;
};

type PlannedCall = {
  /** Undefined: one of its own, as a server would give it. */
  id: string | undefined;
  name: string;
  input: unknown;
  output: AnyOutput;
  /** `inline`: executed by a provider, call and result inside the assistant message; `late`: after the next move. */
  fate: 'answered' | 'inline' | 'late' | 'never' | 'twice' | 'early';
};

const textPart: fc.Arbitrary<AnyPart> = text.map((value) => ({ type: 'text', text: value }));

const thinking = fc.constantFrom('', 'Hm.', 'First\nthen ', ' 天気? ', '👩‍👩‍👧');

/** Thinking that Heroku signed; the signature may come late, in a part of its own. */
const signed: fc.Arbitrary<AnyPart[]> = thinking.chain((value) => {
  const providerOptions = { heroku: { signature: signThinking(value) } };
  return fc.constantFrom<AnyPart[]>(
    [{ type: 'reasoning', text: value, providerOptions }],
    [
      { type: 'reasoning', text: value },
      { type: 'reasoning', text: '', providerOptions },
    ],
    [
      {
        type: 'reasoning',
        text: '',
        providerOptions: { heroku: { redacted_thinking: 'c2VjcmV0' } },
      },
    ],
  );
});

/** What other providers, or models without signatures, left behind. */
const unsigned: fc.Arbitrary<AnyPart[]> = thinking.chain((value) =>
  fc.constantFrom<AnyPart[]>(
    [{ type: 'reasoning', text: value }],
    [
      {
        type: 'reasoning',
        text: value,
        providerOptions: { anthropic: { signature: 'Er8B' }, openai: { itemId: 'rs_1' } },
      },
    ],
  ),
);

const refusedPart = fc.constantFrom<AnyPart>(
  { type: 'custom', kind: 'anything' },
  { type: 'reasoning-file', mediaType: 'image/png', data: { type: 'data', data: 'iVBORw==' } },
  { type: 'image', image: 'iVBORw==' },
);

const userParts: fc.Arbitrary<AnyPart[]> = fc.array(
  fc.oneof(
    { weight: 100, arbitrary: textPart },
    { weight: 40, arbitrary: userFile },
    { weight: 1, arbitrary: refusedPart },
  ),
  { maxLength: 3 },
);

const spokenPart = fc.oneof(
  { weight: 100, arbitrary: textPart },
  { weight: 4, arbitrary: assistantFile },
  { weight: 1, arbitrary: refusedPart },
);

const nothing = fc.constant<AnyPart[]>([]);
const spoken = fc.array(spokenPart, { maxLength: 2 });

/** No message mixes the reasoning of two providers, so the first signature is of all that comes before it. */
const assistantParts: fc.Arbitrary<AnyPart[]> = fc
  .oneof(
    { weight: 6, arbitrary: fc.tuple(nothing, spoken, nothing) },
    { weight: 4, arbitrary: fc.tuple(signed, spoken, nothing) },
    { weight: 1, arbitrary: fc.tuple(signed, spoken, fc.oneof(signed, unsigned)) },
    { weight: 2, arbitrary: fc.tuple(unsigned, spoken, nothing) },
    { weight: 1, arbitrary: fc.tuple(nothing, spoken, fc.oneof(signed, unsigned)) },
  )
  .map((parts) => parts.flat());

const plannedCall: fc.Arbitrary<PlannedCall> = fc.record({
  id: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: oddId }),
  name: toolName,
  input: toolInput,
  output: toolOutput,
  fate: fc.oneof(
    { weight: 6, arbitrary: fc.constant('answered' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom<PlannedCall['fate']>('inline', 'late', 'never', 'twice', 'early'),
    },
  ),
});

const toolRound: fc.Arbitrary<Move> = fc.record({
  move: fc.constant('tools' as const),
  before: assistantParts,
  calls: fc.array(plannedCall, { minLength: 1, maxLength: 3 }),
  after: fc.oneof({ weight: 3, arbitrary: nothing }, { weight: 1, arbitrary: spoken }),
  reversed: fc.boolean(),
  split: fc.boolean(),
});

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ move: fc.constant('system' as const), text }) },
  { weight: 6, arbitrary: fc.record({ move: fc.constant('user' as const), parts: userParts }) },
  {
    weight: 4,
    arbitrary: fc.record({ move: fc.constant('assistant' as const), parts: assistantParts }),
  },
  { weight: 6, arbitrary: toolRound },
  {
    weight: 1,
    arbitrary: fc.record({
      move: fc.constant('stray' as const),
      id: oddId,
      name: toolName,
      output: toolOutput,
      inAssistant: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ move: 'approval' as const }) },
);

/** Any prompt; most start with the user, as they do in life. */
export const prompt: fc.Arbitrary<LanguageModelV2Prompt> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: userParts }, { weight: 1, arbitrary: fc.constant(undefined) }),
    fc.array(move, { maxLength: 7 }),
  )
  .map(([opening, moves]) =>
    toPrompt(opening === undefined ? moves : [{ move: 'user', parts: opening }, ...moves]),
  );

function toPrompt(moves: Move[]): LanguageModelV2Prompt {
  const messages: AnyMessage[] = [];
  let late: AnyPart[] = [];
  let count = 0;
  for (const move of moves) {
    const due = late;
    late = [];
    switch (move.move) {
      case 'system':
        messages.push({ role: 'system', content: move.text });
        break;
      case 'user':
      case 'assistant':
        messages.push({ role: move.move, content: move.parts });
        break;
      case 'tools': {
        const round = toRound(move, () => `tooluse_${count++}`);
        messages.push(...round.messages);
        late = round.late;
        break;
      }
      case 'stray':
        messages.push({
          role: move.inAssistant ? 'assistant' : 'tool',
          content: [toResult(move.id, move)],
        });
        break;
      case 'approval':
        messages.push({
          role: 'tool',
          content: [{ type: 'tool-approval-response', approvalId: 'approval-1', approved: true }],
        });
        break;
    }
    if (due.length > 0) messages.push({ role: 'tool', content: due });
  }
  if (late.length > 0) messages.push({ role: 'tool', content: late });
  return messages as LanguageModelV2Prompt;
}

function toRound({ before, calls, after, reversed, split }: ToolRound, newId: () => string) {
  const spoken: AnyPart[] = [...before];
  const early: AnyPart[] = [];
  const prompt: AnyPart[] = [];
  const late: AnyPart[] = [];
  for (const call of calls) {
    const id = call.id ?? newId();
    const { name: toolName, input, fate } = call;
    const providerExecuted = fate === 'inline' ? { providerExecuted: true } : {};
    spoken.push({ type: 'tool-call', toolCallId: id, toolName, input, ...providerExecuted });
    const result = toResult(id, call);
    if (fate === 'inline') spoken.push(result);
    if (fate === 'early') early.push(result);
    if (fate === 'answered' || fate === 'twice') prompt.push(result);
    if (fate === 'late' || fate === 'twice') late.push(result);
  }
  const results = reversed ? prompt.reverse() : prompt;
  return {
    messages: [
      ...toToolMessages(early, false),
      { role: 'assistant', content: [...spoken, ...after] },
      ...toToolMessages(results, split),
    ],
    late,
  };
}

function toToolMessages(results: AnyPart[], split: boolean): AnyMessage[] {
  if (results.length === 0) return [];
  return split
    ? results.map((result) => ({ role: 'tool', content: [result] }))
    : [{ role: 'tool', content: results }];
}

const toResult = (
  toolCallId: string,
  { name: toolName, output }: { name: string; output: AnyOutput },
): AnyPart => ({ type: 'tool-result', toolCallId, toolName, output });
