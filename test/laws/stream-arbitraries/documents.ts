import fc, { type Arbitrary } from 'fast-check';
import type { Answer } from './answers';
import { callsOf, type FragmentStyle } from './fragments';

/** How a server writes a whole response (heroku-api.md §2). */
export type DocumentStyle = {
  content: 'string' | 'parts';
  /** What stands for a text that is empty. */
  noContent: 'null' | 'absent' | 'empty';
  reasoning: 'object' | 'string' | 'reasoning_content';
  arguments: 'string' | 'object';
  indent: 0 | 2;
  before: '' | ' ' | '\n\n' | ': keep-alive\n\n';
};

export const documentStyle: Arbitrary<DocumentStyle> = fc.record({
  content: fc.constantFrom('string', 'parts'),
  noContent: fc.constantFrom('null', 'absent', 'empty'),
  reasoning: fc.constantFrom('object', 'string', 'reasoning_content'),
  arguments: fc.constantFrom('string', 'string', 'object'),
  indent: fc.constantFrom(0, 2),
  before: fc.constantFrom('', ' ', '\n\n', ': keep-alive\n\n'),
});

export function documentOf(answer: Answer, style: DocumentStyle, ids: FragmentStyle['id']): string {
  const { id, model, created, finishReason, usage } = answer;
  const message = {
    role: 'assistant',
    ...contentOf(answer, style),
    refusal: null,
    ...reasoningOf(answer, style),
    ...(answer.calls.length > 0 && {
      tool_calls: callsOf(answer, ids).map((call, nth) => ({
        ...idOf(call.id, nth, ids),
        type: 'function',
        function: { name: call.tool, arguments: argumentsOf(call.input, style) },
      })),
    }),
  };
  const body = {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, finish_reason: finishReason }],
    usage,
  };
  return style.before + JSON.stringify(body, null, style.indent);
}

function contentOf({ text }: Answer, style: DocumentStyle): object {
  if (text !== '') {
    return { content: style.content === 'parts' ? [{ type: 'text', text }] : text };
  }
  if (style.noContent === 'absent') return {};
  return { content: style.noContent === 'null' ? null : '' };
}

function reasoningOf({ reasoning, signature }: Answer, style: DocumentStyle): object {
  if (reasoning === '') return {};
  if (signature !== undefined) return { reasoning: { thinking: reasoning, signature } };
  if (style.reasoning === 'object') return { reasoning: { thinking: reasoning } };
  return style.reasoning === 'string' ? { reasoning } : { reasoning_content: reasoning };
}

/** As an object only where its text is the one that JSON.stringify would write. */
function argumentsOf(input: string, style: DocumentStyle): unknown {
  const value: unknown = JSON.parse(input);
  return style.arguments === 'object' && JSON.stringify(value) === input ? value : input;
}

function idOf(id: string, nth: number, ids: FragmentStyle['id']): object {
  if (ids === 'absent') return {};
  return { id: ids === 'number' ? nth : ids === 'null' ? null : ids === 'empty' ? '' : id };
}
