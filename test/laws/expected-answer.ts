import type { LanguageModelV2Content, LanguageModelV2FinishReason } from '@ai-sdk/provider';
import type { Folded } from './fold';
import type { Mode } from './modes';
import type { Answer, Call } from './stream-arbitraries/answers';
import type { FragmentStyle } from './stream-arbitraries/fragments';

/** design.md §3, Response, Finish. */
const FINISH_REASONS = new Map<string, LanguageModelV2FinishReason>([
  ['stop', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['tool_calls', 'stop'],
  ['tool_use', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['content_filter', 'content-filter'],
  ['guardrail_intervened', 'content-filter'],
  ['FINISH', 'stop'],
  ['time_limit', 'length'],
  ['refused', 'content-filter'],
]);

/** Where the word is one of these the calls that came decide. */
const RUNS_TOOLS: LanguageModelV2FinishReason[] = ['stop', 'unknown'];

/** With generated ids counted as they come: the answer itself may have taken one before. */
export function withCountedIds(
  content: readonly LanguageModelV2Content[],
): LanguageModelV2Content[] {
  let count = 0;
  return content.map((part) =>
    part.type === 'tool-call' && part.toolCallId.startsWith('generated-')
      ? { ...part, toolCallId: `generated-${count++}` }
      : part,
  );
}

/** What the caller is to be given of an answer that came through whole, in whatever form it came. */
export function expectedOf(answer: Answer, mode: Mode, ids: FragmentStyle['id']): Folded {
  const calls = toCalls(answer, mode, ids);
  const reason = FINISH_REASONS.get(answer.finishReason) ?? 'unknown';
  return {
    content: withCountedIds([...toReasoning(answer), ...toText(answer, mode), ...calls]),
    finish: {
      finishReason: RUNS_TOOLS.includes(reason) && calls.length > 0 ? 'tool-calls' : reason,
      usage: {
        inputTokens: answer.usage.prompt_tokens,
        outputTokens: answer.usage.completion_tokens,
        totalTokens: answer.usage.total_tokens,
        reasoningTokens: undefined,
        cachedInputTokens: undefined,
      },
      providerMetadata: {
        heroku: { rawFinishReason: answer.finishReason, usage: answer.usage },
      },
    },
    errors: [],
  };
}

function toReasoning({ reasoning, signature }: Answer): LanguageModelV2Content[] {
  if (reasoning === '') return [];
  if (signature === undefined) return [{ type: 'reasoning', text: reasoning }];
  return [{ type: 'reasoning', text: reasoning, providerMetadata: { heroku: { signature } } }];
}

/** The first call of the JSON tool is the text; beside it the text is prose. */
function toText({ text, calls }: Answer, { jsonTool }: Mode): LanguageModelV2Content[] {
  const json = calls.find(({ tool }) => tool === jsonTool);
  const shown = json?.input ?? text;
  return shown === '' ? [] : [{ type: 'text', text: shown }];
}

function toCalls(
  answer: Answer,
  { tools, jsonTool }: Mode,
  ids: FragmentStyle['id'],
): LanguageModelV2Content[] {
  const { calls } = answer;
  const all =
    ids === 'equal'
      ? withOneId(calls)
      : calls.map((call, nth) => ({
          ...call,
          id: ids === 'text' ? call.id : ids === 'number' ? String(nth) : `generated-${nth}`,
        }));
  return all
    .filter(({ tool }) => tool !== jsonTool)
    .map(({ id, tool, input }) => ({
      type: 'tool-call',
      toolCallId: id,
      toolName: tools.find(({ wire }) => wire === tool)?.own ?? tool,
      input,
    }));
}

/** Calls under one id: the first keeps it, others get their own; the same tool with the same JSON again is no other call. */
function withOneId(calls: readonly Call[]): Call[] {
  const result: Call[] = [];
  let known = new Set<string>();
  for (const call of calls) {
    const json = JSON.stringify(JSON.parse(call.input));
    if (call.tool !== result.at(-1)?.tool) known = new Set();
    if (known.has(json)) continue;
    known.add(json);
    result.push({ ...call, id: result.length === 0 ? call.id : `generated-${result.length - 1}` });
  }
  return result;
}
