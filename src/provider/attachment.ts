import type { ModelKind } from '../models/model-kind';
import { readVariables } from './variables';

/** The alias that Heroku's documentation gives to the attachment of each kind (heroku-api.md §8, heroku-surface.md §1-3). */
const ALIASES: Record<ModelKind, string> = {
  chat: 'INFERENCE',
  embedding: 'EMBEDDING',
  reranking: 'RERANK',
  image: 'DIFFUSION',
};

/** The config vars that serve a model, as the aliases from which their names are made. */
export type Attachment = {
  kind: ModelKind;
  /** URL and key are NAME_URL and NAME_KEY of this alias: always a pair. */
  credentialsAlias: string;
  /** The model id is NAME_MODEL_ID of this alias. The one of INFERENCE is a chat model's and serves no other kind. */
  modelIdAlias: string;
};

/**
 * The attachment of the settings wins. Otherwise each kind has an attachment of its own, if that has a key. Otherwise
 * INFERENCE serves all kinds, as a shared plan does, and as a key does that is given in code.
 */
export function toAttachment(
  kind: ModelKind,
  { attachment, apiKey }: { attachment?: string | undefined; apiKey?: string | undefined },
): Attachment {
  const modelIdAlias = attachment === ALIASES.chat ? ALIASES[kind] : (attachment ?? ALIASES[kind]);
  const hasKey = !apiKey?.trim() && readVariables()[`${modelIdAlias}_KEY`]?.trim();
  const credentialsAlias = attachment ?? (hasKey ? modelIdAlias : ALIASES.chat);
  return { kind, modelIdAlias, credentialsAlias };
}
