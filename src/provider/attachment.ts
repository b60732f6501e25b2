import type { ModelKind } from '../models/model-kind';
import { readVariables } from './environment';

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
  alias: string;
  /** The model id is NAME_MODEL_ID of this alias: that of INFERENCE is a chat model's and serves no other kind. */
  dedicated: string;
};

/**
 * The attachment of the settings wins. Else each kind has its dedicated one, if that has a key. Else INFERENCE serves all
 * kinds, as a shared plan does: it also belongs to a key that is given in code.
 */
export function toAttachment(
  kind: ModelKind,
  { attachment, apiKey }: { attachment?: string | undefined; apiKey?: string | undefined },
): Attachment {
  const dedicated = attachment === ALIASES.chat ? ALIASES[kind] : (attachment ?? ALIASES[kind]);
  const hasKey = !apiKey?.trim() && readVariables()[`${dedicated}_KEY`]?.trim();
  return { kind, dedicated, alias: attachment ?? (hasKey ? dedicated : ALIASES.chat) };
}
