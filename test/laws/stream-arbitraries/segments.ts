import type { LanguageModelV2Content } from '@ai-sdk/provider';
import fc, { type Arbitrary } from 'fast-check';
import { text } from './texts';

/** A stretch of an answer in which one thing is said: a frame each. */
export type Segment = { kind: 'reasoning' | 'text'; text: string } | { kind: 'call' | 'arguments' };

export const segments: Arbitrary<Segment[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('reasoning', 'text'), text }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('call', 'arguments') }) },
  ),
  { maxLength: 12 },
);

/** `arguments` says a little more of what the last call gets; each call ends before the next, and with the answer. */
export function deltasOfSegments(all: readonly Segment[]): object[] {
  const deltas: object[] = [];
  let calls = 0;
  const say = (details: object) => deltas.push({ tool_calls: [details] });
  const end = () => {
    if (calls > 0) say({ index: calls - 1, function: { name: '', arguments: ']}' } });
  };
  for (const segment of all) {
    if (segment.kind === 'reasoning') deltas.push({ reasoning: { thinking: segment.text } });
    if (segment.kind === 'text') deltas.push({ content: segment.text });
    if (segment.kind === 'arguments' && calls > 0) {
      say({ index: calls - 1, function: { name: '', arguments: ' ' } });
    }
    if (segment.kind === 'call') {
      end();
      say({ index: calls, id: `call-${calls}`, function: { name: 'f', arguments: '{"a":[' } });
      calls++;
    }
  }
  end();
  return deltas;
}

/** The blocks in the order in which they came, each closed by whatever is not more of it, and the calls after them. */
export function contentOfSegments(all: readonly Segment[]): LanguageModelV2Content[] {
  const blocks: LanguageModelV2Content[] = [];
  const inputs: string[] = [];
  let open: { type: 'reasoning' | 'text'; text: string } | undefined;
  for (const segment of all) {
    if (segment.kind === 'call') inputs.push('{"a":[');
    if (segment.kind === 'arguments' && inputs.length > 0) inputs.push(`${inputs.pop()} `);
    if ('text' in segment) {
      if (open?.type !== segment.kind) {
        open = { type: segment.kind, text: '' };
        blocks.push(open);
      }
      open.text += segment.text;
    } else if (inputs.length > 0) {
      open = undefined;
    }
  }
  return [
    ...blocks,
    ...inputs.map((input, nth) => ({
      type: 'tool-call' as const,
      toolCallId: `call-${nth}`,
      toolName: 'f',
      input: `${input}]}`,
    })),
  ];
}
