import assert from 'node:assert/strict';
import { readAll } from './read-all';
import type { Sdk } from './sdk';

/** What a stream that goes wrong gives to its reader. */
export async function readFailingStream(sdk: Sdk, settings: Parameters<Sdk['streamText']>[0]) {
  const heard: unknown[] = [];
  const onError = ({ error }: { error: unknown }) => void heard.push(error);
  const parts = await readAll(sdk.parts(sdk.streamText({ ...settings, onError })));
  const errors = parts.flatMap((part) => (part.type === 'error' ? [part.error] : []));
  assert.deepEqual(heard, errors);
  const finish = parts.find((part) => part.type === 'finish');
  return {
    errors,
    toolCalls: parts.filter((part) => part.type === 'tool-call'),
    text: parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''),
    finishReason: finish?.finishReason,
  };
}
