import { nearestName } from '../../json/nearest-name';
import type { HerokuModelInfo } from '../../models/to-model-list';
import { isEnded } from '../model-list';
import type { Check } from './check';

const LIST = '`npx ai-sdk-provider-heroku models` lists the models.';

/** Whether the list has the model, and for how long. Two spellings of one model occur, so an absent id may still work. */
export function checkModel(
  modelId: string,
  models: readonly HerokuModelInfo[],
  now: number,
): Check {
  const listed = models.find(({ id }) => id === modelId);
  if (listed === undefined) {
    const nearest = nearestName(
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
