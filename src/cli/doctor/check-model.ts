import { describeWrongKind, type ModelKind } from '../../models/model-kind';
import { nearestModelId } from '../../models/nearest-model-id';
import type { HerokuModelInfo } from '../../models/to-model-list';
import { isEnded } from '../model-list';
import type { Check } from './check';

const LIST = '`npx ai-sdk-provider-heroku models` lists the models.';

/** Whether the list has the model, for how long, and whether it is of the kind that the attachment is for. Two spellings of one model occur, so an absent id may still work. */
export function checkModel(
  { attachment, modelId }: { attachment: string; modelId: string },
  models: readonly HerokuModelInfo[],
  now: number,
): Check {
  const listed = models.find(({ id }) => id === modelId);
  if (listed === undefined) {
    const nearest = nearestModelId(
      modelId,
      models.map(({ id }) => id),
    );
    return {
      id: 'model',
      status: 'warning',
      found: modelId,
      problem: `The list of models has no ${modelId}.`,
      remedy: nearest ? `Did you mean ${nearest}? ${LIST}` : LIST,
    };
  }
  const kind = toKind(listed);
  if (kind !== 'chat' && attachment === 'INFERENCE') {
    const found = listed.kinds.join(', ');
    const problem = `${modelId} is no chat model, and heroku() calls it as one.`;
    const remedy = describeWrongKind(modelId, kind);
    return { id: 'model', status: 'problem', found, problem, remedy };
  }
  const { endOfLifeDate = '', state = 'active', replacement } = listed;
  const remedy = replacement ? `Use ${replacement}.` : `Use another model. ${LIST}`;
  if (isEnded(listed, now)) {
    const problem = `${modelId} reached its end of life on ${endOfLifeDate.slice(0, 10)}.`;
    return { id: 'model', status: 'problem', found: modelId, problem, remedy };
  }
  const found = [listed.kinds.join(', '), state, listed.regions.join(', ')]
    .filter(Boolean)
    .join('; ');
  if (state === 'active' && !endOfLifeDate) return { id: 'model', status: 'ok', found };
  const until = endOfLifeDate ? ` Its end of life is ${endOfLifeDate.slice(0, 10)}.` : '';
  const problem = `${modelId} is ${state}.${until}`;
  return { id: 'model', status: 'warning', found, problem, remedy };
}

/** A list without kinds, as in 2025, says nothing. */
function toKind({ kinds }: HerokuModelInfo): ModelKind {
  if (kinds.includes('text-to-embedding')) return 'embedding';
  if (kinds.includes('text-to-score')) return 'reranking';
  return kinds.includes('text-to-image') ? 'image' : 'chat';
}
