import { CHAT_MODEL_IDS } from './model-ids';

/** What a model is for. */
export type ModelKind = 'chat' | 'embedding' | 'reranking' | 'image';

/** The kind of a model, as far as its id tells. Undefined if it does not. */
export function toModelKind(modelId: string): ModelKind | undefined {
  const [kind] = KINDS.find(([, pattern]) => pattern.test(modelId)) ?? [];
  return kind ?? (CHAT_MODEL_IDS.some((id) => id === modelId) ? 'chat' : undefined);
}

const KINDS: readonly [ModelKind, RegExp][] = [
  ['embedding', /embed/i],
  ['reranking', /rerank/i],
  ['image', /image|diffusion|canvas/i],
];

/** How each kind of model is asked for in code. */
export const CALLS: Record<ModelKind, string> = {
  chat: 'heroku',
  embedding: 'heroku.embedding',
  reranking: 'heroku.reranking',
  image: 'heroku.image',
};

/** The problem and the remedy of a model that is used for another kind of call than its own. */
export function describeWrongKind(modelId: string, kind: ModelKind): string {
  const article = /^[ei]/.test(kind) ? 'an' : 'a';
  return `${modelId} is ${article} ${kind} model: use ${CALLS[kind]}('${modelId}').`;
}
