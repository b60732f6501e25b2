/** Contestants that read 20,000 deltas of one kind. */
import { drain, floor, models, TOOLS } from './contestants.mjs';
import {
  fetchOf,
  reasoningStream,
  textStream,
  toCreated,
  toolStream,
  toPadding,
  unlikeStream,
} from './streams.mjs';

const COUNT = 20_000;

export const STREAMS = {
  text: () => textStream(COUNT),
  created: () => unlikeStream(COUNT),
  padding: () => unlikeStream(COUNT, toPadding),
  'created and padding': () =>
    unlikeStream(COUNT, (at) => ({ ...toCreated(at), ...toPadding(at) })),
  reasoning: () => reasoningStream(COUNT, (text) => ({ reasoning: { thinking: text } })),
  arguments: () => toolStream(COUNT * 8),
};

/** @param who `floor`, or a provider. */
export function prepare(who, kind, readSize) {
  const fetch = fetchOf(STREAMS[kind](), readSize);
  if (who === 'floor') return () => floor(fetch);
  const model = models[who](fetch);
  return () => drain(model, kind === 'arguments' ? { tools: TOOLS } : {});
}
