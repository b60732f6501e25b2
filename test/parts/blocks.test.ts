import type { JSONObject, LanguageModelV2StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { createBlocks } from '../../src/parts/blocks';

type Step = { text: string } | { reasoning: string } | { sign: JSONObject } | 'close';

/** The parts in short: `T0[ T0(a) ]T0`, with what a reasoning block leaves behind. */
function write(...steps: Step[]): string {
  const parts: LanguageModelV2StreamPart[] = [];
  const blocks = createBlocks('heroku', (part) => parts.push(part), { id: 'a' });
  for (const step of steps) {
    if (step === 'close') blocks.close();
    else if ('text' in step) blocks.writeText(step.text);
    else if ('reasoning' in step) blocks.writeReasoning([{ text: step.reasoning }]);
    else blocks.writeReasoning([{ metadata: step.sign }]);
  }
  return parts.map(toShort).join(' ');
}

function toShort(part: LanguageModelV2StreamPart): string {
  switch (part.type) {
    case 'text-start':
      return `T${part.id}[`;
    case 'reasoning-start':
      return `R${part.id}[`;
    case 'text-delta':
    case 'reasoning-delta':
      return part.delta;
    case 'text-end':
      return `]T${part.id}`;
    case 'reasoning-end':
      return `]R${part.id}${part.providerMetadata ? JSON.stringify(part.providerMetadata.heroku) : ''}`;
    default:
      return part.type;
  }
}

test.each<[what: string, steps: Step[], parts: string]>([
  ['nothing', ['close'], ''],
  ['text', [{ text: 'a' }, { text: 'b' }, 'close'], 'T0[ a b ]T0'],
  ['reasoning, then text', [{ reasoning: 'r' }, { text: 'a' }, 'close'], 'Ra-0[ r ]Ra-0 T1[ a ]T1'],
  [
    'text, reasoning, text: in order, ids counted',
    [{ text: 'a' }, { reasoning: 'r' }, { text: 'b' }, 'close'],
    'T0[ a ]T0 Ra-1[ r ]Ra-1 T2[ b ]T2',
  ],
  ['text after a close', [{ text: 'a' }, 'close', { text: 'b' }, 'close'], 'T0[ a ]T0 T1[ b ]T1'],
  ['closed twice', [{ text: 'a' }, 'close', 'close'], 'T0[ a ]T0'],
  [
    'a signature leaves with its block',
    [{ reasoning: 'r' }, { sign: { signature: 's' } }, { text: 'a' }, 'close'],
    'Ra-0[ r ]Ra-0{"signature":"s"} T1[ a ]T1',
  ],
  [
    'a signature before its reasoning',
    [{ sign: { signature: 's' } }, { reasoning: 'r' }, 'close'],
    'Ra-0[ r ]Ra-0{"signature":"s"}',
  ],
  [
    'a signature after its reasoning was closed',
    [{ reasoning: 'r' }, { text: 'a' }, { sign: { signature: 's' } }, 'close'],
    'Ra-0[ r ]Ra-0 T1[ a ]T1 Ra-2[ ]Ra-2{"signature":"s"}',
  ],
  [
    'a late signature does not leave with the next reasoning',
    [
      { reasoning: 'r' },
      { text: 'a' },
      { sign: { signature: 's' } },
      { reasoning: 'q' },
      { sign: { signature: 't' } },
      'close',
    ],
    'Ra-0[ r ]Ra-0 T1[ a ]T1 Ra-2[ ]Ra-2{"signature":"s"} Ra-3[ q ]Ra-3{"signature":"t"}',
  ],
  ['a signature alone', [{ sign: { signature: 's' } }, 'close'], 'Ra-0[ ]Ra-0{"signature":"s"}'],
  [
    'keys of several frames add up',
    [{ reasoning: 'r' }, { sign: { type: 'thinking' } }, { sign: { signature: 's' } }, 'close'],
    'Ra-0[ r ]Ra-0{"type":"thinking","signature":"s"}',
  ],
  [
    'a key that is no plain one',
    [{ sign: { type: 'thinking' } }, { sign: JSON.parse('{"__proto__":{"a":1}}') }, 'close'],
    'Ra-0[ ]Ra-0{"type":"thinking","__proto__":{"a":1}}',
  ],
  [
    'each reasoning block has its own signature',
    [{ reasoning: 'r' }, { sign: { signature: 's' } }, { text: 'a' }, { reasoning: 'q' }, 'close'],
    'Ra-0[ r ]Ra-0{"signature":"s"} T1[ a ]T1 Ra-2[ q ]Ra-2',
  ],
])('%s', (_what, steps, parts) => {
  expect(write(...steps)).toBe(parts);
});

test('the metadata stands under the name of the provider', () => {
  const parts: LanguageModelV2StreamPart[] = [];
  const blocks = createBlocks('teal', (part) => parts.push(part), { id: 'a' });
  blocks.writeReasoning([{ text: 'r' }]);
  blocks.writeReasoning([{ metadata: { signature: 's' } }]);
  blocks.close();
  expect(parts.at(-1)).toEqual({
    type: 'reasoning-end',
    id: 'a-0',
    providerMetadata: { teal: { signature: 's' } },
  });
});
