import type { HerokuModelInfo } from '../../models/to-model-list';
import { toModelProfile } from '../../models/to-model-profile';
import { isChatModel, isEnded } from '../model-list';
import type { ProbeModels } from './probe';

/** The chat model to call where the set-up names none: a small one that is served. */
export function chooseChatModel(
  models: readonly HerokuModelInfo[],
  now: number,
): string | undefined {
  const served = models.filter((model) => isChatModel(model) && !isEnded(model, now));
  const active = served.filter(({ state = 'active' }) => state === 'active');
  const candidates = active.length > 0 ? active : served;
  return (
    candidates.find(({ id }) => /haiku/.test(id)) ??
    candidates.find(({ id }) => /claude/.test(id)) ??
    candidates[0]
  )?.id;
}

/** The models that the probes are put to; the model of the set-up wherever it will do. */
export function chooseProbeModels(
  main: string,
  models: readonly HerokuModelInfo[],
  now: number,
): ProbeModels {
  const served = models.filter((model) => !isEnded(model, now));
  const chats = [main, ...served.filter(isChatModel).map(({ id }) => id)];
  const ofKind = (kind: string) => served.find(({ kinds }) => kinds.includes(kind))?.id;
  return {
    main,
    thinking: chats.find((id) => toModelProfile(id).thinking === 'budget'),
    embedding: ofKind('text-to-embedding'),
    rerank: ofKind('text-to-score'),
    ofFamily: (word) => chats.find((id) => id.toLowerCase().includes(word)),
  };
}
